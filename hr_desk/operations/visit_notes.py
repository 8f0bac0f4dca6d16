# SPDX-License-Identifier: Apache-2.0
"""A short note on a visit for the next shift: seen in the lists until the days of the visit end.

It is about what is still to be done, not about the person. What must not stand in free text is
named in the log as elsewhere, by key alone.
"""

from typing import Final

from hr_desk.domain.free_text import Kind, find
from hr_desk.i18n import N_, Message
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import FREE_TEXT
from hr_desk.operations.visit_reads import VisitAged, records
from hr_desk.operations.visit_views import is_aged
from hr_desk.store import visit_notes as store
from hr_desk.store.compartment import Change

LABEL: Final = N_("Note for the shift")
LONGEST: Final = 120
KEY: Final = "visit_note"
"""What the log calls it."""


@operation("visit.note", compartment="visits", roles=("front_desk",))
def note(session: Session, change: Change, /, visit_id: str, text: str) -> None:
    """Leave a note about a visit to the next shift, instead of the one before; empty removes it.

    Raises TextTooLong, VisitAged, RecordGone.
    """
    (record,) = records(session, [visit_id])
    if is_aged(session, record):
        raise VisitAged
    line = one_line(text, label=Message(LABEL), longest=LONGEST, required=False)
    store.put(change, record.id, line, by=session.user.id)
    change.fields.add(KEY)
    spans = find(line, session.catalogue.forbidden)
    if any(span.kind is not Kind.PLATE for span in spans):
        change.facts[FREE_TEXT] = [KEY]
