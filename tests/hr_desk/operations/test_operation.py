# SPDX-License-Identifier: Apache-2.0
"""The one shape of a write: roles, refusals that are logged, one entry, one Changes."""

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Callable

import pytest

from hr_desk import operations
from hr_desk.operations import policies, recruitment, requisitions, users
from hr_desk.operations.admission import RECOVERY_ROLE, SERVICE_ROLE
from hr_desk.operations.changes import KINDS, Changes
from hr_desk.operations.operation import OPERATIONS, named, permitted, require
from hr_desk.operations.problems import CompartmentClosed, NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.desk import START, Desk
from tests.support.made_up import one

for module in pkgutil.iter_modules(operations.__path__):
    importlib.import_module(f"hr_desk.operations.{module.name}")


def last_entry(session: Session, compartment: str = "hiring") -> audit.Entry:
    file = session.compartment(compartment)
    (body,) = file.read_one("SELECT body FROM audit ORDER BY seq DESC LIMIT 1")
    return audit.entry_from(body)


def test_every_operation_names_known_roles_and_files(session: Session) -> None:
    assert len(OPERATIONS) > 20
    for entry in OPERATIONS.values():
        assert entry.roles
        assert entry.roles <= {*session.catalogue.roles, RECOVERY_ROLE, SERVICE_ROLE}
        assert entry.compartment in (None, *session.catalogue.compartments)


def test_a_change_has_one_entry_and_says_its_number(desk: Desk, session: Session) -> None:
    before = session.compartment("hiring").head().sequence
    changes = recruitment.take_in(
        session,
        [
            recruitment.NewCandidate(
                requisition_id=desk.requisition, values=one().values(session.catalogue)
            )
        ],
    )
    assert changes.sequence == before + 1 == session.compartment("hiring").head().sequence
    entry = last_entry(session)
    assert (entry.operation, entry.user) == ("application.take_in", session.user.id)
    assert {(kind, id_) for kind, id_, _ in entry.records} == changes.records
    assert changes.touches("person") and changes.touches("application", "draft")
    assert not changes.touches("policy")
    assert {kind for kind, _ in changes.records} <= set(KINDS)


REFUSED: dict[str, Callable[[Session, Desk], Changes]] = {
    "policy.take_in": lambda session, _: policies.take_in_published(
        session, zh="x" * 30, en="y", published_on=START.date(), place="z"
    ),
    "user.add": lambda session, _: users.add(
        session, name="new", passphrase="a long enough one", roles=["recruiter"]
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_role_is_logged(desk: Desk, session: Session, name: str) -> None:
    assert not session.may(name)
    with pytest.raises(NotPermitted):
        REFUSED[name](session, desk)
    entry = last_entry(session)
    assert (entry.operation, entry.facts) == ("denied", {"operation": name})
    assert entry.user == session.user.id


@pytest.mark.parametrize(
    "name", sorted(name for name, one in OPERATIONS.items() if "front_desk" not in one.roles)
)
def test_the_front_desk_is_refused_and_its_own_log_says_so(desk: Desk, name: str) -> None:
    gate = desk.open("gate")
    assert not permitted(gate, name)
    with pytest.raises(NotPermitted):
        require(gate, name)
    assert last_entry(gate, "visits").facts == {"operation": name}


def test_nothing_of_hiring_opens_for_the_front_desk(desk: Desk) -> None:
    gate = desk.open("gate")
    with pytest.raises(NotPermitted):
        requisitions.open_requisition(gate, title="x", department="y", place="z", head_count=1)
    with pytest.raises(CompartmentClosed):
        requisitions.list_requisitions(gate)
    with pytest.raises(CompartmentClosed):
        gate.compartment("personnel")


def test_a_verb_is_known_whatever_was_imported_before() -> None:
    """A page asks for steps whose module nobody has imported yet."""
    script = (
        "from hr_desk.operations import operation\n"
        "assert 'application.hand_over' not in operation.OPERATIONS\n"
        "print(operation.named('application.hand_over').compartment)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.split() == ["hiring"]
    with pytest.raises(KeyError):
        named("application.promote")
