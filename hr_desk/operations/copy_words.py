# SPDX-License-Identifier: Apache-2.0
"""What page and paper say of a document in a case, and of a value that is only stored."""

from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Field
from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import joiners as states
from hr_desk.i18n import N_, translated
from hr_desk.operations.contributed_documents import PersonDocument
from hr_desk.operations.contributions import OnlyStored
from hr_desk.operations.restricted_values import HOLD
from hr_desk.store.requests import RefusalRow


def document_said(one: PersonDocument, code: str, *, pages: int | None = None) -> str:
    """Return kind and size of a document, without its name, and its pages where they are known."""
    if not one.pieces:
        return translated(_LOST, code)
    kind = one.kind.upper() if one.kind else translated(_NO_KIND, code)
    size = -(-one.size // 1024)
    if pages is None:
        return translated(_DOCUMENT, code, kind=kind, size=size)
    return translated(_OF_PAGES, code, kind=kind, size=size, pages=pages)


def document_kept(catalogue: Catalogue, one: PersonDocument, code: str) -> str:
    """Return what a document is kept as and from when its time is counted, empty if unsaid."""
    kept = catalogue.classes.get(states.class_of(one.kept_as))
    if kept is None:
        return ""
    text = KEPT_SINCE if one.counted_from else KEPT_AS
    return translated(text, code, kept=kept.label.within(code), day=one.counted_from)


def document_since(one: PersonDocument, code: str) -> str:
    """Return since when a document is kept, empty where its file does not say."""
    return translated(_SINCE, code, day=one.on) if one.on else ""


def document_named(field: Field, number: int, code: str) -> str:
    """Return what a document is called: its field, and its number among those of the field."""
    return f"{field.label.within(code)} {number}"


def only_stored_said(kept: OnlyStored, code: str) -> str:
    """Return since when and why a value is only stored, and when it goes."""
    why = _BY_HOLD if kept.said.why == HOLD else _BY_LAW
    said = translated(why, code, day=kept.said.since, basis=kept.said.basis)
    goes = _GOES if kept.said.until else _GOES_WITH_RECORD
    return said + translated(goes, code, day=kept.said.until)


def withheld_said(catalogue: Catalogue, row: RefusalRow, code: str) -> str:
    """Return what stays out of a copy, why, and when it is looked at again."""
    reason = request_rules().refusals[row.reason]
    return translated(
        _ONE_BACK if row.document else _BACK, code,
        field=catalogue.field(row.key).label.within(code), reason=reason.label.within(code),
        law=reason.law, evidence=row.evidence, day=row.review_on.isoformat(),
    )  # fmt: skip


_DOCUMENT: Final = N_("{kind}, {size} KB")
_OF_PAGES: Final = N_("{kind}, {size} KB, number of pages: {pages}")
KEPT_SINCE: Final = N_("Kept as: {kept}, counted from {day}")
KEPT_AS: Final = N_("Kept as: {kept}")
"""What something is kept as, with and without the day from which its time is counted."""
_SINCE: Final = N_("Kept since {day}")
_NO_KIND: Final = N_("File of an unknown kind")
_LOST: Final = N_("Cannot be opened any more where it lies, so it is not in the copy")
_BY_LAW: Final = N_("Only stored since {day}: the consent was withdrawn, {basis} keeps it. ")
_BY_HOLD: Final = N_("Only stored since {day}: the consent was withdrawn, a hold keeps it. ")
_GOES: Final = N_("It goes on {day}.")
_GOES_WITH_RECORD: Final = N_("It goes with the record; no day is set while that is in use.")
_BACK: Final = N_(
    "Not in this copy: {field}. Reason: {reason} (policy {law}); {evidence}. We look at this again "
    "by {day}."
)
_ONE_BACK: Final = N_(
    "Not in this copy, one document of: {field}. Reason: {reason} (policy {law}); {evidence}. We "
    "look at this again by {day}."
)
