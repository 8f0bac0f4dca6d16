# SPDX-License-Identifier: Apache-2.0
"""Retention: what is due and when, the trusted day, certificates."""

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest

from hr_desk.operations import (
    backups,
    candidates,
    desks,
    documents,
    drafts,
    due_lines,
    recruitment,
    retention,
    visits,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import DateNeedsConfirmation
from hr_desk.operations.session import Session
from hr_desk.vault.certificates import CertificateProblem
from tests.support.desk import COMPANY, PASSPHRASES, START, Desk
from tests.support.made_up import people, secrets_of
from tests.support.visitors import signed_in


@pytest.fixture
def ended(desk: Desk, session: Session) -> list[str]:
    """Ten people: four not hired, three withdrawn, three open."""
    ids = list(desk.take_in(session, list(people(10, seed=1))))
    recruitment.reject(session, ids[:4], reason="skills")
    recruitment.withdraw(session, ids[4:7])
    return ids


def count(session: Session) -> int:
    return candidates.count_applications(session, ListQuery())


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)


@pytest.mark.parametrize(
    ("days", "counts"),
    [(29, {}), (30, {"WD": 3}), (179, {"WD": 3}), (180, {"REJ": 4, "WD": 3})],
)
def test_a_class_goes_on_its_day_and_not_before(
    desk: Desk, session: Session, ended: list[str], days: int, counts: dict[str, int]
) -> None:
    go_to(desk, session, days)
    result = retention.sweep(session)
    assert dict(result.counts) == counts
    assert count(session) == 10 - sum(counts.values())
    assert (result.certificate is not None) == bool(counts)


def test_the_preview_lists_what_the_sweep_takes(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    assert retention.preview(session) == ()
    on = START.date() + dt.timedelta(days=30)
    lines = retention.preview(session, on=on)
    assert {line.class_key for line in lines} == {"WD"}
    assert [line.days_left for line in lines] == [30] * 3
    go_to(desk, session, 23)
    assert retention.preview(session) == tuple(retention.preview(session, on=on))
    go_to(desk, session, 30)
    assert sum(retention.sweep(session).counts.values()) == len(lines)


def test_the_calendar_counts_what_goes_on_each_of_ninety_days(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    on = START.date() + dt.timedelta(days=30)
    assert due_lines.calendar(session) == {on: 3}
    go_to(desk, session, 100)
    today = START.date() + dt.timedelta(days=100)
    assert due_lines.calendar(session) == {today: 3, today + dt.timedelta(days=80): 4}


def test_a_clock_set_a_year_ahead_deletes_nothing_until_someone_confirms(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    desk.clock.advance(days=365)
    for _ in range(5):
        assert retention.sweep(session).number is None
    assert count(session) == 10
    assert retention.clock_needs_confirmation(session)
    wrong = session.today() - dt.timedelta(days=1)
    with pytest.raises(DateNeedsConfirmation):
        retention.confirm_day(session, wrong)
    assert retention.sweep(session).number is None
    retention.confirm_day(session, session.today())
    assert not retention.clock_needs_confirmation(session)
    assert retention.sweep(session).counts == {"REJ": 4, "WD": 3}


def test_a_clock_set_far_ahead_takes_nothing_a_day_early(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    backups.create(session)
    go_to(desk, session, 13)
    kept = backups.listed(session)
    desk.clock.advance(days=400)
    retention.sweep(session)
    assert backups.listed(session) == kept
    go_to(desk, session, 29)
    desk.clock.advance(days=400)
    assert retention.sweep(session).number is None
    desk.clock.at = START + dt.timedelta(days=30)
    assert retention.sweep(session).counts == {"WD": 3}


def test_a_clock_set_back_postpones_nothing(desk: Desk, session: Session, ended: list[str]) -> None:
    go_to(desk, session, 30)
    desk.clock.at = START - dt.timedelta(days=300)
    assert retention.sweep(session).counts == {"WD": 3}


def test_the_certificate_in_the_file_is_the_one_in_the_row(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    backups.create(session)
    go_to(desk, session, 30)
    result = retention.sweep(session)
    (path,) = (desk.folder / "certificates").iterdir()
    (line,) = retention.certificates(session)
    assert path.name == "hiring-000001.certificate"
    assert path.read_bytes() == line.certificate == result.certificate
    facts = retention.verify_certificate(path.read_bytes())
    assert facts.number == result.number == 1
    assert facts.counts == {"WD": 3}
    assert facts.company_name == COMPANY["name"]
    assert facts.desk_id == desk.desk_id
    assert facts.compartment == "hiring"
    due = (START.date() + dt.timedelta(days=30)).isoformat()
    assert (facts.earliest_due, facts.latest_due) == (due, due)
    head = session.compartment("hiring").read_one(
        "SELECT hash FROM audit WHERE seq = ?", (facts.audit_sequence,)
    )[0]
    assert bytes(head).hex() == facts.audit_head


def test_a_certificate_does_not_say_whose_folder_a_backup_lay_in(
    desk: Desk, session: Session, ended: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "zhangwei"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "zhangwei"))
    away = tmp_path / "zhangwei" / "backups"
    backups.create(session, to=away)
    shutil.rmtree(away)
    go_to(desk, session, 30)
    (data,) = retention.sweep(session).certificates
    (place,) = retention.verify_certificate(data).unreached_backup_places
    assert Path(place) == Path("~/backups")
    assert b"zhangwei" not in data


def test_cert_a_certificate_holds_nothing_of_those_it_is_about(
    desk: Desk, session: Session
) -> None:
    everyone = list(people(10, seed=1))
    ids = list(desk.take_in(session, everyone))
    persons = [one.person_id for one in recruitment.records(session, ids)]
    recruitment.withdraw(session, ids)
    desk.close()
    session = desk.open("second")
    go_to(desk, session, 30)
    (data,) = retention.sweep(session).certificates
    # One user is called after the compartment, which stands in it.
    names = {user.name for user in session.register.users} - {"hiring"}
    assert retention.verify_certificate(data).counts == {"WD": 10}
    for text in (*secrets_of(everyone), *ids, *persons):
        assert text.encode() not in data
        assert json.dumps(text)[1:-1].encode() not in data
    assert not {f'"{name}"' for name in names} & set(re.findall(r'"[^"]*"', data.decode()))


@pytest.mark.parametrize("position", [10, 200, 600, -20])
def test_a_changed_certificate_proves_nothing(
    desk: Desk, session: Session, ended: list[str], position: int
) -> None:
    go_to(desk, session, 30)
    data = bytearray(retention.sweep(session).certificate or b"")
    data[position] ^= 1
    with pytest.raises(CertificateProblem):
        retention.verify_certificate(bytes(data))


def test_sweeps_are_numbered(desk: Desk, session: Session, ended: list[str]) -> None:
    go_to(desk, session, 30)
    assert retention.sweep(session).number == 1
    go_to(desk, session, 180)
    assert retention.sweep(session).number == 2
    assert [line.number for line in retention.certificates(session)] == [2, 1]
    assert retention.sweep(session).number is None


def test_a_swept_record_is_gone_with_its_documents(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    documents.add(session, ended[4], "photo", b"photo of one who goes")
    documents.add(session, ended[0], "photo", b"photo of one who stays")
    (desk.folder / "documents" / ("f" * 32 + ".sealed")).write_bytes(b"left by a crash")
    go_to(desk, session, 30)
    retention.sweep(session)
    assert len(list((desk.folder / "documents").iterdir())) == 1
    assert documents.read(session, ended[0], "photo") == b"photo of one who stays"


def test_due_days_are_days_in_shanghai(desk: Desk, session: Session) -> None:
    """Eight in the evening in London is tomorrow in Shanghai."""
    desk.clock.at = dt.datetime(2026, 3, 2, 20, 0, tzinfo=dt.UTC)
    (id_,) = desk.take_in(session, list(people(1, seed=1)))
    recruitment.withdraw(session, [id_])
    (record,) = recruitment.records(session, [id_])
    assert record.clock_day == dt.date(2026, 3, 3)
    desk.clock.at = dt.datetime(2026, 4, 1, 15, 59, tzinfo=dt.UTC)
    retention.confirm_time(session)
    assert retention.sweep(session).counts == {}
    desk.clock.at = dt.datetime(2026, 4, 1, 16, 0, tzinfo=dt.UTC)
    assert retention.sweep(session).counts == {"WD": 1}


def test_the_front_desk_looks_at_its_own_file_alone_and_sweeps_it(
    desk: Desk, session: Session
) -> None:
    recruitment.reject(session, desk.take_in(session, list(people(2, seed=3))), reason="skills")
    gate = desk.open("gate")
    visits.sign_out(gate, [signed_in(gate)])
    go_to(desk, gate, 200)
    assert [line.compartment for line in retention.preview(gate)] == ["visits"]
    assert [one.compartment for one in retention.sweep(gate).files] == ["visits"]
    retention.confirm_time(session)
    assert [line.compartment for line in retention.preview(session)] == ["hiring"] * 2


def test_a_quiet_desk_that_is_swept_every_day_deletes_when_the_day_comes(
    desk: Desk, session: Session
) -> None:
    recruitment.reject(session, desk.take_in(session, list(people(1, seed=4))), reason="skills")
    numbers = []
    for _ in range(180):
        desk.clock.advance(days=1)
        numbers.append(retention.sweep(session).number)
    assert numbers[:-1] == [None] * 179
    assert numbers[-1] == 1


def test_a_clock_set_back_starts_no_clock_in_the_past(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(1, seed=4)))
    desk.clock.at = START - dt.timedelta(days=365)
    recruitment.reject(session, ids, reason="skills")
    backups.create(session)
    desk.clock.at = START + dt.timedelta(hours=1)
    assert retention.sweep(session).counts == {}
    assert len(candidates.list_applications(session, candidates.ListQuery()).rows) == 1
    assert len(backups.listed(session)) == 1


def test_the_dry_run_names_drafts_from_the_fifth_day(desk: Desk, session: Session) -> None:
    drafts.save(session, "take_in", {"full_name": "草稿人"})
    go_to(desk, session, 4)
    assert retention.preview(session) == ()
    go_to(desk, session, 5)
    (line,) = retention.preview(session)
    assert (line.class_key, line.days_left) == ("DRAFT", 2)
    assert "草稿人" not in line.name
    go_to(desk, session, 7)
    assert retention.sweep(session).counts == {"DRAFT": 1}


class Ticking:
    """A clock that goes on by a moment each time somebody looks, as a real one does."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> dt.datetime:
        self.at += dt.timedelta(microseconds=50)
        return self.at

    def uptime(self) -> None:
        """Say nothing of any computer."""


def test_a_clock_that_goes_on_while_it_is_looked_at_needs_no_confirmation(desk: Desk) -> None:
    clock = Ticking()
    session = desks.open_desk(
        desk.folder, user="hiring", passphrase=PASSPHRASES["hiring"], clock=clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(session)
    assert not retention.clock_needs_confirmation(session)
    retention.sweep(session)
    assert not retention.clock_needs_confirmation(session)
    clock.at += dt.timedelta(days=3)
    assert retention.clock_needs_confirmation(session)
    retention.confirm_time(session)
    assert not retention.clock_needs_confirmation(session)
