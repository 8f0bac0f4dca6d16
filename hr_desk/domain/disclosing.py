# SPDX-License-Identifier: Apache-2.0
"""Rules of the one door: in which ways data leaves once, on which grounds, and what each asks for.

Sharing with another handler, transferring for good and publishing rest on a consent of their own
(PIPL 23, 25), entrusting on an agreement (PIPL 21), a succession on having told everybody
(PIPL 22), wages and contributions on contract and statute (PIPL 13(1)(2)(3)). An authority gets
what its document names, and no authority abroad anything (PIPL 41). A person gets a copy of their
own data (PIPL 45), and nobody has to approve that.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from hr_desk.domain import hand_offs

SHARE: Final = "share"
ENTRUST: Final = "entrust"
TRANSFER: Final = "transfer"
PUBLISH: Final = "publish"
LEGAL_DEMAND: Final = "legal_demand"
OWN_COPY: Final = "own_copy"
WAYS: Final = (SHARE, ENTRUST, TRANSFER, PUBLISH, LEGAL_DEMAND, OWN_COPY)

ANYBODY: Final = frozenset({LEGAL_DEMAND, OWN_COPY})
"""Ways in which data of applicants and visitors leaves too; the others are for who works here."""

WAY_OF: Final[Mapping[str, str]] = {
    hand_offs.OWN: SHARE,
    "statutory": SHARE,
    "wage_bank": SHARE,
    "affiliate": SHARE,
    "partner": SHARE,
    hand_offs.ENTRUSTED: ENTRUST,
    "transferee": TRANSFER,
    hand_offs.SUCCESSOR: TRANSFER,
    hand_offs.PUBLIC: PUBLISH,
}
"""Kind of a registered recipient to the way in which data leaves for it."""

CONSENT: Final = "consent"
CONTRACT: Final = "contract"
DUTY: Final = "statutory_duty"
EMERGENCY: Final = "emergency"
ENTRUSTING: Final = "entrusting"
SUCCESSION: Final = "succession"
ACCESS: Final = "access"

_GROUNDS: Final[Mapping[str, tuple[str, ...]]] = {
    hand_offs.OWN: (CONTRACT, DUTY),
    "statutory": (DUTY,),
    "wage_bank": (CONTRACT,),
    hand_offs.ENTRUSTED: (ENTRUSTING,),
    hand_offs.SUCCESSOR: (SUCCESSION,),
    LEGAL_DEMAND: (DUTY, EMERGENCY),
    OWN_COPY: (ACCESS,),
}

UNASSESSED: Final = frozenset({hand_offs.OWN, "statutory", "wage_bank"})
"""Kinds of recipients that get no data of another handler's: no assessment is due for them. For all
others one is: entrusting, providing to another handler, publishing (PIPL 55)."""

APPROVAL_DAYS: Final = 30
"""Days for which a second person's approval of one request holds."""

OTHER_BASES: Final = ("13(2)", "13(3)")
"""Contract and statutory duty, as a field's legal basis names them."""


def grounds(kind: str) -> tuple[str, ...]:
    """Return the grounds on which data leaves for a kind of recipient, or in a way without one."""
    return _GROUNDS.get(kind, (CONSENT,))


def needs_approval(way: str) -> bool:
    """Whether a second person has to approve: always, but for somebody's copy of their own data."""
    return way != OWN_COPY


def deletes_here(way: str) -> bool:
    """Whether the copies here go once the file is out: only what is given away for good."""
    return way == TRANSFER


def needs_assessment(kind: str) -> bool:
    """Whether an impact assessment is due before anything leaves for this kind (PIPL 55)."""
    return kind not in UNASSESSED


def told_before(kind: str) -> bool:
    """Whether nothing of a person may leave before they were told who gets it (PIPL 22)."""
    return kind == hand_offs.SUCCESSOR


def told_after(way: str, secrecy: str) -> bool:
    """Whether the person is told afterwards; ``secrecy`` is the article that forbids it (18)."""
    return way == LEGAL_DEMAND and not secrecy


def covers(kind: str, bases: Iterable[str]) -> bool:
    """Whether the ground of a kind of recipient covers a field with these legal bases.

    What is kept on consent alone does not go to finance, bank or authority as a matter of course.
    """
    if kind not in UNASSESSED:
        return True
    return any(other in basis for basis in bases for other in OTHER_BASES)
