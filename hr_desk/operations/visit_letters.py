# SPDX-License-Identifier: Apache-2.0
"""What comes to visits by envelope: from kiosks, and from whoever expects a guest.

A kiosk is not trusted: anybody may seal to its public key. Every value is loaded and checked by
its own type again, and what a kiosk announces is confirmed by nobody but a person at the front
desk. What does not fit is refused as a whole (Unacceptable), so nothing is taken in by halves.
"""

import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import badge_code, invitation_code
from hr_desk.domain import visits as states
from hr_desk.domain.clock import day_of
from hr_desk.domain.consent import WITHDRAWN
from hr_desk.errors import UserError
from hr_desk.operations import badges, guest_codes, policies, signing
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.kiosk_letters import MOST_FIELDS, believed, confirmed, shown_version
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.opening import identity_at
from hr_desk.operations.session import Session
from hr_desk.operations.values import lacks_guardian, require_complete, require_guardian
from hr_desk.operations.visit_kinds import kind_for
from hr_desk.operations.visit_reads import kept
from hr_desk.operations.visit_writing import (
    FARTHEST,
    INVITED,
    KIOSK,
    NAME,
    PLANNED,
    has_left,
    insert_new,
    leave,
    move,
    planned_of,
)
from hr_desk.store import crossings, request_tasks, search
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import Notice, UnmatchedRecord, VisitRecord, VisitState

OWED: Final = "owed"
ON_SCREEN: Final = "screen"
"""Ways of giving the notice, of the list notice_how."""

PURPOSE: Final = "visit_purpose"
_LONGEST_PLATE: Final = 12
_CODE: Final = re.compile(r"[0-9]{6}")
_TAIL: Final = re.compile(r"[0-9]{4}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:[_-][A-Za-z0-9]{2,8}){0,3}")
_SIGN_IN: Final = frozenset({"catalogue", "fields", "language", "notice", "code", "at", "number"})
_BESIDE: Final = frozenset({"kind", "confirmed", "invitation", "signature"})
"""What a kiosk says beside it since there are kinds of visitors, codes and signatures."""
_SIGN_OUT: Final = frozenset({"code", "phone_tail", "at", "number"})
_SCANNED: Final = (frozenset({"badge", "at", "number"}), frozenset({"plate", "at", "number"}))
"""A sign-out by one thing alone: the QR of a badge, or a plate."""
_EXPECTED: Final = frozenset({"fields", "planned", "kind"})


@takes_in("visit.sign_in", compartment="visits", kiosk=True)
def sign_in(session: Session, change: Change, letter: Letter) -> str:
    """Take in somebody who signed in at a kiosk: announced, until a person confirms it.

    The kiosk was told its catalogue with its profile, and the desk's may be another by now. The
    visitor has their code already, so what fits is kept then, and a person asks for the rest.
    """
    _only(letter, _SIGN_IN | (_BESIDE & set(letter.message)))
    same = letter.text("catalogue", 64) == session.catalogue.fingerprint()
    fields = _fields(session, letter) if same else _fitting(session, letter)
    try:
        if same:
            require_complete(session, fields, Scenario.VISITOR)
        require_guardian(session, fields)
    except UserError:
        raise Unacceptable(what="fields") from None
    kind, at = _kind(session, letter, fields, same=same), believed(letter)
    fields = _asked_of(session, kind, fields, same=same)
    state = VisitState(
        state=states.ANNOUNCED,
        day=day_of(at),
        planned_at=planned_of(fields),
        arrived_at=at,
        code=_matching(letter, "code", _CODE),
        kind=kind,
        confirmed=_confirmed(session, letter, day_of(at), same=same),
    )
    notice = Notice(
        version=shown_version(session, letter),
        how=ON_SCREEN,
        at=at,
        language=_matching(letter, "language", _LANGUAGE),
    )
    code, drawn = _invitation(letter), signing.signed(letter)
    id_ = guest_codes.come_in(session, change, code, state=state, notice=notice, fields=fields)
    signing.keep(session, change, id_, drawn, at=at, language=notice.language)
    _left_already(session, change, id_)
    return id_


def _invitation(letter: Letter) -> str:
    """Return the code a guest brought, empty for none; raises Unacceptable for what is no code."""
    code = letter.text("invitation", 40) if "invitation" in letter.message else ""
    if code and not invitation_code.is_invitation(code):
        raise Unacceptable(what="invitation")
    return code


def _only(letter: Letter, names: frozenset[str]) -> None:
    if set(letter.message) != names:
        raise Unacceptable(what=letter.kind)


def _kind(session: Session, letter: Letter, fields: Mapping[str, Any], *, same: bool) -> str:
    """Return the kind of visitor a kiosk names, or that of the purpose; raises Unacceptable."""
    said = letter.text("kind", 40) if "kind" in letter.message else ""
    if said in session.catalogue.visit_types:
        return said
    if said and same:
        raise Unacceptable(what="kind")
    return kind_for(session.catalogue, fields.get(PURPOSE))


def _asked_of(session: Session, kind: str, fields: dict[str, Any], *, same: bool) -> dict[str, Any]:
    """Return the values without whom to call in an emergency, where the kind asks for nobody.

    Raises Unacceptable where the kiosk has this very catalogue and sent it all the same.
    """
    type_, known = session.catalogue.visit_types.get(kind), session.catalogue.fields
    asked = () if type_ is None else type_.fields
    beside = {key for key in fields if known[key].emergency_reveal and key not in asked}
    if beside and same:
        raise Unacceptable(what="fields")
    return {key: value for key, value in fields.items() if key not in beside}


def _confirmed(session: Session, letter: Letter, on: date, *, same: bool) -> store.Confirmed:
    """Return which texts were confirmed; of the same catalogue it has to be its very text."""
    texts = session.catalogue.acknowledgements
    found = {}
    for key, digest in confirmed(letter).items():
        if key in texts and (not same or digest == texts[key].digest):
            found[key] = {"digest": digest, "on": on.isoformat()}
        elif same:
            raise Unacceptable(what="confirmed")
    return found


def _matching(letter: Letter, name: str, pattern: re.Pattern[str]) -> str:
    text = letter.text(name, 40)
    if not pattern.fullmatch(text):
        raise Unacceptable(what=name)
    return text


def _fields(session: Session, letter: Letter) -> dict[str, Any]:
    """Return the checked stored values of a letter; raises Unacceptable."""
    return {key: _value(session, key, stored) for key, stored in _sent(letter).items()}


def _sent(letter: Letter) -> Mapping[str, Any]:
    sent = letter.message.get("fields")
    if not isinstance(sent, Mapping) or len(sent) > MOST_FIELDS:
        raise Unacceptable(what="fields")
    return sent


def _fitting(session: Session, letter: Letter) -> dict[str, Any]:
    """Return the stored values of a letter that this catalogue takes; at least the name."""
    kept: dict[str, Any] = {}
    for key, stored in _sent(letter).items():
        with suppress(Unacceptable):
            kept[key] = _value(session, key, stored)
    if NAME not in kept:
        raise Unacceptable(what=NAME)
    return kept


def _value(session: Session, key: str, stored: Any) -> Any:
    field = session.catalogue.fields.get(key)
    if field is None or not _may_be_sent(field):
        raise Unacceptable(what="fields")
    return value_of(field, stored, session.today())


def _may_be_sent(field: Field) -> bool:
    """Whether a visitor may type the field: what a kiosk may write, and never a file."""
    lives_here = "visits" in field.retention
    return lives_here and field.sent_by_visitors and field.type.name not in FILE_TYPES


def _left_already(session: Session, change: Change, id_: str) -> None:
    """Sign somebody out whose sign-out came before: envelopes have no order."""
    (record,) = kept(session, [id_])
    mine = [one for one in store.unmatched(session.compartment("visits"))
            if one.code == record.code and one.at >= (record.arrived_at or one.at)]  # fmt: skip
    if len(mine) == 1:
        leave(session, change, record, at=mine[0].at, how=KIOSK)
        store.remove_unmatched(change, [mine[0].id])


@takes_in("visit.sign_out", compartment="visits", kiosk=True)
def sign_out(session: Session, change: Change, letter: Letter) -> str | None:
    """Sign somebody out whom code or phone name alone; otherwise a person decides who it was."""
    if set(letter.message) in _SCANNED:
        return _scanned_out(session, change, letter)
    _only(letter, _SIGN_OUT)
    code, tail = letter.text("code", 6), letter.text("phone_tail", 4)
    if (code and not _CODE.fullmatch(code)) or (tail and not _TAIL.fullmatch(tail)):
        raise Unacceptable(what="code")
    if not code and not tail:
        raise Unacceptable(what="code")
    at = believed(letter)
    found = _by_code(session, code, at) or _by_tail(session, tail, at)
    if found is None:
        _keep(session, change, letter, at=at)
        return None
    has_left(session, change, found, at=at)
    return found.id


def _scanned_out(session: Session, change: Change, letter: Letter) -> str | None:
    """Sign out by badge or plate; what fits nobody waits for a person, by its time alone."""
    at = believed(letter)
    if "badge" in letter.message:
        given = letter.text("badge", badge_code.LENGTH)
        if not badge_code.is_badge(given):
            raise Unacceptable(what="badge")
        found = badges.leave_by_badge(session, change, given, at=at)
    else:
        given = letter.text("plate", _LONGEST_PLATE)
        found = badges.leave_by_plate(session, change, given, at=at)
    if found is None:
        record = UnmatchedRecord(
            id=secrets.token_hex(16), at=at, day=session.today(), code="", phone_tail=""
        )
        store.insert_unmatched(change, record)
        return None
    return found.id


def _by_code(session: Session, code: str, at: datetime) -> VisitRecord | None:
    """Return the one visit inside that has this code; an old one only for its own day."""
    if not code:
        return None
    found = store.visits_where(
        session.compartment("visits"),
        f"code = ? AND (state IN ({','.join('?' * len(states.HERE))}) OR (state = ? AND day = ?))",
        (code, *states.HERE, states.NOT_SEEN, day_of(at).isoformat()),
    )
    return found[0] if len(found) == 1 else None


def _by_tail(session: Session, tail: str, at: datetime) -> VisitRecord | None:
    """Return the one visit of that day, begun before ``at``, whose phone number ends so.

    A sign-out may be carried here late: it is not for somebody who came meanwhile.
    """
    if not tail:
        return None
    file = session.compartment("visits")
    seqs = search.newest_matching(file, ((frozenset({f"q:{tail}"}),),), before=None, limit=500)
    marks = ",".join("?" * len(seqs))
    inside = store.visits_where(
        file,
        f"state IN (?, ?) AND day = ? AND seq IN ({marks})",
        (states.ON_SITE, states.NOT_SEEN, day_of(at).isoformat(), *seqs),
    )
    found = [one for one in inside if one.arrived_at is None or one.arrived_at <= at]
    return found[0] if len(found) == 1 else None


def _keep(session: Session, change: Change, letter: Letter, *, at: datetime) -> None:
    record = UnmatchedRecord(
        id=secrets.token_hex(16),
        at=at,
        day=session.today(),
        code=letter.text("code"),
        phone_tail=letter.text("phone_tail"),
    )
    store.insert_unmatched(change, record)


@takes_in("visit.expected", compartment="visits", roles=RECRUITING)
def expected(session: Session, change: Change, letter: Letter) -> str | None:
    """Enter a guest whom a colleague of another compartment invited; the answer goes there.

    One that was taken back before it came is not entered.
    """
    _only(letter, _EXPECTED)
    if crossings.linked(change.compartment, letter.reference) == ("", letter.peer):
        crossings.unlink(change, letter.reference)
        return None
    fields = _fields(session, letter)
    planned = letter.moment("planned")
    if NAME not in fields or PLANNED in fields or abs(planned - letter.at) > FARTHEST:
        raise Unacceptable(what="fields")
    if lacks_guardian(session, fields):
        raise Unacceptable(what="fields")
    kind = letter.text("kind", 40)
    if kind in session.catalogue.code_lists[PURPOSE].codes:
        fields.setdefault(PURPOSE, kind)
    in_force = policies.in_force(session)
    notice = Notice(version=in_force.number if in_force else 0, how=OWED, at=letter.at)
    kind = kind_for(session.catalogue, fields.get(PURPOSE))
    state = VisitState(state=states.EXPECTED, day=day_of(planned), planned_at=planned, kind=kind)
    id_ = insert_new(session, change, origin=INVITED, state=state, notice=notice, fields=fields)
    crossings.link(change, letter.reference, record=id_, peer=letter.peer)
    return id_


@takes_in("visit.cancelled", compartment="visits", roles=(*RECRUITING, SERVICE_ROLE))
def cancelled(session: Session, change: Change, letter: Letter) -> str | None:
    """Note that an invited guest will not come; one who is here already stays."""
    return _let_go(session, change, letter, unlink=False)


@takes_in("record.gone", compartment="visits", roles=(*RECRUITING, SERVICE_ROLE))
def gone(session: Session, change: Change, letter: Letter) -> str | None:
    """Forget what another compartment called a visit: its own record is deleted.

    Of a guest who never came everything here was the other's: it is locked and gone within a day.
    Whoever came has a visit, which is kept as every visit is, unless its person asks.
    """
    id_ = _let_go(session, change, letter, unlink=True)
    if id_ is not None:
        (record,) = kept(session, [id_])
        if record.origin == INVITED and record.state == states.NOT_COME:
            _delete_copy(session, change, record)
    return id_


def _delete_copy(session: Session, change: Change, record: VisitRecord) -> None:
    class_, event = WITHDRAWN
    ended = replace(
        store.state_of(record), retention_class=class_, clock_event=event, clock_day=session.today()
    )
    store.update(change, record, state=ended, fields=record.fields)
    request_tasks.restrict(change, record=record.id, row=record.seq, reference="")
    change.facts["class"] = class_


def _let_go(session: Session, change: Change, letter: Letter, *, unlink: bool) -> str | None:
    about = letter.text("about", 32)
    try:
        link = crossings.linked(session.compartment("visits"), about)
    except ValueError:
        raise Unacceptable(what="about") from None
    id_, peer = ("", "") if link is None else link
    if not id_:
        _remember_gone(change, letter, about)
        return None
    if peer != letter.peer:
        raise Unacceptable(what="about")
    (record,) = kept(session, [id_])
    if record.state == states.EXPECTED:
        move(session, change, record, "not_come", on=session.today())
    if unlink:
        crossings.unlink(change, about)
    change.touched("visit", id_)
    return id_


def _remember_gone(change: Change, letter: Letter, about: str) -> None:
    """Note what is taken back before it came: envelopes have no order."""
    if not crossings.is_known(change.compartment, identity_at(letter.peer, about)):
        crossings.link(change, about, record="", peer=letter.peer)
