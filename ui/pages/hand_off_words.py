# SPDX-License-Identifier: Apache-2.0
"""What the pages of hand-offs say in a person's words: how far one is, who owes what, what file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_templates import CSV, FILLED, FIXED, WORKBOOK, Template
from hr_desk.catalogue.model import Field
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.hand_off_rows import CHANGES
from hr_desk.i18n import N_, t
from hr_desk.operations.hand_off_people import Plan, Planned
from hr_desk.operations.hand_off_views import (
    IN_FORCE,
    STOPPED,
    UNASKED,
    WAITING,
    BoardLine,
    Tally,
)
from hr_desk.operations.standing_hand_offs import Standing
from ui.pages.when import days_left
from ui.tables.rows import EMPTY

BETWEEN: Final = " · "
"""Between the facts of a hand-off."""

STATES: Final = {
    IN_FORCE: N_("In force"),
    WAITING: N_("Waits for approval"),
    STOPPED: N_("Has to be approved anew"),
    UNASKED: N_("Not set up"),
}
OWED_BY: Final = {
    "person": N_("The person"),
    "staff": N_("The company"),
    "program": N_("Onboarding"),
}
"""Supplier of a field to who has to do something."""
KINDS: Final = {
    WORKBOOK: N_("Workbook, locked with a password"),
    FILLED: N_("The receiver's own workbook, filled"),
    CSV: N_("Text with separators, not locked"),
    FIXED: N_("Text of fixed widths, not locked"),
}
"""Kind of template to what its file is."""


def template_said(template: Template | None, key: str) -> str:
    """Name a template; one that was removed is named by its key."""
    return key if template is None else str(template.label)


def kind_said(template: Template) -> str:
    """Say what file a template makes."""
    if template.kind == FILLED and template.plain:
        return t("The receiver's own workbook, filled and not locked")
    return t(KINDS[template.kind])


def change_said(catalogue: Catalogue, change: str) -> str:
    """Say why somebody stands in a file."""
    return str(catalogue.code_lists[CHANGES].codes[change])


NAMES_SAID: Final = 5
"""How many people are named before the rest are counted."""


def names_said(names: Sequence[str]) -> str:
    """Name a few people, and say how many more there are."""
    shown = t(", ").join(names[:NAMES_SAID])
    more = len(names) - NAMES_SAID
    return shown if more <= 0 else t("{names} and {more} more", names=shown, more=more)


def fields_said(fields: Sequence[Field]) -> str:
    """Name fields."""
    return t(", ").join(str(one.label) for one in fields)


def owed_said(fields: Sequence[Field]) -> str:
    """Say who has to give what is missing, each once."""
    return t(", ").join(dict.fromkeys(t(OWED_BY[one.supplied_by]) for one in fields))


def state_said(line: BoardLine, today: date) -> str:
    """Say how far a hand-off is, and how soon it ends where that is near."""
    if line.ends is not None:
        return ending_said(line.ends, today)
    return t(STATES[line.state])


def ending_said(last: date, today: date) -> str:
    """Say of what holds until ``last`` how soon that is."""
    return t("Ends soon: {left}", left=days_left((last - today).days))


def ends_said(standing: Standing, last: date) -> str:
    """Say what is to be done in good time about a standing hand-off that ends."""
    if last < standing.valid_until:
        return t(
            "“{recipient}” is valid until {day}, and this ends with it. Extend the recipient; then "
            "ask for the hand-off anew.",
            recipient=standing.recipient.recipient.name,
            day=last,
        )
    return t(
        "Approved until {day}. Ask for it anew before that day; this one stays in force as long.",
        day=last,
    )


def step_said(line: BoardLine, tally: Tally | None) -> str:
    """Say what is to be done next with a hand-off."""
    if line.state == UNASKED:
        return t("Ask for it")
    if line.state == WAITING:
        return t("Let a second person approve it")
    if line.state == STOPPED:
        return "" if line.why is None else line.why.text()
    if tally is None:
        return EMPTY
    if tally.going:
        return t("Let the file out ({count})", count=tally.going)
    if tally.incomplete:
        return t("Complete what is missing ({count})", count=tally.incomplete)
    if tally.without_consent:
        return t("Ask for consent ({count})", count=tally.without_consent)
    return t("Nothing to do")


def counted(catalogue: Catalogue, changes: Mapping[str, int]) -> str:
    """Say how many there are of each change, in the order of the list."""
    codes = catalogue.code_lists[CHANGES].codes
    parts = [
        t("{outcome}: {count}", outcome=label, count=changes[code])
        for code, label in codes.items()
        if changes.get(code)
    ]
    return t(", ").join(parts)


def moment_said(moment: datetime) -> str:
    """Say a moment as the clock on the wall shows it."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def day_said(moment: datetime) -> str:
    """Say the day of a moment where the clock on the wall stands."""
    return moment.astimezone(SHANGHAI).date().isoformat()


def head_said(plan: Plan, today: date) -> str:
    """Say to whom, what file, and when it is wanted."""
    parts = [plan.standing.recipient.recipient.name, kind_said(plan.template)]
    if plan.next_day is not None:
        left = days_left((plan.next_day - today).days)
        parts.append(t("wanted on {day} ({left})", day=plan.next_day, left=left))
    if plan.ends is not None:
        parts.append(ending_said(plan.ends, today))
    return BETWEEN.join(parts)


def counts_said(catalogue: Catalogue, tally: Tally, going: int) -> str:
    """Say how many there are of each change, how many wait, and how many go out now."""
    said = counted(catalogue, tally.changes) or t("Nobody")
    return t(
        "{counts}. Incomplete: {incomplete}. Goes out now: {going}",
        counts=said,
        incomplete=tally.incomplete,
        going=going,
    )


def lacking(one: Planned) -> tuple[Field, ...]:
    """Return what nobody has given yet; what is there and not agreed to is said apart."""
    return tuple(field for field in one.missing if field not in one.stripped)


def about_said(one: Planned) -> str:
    """Say in full what is missing of somebody, and what was left out of their row."""
    parts = []
    if lacking(one):
        fields, owed = fields_said(lacking(one)), owed_said(lacking(one))
        parts.append(
            t(
                "{name} still lacks: {fields}. To be given by: {owed}.",
                name=one.name,
                fields=fields,
                owed=owed,
            )
        )
    if one.ask_anew:
        parts.append(
            t(
                "{name} agreed before what it is for changed. Ask for the consent anew.",
                name=one.name,
            )
        )
    if one.stripped:
        fields = fields_said(one.stripped)
        parts.append(t("Left out, because nobody agreed to it: {fields}.", fields=fields))
    return " ".join(parts)


def sentence_said(plan: Plan, count: int) -> str:
    """Ask whether the file is to leave."""
    return t(
        "Hand “{template}” with {count} people to “{recipient}”?",
        template=plan.template.label,
        count=count,
        recipient=plan.standing.recipient.recipient.name,
    )


def stays_said(plan: Plan, *, named: int, waiting: int) -> str:
    """Say what file it is, and who is not in it."""
    return t(
        "{kind}. Incomplete and sent all the same: {named}. With news, and not in this file: "
        "{waiting}. The register gets its entry before the file is written.",
        kind=kind_said(plan.template),
        named=named,
        waiting=waiting,
    )
