# SPDX-License-Identifier: Apache-2.0
"""When entrusting ends, deletion or return is asked for, entered, corrected, kept long enough."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import (
    attestation_lines,
    attestations,
    hand_offs,
    intake,
    policy_facts,
    promises,
    recipient_copies,
    recipients,
    retention,
    standing_hand_offs,
    today,
)
from hr_desk.operations.attestations import Attestation
from hr_desk.operations.hand_off_problems import (
    AgreementRuns,
    AttestedOutside,
    GivenUnder,
    NotAttested,
    NothingWasGiven,
    RecipientEnded,
)
from hr_desk.operations.problems import ChangedMeanwhile, NotPermitted, TextMissing
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.desk import Desk
from tests.support.handing_off import PASSPHRASE, approved, employed
from tests.support.joining import FIRST_DAY, somebody, welcome
from tests.support.leaving_once import approve, asked, receiver, send, wish_for
from tests.support.requests import open_officer, reopen_officer

DAY = dt.timedelta(days=1)
END = dt.date(2026, 6, 30)
NAME = "示例外包单位"
YEARS = 1096


@dataclass
class Entrusting:
    """An HR admin at a desk with one person at work, and somebody who handles data for it."""

    desk: Desk
    admin: Session
    joiner: str
    out: Path

    def on(self, day: dt.date) -> None:
        """Let it be noon of a day."""
        self.desk.clock.at = dt.datetime.combine(day, dt.time(4), tzinfo=dt.UTC)
        while retention.clock_needs_confirmation(self.admin):
            retention.confirm_time(self.admin)

    def given(self, **changes: Any) -> str:
        """Give a file to a fresh processor whose agreement ends on END; returns its id."""
        known = {"name": NAME, "valid_until": END, **changes}
        wish = wish_for(self.admin, [self.joiner], "entrusted", **known)
        send(self.admin, approve(self.admin, asked(self.admin, wish)), self.out).file.unlink()
        assert wish.recipient_id
        return wish.recipient_id

    def version(self, id_: str) -> int:
        """Return the version of a recipient."""
        return recipients.recipient_named(self.admin, id_).version

    def attest(self, id_: str, **changes: Any) -> None:
        """Enter what a processor attests."""
        said = replace(Attestation(attested_on=self.admin.today(), how="deleted",
                                   reference="删除证明 2026-7"), **changes)  # fmt: skip
        attestations.attest(self.admin, id_, said, version=self.version(id_))

    def renew(self, id_: str, **changes: Any) -> None:
        """Change what is known of a recipient."""
        known = recipients.recipient_named(self.admin, id_)
        new = replace(known.recipient, **changes)
        recipients.edit(self.admin, id_, new, version=known.version)

    def owed(self) -> list[str]:
        """Return who owes the word."""
        return [one.id for one in attestations.owed(self.admin)]

    def said(self) -> list[tuple[str, int, str, str, str | None]]:
        """Return the lines of Today about it."""
        lines = [one for one in today.summary(self.admin) if one.key.startswith("attestation")]
        return [(one.key, one.count, one.level, one.page, one.argument) for one in lines]


@pytest.fixture
def at(desk: Desk, tmp_path: Path) -> Entrusting:
    (joiner,) = employed(desk, somebody(name="黎虚构", mobile="13912345678"))
    (tmp_path / "out").mkdir()
    return Entrusting(desk, desk.open("admin"), joiner, tmp_path / "out")


def test_today_asks_from_the_end_on_presses_seven_days_before_and_says_when_it_is_late(
    at: Entrusting,
) -> None:
    id_ = at.given()
    at.on(END)
    assert at.said() == []
    due = END + 30 * DAY
    for day, key, count, level in (
        (END + DAY, "attestation", 29, "calm"), (due - 8 * DAY, "attestation", 8, "calm"),
        (due - 7 * DAY, "attestation", 7, "soon"), (due, "attestation", 0, "soon"),
        (due + DAY, "attestation_late", 1, "late"),
    ):  # fmt: skip
        at.on(day)
        assert at.said() == [(key, count, level, "recipients", id_)]
    at.attest(id_)
    assert at.said() == [] and at.owed() == []


def test_whoever_is_struck_off_owes_it_from_that_day_and_a_second_time_does_not_move_it(
    at: Entrusting,
) -> None:
    id_ = at.given()
    recipients.end(at.admin, id_)
    (one,) = attestations.owed(at.admin)
    assert (one.on, one.due) == (FIRST_DAY, FIRST_DAY + 30 * DAY)
    at.on(FIRST_DAY + DAY)
    with pytest.raises(RecipientEnded):
        recipients.end(at.admin, id_)
    assert attestations.owed(at.admin) == (one,)


def test_nothing_is_owed_where_nothing_was_given_or_to_somebody_else(at: Entrusting) -> None:
    bare = receiver(at.admin, "entrusted", name=NAME, valid_until=END)
    wish = wish_for(at.admin, [at.joiner], "successor", valid_until=END)
    asked(at.admin, wish)
    approved(at.admin, "payroll_new_hires", valid_until=END)
    at.on(END + DAY)
    assert at.owed() == [] and at.said() == []
    for id_ in (bare, wish.recipient_id):
        with pytest.raises(NothingWasGiven):
            at.attest(str(id_))


def test_a_file_that_was_never_completed_gave_nothing(at: Entrusting) -> None:
    id_ = at.given()
    file = at.admin.compartment("personnel")
    with file.change("test.undo") as change:
        change.execute("UPDATE disclosure SET completed_at = NULL")
    at.on(END + DAY)
    assert at.owed() == []
    with file.change("test.redo") as change:
        change.execute("UPDATE disclosure SET completed_at = at")
    assert at.owed() == [id_]


@pytest.mark.parametrize(("gap", "renewed"), [(0, True), (1, False)])
def test_a_new_agreement_that_follows_without_a_gap_goes_on_with_it(
    at: Entrusting, gap: int, renewed: bool
) -> None:
    id_ = at.given()
    first = END + (gap + 1) * DAY
    new = receiver(at.admin, "entrusted", name=NAME, agreement="A-2", valid_from=first,
                   valid_until=first + 99 * DAY)  # fmt: skip
    at.on(first)
    assert at.owed() == ([] if renewed else [id_])
    if renewed:
        with pytest.raises(AgreementRuns):
            at.attest(id_)
    at.on(first + 100 * DAY)
    assert at.owed() == ([new] if renewed else [id_])


def test_the_same_recipient_is_renewed_by_its_new_days(at: Entrusting) -> None:
    id_ = at.given()
    at.on(END + DAY)
    assert at.owed() == [id_]
    at.renew(id_, valid_until=END + 50 * DAY)
    assert at.owed() == []
    with pytest.raises(AgreementRuns):
        at.attest(id_)
    at.on(END + 51 * DAY)
    at.attest(id_, attested_on=END + 50 * DAY)
    at.renew(id_, valid_from=END + 51 * DAY, valid_until=END + 90 * DAY)
    at.on(END + 91 * DAY)
    # What was attested before says nothing of what was given since, and stays as it was.
    assert at.owed() == [id_]
    at.attest(id_)
    assert at.owed() == []
    rows = at.admin.compartment("personnel").read("SELECT taken_back_at FROM attestation")
    assert rows == [(None,), (None,)]


def test_no_edit_hides_that_an_agreement_ended(at: Entrusting) -> None:
    id_ = at.given()
    later: dict[str, Any] = {"valid_from": END + 2 * DAY, "valid_until": END + 9 * DAY}
    for changes in ({"kind": "partner"}, later):
        with pytest.raises(GivenUnder):
            at.renew(id_, **changes)
    at.renew(receiver(at.admin, "entrusted", name=NAME, valid_until=END), **later)


def test_what_was_entered_is_corrected_taken_back_and_stands_in_the_log(at: Entrusting) -> None:
    id_ = at.given()
    at.on(END + 5 * DAY)
    before = at.version(id_)
    at.attest(id_, how="returned", file_sha256="ab" * 32)
    line = attestations.lines(at.admin)[id_]
    assert line.record is not None and line.entered_by == "admin"
    assert (line.record.how, line.record.file_sha256) == ("returned", "ab" * 32)
    assert line.ended.attested_on == END + 5 * DAY
    with pytest.raises(ChangedMeanwhile):
        attestations.attest(at.admin, id_, Attestation(attested_on=END, how="deleted",
                            reference="另一份"), version=before)  # fmt: skip
    at.attest(id_, attested_on=END, how="returned_and_deleted", reference="另一份")
    record = attestations.lines(at.admin)[id_].record
    assert record is not None and (record.attested_on, record.reference) == (END, "另一份")
    attestations.retract(at.admin, id_, version=at.version(id_))
    assert at.owed() == [id_] and attestations.lines(at.admin)[id_].record is None
    with pytest.raises(NotAttested):
        attestations.retract(at.admin, id_, version=at.version(id_))
    with pytest.raises(ChangedMeanwhile):
        attestations.retract(at.admin, id_, version=before)
    file = at.admin.compartment("personnel")
    assert file.read_one("SELECT count(*), count(taken_back_at) FROM attestation") == (2, 2)
    done = [one for one in audit.entries(file.connection) if one.operation in
            ("recipient.attest", "recipient.retract")]  # fmt: skip
    assert [one.operation for one in done] == ["recipient.attest"] * 2 + ["recipient.retract"]
    assert {one.user for one in done} == {at.admin.user.id}
    assert all("attestation" in {kind for kind, *_ in one.records} for one in done)


def test_a_day_before_the_end_or_to_come_and_no_word_of_whom_are_refused(at: Entrusting) -> None:
    id_ = at.given()
    at.on(END + 5 * DAY)
    for day in (END - DAY, END + 6 * DAY):
        with pytest.raises(AttestedOutside) as refused:
            at.attest(id_, attested_on=day)
        assert END.isoformat() in refused.value.text()
    with pytest.raises(TextMissing):
        at.attest(id_, reference=" ")
    for wrong in ({"how": "burnt"}, {"file_sha256": "ab"}):
        with pytest.raises(ValueError, match=next(iter(wrong.values()))):
            at.attest(id_, **wrong)
    assert at.owed() == [id_]
    for day in (END, END + 5 * DAY):
        at.attest(id_, attested_on=day)


def test_only_who_keeps_the_agreements_enters_it(at: Entrusting) -> None:
    id_ = at.given()
    colleague = welcome(at.desk)
    at.on(END + 40 * DAY)
    said = Attestation(attested_on=END, how="deleted", reference="证明")
    for session in (colleague, at.desk.open("hiring"), at.desk.open("gate")):
        with pytest.raises(NotPermitted):
            attestations.attest(session, id_, said, version=1)
        with pytest.raises(NotPermitted):
            attestations.retract(session, id_, version=1)
        assert attestation_lines.waiting(session) == []


def hand_over(at: Entrusting, folder: Path, **changes: Any) -> str:
    """Send a standing hand-off to a fresh recipient; returns its id."""
    standing = approved(at.admin, "payroll_new_hires", valid_until=END, **changes)
    folder.mkdir()
    hand_offs.send(at.admin, standing, [at.joiner], passphrase=PASSPHRASE, folder=folder)
    return standing_hand_offs.standing_named(at.admin, standing).recipient.id


def test_a_standing_hand_off_counts_as_given(at: Entrusting, tmp_path: Path) -> None:
    id_ = hand_over(at, tmp_path / "sent", kind="entrusted")
    at.on(END + DAY)
    assert at.owed() == [id_]


def test_whoever_handles_data_for_themselves_owes_nothing(at: Entrusting, tmp_path: Path) -> None:
    open_officer(at.desk)
    id_ = hand_over(at, tmp_path / "sent")
    recipients.end(at.admin, id_)
    officer = reopen_officer(at.desk)
    intake.take_in(officer)
    assert at.owed() == [] and attestations.owed(officer) == ()
    with pytest.raises(NothingWasGiven):
        at.attest(id_)


def test_the_privacy_officer_sees_what_is_owed_and_what_is_overdue(at: Entrusting) -> None:
    open_officer(at.desk)
    id_ = at.given()
    officer = reopen_officer(at.desk)

    def heard() -> list[tuple[str, str, str, str | None]]:
        intake.take_in(officer)
        lines = [one for one in today.summary(officer) if one.key.startswith("attestation")]
        return [(one.key, one.level, one.page, one.argument) for one in lines]

    at.on(END)
    assert heard() == [] and promises.look(officer, "deletion_attested").green
    at.on(END + DAY)  # nobody sends anything on that day: the officer's own copy says it
    assert heard() == [("attestation", "calm", "promises", None)]
    at.on(END + 31 * DAY)
    assert heard() == [("attestation_late", "late", "promises", None)]
    seen = promises.look(officer, "deletion_attested")
    assert not seen.green and NAME in seen.text()
    at.attest(id_)
    assert heard() == [] and promises.look(officer, "deletion_attested").green
    attestations.retract(at.admin, id_, version=at.version(id_))
    assert heard() == [("attestation_late", "late", "promises", None)]
    # Whoever keeps the register can enter nothing once its entries are gone.
    at.on(END + YEARS * DAY)
    assert heard() == []


@pytest.mark.parametrize(
    "wrong",
    [{"given": 1}, {"given": None}, {"ended_on": "2026-13-01"}, {"attested_on": "soon"},
     {"valid_until": ""}, {"registration": 7}],
    ids=str,
)  # fmt: skip
def test_a_word_that_is_none_is_set_aside(
    desk: Desk, wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_officer(desk)
    admin = desk.open("admin")
    honest = recipient_copies._entrusted
    monkeypatch.setattr(recipient_copies, "_entrusted",
                        lambda change, id_: honest(change, id_) | wrong)  # fmt: skip
    receiver(admin, "entrusted", name=NAME, valid_until=END)
    officer = reopen_officer(desk)
    assert intake.take_in(officer).set_aside
    assert policy_facts.recipients(officer) == {} and attestations.owed(officer) == ()


def test_whoever_was_struck_off_is_known_to_the_officer_too(at: Entrusting) -> None:
    open_officer(at.desk)
    recipients.end(at.admin, at.given())
    bare = receiver(at.admin, "entrusted", name="示例另一单位", registration="91370200MA00000002")
    recipients.end(at.admin, bare)
    officer = reopen_officer(at.desk)
    intake.take_in(officer)
    assert [(one.name, one.on) for one in attestations.owed(officer)] == [(NAME, FIRST_DAY)]


def test_what_was_attested_is_kept_three_years_from_its_entry(at: Entrusting) -> None:
    id_ = at.given()
    entered = END + 20 * DAY
    at.on(entered)
    at.attest(id_)
    file = at.admin.compartment("personnel")

    def left() -> tuple[int, ...]:
        retention.sweep(at.admin)
        row = file.read_one(
            "SELECT (SELECT count(*) FROM disclosure_file), (SELECT count(*) FROM recipient), "
            "(SELECT count(*) FROM attestation)"
        )
        return tuple(row)

    at.on(END + (YEARS - 1) * DAY)
    assert left() == (1, 1, 1)
    at.on(END + YEARS * DAY)
    assert left() == (0, 1, 1)
    at.on(entered + (YEARS - 1) * DAY)
    assert left() == (0, 1, 1)
    at.on(entered + YEARS * DAY)
    assert left() == (0, 0, 0)
