# SPDX-License-Identifier: Apache-2.0
"""What the privacy office knows of recipients: a copy of each, told by the file that keeps them.

Who receives data is part of the policy (8.4(3)) and of the list of what is provided
(网络数据安全管理条例 21); the officer holds no key of the register itself.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.hand_off_templates import RECIPIENT_KINDS
from hr_desk.domain.hand_offs import ENTRUSTED
from hr_desk.operations.delivery import deliver_afterwards, receives, send
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.policy_facts import HERE, PRIVACY, known_of
from hr_desk.operations.session import Session
from hr_desk.store import attestations, hand_offs, outbox, policies, sent_numbers
from hr_desk.store.compartment import Change
from hr_desk.store.hand_offs import RecipientRecord

_KIND: Final = "recipient.known"
_ROLES: Final = ("hr_admin",)
_LONGEST: Final = 200
_TEXTS: Final = ("name", "kind", "country", "contact", "agreement", "registration")
_DAYS: Final = ("valid_from", "valid_until")
_DAYS_OR_NONE: Final = ("ended_on", "attested_on")


def tell_privacy(session: Session, change: Change, record: RecipientRecord) -> None:
    """Send what is known of a recipient to the privacy office.

    Where nobody keeps privacy yet, it waits until somebody does, here or at a paired desk.
    """
    if receives(session, PRIVACY):
        _send(session, change, record)
        deliver_afterwards(session, change)
    else:
        outbox.put_off(change, receiver=PRIVACY, kind=_KIND, record=record.id)


def _send(session: Session, change: Change, record: RecipientRecord) -> None:
    number = sent_numbers.of_version(change.compartment, record.version)
    message = {"id": record.id, "version": number,
               "ended": record.ended_at is not None,
               "known": known_of(record) | _entrusted(change, record.id)}  # fmt: skip
    send(session, change, receiver=PRIVACY, kind=_KIND, record=record.id, message=message)


def tell_waiting(session: Session) -> None:
    """Send what waited until somebody kept privacy, as it is now, if somebody does now.

    One word for each recipient: of what it was in between nobody has heard. Whoever the office
    would not believe sends nothing, so that it waits for somebody who may.
    """
    if HERE not in session.held or not set(_ROLES) & set(session.user.roles):
        return
    file = session.compartment(HERE)
    if not outbox.were_put_off(file, PRIVACY, kind=_KIND) or not receives(session, PRIVACY):
        return
    known = {one.id: one for one in hand_offs.recipients(file)}
    with file.change("recipient.tell") as change:
        for id_ in outbox.take_up(change, PRIVACY, kind=_KIND):
            if id_ in known:
                _send(session, change, known[id_])
                change.touched("recipient", id_)


def tell_given(session: Session, change: Change, entry: str) -> None:
    """Tell the privacy office of the first file that left for whoever handles data for us."""
    id_ = attestations.first_given(change.compartment, entry)
    known = next((one for one in hand_offs.recipients(change.compartment) if one.id == id_), None)
    if known is not None and known.kind == ENTRUSTED:
        tell_privacy(session, change, known)


def _entrusted(change: Change, id_: str) -> dict[str, Any]:
    """Return whether something was given to a recipient, and when it was attested as gone."""
    attested = attestations.in_force(change.compartment).get(id_)
    return {
        "given": id_ in attestations.given_to(change.compartment),
        "attested_on": "" if attested is None else attested.attested_on.isoformat(),
    }


@takes_in(_KIND, compartment=PRIVACY, roles=_ROLES)
def _take_copy(session: Session, change: Change, letter: Letter) -> str:
    """Keep what a file says of a recipient; an earlier word that comes later is passed over."""
    id_, ended = letter.text("id", 32), letter.message.get("ended")
    if not isinstance(ended, bool):
        raise Unacceptable(what="ended")
    known = _known(session, letter)
    policies.put_copy(
        change, id_, sender=letter.peer, version=letter.number("version"), ended=ended, known=known
    )
    return id_


def _known(session: Session, letter: Letter) -> dict[str, Any]:
    known, catalogue = letter.message.get("known"), session.catalogue
    if not isinstance(known, Mapping):
        raise Unacceptable(what="known")
    found: dict[str, Any] = {name: _text(known, name) for name in _TEXTS}
    found |= {name: _day(known, name) for name in _DAYS}
    found |= {name: _day(known, name, none=True) for name in _DAYS_OR_NONE}
    found["given"] = known.get("given")
    if not isinstance(found["given"], bool):
        raise Unacceptable(what="given")
    if found["kind"] not in catalogue.code_lists[RECIPIENT_KINDS].codes:
        raise Unacceptable(what="kind")
    found["purposes"] = _keys(known, "purposes", catalogue.purposes)
    found["fields"] = _keys(known, "fields", catalogue.fields)
    return found


def _text(known: Mapping[str, Any], name: str) -> str:
    value = known.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise Unacceptable(what=name)
    return value


def _day(known: Mapping[str, Any], name: str, *, none: bool = False) -> str:
    text = _text(known, name)
    try:
        return text if none and not text else date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unacceptable(what=name) from None


def _keys(known: Mapping[str, Any], name: str, allowed: Mapping[str, Any]) -> list[str]:
    keys = known.get(name)
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise Unacceptable(what=name)
    if not set(keys) <= allowed.keys():
        raise Unacceptable(what=name)
    return keys
