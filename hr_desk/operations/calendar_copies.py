# SPDX-License-Identifier: Apache-2.0
"""The copies of the corrected calendar that every file but privacy keeps.

The whole calendar goes, with a state that only rises: an envelope that was overtaken by a later
one changes nothing, and a file that missed one has everything with the next. Who delivers for
privacy sends what a file has not been sent yet; so a desk that is paired later gets it too.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any, Final

from hr_desk.operations.calendar_days import LONGEST, PRIVACY, SETTING, TOUCHED
from hr_desk.operations.delivery import address, addresses, send
from hr_desk.operations.desks import COMPARTMENTS
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.session import Session
from hr_desk.store import calendar_days as store
from hr_desk.store.compartment import Change, Compartment

KIND: Final = "calendar.told"
COPIES: Final = tuple(name for name in COMPARTMENTS if name != PRIVACY)
LONGEST_STATE: Final = 60


def tell(session: Session) -> None:
    """Send the calendar to each file that has not been sent this one; the officer's session does.

    A paired desk that keeps ``privacy`` itself has an office, and a calendar, of its own.
    """
    if not session.holds(PRIVACY) or not set(SETTING) & set(session.user.roles):
        return
    file = session.compartment(PRIVACY)
    state = store.state(file)
    owed = [peer for peer in _peers(session) if store.sent_to(file, peer) < state]
    if owed:
        with file.change("calendar.tell") as change:
            for peer in owed:
                _tell(session, change, peer, state)


def _peers(session: Session) -> Iterator[str]:
    offices = {one.partition("/")[0] for one in addresses(session, (PRIVACY,))}
    for peer in addresses(session, COPIES):
        if peer.partition("/")[0] not in offices - {session.desk_id}:
            yield peer


def _tell(session: Session, change: Change, peer: str, state: str) -> None:
    message = {"state": state, **_whole(change.compartment)}
    with suppress(NobodyReceives):
        send(session, change, receiver=peer, kind=KIND, record="", message=message)
        store.note_sent(change, peer, state)


def _whole(file: Compartment) -> dict[str, Any]:
    days = [[day.isoformat(), int(works), source]
            for day, (works, source) in store.days(file).items()]  # fmt: skip
    return {"days": days, "years": [list(one) for one in store.years(file).items()]}


def _told(session: Session, change: Change, letter: Letter) -> None:
    """Keep the calendar of the privacy office this file belongs to; an older one is passed over."""
    state, days, years = letter.text("state", LONGEST_STATE), _days(letter), _years(letter)
    if letter.peer != address(session, PRIVACY) or state <= store.state(change.compartment):
        return
    store.take_whole(change, days, years)
    store.note_state(change, state)
    change.touched(*TOUCHED)
    change.facts.update(days=len(days), years=[year for year, _ in years])


def _days(letter: Letter) -> list[tuple[date, bool, str]]:
    try:
        found = [
            (date.fromisoformat(day), works == 1, _source(source))
            for day, works, source in letter.message["days"]
        ]
    except (KeyError, TypeError, ValueError):
        raise Unacceptable(what="days") from None
    return found


def _years(letter: Letter) -> list[tuple[int, str]]:
    try:
        found = [(year, _source(source)) for year, source in letter.message["years"]]
    except (KeyError, TypeError, ValueError):
        raise Unacceptable(what="years") from None
    if not all(type(year) is int for year, _ in found):
        raise Unacceptable(what="years")
    return found


def _source(text: object) -> str:
    if not isinstance(text, str) or len(text) > LONGEST:
        raise ValueError(text)
    return text


for _file in COPIES:
    takes_in(KIND, compartment=_file, roles=SETTING)(_told)
