# SPDX-License-Identifier: Apache-2.0
"""Who sees which field: judged by the keys people have and by every read that the log names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access
from hr_desk.domain.clock import FixedClock
from hr_desk.domain.letter_words import Listed
from hr_desk.operations import (
    candidates,
    controls_reads,
    exports,
    memberships,
    messages,
    promises,
    role_history,
    visit_prints,
    visit_reads,
    visits,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.controls import NOT_SEEN, Evidence, Seen
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.role_history import RoleHistory
from hr_desk.operations.session import Session
from hr_desk.store import audit_reads
from hr_desk.store.compartment import Compartment
from tests.promises.seams import append
from tests.support.desk import START, Desk
from tests.support.made_up import one, people
from tests.support.visitors import visitor

READ = "visit.open"


def matrix(session: Session) -> Evidence:
    return promises.look(session, "roles_matrix")


def said(seen: Seen) -> dict[str, object]:
    return dict(seen.values)


def logged(session: Session, file: str, operation: str, *fields: str) -> None:
    """Write a proper entry of a read, for good."""
    with session.compartment(file).change(operation) as change:
        change.fields.update(fields)


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


def test_a_fresh_desk_is_green_and_says_that_nothing_was_read(admin: Session) -> None:
    found = matrix(admin)
    assert found.green
    assert (said(found.seen)["files"], said(found.seen)["unknown"]) == (len(admin.held), 0)
    assert "no read that could be judged" in found.seen.message


def test_daily_work_of_every_role_is_green_and_counted(
    desk: Desk, admin: Session, session: Session, gate: Session, tmp_path: Path
) -> None:
    """Also that of an HR admin who is no recruiter: what they read is what they are shown."""
    (hers,) = desk.take_in(session, [one("孙小梅", "13900001234")])
    for reader in (session, admin):
        candidates.open_record(reader, hers)
        messages.copied(reader, [hers], "invitation")
        exports.candidate_list(reader, ListQuery(), purpose="apply.contact",
                               target=tmp_path / f"{reader.user.name}.xlsx")  # fmt: skip
        candidates.unmask(reader, hers, ["birth_date", "mobile"], purpose="apply.contact")
    (his,) = visits.sign_in(gate, [visitor(gate)]).created
    visit_reads.open_visit(gate, his)
    visit_reads.unmask(gate, his, ["mobile"], purpose="visit.access")
    slip = Disclosure(kind="print", recipient="示例公司", purpose="visit.access",
                      fields=("full_name", "plate_number"), records=(his,))  # fmt: skip
    visit_prints.release(gate, slip, b"%PDF", tmp_path / "slip.pdf")
    found = matrix(admin)
    assert found.green, found.text()
    assert said(found.seen)["reads"] == 11
    assert said(found.seen)["day"] == START.date().isoformat()
    assert said(matrix(gate).seen)["reads"] == 3, "who holds one file looks at one"


@pytest.mark.parametrize(
    ("user", "file", "operation", "field"),
    [
        ("gate", "visits", "visit.open", "signature_image"),
        ("gate", "visits", "visit.print", "emergency_contact"),
        ("hiring", "hiring", "record.unmask", "gender"),
        ("admin", "hiring", "disclosure.register", "interview_notes"),
        ("admin", "personnel", "joiner.open_evaluation", "test_score"),
    ],
)
def test_a_read_beyond_the_reader_s_roles_is_red_and_named(
    desk: Desk, admin: Session, user: str, file: str, operation: str, field: str
) -> None:
    reader = desk.open(user)
    assert matrix(admin).green
    logged(reader, file, operation, "full_name", field)
    found = matrix(admin)
    assert not found.green
    assert said(found.seen)["count"] == 1
    assert said(found.seen)["field"] == admin.catalogue.field(field).label
    roles = [admin.catalogue.roles[role].label for role in reader.user.roles]
    assert said(found.seen)["roles"] == Listed(tuple(roles))
    assert reader.user.name not in found.text().replace("gate", "")


def test_what_an_emergency_reveals_is_a_read_of_the_role_that_may(gate: Session) -> None:
    logged(gate, "visits", "visit.reveal_contact", "emergency_contact")
    assert matrix(gate).green
    logged(gate, "visits", "visit.reveal_contact", "signature_image")
    assert not matrix(gate).green


def test_what_left_for_payroll_is_a_read_of_whoever_sees_payroll(admin: Session) -> None:
    """Personnel logs what a hand-off took out of payroll: the field's own file is what counts."""
    logged(admin, "personnel", "hand_off.send", "full_name", "bank_account_no")
    assert "personnel" not in admin.catalogue.field("bank_account_no").retention
    assert matrix(admin).green
    logged(admin, "personnel", "hand_off.send", "plate_number")
    assert not matrix(admin).green


def test_what_is_no_read_and_what_has_no_field_is_not_judged(gate: Session) -> None:
    logged(gate, "visits", "visit.edit", "signature_image")
    logged(gate, "visits", READ, "no_such_field")
    assert matrix(gate).green


def changed(desk: Desk, admin: Session, user: str, *roles: str) -> None:
    """Give a user other roles a day later."""
    desk.clock.advance(days=1)
    id_ = next(one.id for one in admin.register.users if one.name == user)
    memberships.change_roles(admin, id_, roles)


def logged_by(desk: Desk, user: str, *fields: str) -> None:
    """Write an entry of a read as a user who then closes their window."""
    reader = desk.open(user)
    logged(reader, "visits", READ, *fields)
    reader.close()
    desk.sessions.remove(reader)


@pytest.mark.parametrize(("field", "green"), [("mobile", True), ("signature_image", False)])
def test_a_read_is_judged_by_the_roles_of_its_time(
    desk: Desk, admin: Session, field: str, green: bool
) -> None:
    logged_by(desk, "gate", field)
    changed(desk, admin, "gate", "auditor")
    found = matrix(admin)
    assert found.green is green, "an auditor sees neither"
    if green:
        assert (said(found.seen)["reads"], said(found.seen)["unknown"]) == (1, 0)


@pytest.mark.parametrize("leave", [memberships.remove, memberships.set_passphrase])
def test_what_somebody_read_who_is_struck_is_judged_by_what_they_were(
    desk: Desk, admin: Session, leave: Callable[..., object]
) -> None:
    logged_by(desk, "gate", "mobile")
    desk.clock.advance(days=1)
    gate = next(one.id for one in admin.register.users if one.name == "gate")
    leave(admin, gate, *(["four green lamps today"] if leave is not memberships.remove else []))
    assert admin.register.user(gate).roles == ()
    found = matrix(admin)
    assert found.green and said(found.seen)["reads"] == 1


def test_roles_that_nobody_wrote_down_judge_nothing(
    desk: Desk, admin: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of before they were, or one in the log of a file that is not held here."""
    logged_by(desk, "gate", "mobile")
    monkeypatch.setattr(memberships, "HAD", "roles_before")
    changed(desk, admin, "gate", "auditor")
    found = matrix(admin)
    assert found.green
    assert said(found.seen)["unknown"] == 1
    monkeypatch.setattr(role_history, "CHANGES", frozenset())
    controls_reads._REMEMBERED.clear()
    assert said(matrix(admin).seen)["unknown"] == 1


def test_who_has_no_role_any_more_reads_nothing(desk: Desk, admin: Session) -> None:
    gate = desk.open("gate")
    struck = replace(gate.register.user(gate.user.id), roles=())
    others = tuple(one for one in admin.register.grants if one.to != struck.id)
    admin.register = replace(admin.register.with_user(struck), grants=others)
    logged(gate, "visits", READ, "mobile")
    found = matrix(admin)
    assert not found.green and "no role" in found.seen.message


def test_a_stranger_never_had_a_role(desk: Desk, admin: Session) -> None:
    gate = desk.open("gate")
    logged(gate, "visits", READ, "mobile")
    register = admin.register
    users = tuple(one for one in register.users if one.id != gate.user.id)
    others = tuple(one for one in register.grants if one.to != gate.user.id)
    admin.register = replace(register, users=users, grants=others)
    assert not matrix(admin).green


def test_the_same_read_is_judged_again_under_other_roles(
    desk: Desk, gate: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = START + timedelta(days=1)
    known = RoleHistory(("auditor",), change, ((change, ("front_desk",)),))
    monkeypatch.setattr(controls_reads, "histories", lambda _session: {gate.user.id: known})
    logged(gate, "visits", READ, "mobile")
    assert matrix(gate).green
    desk.clock.advance(days=2)
    logged(gate, "visits", READ, "mobile")
    controls_reads._REMEMBERED.clear()
    assert said(matrix(gate).seen)["count"] == 1


def test_a_key_beyond_somebody_s_roles_is_red(admin: Session) -> None:
    """A grant that was put into slots.json, or one that outlived a role."""
    gate = next(user for user in admin.register.users if user.name == "gate")
    mine = next(one for one in admin.register.grants if one.subject == "hiring")
    assert matrix(admin).green
    admin.register = admin.register.with_grants([replace(mine, to=gate.id)])
    found = matrix(admin)
    assert not found.green
    assert said(found.seen) == {"count": 1, "file": admin.catalogue.compartments["hiring"]}


def test_a_field_that_a_company_closes_makes_no_earlier_read_wrong(gate: Session) -> None:
    logged(gate, "visits", READ, "plate_number")
    declared = gate.catalogue.declared
    closed = replace(declared.fields["plate_number"], roles={"front_desk": Access.NONE})
    gate.catalogue = Catalogue(replace(declared, fields={**declared.fields, closed.key: closed}))
    assert matrix(gate).green


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many entries of reads each look took up."""
    found: list[int] = []
    real = audit_reads.noted

    def noted(file: Compartment, *values: object, after: int) -> list[audit_reads.Noted]:
        entries = real(file, *values, after=after)  # type: ignore[arg-type]
        found.append(len(entries))
        return entries

    monkeypatch.setattr(audit_reads, "noted", noted)
    yield found


def test_each_entry_is_looked_at_once(gate: Session, asked: list[int]) -> None:
    for _ in range(3):
        logged(gate, "visits", READ, "mobile")
    assert said(matrix(gate).seen)["reads"] == 3
    assert said(matrix(gate).seen)["reads"] == 3
    logged(gate, "visits", READ, "mobile")
    assert said(matrix(gate).seen)["reads"] == 4
    assert asked == [3, 1]


def test_what_was_never_committed_is_forgotten(gate: Session) -> None:
    """A look in the midst of a change that is rolled back must not count the entry for good."""
    logged(gate, "visits", READ, "mobile")
    connection = gate.compartment("visits").connection
    connection.execute("BEGIN IMMEDIATE")
    append(gate, "visits", READ, fields=("signature_image",))
    assert not matrix(gate).green
    connection.execute("ROLLBACK")
    assert matrix(gate).green
    logged(gate, "visits", READ, "mobile")
    assert said(matrix(gate).seen)["reads"] == 2


def test_other_roles_judge_the_whole_log_anew(gate: Session, asked: list[int]) -> None:
    logged(gate, "visits", READ, "mobile")
    matrix(gate)
    gate.register = replace(gate.register, serial=gate.register.serial + 1)
    matrix(gate)
    assert asked == [1, 1]


def test_who_holds_no_file_sees_none(admin: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "held", ())
    assert matrix(admin).seen.state == NOT_SEEN


def test_the_clock_of_the_desk_is_not_asked(desk: Desk, gate: Session) -> None:
    """Up to when is what the log says, not when the board is made."""
    logged(gate, "visits", READ, "mobile")
    desk.clock.advance(days=3)
    assert isinstance(desk.clock, FixedClock)
    assert said(matrix(gate).seen)["day"] == START.date().isoformat()


def test_many_people_read_of_are_counted_by_entry(desk: Desk, session: Session) -> None:
    for id_ in desk.take_in(session, list(people(3, seed=4))):
        candidates.open_record(session, id_)
    assert said(matrix(session).seen)["reads"] == 3
