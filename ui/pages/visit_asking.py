# SPDX-License-Identifier: Apache-2.0
"""What the form for a new visit asks, and what it still owes: by mode and kind of visitor."""

from functools import partial
from typing import Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.i18n import t
from ui.forms.record_form import RecordForm
from ui.pages.kind_choice import KindChoice
from ui.pages.owed import Saying, needed, owed_sayings
from ui.pages.visit_card import VisitCard
from ui.pages.visit_rows import HOST, NAME, PURPOSE, QUEUE
from ui.session import OpenDesk

PLANNED: Final = "visit_planned"
NEW: Final = "new"
EXPECT: Final = "expect"
OWED_BEFOREHAND: Final = (NAME, PLANNED)
"""What an expected visit has to say already; the rest is asked when the guest is here."""


def asks(field: Field, mode: str, kinds: KindChoice) -> bool:
    """Whether the form asks a field now; the host is chosen beside it.

    Of somebody who is only expected no more is asked than the queue will show.
    """
    if field.key == HOST or field.supplied_by == "program":
        return False
    if mode == EXPECT:
        return field.key in (*QUEUE, PURPOSE, PLANNED)
    return field.key != PLANNED and kinds.asks(field.key)


def owed(
    desk: OpenDesk, mode: str, form: RecordForm, about: VisitCard, kinds: KindChoice,
    *, sees_host: bool,
) -> dict[str, Saying]:  # fmt: skip
    """Return what is still to be filled in, by field, with the sentence beside it."""
    given, keys = set(form.given()), set(form.keys())
    given.update(kinds.values())
    if about.host.name():
        given.add(HOST)
    shown = keys | ({HOST} if sees_host else set()) | ({PURPOSE} if kinds.kind else set())
    found = owed_sayings(desk.catalogue, given, shown, scenario=Scenario.VISITOR)
    if mode == NEW and kinds.kind is not None:
        lacking = [key for key in kinds.kind.required if key in keys and key not in given]
        found |= {key: partial(needed, desk.catalogue.field(key)) for key in lacking}
    if mode == EXPECT:
        found = {key: say for key, say in found.items() if key in OWED_BEFOREHAND}
        if PLANNED in keys and PLANNED not in given:
            found[PLANNED] = _time_needed
    return found


def _time_needed() -> str:
    return t("Say when the guest is expected.")
