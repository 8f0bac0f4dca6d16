# SPDX-License-Identifier: Apache-2.0
"""A week of real work, a backup of every file each evening; then one file alone goes back.

Whichever file it is and whichever evening: what was deleted, taken back or cleared is not there
again, what is held stays held, what was told stays told, and the work goes on in all five.
"""

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hr_desk.operations import (
    accounts,
    calendar_days,
    candidates,
    hand_off_templates,
    holds,
    onboarding,
    period_settings,
    recipients,
    recruitment,
    request_asking,
    request_views,
    requests,
    restoring,
    retention,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from hr_desk.store import calendar_days as calendars
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support import raw_pages
from tests.support.desk import PASSPHRASES, Desk, file_key
from tests.support.handing_off import recipient
from tests.support.joining import edit_of, handed_over, settle, somebody, typed, welcome
from tests.support.made_up import one
from tests.support.requests import (
    HER,
    OFFICER,
    asked,
    closed,
    contributed,
    open_officer,
    reopen_officer,
)
from tests.support.restoring import backup_of
from tests.support.visitors import signed_in

FILES = ("visits", "hiring", "personnel", "payroll", "privacy")
EVENINGS = ("Monday", "Tuesday", "Wednesday", "Thursday")
ADDRESS, PROOF = "mei.herself@example.com", "核对了上次面试日期和介绍人姓名"
TAKEN_BACK, CORRECTED = "收回的示例支行", "改正后的虚构银行"
DAY_OFF = dt.date(2026, 6, 3)
WHY = "经法务核对，六十天内可能有争议"


@dataclass
class Week:
    """The desk on Friday morning, and a backup of each file by evening."""

    desk: Desk
    joiner: str
    held: str
    recipient: str
    backups: dict[tuple[str, str], Path] = field(default_factory=dict)

    @property
    def everybody(self) -> tuple[Session, Session, Session]:
        """Whoever holds keys: an HR admin, the officer, somebody of onboarding."""
        return self.desk.open("admin"), reopen_officer(self.desk), self.desk.open("welcome")


def wanted(session: Session) -> holds.Wanted:
    return holds.Wanted(
        review_on=session.today() + dt.timedelta(days=60), reason="litigation",
        evidence="（2026）示例01民初1号",
    )  # fmt: skip


def evening(week: Week, name: str) -> None:
    """Back every file up, and go home until the next morning."""
    admin, officer, _ = week.everybody
    for file in FILES:
        week.backups[file, name] = backup_of(officer if file == "privacy" else admin, file)
    week.desk.close()
    week.desk.clock.advance(days=1)


def monday(desk: Desk) -> Week:
    """A visitor walks in; three people apply."""
    signed_in(desk.open("gate"), full_name=HER["full_name"], mobile=HER["mobile"])
    recruiter = desk.open("hiring")
    her = one(HER["full_name"], HER["mobile"], email=ADDRESS)
    _, held = desk.take_in(recruiter, [her, one("张伟国", "13800138000")])
    open_officer(desk)
    week = Week(desk, "", held, "")
    welcome(desk)
    evening(week, "Monday")
    return week


def tuesday(week: Week) -> str:
    """One is hired and payroll hears of the bank; she asks, and every file answers."""
    admin, officer, colleague = week.everybody
    recruiter = week.desk.open("hiring")
    (week.joiner,) = handed_over(week.desk, recruiter, colleague, people=[somebody()])
    said = typed(colleague, bank_name="虚构示例银行", bank_branch=TAKEN_BACK)
    edit_of(colleague, week.joiner, said)
    settle(colleague, admin, officer)
    template = next(iter(hand_off_templates.list_templates(admin).values())).template
    (week.recipient,) = recipients.register(admin, recipient(template)).created
    requests.take_in(officer, asked(HER, code="delete", ground="not_used"))
    (row,) = request_views.list_requests(officer)
    requests.verify(officer, row.id, method="two_facts", proof=PROOF)
    assert {one.file for one in contributed(officer, admin, row.id)} == {"hiring", "visits"}
    evening(week, "Tuesday")
    return row.id


def wednesday(week: Week, case: str) -> None:
    """Corrections, holds, an order to delete her; a rule changed, a recipient struck off."""
    admin, officer, colleague = week.everybody
    edit_of(colleague, week.joiner, typed(colleague, bank_name=CORRECTED))
    edit_of(colleague, week.joiner, {"bank_branch": None})
    settle(colleague, admin)
    second = holds.Approval("officer", OFFICER)
    holds.put(admin, "hiring", week.held, wanted(admin), approval=second)
    (account,) = accounts.list_accounts(admin)
    holds.put(admin, "payroll", account.account_id, wanted(admin), approval=second)
    for record in request_asking.findings(officer, case).records:
        request_asking.order(officer, case, record.record, kind="delete")
    calendar_days.correct_days(officer, {DAY_OFF: False}, source="示例通知")
    recipients.end(admin, week.recipient)
    period_settings.set_period(admin, "REJ", "decision", 60, reason=WHY)
    settle(officer, admin)
    evening(week, "Wednesday")


def thursday(week: Week, case: str) -> None:
    """The sweep takes her records; her case is answered and closed."""
    admin, officer, _ = week.everybody
    for session in (admin, officer):
        retention.sweep(session)
    settle(officer, admin)
    requests.decide(officer, case, outcome="granted")
    closed(officer, case)
    retention.sweep(officer)
    evening(week, "Thursday")


@pytest.fixture(scope="module")
def _worked_once(_made_once: Desk, tmp_path_factory: pytest.TempPathFactory) -> Week:
    desk = _made_once.copied(tmp_path_factory.mktemp("a-week"))
    with use_cheap_key_derivation():
        week = monday(desk)
        case = tuesday(week)
        wednesday(week, case)
        thursday(week, case)
    return week


@pytest.fixture
def week(cheap: None, _worked_once: Week, tmp_path: Path) -> Iterator[Week]:
    made = _worked_once.desk
    desk = made.copied(tmp_path)
    shutil.copytree(made.profile, desk.profile)
    backups = {
        key: desk.folder / path.relative_to(made.folder)
        for key, path in _worked_once.backups.items()
    }
    yield replace(_worked_once, desk=desk, backups=backups)
    desk.close()


every_evening = pytest.mark.parametrize("name", EVENINGS)
every_file = pytest.mark.parametrize("file", FILES)


def go_back(week: Week, file: str, name: str) -> None:
    """Restore one file alone to an evening."""
    user, words = ("officer", OFFICER) if file == "privacy" else ("admin", PASSPHRASES["admin"])
    restoring.restore(
        week.desk.folder, week.backups[file, name], user=user, passphrase=words,
        clock=week.desk.clock,
    )  # fmt: skip


def swept(week: Week) -> tuple[Session, Session, Session]:
    """Open everything as on any morning: sweeps first, and envelopes are carried."""
    admin, officer, colleague = week.everybody
    for session in (admin, officer):
        retention.sweep(session)
    settle(officer, admin, colleague)
    return admin, officer, colleague


def pages(*sessions: Session) -> Mapping[str, bytes]:
    """Return every page and frame of each file, by name."""
    return {
        name: raw_pages.everything(session.compartment(name).path, file_key(session, name))
        for session in sessions
        for name in session.held
    }


@every_evening
@every_file
def test_nothing_that_went_is_there_again(week: Week, file: str, name: str) -> None:
    go_back(week, file, name)
    admin, officer, _ = week.everybody
    gone = (ADDRESS, PROOF)
    before_the_sweep = pages(admin, officer)[file]
    assert raw_pages.found(gone, before_the_sweep) == []
    if file == "payroll":
        assert raw_pages.found((TAKEN_BACK,), before_the_sweep) == []
    week.desk.close()
    admin, officer, _ = swept(week)
    for held, page in pages(admin, officer).items():
        assert raw_pages.found(gone, page) == [], held
    assert request_views.list_requests(officer) == ()


@every_evening
@every_file
def test_nobodys_hold_is_lost(week: Week, file: str, name: str) -> None:
    go_back(week, file, name)
    admin, _, _ = swept(week)
    expected = {"hiring", "payroll"}
    if (file, name) == ("payroll", "Monday"):
        expected -= {file}  # nobody had an account that evening
    assert {one.file for one in holds.list_holds(admin)} == expected


@every_evening
@every_file
def test_what_the_company_set_stays_set(week: Week, file: str, name: str) -> None:
    go_back(week, file, name)
    admin, officer, _ = swept(week)
    for session in (admin, officer):
        for held in session.held:
            kept = session.compartment(held)
            assert DAY_OFF in calendars.days(kept), held
    for session in (admin, officer):
        assert session.catalogue.classes["REJ"].periods["decision"] == 60
    if (file, name) != ("personnel", "Monday"):
        assert recipients.recipient_named(admin, week.recipient).ended


@every_evening
@every_file
def test_the_work_goes_on_in_all_five(week: Week, file: str, name: str) -> None:
    go_back(week, file, name)
    admin, officer, colleague = swept(week)
    gate, recruiter = week.desk.open("gate"), week.desk.open("hiring")
    signed_in(gate, full_name="钱新访")
    (new,) = week.desk.take_in(recruiter, [one("钱新聘", "13700001111")])
    recruitment.reject(recruiter, [new], reason="skills")
    assert candidates.list_applications(recruiter, ListQuery(text="张伟国")).rows
    if (file, name) != ("personnel", "Monday"):
        edit_of(colleague, week.joiner, typed(colleague, bank_name="最新虚构银行"))
        settle(colleague, admin)
        (account,) = accounts.list_accounts(admin)
        view = accounts.open_account(admin, account.account_id).named("bank_name")
        assert view is not None and view.value == "最新虚构银行"
        onboarding.not_report(colleague, [week.joiner], on=colleague.today())
        settle(colleague, admin)
        assert accounts.list_accounts(admin)[0].ended is not None
    him = {"full_name": "张伟国", "mobile": "13800138000"}
    requests.take_in(officer, asked(him))
    (row,) = request_views.list_requests(officer)
    requests.verify(officer, row.id, method="call_back")
    assert {one.file for one in contributed(officer, admin, row.id)} >= {"hiring"}
