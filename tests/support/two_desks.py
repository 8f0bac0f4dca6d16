# SPDX-License-Identifier: Apache-2.0
"""Two paired desks: the gatehouse keeps visits, the office hiring and privacy."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hr_desk.domain.clock import FixedClock
from hr_desk.operations import desks, pairing
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.spool import Spool
from hr_desk.vault.access import secret_for
from hr_desk.vault.envelopes import EnvelopeContext, open_envelope, read_header, seal
from hr_desk.vault.keys import CompartmentSecret
from hr_desk.vault.receipts import issue_receipt
from tests.support.desk import START

PASSPHRASE = "correct horse battery staple"


@dataclass
class Side:
    """One desk of the two, its admin and clock."""

    folder: Path
    profile: Path
    compartments: tuple[str, ...]
    name: str
    clock: FixedClock = field(default_factory=lambda: FixedClock(START))
    desk_id: str = ""
    recovery_halves: tuple[str, str] = ("", "")
    sessions: list[Session] = field(default_factory=list)

    def make(self, roles: Sequence[str]) -> None:
        """Set the desk up; key derivation has to be cheap already."""
        made = desks.create(
            self.folder, company={"name": self.name}, admin="admin", passphrase=PASSPHRASE,
            roles=roles, compartments=self.compartments, clock=self.clock,
        )  # fmt: skip
        self.desk_id, self.recovery_halves = made.desk_id, made.recovery_halves

    def open(self, user: str = "admin", passphrase: str = PASSPHRASE) -> Session:
        """Return a session; it is closed when the test ends."""
        session = desks.open_desk(
            self.folder, user=user, passphrase=passphrase, clock=self.clock, profile=self.profile
        )
        self.sessions.append(session)
        return session

    def close(self) -> None:
        """Close every session."""
        while self.sessions:
            self.sessions.pop().close()

    def place(self, *parts: str) -> Path:
        """Return a path inside the desk."""
        return self.folder.joinpath(*parts)

    def names(self, *parts: str) -> list[str]:
        """Return the names in a folder of the desk, sorted; none where there is no folder."""
        folder = self.place(*parts)
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def make_sides(place: Path) -> tuple[Side, Side]:
    """Make a gatehouse and an office in ``place``, not paired yet."""
    gate = Side(place / "gate", place / "gate-profile", ("visits",), "示例公司门卫室")
    office = Side(place / "office", place / "office-profile", ("hiring", "privacy"), "示例公司")
    gate.make(("front_desk",))
    office.make(("recruiter",))
    return gate, office


def pair_both(gate: Side, office: Side) -> None:
    """Pair them, as two people who read the code to each other do."""
    code = pairing.code(gate.desk_id, office.desk_id)
    for own, other in ((gate, office), (office, gate)):
        introduction = pairing.introduction_of(other.folder)
        pairing.pair(own.open(), introduction, label=other.name, code=code)


def opaque(sender: Side, receiver: str, *, to: bytes, text: bytes = b"opaque") -> tuple[str, bytes]:
    """Return an envelope of nobody's kind, and its name."""
    context = EnvelopeContext(
        sender=f"{sender.desk_id}/{sender.compartments[0]}/someone",
        receiver=receiver,
        kind="test.opaque",
        id="0" * 32,
    )
    envelope = seal(text, to=to, context=context, signer=sender.sessions[-1].keys)
    return f"{read_header(envelope).reference}.envelope", envelope


def to_side(sender: Side, receiver: Side, text: bytes = b"opaque") -> tuple[str, bytes]:
    """Return an envelope from one side for the first compartment of the other, and its name."""
    register = desks.read_register(receiver.folder)
    compartment = receiver.compartments[0]
    to = register.envelope_keys[compartment]
    return opaque(sender, f"{receiver.desk_id}/{compartment}", to=to, text=text)


def receipt_for(envelope: bytes, by: Side) -> tuple[str, bytes]:
    """Return the receipt that a side's admin gives for an envelope, and its name."""
    session, header = by.sessions[-1], read_header(envelope)
    receipt = issue_receipt(
        envelope,
        reference=header.reference,
        receiver=header.context.receiver,
        outcome="taken_in",
        at="2026-03-02T01:00:00Z",
        signer=session.keys,
        user=session.register.user(session.user.id),
        root_public=session.register.root_public,
    )
    return f"{header.reference}.receipt", receipt


def text_of(side: Side, envelope: bytes) -> bytes:
    """Open an envelope with the side's admin's key of the receiving compartment."""
    session, header = side.sessions[-1], read_header(envelope)
    compartment = header.context.receiver.partition("/")[2]
    secret = secret_for(session.register, compartment, user_id=session.user.id, keys=session.keys)
    signer = next(iter(pairing.known(side.folder, session.register).values())).users[0]
    return open_envelope(
        envelope, secret=CompartmentSecret(secret).envelope_secret(), context=header.context,
        signer=signer.public.signing,
    ).message  # fmt: skip


def spool(side: Side) -> Spool:
    """Return what waits at a side for paired desks."""
    return Spool(DeskFiles(side.folder))


def send(sender: Side, receiver: Side, count: int = 1) -> dict[str, bytes]:
    """Put envelopes on their way; returns them by name."""
    sent = dict(to_side(sender, receiver, f"message {number}".encode()) for number in range(count))
    for name, envelope in sent.items():
        spool(sender).put(receiver.desk_id, name, envelope)
    return sent


def confirm(receiver: Side, sender: Side) -> None:
    """Take everything in the receiver's inbox in, as the intake does, with receipts."""
    for path in sorted(receiver.place("inbox").glob("*.envelope")):
        spool(receiver).put(sender.desk_id, *receipt_for(path.read_bytes(), receiver))
        path.unlink()


def lying(shared: Path) -> list[str]:
    """Return what lies in the shared folder, but for introductions."""
    return sorted(
        str(path.relative_to(shared))
        for path in shared.rglob("*")
        if path.is_file() and path.parent.name != "introductions"
    )
