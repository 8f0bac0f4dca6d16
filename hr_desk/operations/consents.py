# SPDX-License-Identifier: Apache-2.0
"""Consent per field: given by an act, withdrawn at any time, its effect told before.

Which consents exist, and what their texts say, comes from the catalogue. A person agrees (or,
where the law compels a field, acknowledges) by a tick, a signature, on paper, or aloud before a
witness; using the program is never a consent. The talent pool is in ``pool``.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from hr_desk.domain import consent, retention
from hr_desk.domain.consent import Act
from hr_desk.i18n import N_, Message
from hr_desk.operations import consent_cover, decision_stubs, gone_values
from hr_desk.operations.calling_off import call_off
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.consent_cover import Cover
from hr_desk.operations.consent_texts import FILE, OCCASION, ConsentText, subjects, text_of
from hr_desk.operations.delivery import deliver_afterwards, send
from hr_desk.operations.operation import operation
from hr_desk.operations.pool_clock import PURPOSE, pool_clock
from hr_desk.operations.problems import (
    ConsentUnknown,
    Missing,
    NotGiven,
    NotWithdrawable,
    ReasonUnknown,
    TextChanged,
)
from hr_desk.operations.recruitment import records, require_step
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import GUARDIAN, is_young, merged, search_terms
from hr_desk.store import consents, crossings, hiring, holds
from hr_desk.store.compartment import Change
from hr_desk.store.consents import ConsentRecord
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.steps import Step

LONGEST_WITNESS: Final = 60
GUARDIAN_WITHDREW: Final = "guardian.withdrew"
"""The kind of envelope that tells the other file of somebody handed over."""
SPOKEN: Final = "spoken"
"""The way of agreeing that needs a witness."""

_WITNESS: Final = N_("Witness")


@dataclass(frozen=True, slots=True)
class ConsentState:
    """One consent of a person as it stands: what is asked, and the last act about it.

    ``act`` is what would be asked now; ``how`` is None while nothing was ever given, ``ended_on``
    while what was given is in force. One that is out of date can still be withdrawn.
    """

    subject: str
    label: str
    act: Act
    is_purpose: bool
    how: str | None = None
    witness: str = ""
    given_at: datetime | None = None
    language: str = ""
    policy_version: int = 0
    until: date | None = None
    ended_on: date | None = None
    ended_by: str | None = None
    restricted_since: date | None = None
    """The day since which a value is only stored; None where none is."""

    @property
    def in_force(self) -> bool:
        """Whether it was given and has not ended."""
        return self.how is not None and self.ended_on is None

    @property
    def withdrawable(self) -> bool:
        """Whether somebody may take it back: also while it waits to be given anew."""
        given = self.in_force or self.ended_by == consents.OUTDATED
        return given and self.act is Act.CONSENT


@dataclass(frozen=True, slots=True)
class Effect:
    """What a withdrawal would do: fields that go at once, fields that are only stored from then.

    ``record_due`` is the day on which the whole record goes because of it, ``record_class`` the
    class that then runs; both None where the record is not touched.
    """

    removed: tuple[str, ...] = ()
    restricted: tuple[str, ...] = ()
    record_class: str | None = None
    record_due: date | None = None


def state(session: Session, application_id: str) -> tuple[ConsentState, ...]:
    """Return every consent that hiring asks for, as it stands for the person of an application.

    Raises RecordGone, CompartmentClosed.
    """
    person = records(session, [application_id])[0].person_id
    file = session.compartment(FILE)
    last = {one.subject: one for one in consents.of_record(file, person)}
    kept, cover = consents.restricted(file, person), consent_cover.today(session)
    found = (_state(session, subject, last.get(subject), cover) for subject in subjects(session))
    return tuple(replace(one, restricted_since=kept.get(one.subject)) for one in found)


def _state(
    session: Session, subject: str, last: ConsentRecord | None, cover: Cover
) -> ConsentState:
    purpose = session.catalogue.purposes.get(subject)
    field = None if purpose is not None else session.catalogue.field(subject)
    act = Act.CONSENT if field is None else consent.act_of(field, OCCASION)
    label = str(field.label if field is not None else purpose and purpose.label)
    if last is None:
        return ConsentState(subject, label, act, purpose is not None)
    language, version = consents.text_facts(session.compartment(FILE), last.text_sha256)
    ended_on, ended_by = consent_cover.end_of(cover, last, version=version, today=session.today())
    return ConsentState(
        subject, label, act, purpose is not None, last.how, last.witness,
        datetime.fromisoformat(last.given_at), language, version, last.until, ended_on, ended_by,
    )  # fmt: skip


def given_text(session: Session, application_id: str, subject: str) -> str:
    """Return the exact text a person last agreed to; raises NotGiven, RecordGone."""
    person = records(session, [application_id])[0].person_id
    file = session.compartment(FILE)
    acts = [one for one in consents.of_record(file, person) if one.subject == subject]
    text = consents.text_of(file, acts[-1].text_sha256) if acts else None
    if text is None:
        raise NotGiven
    return text


@operation("consent.give", compartment="hiring", roles=RECRUITING)
def give(
    session: Session, change: Change, /, application_id: str, subject: str, *, shown: ConsentText,
    how: str, witness: str = "",
) -> tuple[str]:  # fmt: skip
    """Note that the person of an application agreed to, or acknowledged, the text ``shown``.

    ``subject`` is a field with a separate consent; ``how`` a code of the list consent_how, where
    "spoken" needs the name of a witness (60 characters). An earlier act about the same ends.
    Raises ConsentUnknown, TextChanged where the text is not the one in force any more,
    ReasonUnknown, Missing, TextTooLong, RecordGone, LanguageUnknown, PolicyMissing.
    """
    if subject == PURPOSE or subject not in subjects(session):
        raise ConsentUnknown
    if shown.subject != subject:
        raise TextChanged
    application = records(session, [application_id])[0]
    id_ = note(session, change, application, shown=shown, how=how, witness=witness)
    kept = consents.lift(change, application.person_id, subject)
    if (
        kept is not None
        and {**application.person_fields, **application.fields}.get(subject) is None
    ):
        _put(session, change, application, subject, kept)
    return (id_,)


def note(
    session: Session, change: Change, application: ApplicationRecord, *, shown: ConsentText,
    how: str, witness: str,
) -> str:  # fmt: skip
    """Write an act and end the one before it; returns its id. Raises what ``give`` raises."""
    if text_of(session, shown.subject, shown.language, until=shown.until) != shown:
        raise TextChanged
    consents.end_standing(
        change, application.person_id, shown.subject, today=session.today(), by=consents.REPLACED
    )
    made = ConsentRecord(
        id=secrets.token_hex(16),
        record=application.person_id,
        subject=shown.subject,
        act=shown.act.value,
        how=_checked_how(session, how),
        witness=_checked_witness(how, witness),
        text_sha256=shown.sha256,
        given_at=change.now.isoformat(timespec="seconds"),
        user=session.user.id,
        until=shown.until,
        asked_on=None,
        ended_on=None,
        ended_by=None,
    )
    consents.insert(
        change, made, text=shown.text, language=shown.language,
        policy_version=shown.policy_version,
    )  # fmt: skip
    _touch(change, application)
    change.facts.update(subject=shown.subject, act=made.act, text=made.text_sha256)
    return made.id


def _checked_how(session: Session, how: str) -> str:
    if how not in session.catalogue.code_lists["consent_how"].codes:
        raise ReasonUnknown
    return how


def _checked_witness(how: str, witness: str) -> str:
    label = Message(_WITNESS)
    named = one_line(witness, label=label, longest=LONGEST_WITNESS, required=False)
    if how == SPOKEN and not named:
        raise Missing(field=label)
    return named if how == SPOKEN else ""


def effect_of_withdrawal(session: Session, application_id: str, subject: str) -> Effect:
    """Return what withdrawing a consent would do, to be told before it is done.

    Raises NotGiven where nothing is in force, NotWithdrawable for an acknowledgement, RecordGone.
    """
    application = records(session, [application_id])[0]
    _require_withdrawable(session, application, subject)
    return _effect(session, application, subject)


def _require_withdrawable(session: Session, application: ApplicationRecord, subject: str) -> None:
    found = consents.in_force(
        session.compartment(FILE), application.person_id, subject, today=session.today()
    )
    if found is None:
        raise NotGiven
    if found.act == Act.ACKNOWLEDGE:
        raise NotWithdrawable


def _effect(session: Session, application: ApplicationRecord, subject: str) -> Effect:
    if subject == PURPOSE:
        class_, due = _without_pool(session, application)
        return Effect(record_class=class_, record_due=due)
    field = session.catalogue.field(subject)
    stored = {**application.person_fields, **application.fields}
    if stored.get(subject) is None:
        return Effect()
    if subject == GUARDIAN and is_young(session, stored):
        return Effect(record_class=consent.WITHDRAWN[0], record_due=_within_a_day(session))
    kept = holds.of_record(session.compartment(FILE), application.person_id, on=session.today())
    if consent.fallback_basis(field, OCCASION) is not None or kept is not None:
        return Effect(restricted=(subject,))
    return Effect(removed=(subject,))


def _within_a_day(session: Session) -> date:
    return _due(session, *consent.WITHDRAWN, session.today())


def _due(session: Session, class_: str, event: str, day: date) -> date:
    due = retention.due(session.catalogue.classes[class_], event, day)
    if due is None:
        raise ValueError(f"class {class_} never ends")
    return due


def _without_pool(
    session: Session, application: ApplicationRecord
) -> tuple[str | None, date | None]:
    """Return the class and the day that decide over a person who leaves the pool.

    Their decided applications go back to the class of their stage; where that is over already,
    nothing but the consent kept them, and they go within a day. An open one keeps the person.
    """
    every = hiring.applications_of(session.compartment(FILE), application.person_id)
    ends = [clock_without_pool(session, one) for one in every]
    if not all(ends):
        return None, None
    last = max((one for one in ends if one), key=lambda one: _due(session, *one))
    return last[0], _due(session, *last)


def clock_without_pool(
    session: Session, application: ApplicationRecord
) -> tuple[str, str, date] | None:
    """Return the clock an application would have outside the pool; None while it is open."""
    stage = session.catalogue.stages[application.stage]
    if application.retention_class is None:
        return None
    class_, _, _ = pool_clock(session, session.today())
    if application.retention_class != class_ or stage.clock is None or stage.clock_event is None:
        day = application.clock_day or application.stage_on
        return application.retention_class, application.clock_event or "", day
    own = (stage.clock, stage.clock_event, application.stage_on)
    if _due(session, *own) > _within_a_day(session):
        return own
    return (*consent.WITHDRAWN, session.today())


@operation("consent.withdraw", compartment="hiring", roles=RECRUITING)
def withdraw(session: Session, change: Change, /, application_id: str, subject: str) -> None:
    """Note that a consent was withdrawn, and do at once what ``effect_of_withdrawal`` says.

    A value goes in the same transaction, a photo with its sealed file; one that has another basis
    is only stored from then on. A minor whose guardian withdraws is not processed any more: the
    applications end, and the record goes within a day. Raises NotGiven, NotWithdrawable,
    RecordGone, ConsentUnknown for the talent pool (see ``pool.leave_pool``), StepNotAllowed.
    """
    if subject == PURPOSE:
        raise ConsentUnknown
    application = records(session, [application_id])[0]
    _require_withdrawable(session, application, subject)
    effect = _effect(session, application, subject)
    person, today = application.person_id, session.today()
    consents.end_standing(change, person, subject, today=today, by=consents.WITHDRAWN)
    _touch(change, application)
    change.facts["subject"] = subject
    stored = {**application.person_fields, **application.fields}
    for key in effect.restricted:
        consents.restrict(change, person, key, on=today, value=stored[key])
        _put(session, change, application, key, None)
    gone_values.forget_copies(change, application.person_seq, effect.restricted)
    gone_values.take_out(session, change, application, effect.removed)
    gone_values.let_go_in_hiring(
        session, change, application, effect.removed, kind=gone_values.WITHDRAWN,
        ended=() if subject in effect.removed else (subject,),
    )  # fmt: skip
    if effect.record_class is not None:
        end_for_guardian(session, change, application)
        tell_personnel(session, change, application)


def _put(
    session: Session, change: Change, application: ApplicationRecord, key: str, value: object
) -> None:
    """Put a stored value into a record, None takes it out; search follows."""
    change.fields.add(key)
    before = {**application.person_fields, **application.fields}
    terms = (search_terms(session, before), search_terms(session, merged(before, {key: value})))
    person = dict(application.person_fields)
    if session.catalogue.field(key).record == "application":
        hiring.update_application(change, application, merged(application.fields, {key: value}))
    else:
        person = merged(person, {key: value})
    hiring.update_person(change, application, person, terms=terms)


def tell_personnel(session: Session, change: Change, application: ApplicationRecord) -> None:
    """Say that a guardian withdrew to whoever was handed one of the person's applications."""
    for one in hiring.applications_of(session.compartment(FILE), application.person_id):
        for reference, peer in crossings.links_of(change.compartment, one.id):
            if peer.endswith("/personnel"):
                send(
                    session, change, receiver=peer, kind=GUARDIAN_WITHDREW, record=one.id,
                    message={"about": reference},
                )  # fmt: skip
                deliver_afterwards(session, change)


def end_for_guardian(
    session: Session, change: Change, application: ApplicationRecord,
    ending: tuple[str, str] = consent.WITHDRAWN,
) -> None:  # fmt: skip
    """End a minor's applications inside ``change``; the whole record goes within a day."""
    class_, event = ending
    today = session.today()
    for one in hiring.applications_of(session.compartment(FILE), application.person_id):
        if one.retention_class is not None:
            hiring.set_clock(change, one, class_=class_, event=event, day=today)
            decision_stubs.forget(change, one)
        else:
            stage = require_step(session, one, "withdraw")
            step = Step(stage=stage, on=today, retention_class=class_, clock_event=event)
            call_off(session, change, one)
            hiring.set_step(change, one, step)


def _touch(change: Change, application: ApplicationRecord) -> None:
    change.touched("application", application.id)
    change.touched("person", application.person_id)
