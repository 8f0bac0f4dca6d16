# SPDX-License-Identifier: Apache-2.0
"""Withdrawing a joiner's consent: its effect told first, then done at once (PIPL 15, 47(3)).

What rests on a consent alone goes in the same transaction; what law or contract ask for stays. A
guardian's consent carries all that is kept of a minor (policy 6.1): before the first working day
the whole file goes within a day, here, in hiring and in payroll. Once somebody works here the law
asks for contract and roster (劳动合同法 50): they are only stored, and nothing is changed until a
guardian agrees again or the person is eighteen. What a hold keeps is only stored where nothing
reads it, and goes when the hold ends (``joiner_removals``).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.domain import joiners as states
from hr_desk.domain import retention
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import consents, gone_values
from hr_desk.operations.account_sending import tell_payroll
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.joiner_consents import rests_on_consent_alone
from hr_desk.operations.joiner_documents import forget_documents
from hr_desk.operations.joiner_removals import store_held
from hr_desk.operations.joiner_writing import ONBOARDING, kept, records, start_clocks, write_values
from hr_desk.operations.letters import Letter, Unacceptable, about, takes_in
from hr_desk.operations.operation import operation, require
from hr_desk.operations.recruitment import records_of_all
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN, is_young
from hr_desk.store import crossings, holds, number_entries, personnel
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord

WITHDREW: Final = consents.GUARDIAN_WITHDREW


class NotConsented(UserError):
    """There is no consent that could be withdrawn."""

    message = N_("There is no consent to “{field}” that could be withdrawn.")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking a consent back would do: fields that go at once, and what becomes of the rest.

    ``record_due`` is the day on which the whole file goes because of it, None where it stays;
    ``stored_only`` says that nothing of the rest is changed any more. ``held`` are fields that a
    hold keeps until ``held_until`` (its last day), where nothing reads them; of a whole file that
    goes, that day alone says that it stays so long.
    """

    removed: tuple[Field, ...] = ()
    record_due: date | None = None
    stored_only: bool = False
    held: tuple[Field, ...] = ()
    held_until: date | None = None


def effect(session: Session, joiner_id: str, key: str) -> Withdrawal:
    """Return what withdrawing a consent would do, to be told before it is done.

    Raises RecordGone, NotPermitted.
    """
    require(session, "joiner.withdraw")
    (joiner,) = records(session, [joiner_id])
    return _effect(session, joiner, session.catalogue.field(key))


def _effect(session: Session, joiner: JoinerRecord, field: Field) -> Withdrawal:
    """Return what a withdrawal does, under the hold on the joiner where there is one."""
    found = _without_hold(session, joiner, field)
    hold = holds.of_record(session.compartment("personnel"), joiner.id, on=session.today())
    if hold is None:
        return found
    here = tuple(one for one in found.removed if one.key in joiner.fields)
    away = tuple(one for one in found.removed if one not in here)
    keeps = here or found.record_due is not None
    return replace(found, removed=away, held=here, held_until=hold.review_on if keeps else None)


def _without_hold(session: Session, joiner: JoinerRecord, field: Field) -> Withdrawal:
    if field.key != GUARDIAN:
        goes = rests_on_consent_alone(field) and _is_given(joiner, field.key)
        return Withdrawal((field,) if goes else ())
    if not is_young(session, joiner.fields):
        return Withdrawal((field,) if _is_given(joiner, GUARDIAN) else ())
    if joiner.state in (states.EXPECTED, *states.CUT_SHORT):
        class_, event = states.CUT_SHORT[states.WITHDRAWN]
        kept = session.catalogue.classes[class_]
        return Withdrawal(record_due=retention.due(kept, event, session.today()))
    alone = [
        one
        for key in sorted({*joiner.fields, *joiner.handed} - {GUARDIAN})
        if (one := session.catalogue.field(key)).asked_in(Scenario.ONBOARDING)
        and rests_on_consent_alone(one)
    ]
    return Withdrawal((field, *alone), stored_only=True)


def _is_given(joiner: JoinerRecord, key: str) -> bool:
    return key in joiner.fields or key in joiner.handed


def withdraw(session: Session, joiner_id: str, key: str) -> Changes:
    """Note that a consent is withdrawn, and do at once what ``effect`` says.

    A guardian's may have been given in hiring. Raises RecordGone, NotConsented, NobodyReceives.
    """
    changes = _withdraw(session, joiner_id, key)
    deliver(session)
    return changes


@operation("joiner.withdraw", compartment="personnel", roles=ONBOARDING)
def _withdraw(session: Session, change: Change, /, joiner_id: str, key: str) -> None:
    (joiner,) = records(session, [joiner_id])
    field, part = session.catalogue.field(key), joiner.part(states.EVIDENCE)
    ended = 0 if part is None else personnel.withdraw_consent(change, part, key)
    if not ended and not (key == GUARDIAN and _is_given(joiner, GUARDIAN)):
        raise NotConsented(field=field.label)
    if key == GUARDIAN and is_young(session, joiner.fields):
        _tell_hiring(session, change, joiner)
    _do(session, change, joiner, key, _effect(session, joiner, field))
    change.fields.add(key)


def _do(
    session: Session, change: Change, joiner: JoinerRecord, key: str, found: Withdrawal
) -> None:
    """Do what the withdrawal of a consent (``key``) does, so that no restore undoes it."""
    if found.record_due is not None:
        close(session, change, joiner)
        gone_values.let_go(session, change, (joiner.id,), (), ended=(key,))
        return
    held = {one.key for one in found.held}
    here = {one.key for one in found.removed if one.key in joiner.fields}
    away = {one.key for one in found.removed if one.key in joiner.handed}
    store_held(session, change, joiner, held)
    forget_documents(session, change, joiner, sorted(here))
    write_values(session, change, joiner, dict.fromkeys(sorted(here | held)))
    personnel.touch(change, joiner, {"withdrawn": sorted(here | held | away)})
    personnel.forget_drafts(change, joiner)
    alone = {key} if rests_on_consent_alone(session.catalogue.field(key)) else set()
    number_entries.forget(change, joiner.id, here | held | away | alone)
    ended = {key} - here
    gone_values.let_go(session, change, (joiner.id,), here, kind=gone_values.WITHDRAWN, ended=ended)
    if away:
        tell_payroll(session, change, joiner, dict.fromkeys(sorted(away)))


def close(
    session: Session, change: Change, joiner: JoinerRecord, state: str = states.WITHDRAWN
) -> None:
    """Close a file that nothing allows to keep: all of it goes within a day, in payroll too."""
    if joiner.state in states.SHUT:
        return
    today = session.today()
    personnel.forget_drafts(change, joiner)
    personnel.set_state(change, joiner, state, today)
    start_clocks(change, joiner, state, since=today)
    tell_payroll(session, change, joiner, {}, ended=(state, today))


def _tell_hiring(session: Session, change: Change, joiner: JoinerRecord) -> None:
    for reference, peer in crossings.links_of(change.compartment, joiner.id):
        if peer.endswith("/hiring"):
            send(
                session, change, receiver=peer, kind=WITHDREW, record=joiner.id,
                message={"about": reference},
            )  # fmt: skip


@takes_in(WITHDREW, compartment="personnel", roles=RECRUITING)
def withdrew(session: Session, change: Change, letter: Letter) -> str | None:
    """Do here what a guardian's withdrawal does that was noted in hiring; nobody is told again."""
    id_ = _whose(change, letter)
    if id_ is None:
        return None
    (joiner,) = kept(session, [id_])
    part = joiner.part(states.EVIDENCE)
    if part is not None:
        personnel.withdraw_consent(change, part, GUARDIAN)
    found = _effect(session, joiner, session.catalogue.field(GUARDIAN))
    _do(session, change, joiner, GUARDIAN, found)
    change.fields.add(GUARDIAN)
    return joiner.id


@takes_in(WITHDREW, compartment="hiring", roles=ONBOARDING)
def withdrew_there(session: Session, change: Change, letter: Letter) -> str | None:
    """End here the applications of a minor whose guardian withdrew in personnel."""
    id_ = _whose(change, letter)
    if id_ is None:
        return None
    (application,) = records_of_all(session, [id_])
    consents.end_for_guardian(session, change, application)
    change.touched("application", application.id)
    change.fields.add(GUARDIAN)
    return application.id


def _whose(change: Change, letter: Letter) -> str | None:
    """Return the record a letter is about, None where it is gone; raises Unacceptable."""
    if set(letter.message) != {"about"}:
        raise Unacceptable(what=letter.kind)
    return about(change, letter)[1]
