# SPDX-License-Identifier: Apache-2.0
"""Sealed files: the value is the random id of each file, never its content or its name."""

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
    sides: int = 1
    """How many sides of a paper make the file: two of an ID card, each chosen by itself."""

    def parse(self, text: str) -> str:
        """Return the id; raises NotADocument."""
        typed = clean(text).lower()
        if not is_id(typed):
            raise NotADocument
        return typed


class TooManyDocuments(ValueProblem):
    """More files than the field takes."""

    message = N_("At most {most} files fit here. Take one out first.")


@dataclass(frozen=True, kw_only=True)
class Documents(ValueType):
    """One or several sealed files: their ids in the order they came, with a space between."""

    name = "documents"
    most: int = 5
    """Files at most."""

    def parse(self, text: str) -> str:
        """Return the ids; raises NotADocument, TooManyDocuments."""
        typed = clean(text).lower().split()
        ids = list(filter(is_id, typed))
        if not ids or len(set(ids)) != len(typed):
            raise NotADocument
        if len(ids) > self.most:
            raise TooManyDocuments(most=self.most)
        return " ".join(ids)


def is_id(text: str) -> bool:
    """Whether a text is called as a document is: 32 lower-case hexadecimal digits."""
    return re.fullmatch(r"[0-9a-f]{32}", text) is not None


def ids_of(stored: str | None) -> tuple[str, ...]:
    """Return the ids in the stored value of a Document or Documents; none for None."""
    return tuple((stored or "").split())
