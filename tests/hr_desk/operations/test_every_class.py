# SPDX-License-Identifier: Apache-2.0
"""Every retention class: its clock ends on its day, the sweep takes it, a certificate names it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest

from hr_desk.operations import due_days, intake, request_asking, retention, visits
from hr_desk.operations.session import Session
from hr_desk.store import due_days as store
from tests.support.desk import START, Desk
from tests.support.joining import handed_over, somebody, welcome
from tests.support.made_up import people
from tests.support.requests import carry, contributed, open_officer, verified
from tests.support.visitors import signed_in

TODAY = START.date()


def clocks(session: Session) -> Iterator[tuple[str, str, int]]:
    """Every class and event that the catalogue gives a period."""
    for (class_, event), days in sorted(due_days.periods(session.catalogue).items()):
        yield class_, event, days


def rows(desk: Desk, admin: Session, file: str, count: int) -> tuple[Session, list[int]]:
    """Make so many rows that can carry a clock in a file, read by nobody but the one asked for."""
    if file == "hiring":
        desk.take_in(desk.open("hiring"), list(people(count, seed=7)))
    elif file == "visits":
        gate = desk.open("gate")
        for number in range(count):
            visits.sign_out(gate, [signed_in(gate, mobile=f"1390000{number:04}")])
    elif file == "privacy":
        for _ in range(count):
            verified(admin, {"full_name": "孙小梅"})
    else:
        (joiner,) = handed_over(desk, desk.open("hiring"), welcome(desk), people=[somebody()])
        assert joiner
    if file != "privacy":
        desk.close()
        admin = desk.open("admin")
    with admin.compartment(file).change("test") as change:
        if file == "personnel":
            change.executemany(
                "INSERT INTO part (id, owner, kind, fields) VALUES (?, 1, ?, '{}')",
                [(f"{n:032}", f"x{n}") for n in range(count)],
            )
        table = clocked(admin, file)
        newest = f"SELECT seq FROM {table} ORDER BY seq DESC LIMIT ?"  # noqa: S608 - our own name
        return admin, [seq for (seq,) in change.execute(newest, (count,)).fetchall()]


def clocked(session: Session, file: str) -> str:
    """Return the table of a file that ``rows`` has filled: in privacy that of the requests."""
    tables = store.tables_of(session.compartment(file))
    return "request" if "request" in tables else tables[0]


@pytest.mark.parametrize("file", ["hiring", "visits", "personnel", "privacy"])
def test_4_2_keep_no_class_is_forgotten_by_the_sweep_of_any_file(desk: Desk, file: str) -> None:
    admin = open_officer(desk) if file == "privacy" else desk.open("admin")
    every = list(clocks(admin))
    admin, numbers = rows(desk, admin, file, len(every))
    table = clocked(admin, file)
    clock = f"UPDATE {table} SET retention_class = ?, clock_event = ?, clock_day = ? WHERE seq = ?"  # noqa: S608 - our own name
    with admin.compartment(file).change("test") as change:
        for seq, (class_, event, days) in zip(numbers, every, strict=True):
            change.execute(
                clock,
                (class_, event, (TODAY + dt.timedelta(days=1 - days)).isoformat(), seq),
            )
    assert retention.sweep(admin).counts == {}
    assert due_days.next_due(admin, file) == TODAY + dt.timedelta(days=1)
    desk.clock.advance(days=1)
    swept = retention.sweep(admin)
    assert swept.counts == Counter(class_ for class_, _, _ in every)
    (certificate,) = swept.certificates
    facts = retention.verify_certificate(certificate)
    assert facts.counts == swept.counts and facts.compartment == file


def test_wdr_a_visit_deleted_on_request_goes_within_a_day(desk: Desk) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    gate = desk.open("gate")
    visit = signed_in(gate, full_name="孙小梅")
    visits.sign_out(gate, [visit])
    case = verified(officer, {"full_name": "孙小梅"}, code="delete", ground="not_used")
    (found,) = contributed(officer, admin, case)
    request_asking.order(officer, case, found.record, kind="delete")
    carry(admin, officer)
    desk.clock.advance(days=1)
    assert retention.sweep(gate).counts == {"WDR": 1}
    intake.take_in(officer)
    assert request_asking.findings(officer, case).orders[0].gone_at is not None


def test_cert_a_certificate_goes_after_ten_years_and_its_number_never_again(
    desk: Desk, session: Session
) -> None:
    (id_,) = desk.take_in(session, list(people(1, seed=1)))
    with session.compartment("hiring").change("test") as change:
        change.execute(
            "UPDATE application SET retention_class = 'WD', clock_event = 'withdrew', "
            "clock_day = '2026-01-01' WHERE id = ?", (id_,)
        )  # fmt: skip
    assert retention.sweep(session).number == 1
    folder = desk.folder / "certificates"
    desk.clock.advance(days=3652)
    retention.confirm_time(session)
    assert retention.sweep(session).number is None
    assert due_days.next_due(session, "hiring") == session.today() + dt.timedelta(days=1)
    desk.clock.advance(days=1)
    swept = retention.sweep(session)
    assert (swept.number, swept.counts) == (2, {"CERT": 1})
    assert [path.name for path in folder.iterdir()] == ["hiring-000002.certificate"]
    assert session.compartment("hiring").read("SELECT 1 FROM tombstone WHERE sweep = 1") == []
