# SPDX-License-Identifier: Apache-2.0
"""The register of what a company does for security (policy 4.1): computers, kiosks, custodians.

It says where each computer and kiosk stands and who answers for it, and who keeps each half of the
recovery key. It lives in ``privacy``: a list of where both halves are is nothing for a file that
everybody can read. An entry goes when it is replaced or taken out.
"""

import secrets
from collections.abc import Mapping
from typing import Final

from hr_desk.i18n import N_, Message
from hr_desk.operations.operation import operation
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.requests import OFFICER
from hr_desk.operations.safeguard_problems import SafeguardUnknown
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import safeguards as store
from hr_desk.store.compartment import Change
from hr_desk.store.safeguards import SafeguardRecord as SafeguardRecord

STATION: Final = "station"
HALVES: Final = ("half_a", "half_b")
KINDS: Final[Mapping[str, str]] = {
    STATION: N_("Computer or kiosk"),
    HALVES[0]: N_("Recovery half A"),
    HALVES[1]: N_("Recovery half B"),
}
"""What an entry is about; of each half there is one entry, of each named computer one."""

NAME: Final = N_("Its name")
KEEPER: Final = N_("Who answers for it")
PLACE: Final = N_("Where it stands or lies")
LONGEST: Final = 60


@operation("safeguard.enter", compartment=PRIVACY, roles=OFFICER)
def enter(
    session: Session, change: Change, /, kind: str, *, name: str = "", keeper: str, place: str
) -> tuple[str]:
    """Enter where something stands and who answers for it, in the place of what was said before.

    A computer or kiosk has a ``name``; a half of the recovery key has none. Raises
    SafeguardUnknown, TextMissing, TextTooLong.
    """
    if kind not in KINDS:
        raise SafeguardUnknown
    named = one_line(name, label=Message(NAME), longest=LONGEST) if kind == STATION else ""
    made = SafeguardRecord(
        id=secrets.token_hex(16),
        kind=kind,
        name=named,
        keeper=one_line(keeper, label=Message(KEEPER), longest=LONGEST),
        place=one_line(place, label=Message(PLACE), longest=LONGEST),
        recorded_by=session.user.id,
        recorded_on=session.today().isoformat(),
    )
    store.put(change, made)
    return (made.id,)


@operation("safeguard.remove", compartment=PRIVACY, roles=OFFICER)
def remove(session: Session, change: Change, /, safeguard_id: str) -> None:
    """Take an entry out. Raises RecordGone."""
    del session
    if not store.remove(change, safeguard_id):
        raise RecordGone


def list_safeguards(session: Session) -> tuple[SafeguardRecord, ...]:
    """Return every entry by what it is about; raises CompartmentClosed."""
    return store.every(session.compartment(PRIVACY))
