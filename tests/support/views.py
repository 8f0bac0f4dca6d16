# SPDX-License-Identifier: Apache-2.0
"""A field as a form is handed it, made by hand."""

from dataclasses import dataclass
from typing import Any

from hr_desk.catalogue.model import Access, Field


@dataclass(frozen=True)
class View:
    """What operations say of one field, as the protocol of ui.forms.field_row wants it."""

    field: Field
    value: Any = None
    shown: str = ""
    masked: bool = False
    given: bool = False
    access: Access = Access.WRITE
