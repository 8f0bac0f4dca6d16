# SPDX-License-Identifier: Apache-2.0
"""The log from outside: every forgery by a holder of the key shows, and honest work shows none."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk.i18n import use_language
from hr_desk.operations import (
    auditing,
    backups,
    desks,
    disclosure,
    recruitment,
    restoring,
    retention,
    users,
)
from hr_desk.operations.auditing import AuditReport
from hr_desk.operations.problems import CheckpointElsewhere, NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store.problems import ChainBroken, RolledBack
from hr_desk.vault.checkpoints import DamagedCheckpoint, read_checkpoint
from tests.support import forging
from tests.support.desk import PASSPHRASES, START, Desk, make_desk
from tests.support.made_up import people

ENTRIES = 30


@pytest.fixture
def used(desk: Desk) -> Session:
    """The session of a recruiter after two people have written some thirty entries."""
    first, second = desk.open("hiring"), desk.open("second")
    ids = desk.take_in(first, list(people(ENTRIES // 2, seed=4)))
    for number, id_ in enumerate(ids):
        desk.clock.advance(minutes=7)
        recruitment.advance((first, second)[number % 2], [id_], to="interview")
        recruitment.reject((second, first)[number % 2], [id_], reason="skills")
    assert first.compartment("hiring").head().sequence > ENTRIES
    return first


def kinds(report: AuditReport) -> set[str]:
    return {finding.key for finding in report.findings}


def of(report: AuditReport, compartment: str = "hiring") -> auditing.FileReport:
    return next(file for file in report.files if file.compartment == compartment)


def first_break(report: AuditReport) -> tuple[str, int]:
    finding = of(report).findings[0]
    return finding.key, int(str(dict(finding.values)["sequence"]))


def forget(desk: Desk) -> None:
    """Take away what this computer remembers, as on a machine where nobody worked yet."""
    shutil.rmtree(desk.profile / "heads")


def test_honest_work_is_whole(used: Session) -> None:
    report = auditing.verify(used)
    assert report.whole and report.findings == ()
    hiring = of(report)
    assert (hiring.first, hiring.last) == (1, used.compartment("hiring").head().sequence)
    assert hiring.head == used.compartment("hiring").head().hash.hex()
    assert hiring.file == "hiring.db"


@pytest.mark.parametrize("count", range(1, 21))
def test_dropped_entries_are_noticed_by_this_computer(used: Session, count: int) -> None:
    last = used.compartment("hiring").head().sequence
    with forging.raw(used) as file:
        forging.drop_last(file, count)
    report = auditing.verify(used)
    assert not report.whole and kinds(report) == {"short"}
    said = dict(of(report).findings[-1].values)
    assert (said["last"], said["sequence"]) == (last - count, last)


def test_dropped_entries_are_refused_when_the_desk_is_opened(desk: Desk, used: Session) -> None:
    with forging.raw(used) as file:
        forging.drop_last(file, 2)  # one of each user's
    desk.close()
    with pytest.raises(RolledBack):
        desk.open("hiring")


@pytest.mark.parametrize("count", [1, 5, 20])
def test_dropped_entries_are_noticed_by_a_checkpoint(
    desk: Desk, used: Session, count: int, tmp_path: Path
) -> None:
    statement = auditing.checkpoint(used)
    with forging.raw(used) as file:
        forging.drop_last(file, count)
    forget(desk)
    elsewhere = desk.open("hiring", profile=tmp_path / "elsewhere")
    assert auditing.verify(elsewhere).whole
    report = auditing.verify(elsewhere, against=statement)
    assert kinds(report) == {"short"}
    use_language("en")
    assert "the checkpoint has seen" in report.findings[0].text()


def test_what_was_written_again_after_dropping_is_not_the_same(desk: Desk, used: Session) -> None:
    statement = auditing.checkpoint(used)
    with forging.raw(used) as file:
        forging.drop_last(file, 4)
    forget(desk)
    for _ in range(6):
        recruitment.advance(used, desk.take_in(used, list(people(1, seed=9))), to="interview")
    assert kinds(auditing.verify(used, against=statement)) == {"other"}


FORGERIES: dict[str, tuple[Callable[[Any], None], str, int]] = {
    "one is edited": (lambda file: forging.edit(file, 9, operation="record.open"), "content", 9),
    "two are swapped": (lambda file: forging.swap(file, 7, 12), "content", 7),
    "neighbours are swapped": (lambda file: forging.swap(file, 20, 21), "content", 20),
    "one is missing": (lambda file: file.execute("DELETE FROM audit WHERE seq = 5"), "gap", 5),
    "the first are missing": (lambda file: file.execute("DELETE FROM audit WHERE seq < 4"),
                              "gap", 1),
    "one is no entry": (lambda file: file.execute("UPDATE audit SET body = '[]' WHERE seq = 3"),
                        "content", 3),
    "one names nobody": (lambda file: forging.edit(file, 8, user="0" * 16), "content", 8),
}  # fmt: skip


@pytest.mark.parametrize(("forge", "kind", "at"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_found_where_it_is(
    used: Session, forge: Callable[[Any], None], kind: str, at: int
) -> None:
    with forging.raw(used) as file:
        forge(file)
    report = auditing.verify(used)
    assert first_break(report) == (kind, at)
    assert "hiring.db" in report.findings[0].text()
    with pytest.raises(ChainBroken):
        auditing.checkpoint(used)


@pytest.mark.parametrize("since", [1, 12])
def test_a_chain_written_anew_lacks_the_others_signatures(used: Session, since: int) -> None:
    """Hashes can be made again by anyone; the first entry of somebody else gives it away."""
    with forging.raw(used) as file:
        forging.edit(file, since, operation="record.open")
        forging.rechain(file, used, since=since, sign=used.keys.sign)
        (user,) = file.execute("SELECT json_extract(body, '$.user') FROM audit WHERE seq = ?",
                               (since,)).fetchone()  # fmt: skip
    kind, at = first_break(auditing.verify(used))
    assert kind == "signature"
    assert at >= since
    assert at == since or user == used.user.id


def test_a_chain_written_anew_in_ones_own_name_is_not_what_was_seen(
    desk: Desk, used: Session, tmp_path: Path
) -> None:
    statement = auditing.checkpoint(used)
    with forging.raw(used) as file:
        forging.rechain(file, used, sign=used.keys.sign, user=used.user.id, skip=10)
    report = auditing.verify(used)
    assert not report.whole and kinds(report) <= {"short", "other"}
    forget(desk)
    elsewhere = desk.open("hiring", profile=tmp_path / "elsewhere")
    assert auditing.verify(elsewhere).whole
    assert not auditing.verify(elsewhere, against=statement).whole


def test_a_clock_set_back_shows_and_breaks_nothing_else(desk: Desk, used: Session) -> None:
    desk.clock.advance(days=-1)
    recruitment.withdraw(used, desk.take_in(used, list(people(1, seed=5))))
    assert auditing.verify(used).whole
    desk.clock.advance(days=-3)
    desk.take_in(used, list(people(1, seed=6)))
    before = used.compartment("hiring").head()
    desk.take_in(used, list(people(1, seed=7)))
    report = auditing.verify(used)
    assert first_break(report) == ("clock", before.sequence)
    assert of(report).last == used.compartment("hiring").head().sequence


def test_a_colleague_added_meanwhile_is_no_stranger(desk: Desk, used: Session) -> None:
    admin = desk.open("admin")
    users.add(admin, name="new", passphrase="another quiet river stone", roles=("recruiter",))
    new = desks.open_desk(desk.folder, user="new", passphrase="another quiet river stone",
                          clock=desk.clock, profile=desk.profile)  # fmt: skip
    desk.sessions.append(new)
    desk.stand_in(admin, "new")
    desk.take_in(new, list(people(1, seed=8)))
    assert auditing.verify(used).whole


def test_a_restore_is_told_and_is_no_forgery(desk: Desk, used: Session, tmp_path: Path) -> None:
    backup = backups.create(used)[0]
    desk.take_in(used, list(people(3, seed=12)))
    statement = auditing.checkpoint(used)
    desk.close()
    desk.clock.advance(minutes=5)
    restoring.restore(desk.folder, backup.path, user="second", passphrase=PASSPHRASES["second"],
                      clock=desk.clock)  # fmt: skip
    again = desk.open("hiring")
    assert auditing.verify(again).whole
    report = auditing.verify(again, against=statement)
    assert report.whole and kinds(report) == {"restored"}
    assert "second" in report.findings[0].text()
    desk.clock.advance(minutes=5)
    later = auditing.checkpoint(again)
    with forging.raw(again) as file:
        forging.drop_last(file, 1)
    fresh = desk.open("second", profile=tmp_path / "elsewhere")
    assert "restored" not in kinds(auditing.verify(fresh, against=later))


def test_a_restore_that_was_taken_note_of_excuses_no_second_gap(desk: Desk, used: Session) -> None:
    backup = backups.create(used)[0]
    for number in range(5):
        desk.take_in(used, list(people(1, seed=20 + number)))
    desk.close()
    restoring.restore(desk.folder, backup.path, user="hiring", passphrase=PASSPHRASES["hiring"],
                      clock=desk.clock)  # fmt: skip
    again = desk.open("hiring")
    desk.take_in(again, list(people(1, seed=30)))
    with forging.raw(again) as file:
        forging.drop_last(file, 1)
    assert kinds(auditing.verify(again)) == {"short"}


def test_a_certificate_is_a_witness(desk: Desk, used: Session, tmp_path: Path) -> None:
    desk.sessions[1].close()
    desk.clock.advance(days=200)
    retention.confirm_time(used)
    assert retention.sweep(used).certificate is not None
    assert auditing.verify(used).whole
    with forging.raw(used) as file:
        forging.drop_last(file, 3)
    forget(desk)
    report = auditing.verify(desk.open("hiring", profile=tmp_path / "elsewhere"))
    assert kinds(report) == {"short"}


def test_a_checkpoint_leaves_through_the_one_door(
    desk: Desk, used: Session, tmp_path: Path
) -> None:
    admin = desk.open("admin")
    auditing.save_checkpoint(admin, tmp_path / "heads.checkpoint")
    data = (tmp_path / "heads.checkpoint").read_bytes()
    statement = read_checkpoint(data)
    assert statement.desk_id == desk.desk_id and set(statement.files) == set(admin.held)
    assert statement.signer == admin.user.id and statement.signer_roles == ("hr_admin",)
    assert disclosure.registered(admin)[0].kind == "checkpoint"
    assert disclosure.registered(admin)[0].completed
    assert auditing.verify(admin, against=data).whole
    report = auditing.verify(used, against=data)
    assert report.whole and report.unseen == ("payroll", "personnel", "visits")


def test_the_front_desk_writes_no_checkpoint(desk: Desk) -> None:
    gate = desk.open("gate")
    assert auditing.verify(gate).whole
    with pytest.raises(NotPermitted):
        auditing.checkpoint(gate)


def test_a_checkpoint_of_another_desk_is_refused(
    cheap: None, used: Session, tmp_path: Path
) -> None:
    other = make_desk(tmp_path / "other")
    try:
        data = auditing.checkpoint(other.open("admin"))
    finally:
        other.close()
    with pytest.raises(CheckpointElsewhere):
        auditing.verify(used, against=data)
    with pytest.raises(DamagedCheckpoint):
        auditing.verify(used, against=b"{}")


def far(desk: Desk, session: Session, days: int) -> None:
    """Go on by so many days, and take the person's word for it."""
    desk.clock.advance(days=days)
    retention.confirm_time(session)


def test_entries_older_than_their_class_are_cut(desk: Desk, used: Session) -> None:
    old = used.compartment("hiring").head().sequence
    far(desk, used, 1095)
    auditing.cut_old(used)
    assert of(auditing.verify(used)).first == 1
    far(desk, used, 1)
    changes = auditing.cut_old(used)
    assert changes.touches("file")
    report = auditing.verify(used)
    assert report.whole and of(report).first == old + 1
    file = used.compartment("hiring")
    assert file.read("SELECT count(*), min(seq) FROM audit_record")[0][1] > old
    assert file.read_one("SELECT min(seq) FROM audit")[0] == old + 1
    again = desk.open("hiring")
    assert auditing.verify(again).whole
    assert not auditing.cut_old(again).records


def test_a_sweep_cuts(desk: Desk, used: Session) -> None:
    far(desk, used, 1096)
    retention.sweep(used)
    assert of(auditing.verify(used)).first > ENTRIES


def test_a_broken_log_is_not_signed_away(desk: Desk, used: Session) -> None:
    with forging.raw(used) as file:
        forging.edit(file, 9, operation="record.open")
    far(desk, used, 1096)
    assert not auditing.cut_old(used).records
    assert first_break(auditing.verify(used)) == ("content", 9)


def test_a_cut_before_its_time_is_told(desk: Desk, used: Session, tmp_path: Path) -> None:
    """Its signer can sign whatever they like; the times in it and a checkpoint speak against it."""
    statement = auditing.checkpoint(used)
    desk.take_in(used, list(people(1, seed=40)))
    file = used.compartment("hiring")
    far(desk, used, 30)
    with file.change("audit.cut") as change:
        file.cut_log(change, START + dt.timedelta(days=20), used.signed_by)
    assert kinds(auditing.verify(used)) == {"early"}
    cut = file.cut()
    assert cut is not None
    lied = {**json.loads(cut.to_fact()), "entry_at": "2020-01-01T00:00:00.000+00:00"}
    _sign_cut(used, lied)
    assert auditing.verify(used).whole
    assert kinds(auditing.verify(used, against=statement)) == {"early"}


def _sign_cut(session: Session, told: dict[str, Any], *, sign: forging.Sign | None = None) -> None:
    """Put a statement of one's own in place of where the log begins."""
    from hr_desk.store import audit

    start = audit.genesis(session.desk_id, "hiring")
    del told["signature"]
    payload = json.dumps({**told, "start": start.hex()}, sort_keys=True, separators=(",", ":"))
    signature = (sign or session.keys.sign)(audit.CUT_CONTEXT, payload.encode())
    with forging.raw(session) as file:
        file.execute("INSERT OR REPLACE INTO fact VALUES ('audit_cut', ?)",
                     (json.dumps({**told, "signature": signature.hex()}),))  # fmt: skip


def test_where_a_log_begins_is_signed_by_a_user(desk: Desk, used: Session) -> None:
    far(desk, used, 1096)
    auditing.cut_old(used)
    cut = used.compartment("hiring").cut()
    assert cut is not None
    other = next(user.id for user in used.register.users if user.name == "second")
    _sign_cut(used, {**json.loads(cut.to_fact()), "user": other})
    assert first_break(auditing.verify(used))[0] == "start"
    with forging.raw(used) as file:
        file.execute("UPDATE fact SET value = '[]' WHERE name = 'audit_cut'")
    assert first_break(auditing.verify(used)) == ("start", 0)
    with forging.raw(used) as file:
        file.execute("DELETE FROM fact WHERE name = 'audit_cut'")
    assert first_break(auditing.verify(used)) == ("gap", 1)


def test_anchors_and_backups_outlive_a_cut(desk: Desk, used: Session) -> None:
    """Who comes back after years opens the desk; a backup with a cut log is put back."""
    desk.open("admin")
    far(desk, used, 1096)
    auditing.cut_old(used)
    backup = backups.create(used)[0]
    desk.close()
    assert auditing.verify(desk.open("admin")).whole
    assert auditing.verify(desk.open("second")).whole
    desk.close()
    restoring.restore(desk.folder, backup.path, user="hiring", passphrase=PASSPHRASES["hiring"],
                      clock=desk.clock)  # fmt: skip
    assert auditing.verify(desk.open("hiring")).whole


ACTS = st.lists(
    st.tuples(st.sampled_from(("write", "wait", "cut", "look in")), st.integers(0, 1500)),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_whatever_is_cut_the_rest_verifies_and_every_anchor_holds(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    """Users come and go while years pass; what is left is a whole log of the last three years."""
    own = desk.copied(tmp_path_factory.mktemp("lived"))
    session = own.open("hiring")
    for act, days in acts:
        _act(own, session, act, days)
    own.clock.advance(days=1)
    retention.confirm_time(session)
    auditing.cut_old(session)
    limit = own.clock.at - dt.timedelta(days=1097)
    for user in ("hiring", "second", "admin"):
        again = own.open(user)
        assert auditing.verify(again).whole
    file = session.compartment("hiring")
    for (at,) in file.read("SELECT json_extract(body, '$.at') FROM audit"):
        assert dt.datetime.fromisoformat(at) > limit
    own.close()


def _act(desk: Desk, session: Session, act: str, days: int) -> None:
    if act == "wait":
        desk.clock.advance(days=days)
        retention.confirm_time(session)
    elif act == "cut":
        auditing.cut_old(session)
    elif act == "write":
        with session.compartment("hiring").change("test") as change:
            change.facts["days"] = days
    else:
        other = desk.open("second")
        with other.compartment("hiring").change("test"):
            pass
        other.close()
