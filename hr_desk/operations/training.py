# SPDX-License-Identifier: Apache-2.0
"""Trainings of users (policy 4.1): who was trained when, who is to be again, and what follows.

They stand in slots.json, signed by the root (``vault.trainings``), so that each session knows its
own user's. A training counts for twelve months. Whoever lacks one is warned before a sensitive
value is shown in full; where the company says so, it is not shown. An emergency at the gate is
never stopped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hr_desk.catalogue.model import Sensitivity
from hr_desk.domain import training as rules
from hr_desk.i18n import N_, Message
from hr_desk.operations import epochs, granting
from hr_desk.operations.admission import RECOVERY_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.epochs import Act
from hr_desk.operations.operation import desk_operation, named, note_denied, require
from hr_desk.operations.problems import NotPermitted, UnknownUser
from hr_desk.operations.safeguard_problems import TrainingAhead, TrainingMissing
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.users import ADMINS
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.register import Register
from hr_desk.vault.trainings import Training, Trainings

OVERSEEING: Final = frozenset({"hr_admin", "privacy_officer"})
"""Who is told of trainings that are due."""
SUBJECT: Final = N_("Subject of the training")
LONGEST: Final = 60

Changed = Callable[[Register, str], Trainings]


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One user and their latest training; ``recorded_by`` is a login name.

    ``day`` is None, and the texts are empty, where none was entered; ``earlier`` are the days of
    those before, the latest first.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    day: date | None
    until: date | None
    subject: str
    recorded_by: str
    valid: bool
    earlier: tuple[date, ...] = ()


def blocks(session: Session) -> bool:
    """Whether nobody without a valid training sees a sensitive value in full."""
    return session.register.trainings.blocks


def list_trainings(session: Session) -> tuple[TrainingLine, ...]:
    """Return a line for each person who uses the desk, those who are to be trained first."""
    session.require_standing()
    lines = [_line(session, user) for user in _people(session.register)]
    return tuple(sorted(lines, key=lambda one: (one.valid, one.day or date.min, one.name)))


def due(session: Session) -> int:
    """Return how many people use the desk without a training of the last twelve months."""
    return sum(not one.valid for one in list_trainings(session))


def _people(register: Register) -> list[RegisteredUser]:
    return [one for one in register.users if one.roles and RECOVERY_ROLE not in one.roles]


def _line(session: Session, user: RegisteredUser) -> TrainingLine:
    register = session.register
    own = [one for one in reversed(register.trainings.entries) if one.user == user.id]
    days = [date.fromisoformat(one.day) for one in own]
    day = days[0] if days else None
    return TrainingLine(
        id=user.id,
        name=user.name,
        roles=user.roles,
        day=day,
        until=None if day is None else rules.valid_until(day),
        subject=own[0].subject if own else "",
        recorded_by=register.user(own[0].by).name if own else "",
        valid=rules.is_valid(day, session.today()),
        earlier=tuple(days[1:]),
    )


@desk_operation("training.record", roles=ADMINS)
def record(session: Session, user_ids: Sequence[str], *, day: date, subject: str) -> Changes:
    """Enter that people were trained on a day; of each the latest few are kept.

    Raises NotPermitted, UnknownUser, TrainingAhead, TextMissing, TextTooLong.
    """
    require(session, "training.record")
    if day > session.today():
        raise TrainingAhead
    about = one_line(subject, label=Message(SUBJECT), longest=LONGEST)

    def changed(register: Register, at: str) -> Trainings:
        known = {one.id for one in _people(register)}
        for id_ in user_ids or ("",):
            if id_ not in known:
                raise UnknownUser(name=id_)
        by = session.user.id
        new = [Training(one, day.isoformat(), about, by, at) for one in user_ids]
        return register.trainings.with_entries(new)

    return _write(session, "training.record", changed, user_ids)


@desk_operation("training.rule", roles=ADMINS)
def set_rule(session: Session, *, blocks: bool) -> Changes:
    """Say whether a missing training keeps sensitive values covered, or is warned of (default).

    Raises NotPermitted.
    """
    require(session, "training.rule")
    return _write(
        session, "training.rule", lambda register, _at: replace(register.trainings, blocks=blocks)
    )


def _write(session: Session, name: str, changed: Changed, about: Iterable[str] = ()) -> Changes:
    """Put a register with other trainings in force, signed by the root, and enter it."""
    root = session.root
    if root is None:
        raise NotPermitted
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        register = session.register
        trainings = changed(register, granting.moment(session.now()))
        facts = {"users": sorted(about), "blocks": trainings.blocks}
        epochs.carry_out(
            session, replace(register, trainings=trainings), root=root, renewing=(),
            act=Act(operation=name, facts=facts),
        )  # fmt: skip
    records = {("user", id_) for id_ in about} or {("user", "")}
    return Changes(name, frozenset(records))


def caution(session: Session, keys: Iterable[str]) -> Message | None:
    """Return what to tell the user before these fields are shown in full; None if nothing."""
    return None if _is_trained(session) or not _is_sensitive(session, keys) else Message(_TOLD)


def require_trained(session: Session, keys: Iterable[str], *, operation: str) -> None:
    """Raise TrainingMissing, and log the try, where the company's rule stops this user here."""
    session.require_standing()
    written = named(operation).written_by(session)
    if written and blocks(session) and _is_sensitive(session, keys) and not _is_trained(session):
        note_denied(session, written, operation)
        raise TrainingMissing


def _is_sensitive(session: Session, keys: Iterable[str]) -> bool:
    fields = session.catalogue.fields
    known = (fields[key] for key in keys if key in fields)
    return any(field.sensitivity is not Sensitivity.ORDINARY for field in known)


def _is_trained(session: Session) -> bool:
    latest = session.register.trainings.latest().get(session.user.id)
    day = None if latest is None else date.fromisoformat(latest.day)
    return rules.is_valid(day, session.today())


_TOLD: Final = N_(
    "Your last training in handling personal data is more than twelve months ago, or none is "
    "entered. Ask your HR admin for a date."
)
