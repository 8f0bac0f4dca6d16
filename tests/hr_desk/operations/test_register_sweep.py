# SPDX-License-Identifier: Apache-2.0
"""The register's own entries go when their years are over, and a person's deletion reaches them."""

import datetime as dt
from pathlib import Path

from hr_desk.operations import (
    backups,
    desks,
    disclosing,
    disclosure,
    disclosure_files,
    disclosure_requests,
    due_days,
    hand_offs,
    intake,
    onboarding,
    restoring,
    retention,
    users,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.desk import PASSPHRASES, Desk
from tests.support.handing_off import PASSPHRASE, approved, employed
from tests.support.joining import FIRST_DAY, opened, settle, somebody, typed, welcome
from tests.support.leaving_once import agree, approve, asked, own, wish_for
from tests.support.made_up import people

YEARS = 1096


def later(desk: Desk, session: Session, day: dt.date) -> None:
    """Let the clock stand at noon of a day, and say that it is right."""
    desk.clock.at = dt.datetime.combine(day, dt.time(4), tzinfo=dt.UTC)
    retention.confirm_time(session)


def count(session: Session, table: str) -> int:
    every = "SELECT count(*) FROM {}"
    return int(session.compartment("personnel").read_one(every.format(table))[0])


def send(admin: Session, standing: str, ids: list[str], folder: Path) -> str:
    folder.mkdir()
    return hand_offs.send(admin, standing, ids, passphrase=PASSPHRASE, folder=folder).id


def test_an_entry_goes_after_three_years_and_does_not_come_back(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    ids = desk.take_in(session, list(people(2, seed=1)))
    about = Disclosure(kind="export", recipient="示例用人部门", purpose="apply.assess",
                       fields=("full_name",), records=ids)  # fmt: skip
    disclosure.release(session, about, b"content", tmp_path / "list.xlsx")
    end = session.today() + dt.timedelta(days=YEARS)
    later(desk, session, end - dt.timedelta(days=1))
    result = retention.sweep(session)
    assert "DISC" not in result.counts and len(disclosure.registered(session)) == 1
    assert due_days.next_due(session, "hiring") == end
    backup = next(b for b in backups.create(session) if b.compartment == "hiring")
    later(desk, session, end)
    result = retention.sweep(session)
    assert result.counts["DISC"] == 1 and result.proven
    assert disclosure.registered(session) == ()
    stones = session.compartment("hiring").read("SELECT kind FROM tombstone WHERE kind LIKE 'dis%'")
    assert stones == [("disclosure",)]
    desk.close()
    restoring.restore(
        desk.folder, backup.path, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    assert disclosure.registered(desk.open("hiring")) == ()


def test_the_last_word_about_somebody_stays_as_long_as_they_do(desk: Desk, tmp_path: Path) -> None:
    joiners = employed(
        desk, somebody(name="黎虚构", mobile="13912345678"),
        somebody(name="白虚构", mobile="13912345679"),
    )  # fmt: skip
    admin, colleague = desk.open("admin"), welcome(desk)
    standing = approved(admin, "payroll_new_hires")
    first = send(admin, standing, joiners, tmp_path / "1")
    for joiner in joiners:
        version = opened(colleague, joiner).version
        onboarding.edit(colleague, joiner, typed(colleague, base_pay="7000"), version=version)
    settle(colleague, admin)
    second = send(admin, standing, joiners, tmp_path / "2")
    later(desk, admin, FIRST_DAY + dt.timedelta(days=31))
    retention.sweep(admin)
    assert admin.compartment("personnel").read("SELECT password FROM hand_off") == [(None,)] * 2
    # Three years later the first file says nothing that the second does not; this one stays. The
    # agreement of the recipient ends later than the files' own days, and counts.
    agreed = dt.date(2027, 12, 31) + dt.timedelta(days=YEARS)
    later(desk, admin, agreed - dt.timedelta(days=1))
    assert due_days.next_due(admin, "personnel") == agreed
    assert "DISC" not in retention.sweep(admin).counts
    later(desk, admin, agreed)
    assert retention.sweep(admin).counts["DISC"] == 1
    assert [line.id for line in disclosure.registered(admin)] == [second] != [first]
    assert due_days.next_due(admin, "personnel") is None
    left = agreed + dt.timedelta(days=1)
    later(desk, admin, left)
    onboarding.record_leaving(admin, joiners, on=left, kind="resigned")
    later(desk, admin, left + dt.timedelta(days=YEARS + 1))
    gone = retention.sweep(admin).counts
    assert gone["DISC"] == 1
    # With the last entry of a recipient whose days are over go its approval and itself.
    for table in ("hand_off", "hand_off_row", "standing_hand_off", "recipient", "joiner"):
        assert count(admin, table) == 0, table
    assert disclosure.registered(admin) == ()


def test_the_copies_of_the_privacy_office_go_too(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    ids = desk.take_in(session, list(people(1, seed=1)))
    about = Disclosure(kind="print", recipient="示例公司", purpose="apply.assess",
                       fields=("full_name",), records=ids)  # fmt: skip
    disclosure.release(session, about, b"%PDF", tmp_path / "a.pdf")
    recovered = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    words = "ten green bottles hang"
    users.add(recovered, name="officer", passphrase=words, roles=["privacy_officer"])
    recovered.close()
    officer = desks.open_desk(desk.folder, user="officer", passphrase=words, clock=desk.clock,
                              profile=desk.profile)  # fmt: skip
    desk.sessions.append(officer)
    intake.take_in(officer)
    (copy,) = disclosure.copies(officer)
    day = dt.date.fromisoformat(copy.at[:10]) + dt.timedelta(days=YEARS)
    assert due_days.next_due(officer, "privacy") == day
    later(desk, officer, day)
    retention.sweep(officer)
    assert disclosure.copies(officer) == ()
    told = list(audit.entries(officer.compartment("privacy").connection))
    swept = next(one for one in reversed(told) if one.operation == "retention.sweep")
    assert swept.facts["counts"] == {"DISC": 1}


def test_a_persons_deletion_reaches_all_that_names_them_also_in_a_backup(
    desk: Desk, tmp_path: Path
) -> None:
    """An older backup has their rows, their consents and who told them: none of it comes back."""
    (joiner,) = employed(desk, somebody(name="黎虚构", mobile="13912345678"))
    admin = desk.open("admin")
    send(admin, approved(admin, "payroll_new_hires"), [joiner], tmp_path / "1")
    wish = wish_for(admin, [joiner], "partner")
    agree(admin, joiner, wish, "full_name")
    asked(admin, wish)
    told = asked(admin, wish_for(admin, [joiner], "successor"))
    disclosure_requests.note_told(admin, told, [joiner], how="paper")
    (tmp_path / "2").mkdir()
    disclosure_files.send(admin, approve(admin, told), passphrase=PASSPHRASE, folder=tmp_path / "2")
    onboarding.record_leaving(admin, [joiner], on=FIRST_DAY, kind="resigned")
    tables = ("hand_off_row", "recipient_consent", "disclosure_notice", "joiner")
    assert [count(admin, table) for table in tables] == [1, 1, 1, 1]
    gone = FIRST_DAY + dt.timedelta(days=YEARS)
    later(desk, admin, gone - dt.timedelta(days=1))
    backup = next(b for b in backups.create(admin) if b.compartment == "personnel")
    later(desk, admin, gone)
    retention.sweep(admin)
    assert [count(admin, table) for table in tables] == [0, 0, 0, 0]
    left = [line.id for line in disclosure.registered(admin)]
    desk.close()
    restoring.restore(
        desk.folder, backup.path, user="admin", passphrase=PASSPHRASE, clock=desk.clock
    )
    admin = desk.open("admin")
    assert [count(admin, table) for table in tables] == [0, 0, 0, 0]
    assert [line.id for line in disclosure.registered(admin)] == left
    assert disclosing.look(admin, own(joiner)).left_out == ((joiner, "gone"),)
    # What stays in the register are ids that lead nowhere.
    assert all(request.wish.people == (joiner,)
               for request in disclosure_requests.list_requests(admin))  # fmt: skip
