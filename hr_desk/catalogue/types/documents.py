# SPDX-License-Identifier: Apache-2.0
"""Sealed files: the value is the random id of the file, never its content or its name."""

import re
from dataclasses import dataclass

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.basis import ValueType
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_


class NotADocument(ValueProblem):
    """Not the id of a sealed file."""

    message = N_("A document cannot be typed. Choose a file, or take it from the clipboard.")


@dataclass(frozen=True, kw_only=True)
class Document(ValueType):
    """A sealed file, by its id of 32 hexadecimal digits."""

    name = "document"

    def parse(self, text: str) -> str:
        """Return the id; raises NotADocument."""
        typed = clean(text).lower()
        if not re.fullmatch(r"[0-9a-f]{32}", typed):
            raise NotADocument
        return typed
