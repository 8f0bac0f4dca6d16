# SPDX-License-Identifier: Apache-2.0
"""Scans of an ID: made into one marked sheet before anything is sealed, opened to be looked at.

Only where an agency insists on a copy (field id_image): the sheet says what it is for, by whom and
when it was made, and goes by its own clock.
"""

from collections.abc import Sequence

from hr_desk.catalogue.model import Access
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.id_scans import MARK
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.joiner_documents import forget_documents, read_document
from hr_desk.operations.joiner_writing import ONBOARDING, records, write_values
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotYours, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import personnel
from hr_desk.store.compartment import Change


def open_sheet(session: Session, reader: Reader, joiner_id: str, field_key: str) -> Paper:
    """Open a sealed sheet for the screen, in memory alone; the reading is logged.

    Raises NotPermitted, RecordGone, NotYours, FileProblem or PhotoProblem.
    """
    content = read_document(session, joiner_id, field_key)
    found = reader.examine(content)
    return Paper(found.kind, found.pages, found.text, found.content)


@operation("joiner.scan_confirmed", compartment="personnel", roles=ONBOARDING)
def confirm(session: Session, change: Change, /, joiner_id: str, field_key: str) -> None:
    """Note that the agency has the copy a sheet was made for: it is deleted at once (class IDIMG).

    Raises RecordGone where there is none, NotYours.
    """
    (joiner,) = records(session, [joiner_id])
    field = session.catalogue.field(field_key)
    if session.access(field, stage=None, compartment="personnel") < Access.FULL:
        raise NotYours(field=field.label)
    if field_key not in joiner.fields:
        raise RecordGone
    forget_documents(session, change, joiner, [field_key])
    write_values(session, change, joiner, {field_key: None})
    personnel.touch(change, joiner, {"fields": {field_key: None}})
    change.fields.add(field_key)


def make_sheet(session: Session, reader: Reader, sides: Sequence[bytes]) -> bytes:
    """Return the sides (JPEG or PNG) as one marked JPEG for ``joiner_documents.add_document``.

    They are read in the confined process. Raises a PhotoProblem; ValueError without a side.
    """
    if not sides:
        raise ValueError("a sheet has a side at least")
    made_by = f"{session.company['name']} {session.today():%Y-%m-%d}"
    return reader.id_sheet(sides, lines=(MARK, made_by))
