# SPDX-License-Identifier: Apache-2.0
"""The declaration of everything that may be asked; one ``Catalogue``, many readers.

``load()`` reads resources/catalogue and a company's overlay; nothing else in the program keeps a
list of fields, stages, roles or retention classes.
"""

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.model import (
    Access,
    CodeList,
    Demand,
    Field,
    ForbiddenField,
    Purpose,
    RetentionClass,
    Role,
    Scenario,
    Sensitivity,
    Stage,
)
from hr_desk.catalogue.problems import CatalogueProblem, UnknownField
from hr_desk.catalogue.types.base import FieldType, Notice, ValueProblem

__all__ = [
    "Access",
    "Catalogue",
    "CatalogueProblem",
    "CodeList",
    "Demand",
    "Field",
    "FieldType",
    "ForbiddenField",
    "Notice",
    "Purpose",
    "RetentionClass",
    "Role",
    "Scenario",
    "Sensitivity",
    "Stage",
    "UnknownField",
    "ValueProblem",
    "load",
]
