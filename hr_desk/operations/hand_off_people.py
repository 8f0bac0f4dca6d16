# SPDX-License-Identifier: Apache-2.0
"""Whom a hand-off is about, what is known of each, and what of it the recipient may have.

What personnel and payroll keep of one person is put together here for one file and nowhere kept.
Wages need no consent, and what is kept on consent alone does not go along with them; where another
handler needs one, what a person did not agree to is left out. Both is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.catalogue.hand_off_templates import CHANGE, Template
from hr_desk.catalogue.model import Field
from hr_desk.domain import disclosing, hand_off_rows
from hr_desk.domain import hand_offs as rules
from hr_desk.domain import joiners as states
from hr_desk.domain.hand_off_rows import CORRECTED, LEAVING, NEW, REFUSED, SAME
from hr_desk.operations import calendar_days, consent_cover, in_use
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.consent_cover import Told
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.joiner_writing import NAME, first_day
from hr_desk.operations.operation import require
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import (
    READING,
    Standing,
    ends_soon,
    list_standing,
    require_in_force,
)
from hr_desk.store import crossings, payroll, personnel
from hr_desk.store import hand_offs as store
from hr_desk.store.hand_offs import KEY, RowRecord
from hr_desk.store.personnel import JoinerRecord

NO_CONSENT: Final = "no_consent"
"""Why somebody is left out: they have not agreed that this recipient gets their data."""

_STATES: Final[Mapping[str, frozenset[str]]] = {
    "hired": frozenset({states.STARTED}),
    "left": frozenset({states.LEFT}),
    "employed": frozenset({states.STARTED}),
}
"""Whose rows a template has, by the state of the joiner."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One person of a hand-off; ``values`` are what the recipient may have of the template."""

    joiner_id: str
    seq: int
    name: str
    change: str
    """A code of hand_off_change."""
    missing: tuple[Field, ...]
    """Required by the receiver and not there, whoever owes it (``supplied_by``)."""
    stripped: tuple[Field, ...]
    """There, and left out because nothing covers it."""
    consents: bool
    """Whether they may be told of at all."""
    due: date | None
    """The day by which the law wants it done; None where no law says."""
    days_left: int | None
    values: Mapping[str, Any]
    digest: str
    ask_anew: bool = False
    """Whether they agreed once, and what it was for has changed since (``consent_cover``)."""

    @property
    def ready(self) -> bool:
        """Whether their row can go as it is."""
        return self.consents and not self.missing

    @property
    def news(self) -> bool:
        """Whether the recipient does not have this already."""
        return self.change != SAME


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody a standing hand-off is about today, and the day the receiver wants it."""

    standing: Standing
    template: Template
    people: tuple[Planned, ...]
    next_day: date | None
    ends: date | None = None
    """The last day on which anything leaves by it, where that is near."""

    @property
    def proposed(self) -> tuple[Planned, ...]:
        """Who would go out now: complete, allowed, and new to the recipient."""
        whole = self.template.who == "employed"
        return tuple(one for one in self.people if one.ready and (whole or one.news))

    @property
    def incomplete(self) -> tuple[Planned, ...]:
        """Who waits for a value."""
        return tuple(one for one in self.people if one.consents and one.missing and one.news)

    @property
    def without_consent(self) -> tuple[Planned, ...]:
        """Who has not agreed."""
        return tuple(one for one in self.people if not one.consents)


def plan(session: Session, standing_id: str) -> Plan:
    """Return whom a standing hand-off is about: new, corrected, leaving, refused, unchanged.

    Raises NotPermitted, CompartmentClosed, and what ``require_in_force`` raises.
    """
    require(session, READING)
    standing, known = require_in_force(session, standing_id)
    return plan_of(session, standing, known.template)


def plan_of(session: Session, standing: Standing, template: Template) -> Plan:
    """Return the plan of what was found in force already."""
    file = session.compartment(HERE)
    last = store.last_rows(file, standing.recipient.id, template.key)
    allowed, lapsed = _allowed(session, standing)
    covered = _covered(session, standing, template)
    held = consent_cover.held_back(session, HERE)
    found = tuple(
        _planned(
            session,
            template,
            joiner,
            values,
            last.get(joiner.seq),
            allowed,
            covered,
            lapsed.get(joiner.seq, frozenset()) | held.get(joiner.id, {}).keys(),
        )
        for joiner, values in people_of(session, template, last)
    )
    day = None if template.day is None else next_day(session, template.day)
    people = tuple(one for one in found if one is not None)
    return Plan(
        standing, template, people, day, ends_soon(session, standing, list_standing(session))
    )


def next_day(session: Session, day_of_month: int) -> date:
    """Return the next day of delivery on the calendar that counts here, today included."""
    return rules.next_day(day_of_month, session.today(), calendar_days.in_force(session))


def _allowed(session: Session, standing: Standing) -> tuple[Told | None, Told]:
    """Return what the recipient may have of whom, None where no consent is needed.

    Then what it may not have any more until it is agreed to anew.
    """
    recipient, purposes = standing.recipient, standing.recipient.recipient.purposes
    if not recipient.needs_consent:
        return None, {}
    return consent_cover.agreed(session, recipient.id, purposes)


def _covered(session: Session, standing: Standing, template: Template) -> frozenset[str]:
    """Return the fields that the ground of a recipient covers at all, as in what leaves once."""
    kind, fields = standing.recipient.recipient.kind, session.catalogue.fields
    return frozenset(
        key for key in template.fields if disclosing.covers(kind, fields[key].basis.values())
    )


def people_of(
    session: Session, template: Template, told: Iterable[int] = ()
) -> list[tuple[JoinerRecord, dict[str, Any]]]:
    """Return the joiners of a template with their stored values, in the order they were taken in.

    ``told`` are row numbers of those the recipient knows, who may have left since.
    """
    wanted, known = _STATES[template.who], set(told)
    if template.who == "hired" and template.shows(CHANGE):
        wanted |= {states.LEFT}
    marks = ",".join("?" * len(wanted))
    file = session.compartment(HERE)
    joiners = [
        one
        for one in personnel.where(file, f"{in_use.USED} AND state IN ({marks})", sorted(wanted))
        if one.state in _STATES[template.who] or one.seq in known
    ]
    accounts = _accounts(session, template)
    return [(one, {**one.fields, **accounts.get(one.id, {})}) for one in reversed(joiners)]


def _accounts(session: Session, template: Template) -> Mapping[str, Mapping[str, Any]]:
    """Return what payroll keeps, by joiner id; raises CompartmentClosed where it is needed."""
    if not payroll_fields(session, template):
        return {}
    file, known = session.compartment("payroll"), account_ids(session)
    values = {one.id: one.fields for one in payroll.where(file, in_use.USED)}
    return {joiner: values[account] for joiner, account in known.items() if account in values}


def payroll_values(session: Session, joiner_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return what payroll keeps of joiners, by joiner id; raises CompartmentClosed."""
    known = account_ids(session)
    accounts = [known[id_] for id_ in joiner_ids if id_ in known]
    found = payroll.accounts(session.compartment("payroll"), accounts)
    values = {one.id: one.fields for one in in_use.only(session, "payroll", found)}
    return {id_: values[known[id_]] for id_ in joiner_ids if known.get(id_) in values}


def payroll_fields(session: Session, template: Template) -> tuple[str, ...]:
    """Return the fields of a template that payroll keeps."""
    fields = session.catalogue.fields
    return tuple(key for key in template.fields if "payroll" in fields[key].retention)


def account_ids(session: Session) -> Mapping[str, str]:
    """Return joiner id to account id: both sides know a person by one random reference.

    Raises CompartmentClosed.
    """
    here = crossings.links_to(session.compartment(HERE), "/payroll")
    there = crossings.links_to(session.compartment("payroll"), f"/{HERE}")
    return {record: there[reference] for reference, record in here.items() if reference in there}


def account_of(session: Session, joiner_id: str) -> str | None:
    """Return the account of a joiner; None where payroll has none, or is not held here."""
    return account_ids(session).get(joiner_id) if session.holds("payroll") else None


def accounts_of(session: Session, joiner_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the accounts of joiners, as far as payroll has them here."""
    known = account_ids(session)
    return tuple(known[id_] for id_ in joiner_ids if id_ in known)


def _planned(
    session: Session, template: Template, joiner: JoinerRecord, values: Mapping[str, Any],
    last: RowRecord | None, allowed: Told | None, covered: frozenset[str], lapsed: frozenset[str],
) -> Planned | None:  # fmt: skip
    fields = session.catalogue.fields
    agreed = covered if allowed is None else allowed.get(joiner.seq, frozenset())
    mine = (covered & agreed) - lapsed
    told = {key: values[key] for key in template.fields if key in values and key in mine}
    stripped = [key for key in template.fields if key in values and key not in mine]
    digest = hand_off_rows.digest(told, key_of(session))
    change = _change(template, joiner, last, digest)
    if change is None:
        return None
    due = _due(template, joiner)
    left = None if due is None else (due - session.today()).days
    missing = hand_off_rows.missing(template, told)
    return Planned(
        joiner_id=joiner.id,
        seq=joiner.seq,
        name=str(joiner.fields.get(NAME, "")),
        change=change,
        missing=tuple(fields[key] for key in missing),
        stripped=tuple(fields[key] for key in stripped),
        consents=allowed is None or joiner.seq in allowed,
        due=due,
        days_left=left,
        values=told,
        digest=digest,
        ask_anew=not lapsed.isdisjoint(template.fields),
    )


def _change(
    template: Template, joiner: JoinerRecord, last: RowRecord | None, digest: str
) -> str | None:
    """Return why somebody stands in the file; None where they do not belong into it."""
    gone = joiner.state == states.LEFT and template.who == "hired"
    if gone and (last is None or last.change == LEAVING) and not (last and last.refused_at):
        return None
    if last is None:
        return NEW
    if last.refused_at is not None:
        return LEAVING if gone else REFUSED
    if gone:
        return LEAVING
    return SAME if last.digest == digest else CORRECTED


def _due(template: Template, joiner: JoinerRecord) -> date | None:
    """Return the legal last day, counted from the first day of work or from the last."""
    if template.within_days is None:
        return None
    start = joiner.state_on if template.who == "left" else first_day(joiner.fields)
    return None if start is None else start + timedelta(days=template.within_days)


def key_of(session: Session) -> bytes:
    """Return the key of the rows' digests; zeros before the first file, when nothing is known."""
    found = session.compartment(HERE).fact(KEY)
    return bytes(32) if found is None else bytes.fromhex(found)


ROLES: Final = PAYROLL
"""Who hands over."""
