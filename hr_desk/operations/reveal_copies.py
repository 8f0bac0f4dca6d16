# SPDX-License-Identifier: Apache-2.0
"""What the privacy office hears of emergencies in which it was shown whom to call.

The officer answers for it that whoever is concerned is told within three working days (policy
3.4(4); PIPL 18(2)), and holds no visit: each reveal, and later that somebody was told, goes to them
in an envelope with the reason and the day, and nothing of visitor or contact. It goes with the
visit. Nothing of this stops a reveal.
"""

import secrets
from datetime import date
from typing import Final

from hr_desk.domain.emergencies import CONTACT
from hr_desk.operations.delivery import address, deliver_afterwards, receives, send
from hr_desk.operations.directory import VISITING
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.requests import OFFICER, PRIVACY
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from hr_desk.store import reveal_copies as store
from hr_desk.store.compartment import Change
from hr_desk.store.contact_reveals import RevealRecord
from hr_desk.store.reveal_copies import RevealCopy

KIND: Final = "visit.contact_reveal"
REASONS: Final = "reveal_reason"


def tell_office(
    session: Session, change: Change, one: RevealRecord, *, told_on: date | None = None
) -> None:
    """Say of a reveal why it was, and until when or on which day somebody is told.

    Where no desk that is known here has a privacy office the log says so, and nothing is stopped.
    """
    if not receives(session, PRIVACY):
        change.facts["unreachable"] = PRIVACY
        return
    reference, peer = _known_as(session, change, one)
    message = {
        "reveal": reference,
        "reason": one.reason,
        "at": one.revealed_at.isoformat(timespec="seconds"),
        "due": one.due.isoformat(),
        "told": None if told_on is None else told_on.isoformat(),
    }
    send(session, change, receiver=peer, kind=KIND, record=one.visit, message=message)
    deliver_afterwards(session, change)


def _known_as(session: Session, change: Change, one: RevealRecord) -> tuple[str, str]:
    """Return by what the privacy office knows a reveal, and its address; made the first time."""
    for link in crossings.links_of(change.compartment, one.id):
        return link
    reference, peer = secrets.token_hex(16), address(session, PRIVACY)
    crossings.link(change, reference, record=one.id, peer=peer)
    return reference, peer


@takes_in(KIND, compartment=PRIVACY, roles=VISITING)
def _take_copy(session: Session, change: Change, letter: Letter) -> str:
    """Keep what a gate says of a reveal; the words may come in any order, and again."""
    reference = letter.text("reveal", 32)
    told_on = None if letter.message.get("told") is None else letter.day("told")
    copy = RevealCopy(reference, letter.peer, _reason(session, letter), letter.moment("at"),
                      letter.day("due"), told_on)  # fmt: skip
    try:
        known = crossings.linked(change.compartment, reference)
    except ValueError:
        raise Unacceptable(what="reveal") from None
    if known is not None and known != (reference, letter.peer):
        raise Unacceptable(what="reveal")
    crossings.link(change, reference, record=reference, peer=letter.peer)
    store.put(change, copy)
    change.touched("visit", reference)
    change.fields.add(CONTACT)
    return reference


def _reason(session: Session, letter: Letter) -> str:
    reason = letter.text("reason", 40)
    if reason not in session.catalogue.code_lists[REASONS].codes:
        raise Unacceptable(what="reason")
    return reason


def untold(session: Session) -> tuple[RevealCopy, ...]:
    """Return the reveals of which nobody was told yet, the first due first; of the officer alone.

    Empty for whoever holds the visits: they have the tasks themselves.
    """
    own = session.holds("visits") and set(VISITING) & set(session.user.roles)
    if own or not session.holds(PRIVACY) or not set(OFFICER) & set(session.user.roles):
        return ()
    return tuple(store.untold(session.compartment(PRIVACY)))
