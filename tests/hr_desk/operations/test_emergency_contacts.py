# SPDX-License-Identifier: Apache-2.0
"""Whom to call of a visitor who is hurt: revealed by the front desk, told of, gone a day after."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from hr_desk.domain.emergencies import CONTACT
from hr_desk.errors import UserError
from hr_desk.operations import (
    backups,
    disclosing,
    emergency_contacts,
    holds,
    intake,
    restoring,
    retention,
    today,
    training,
    visits,
)
from hr_desk.operations.due_days import next_due
from hr_desk.operations.emergency_contacts import (
    NobodyNamed,
    OutOfReach,
    ToldAlready,
    ToldOutside,
    tasks,
)
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.problems import (
    CompartmentClosed,
    NotPermitted,
    NotYours,
    ReasonUnknown,
    RecordGone,
    TextMissing,
    TextTooLong,
)
from hr_desk.operations.session import Session
from hr_desk.store import audit, request_tasks
from tests.support import gatehouse
from tests.support.contractors import CONTACT as GIVEN
from tests.support.contractors import NAME, PHONE, arrived, on_site
from tests.support.desk import PASSPHRASES, Desk
from tests.support.leaving_once import demanded
from tests.support.requests import OFFICER, contributed, open_officer, verified
from tests.support.visitors import guest, typed


@pytest.fixture
def gate(desk: Desk) -> Session:
    return desk.open("gate")


@pytest.fixture
def visit(gate: Session) -> str:
    """A contractor on site who named his mother."""
    return on_site(gate)


def reveal(gate: Session, visit: str, reason: str = "injured", words: str = "") -> str:
    return emergency_contacts.reveal(gate, visit, reason=reason, words=words).reveal_id


def given(session: Session, visit: str) -> object:
    found = session.compartment("visits").read_one(
        "SELECT fields FROM visit WHERE id = ?", (visit,)
    )
    return json.loads(found[0]).get(CONTACT)


def rows(session: Session) -> int:
    return int(session.compartment("visits").read_one("SELECT count(*) FROM contact_reveal")[0])


def entries(session: Session, operation: str) -> list[audit.Entry]:
    log = audit.entries(session.compartment("visits").connection)
    return [entry for entry in log if entry.operation == operation]


def told(session: Session, reveal_id: str, *, on: dt.date) -> None:
    emergency_contacts.tell(session, reveal_id, told="visitor", how="spoken", on=on)


def test_it_is_shown_once_it_is_in_the_log_with_its_task(gate: Session, visit: str) -> None:
    shown = emergency_contacts.reveal(gate, visit, reason="injured")
    assert (shown.visitor, shown.name, shown.phone) == (NAME, "王示例", "139 1234 5678")
    assert shown.relation.zh == "母亲"
    (entry,) = entries(gate, "visit.reveal_contact")
    assert (entry.purpose, entry.fields) == ("visit.emergency", (CONTACT,))
    assert visit in entry.body() and PHONE not in entry.body() and "王示例" not in entry.body()
    (task,) = tasks(gate)
    assert (task.reveal_id, task.visit_id, task.visitor) == (shown.reveal_id, visit, NAME)
    assert (task.due, task.told, task.late) == (shown.tell_by, None, False)
    assert (task.reason.zh, task.by) == ("受伤", "gate")


def test_nobody_reads_it_otherwise_and_the_admin_sees_the_mask(
    desk: Desk, gate: Session, visit: str
) -> None:
    view = visits.open_visit(gate, visit)
    assert view.named(CONTACT) is None and view.row.emergency
    admin = desk.open("admin")
    masked = visits.open_visit(admin, visit).named(CONTACT)
    assert masked is not None and masked.masked and PHONE[3:] not in masked.shown
    assert not visits.list_visits(admin, visits.VisitQuery())[0].emergency
    for session in (gate, admin):
        assert visits.unmask(session, visit, [CONTACT], purpose="visit.emergency") == {}
        assert visits.list_visits(session, visits.VisitQuery(text=PHONE)) == ()
    for session in (gate, admin):
        with pytest.raises(NotYours):
            visits.edit(session, visit, typed(gate, {CONTACT: GIVEN}), version=view.version)
        assert CONTACT not in {one.field.key for one in visits.form_fields(session)}


def test_it_leaves_with_nothing_else_of_the_visit(desk: Desk, gate: Session, visit: str) -> None:
    demand = replace(demanded([visit], dated=gate.today()), file="visits",
                     fields=("full_name", CONTACT))  # fmt: skip
    for session in (desk.open("admin"), gate):
        assert disclosing.look(session, demand).fields == ("full_name",)


@pytest.mark.parametrize("user", ["admin", "hiring"])
def test_no_other_role_reveals_it(desk: Desk, gate: Session, visit: str, user: str) -> None:
    with pytest.raises((NotPermitted, CompartmentClosed)):
        reveal(desk.open(user), visit)
    assert rows(gate) == 0 and given(gate, visit) is not None


@pytest.mark.parametrize(
    ("reason", "words", "refused"),
    [("", "", ReasonUnknown), ("curiosity", "", ReasonUnknown), ("other", " ", TextMissing),
     ("injured", "长" * 121, TextTooLong)],
)  # fmt: skip
def test_without_a_reason_it_stays_hidden(
    gate: Session, visit: str, reason: str, words: str, refused: type[UserError]
) -> None:
    with pytest.raises(refused):
        reveal(gate, visit, reason, words)
    assert rows(gate) == 0 and entries(gate, "visit.reveal_contact") == []


def test_words_of_ones_own_are_named_in_the_log_where_they_say_too_much(
    gate: Session, visit: str
) -> None:
    reveal(gate, visit, "other", "机房进水")
    reveal(gate, visit, "injured", "证件 370202199001011231")
    plain, marked = entries(gate, "visit.reveal_contact")
    assert "free_text" not in plain.facts and marked.facts["free_text"] == ["reveal_words"]
    assert "370202" not in marked.body() and "机房" not in plain.body()
    assert {one.words for one in tasks(gate)} == {"机房进水", "证件 370202199001011231"}


def test_who_named_nobody_has_nothing_to_reveal(gate: Session) -> None:
    visit = on_site(gate, contact="")
    assert not visits.open_visit(gate, visit).row.emergency
    with pytest.raises(NobodyNamed):
        reveal(gate, visit)
    assert rows(gate) == 0


def test_only_of_whoever_may_be_inside_or_of_today(desk: Desk, gate: Session, visit: str) -> None:
    visits.sign_out(gate, [visit])
    reveal(gate, visit)  # fallen at the gate, a minute after
    unseen = on_site(gate, 2, full_name="尉迟示例")
    desk.clock.advance(days=1)
    visits.close_day(gate)
    reveal(gate, unseen)  # nobody saw him leave
    with pytest.raises(OutOfReach):
        reveal(gate, visit)
    assert not visits.open_visit(gate, visit).row.emergency
    with pytest.raises(RecordGone):
        reveal(gate, "0" * 32)


def test_nothing_stops_it(desk: Desk, gate: Session) -> None:
    training.set_rule(desk.open("admin"), blocks=True)
    visit = on_site(gate)
    with gate.compartment("visits").change("test") as change:
        (seq,) = change.execute("SELECT seq FROM visit WHERE id = ?", (visit,)).fetchone()
        request_tasks.restrict(change, record=visit, row=seq, reference="")
        change.execute("UPDATE visit SET fields = json_set(fields, '$.age_band', '16-17')")
    assert reveal(gate, visit)


def test_the_task_is_closed_by_saying_whom_how_and_when(
    desk: Desk, gate: Session, visit: str
) -> None:
    first, today = reveal(gate, visit), gate.today()
    day = dt.timedelta(days=1)
    for whom, how in (("nobody", "spoken"), ("visitor", "pigeon")):
        with pytest.raises(ReasonUnknown):
            emergency_contacts.tell(gate, first, told=whom, how=how, on=today)
    for on in (today - day, today + day):
        with pytest.raises(ToldOutside):
            told(gate, first, on=on)
    with pytest.raises(RecordGone):
        told(gate, "0" * 32, on=today)
    told(desk.open("admin"), first, on=today)
    assert tasks(gate) == ()
    (done,) = tasks(gate, closed=True)
    assert (done.told_on, str(done.told), str(done.how)) == (today, "来访者本人", "当面或电话")
    with pytest.raises(ToldAlready):
        told(gate, first, on=today)
    with pytest.raises(NotPermitted):
        told(desk.open("hiring"), first, on=today)


def waits(session: Session) -> set[tuple[str, str]]:
    """Return what *Today* says of reveals, and how pressing that is."""
    lines = today.summary(session)
    return {(line.key, line.level) for line in lines if line.key.startswith("reveals")}


def test_a_task_is_late_the_day_after_its_own(desk: Desk, gate: Session, visit: str) -> None:
    reveal(gate, visit)
    (task,) = tasks(gate)
    desk.clock.advance(days=(task.due - gate.today()).days)
    assert not tasks(gate)[0].late and waits(gate) == {("reveals", "soon")}
    desk.clock.advance(days=1)
    assert tasks(gate)[0].late and waits(gate) == {("reveals_late", "late")}
    assert waits(desk.open("admin")) == waits(gate)


def test_the_contact_goes_the_day_after_they_left_with_proof(
    desk: Desk, gate: Session, visit: str
) -> None:
    reveal(gate, visit)
    inside = on_site(gate, 2, full_name="尉迟示例")
    visits.sign_out(gate, [visit])
    retention.sweep(gate)
    assert given(gate, visit) is not None
    assert next_due(gate, "visits") == gate.today() + dt.timedelta(days=1)
    desk.clock.advance(days=1)
    assert retention.sweep(gate).proven
    assert given(gate, visit) is None and given(gate, inside) is not None
    assert visits.open_visit(gate, visit).named("full_name") is not None
    assert [one.visit_id for one in tasks(gate)] == [visit]
    (line,) = [one for one in retention.certificates(gate) if "EMG" in one.counts]
    assert dict(line.counts) == {"EMG": 1} and line.certificate is not None
    assert emergency_contacts.over(gate) == ()


def test_a_held_visit_keeps_it(desk: Desk, gate: Session, visit: str) -> None:
    visits.sign_out(gate, [visit])
    admin, officer = desk.open("admin"), Approval("officer", OFFICER)
    open_officer(desk)
    wanted = Wanted(review_on=admin.today() + dt.timedelta(days=60), reason="litigation",
                    evidence="（2026）示例01民初1号")  # fmt: skip
    holds.put(admin, "visits", visit, wanted, approval=officer)
    desk.clock.advance(days=1)
    assert emergency_contacts.over(gate) == ()
    retention.sweep(gate)
    assert given(gate, visit) is not None


def test_a_restore_of_an_older_backup_takes_it_out_again(
    desk: Desk, gate: Session, visit: str
) -> None:
    visits.sign_out(gate, [visit])
    backup = next(one.path for one in backups.create(desk.open("admin"))
                  if one.compartment == "visits")  # fmt: skip
    desk.clock.advance(days=1)
    retention.sweep(gate)
    desk.close()
    restoring.restore(desk.folder, backup, user="admin", passphrase=PASSPHRASES["admin"],
                      clock=desk.clock)  # fmt: skip
    assert given(desk.open("gate"), visit) is None


def test_a_reveal_follows_the_guest_and_goes_with_the_visit(gate: Session) -> None:
    announced = arrived(gate)
    reveal(gate, announced)
    (invited,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00", full_name=NAME)]).created
    visits.confirm(gate, announced, expected=invited)
    assert [one.visit_id for one in tasks(gate)] == [invited] and given(gate, invited)
    reveal(gate, invited)
    with gate.compartment("visits").change("test") as change:
        change.execute("DELETE FROM visit WHERE id = ?", (invited,))
    assert rows(gate) == 0


def test_who_comes_again_brings_it_along_for_that_day_alone(
    desk: Desk, gate: Session, visit: str
) -> None:
    visits.sign_out(gate, [visit])
    (again,) = visits.come_again(gate, visit, confirmed=("safety",)).created
    assert given(gate, again) is not None
    visits.sign_out(gate, [again])
    desk.clock.advance(days=1)
    (later,) = visits.come_again(gate, again, confirmed=("safety",)).created
    assert given(gate, later) is None


def test_a_kind_without_danger_brings_no_contact(gate: Session) -> None:
    gatehouse.hold_key(gate)
    gatehouse.sign_in(gate, 1, beside={"kind": "business"}, full_name=NAME,
                      emergency_contact=GIVEN)  # fmt: skip
    done = intake.take_in(gate)
    assert done.taken == 0 and visits.list_visits(gate, visits.VisitQuery()) == ()


def test_the_statement_says_who_saw_it_and_holds_what_was_given(
    desk: Desk, gate: Session, visit: str
) -> None:
    reveal(gate, visit)
    officer, admin = open_officer(desk), desk.open("admin")
    case = verified(officer, {"full_name": NAME, "mobile": "13800000001"})
    (record,) = contributed(officer, admin, case)
    assert record.fields[CONTACT] == "王示例 | 母亲 | 139 1234 5678"
    (read,) = [one for one in record.reads if one["operation"] == "visit.reveal_contact"]
    assert (read["user"], read["purpose"], read["fields"]) == (
        "gate", "visit.emergency", [CONTACT]
    )  # fmt: skip
