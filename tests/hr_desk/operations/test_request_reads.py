# SPDX-License-Identifier: Apache-2.0
"""The statement of somebody at work: reads of their file, account, scorecard, and each hand-off."""

import datetime as dt
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hr_desk.domain.reads import READS
from hr_desk.operations import (
    account_views,
    accounts,
    hand_offs,
    interviews,
    joiner_documents,
    joiner_views,
    request_copies,
    scorecards,
)
from hr_desk.operations.interviews import Plan
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from tests.hr_desk.operations.test_request_copies import Act, told
from tests.support.desk import Desk
from tests.support.handing_off import PASSPHRASE, approved, employed
from tests.support.joining import edit_of, settle, somebody, typed, welcome
from tests.support.made_up import one
from tests.support.requests import HER, contributed, open_officer, verified

SHARE = 0.005
"""How often a whole hand-off leaves, instead of something being read."""

Line = tuple[str, str, str, str]
Acts = dict[tuple[str, str], tuple[Session, Act]]


class AtWork:
    """Her file, her account and her new application among those of others, and who reads them."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.joiners = employed(
            desk, somebody(name="孙小梅", mobile="13900001234"),
            somebody(name="白虚构", mobile="13912345679"),
        )  # fmt: skip
        self.welcomer, self.admin = welcome(desk), desk.open("admin")
        self.recruiter = desk.open("hiring")
        self.reads = [self.line("welcome", "joiner.open")]
        mine = self.joiners[0]
        edit_of(self.welcomer, mine, typed(self.welcomer, account_holder="孙小梅"))
        self.reads.append(self.line("welcome", "joiner.open"))
        settle(self.welcomer, self.admin)
        for joiner in self.joiners:
            joiner_documents.add_document(self.welcomer, joiner, "signature_image", b"strokes")
        rows = accounts.list_accounts(self.admin)
        self.accounts = sorted((one.account_id for one in rows), key=self.is_others)
        self.interviews = self.interviewed()

    def line(self, user: str, operation: str, purpose: str = "") -> Line:
        """Return a read as it is made now."""
        return self.desk.clock.now().isoformat(timespec="milliseconds"), user, operation, purpose

    def is_others(self, account: str) -> bool:
        """Whether an account is not hers."""
        return bool(accounts.found(self.admin, account).fields["account_holder"] != "孙小梅")

    def interviewed(self) -> list[str]:
        """Return the interviews of her new application and of another, each with a scorecard."""
        people = [one("孙小梅", "13900001234"), one("黎虚构", "13912345678")]
        plan = Plan(at=self.desk.clock.now() + dt.timedelta(hours=2), minutes=20, host="刘经理",
                    interviewers=("王工",))  # fmt: skip
        made = [
            interviews.arrange(self.recruiter, [id_], plan).created[0]
            for id_ in self.desk.take_in(self.recruiter, people)
        ]
        for interview in made:
            found = Findings(points={"safety": 4}, proposal="hire", test_score=85, note="会看图纸")
            scorecards.enter(self.recruiter, interview, found, interviewer="王工")
        return made

    def acts(self, which: int) -> Acts:
        """Return each way to read hers (0) or the other's (1)."""
        joiner, account = self.joiners[which], self.accounts[which]
        who, office = self.welcomer, self.admin
        return {
            ("joiner.open", ""): (who, partial(joiner_views.open_joiner, who, joiner)),
            ("joiner.unmask", "hire.contract"): (who, partial(
                joiner_views.unmask, who, joiner, ["id_number"], purpose="hire.contract")),
            ("joiner.read_document", ""): (who, partial(
                joiner_documents.read_document, who, joiner, "signature_image")),
            ("account.open", ""): (office, partial(accounts.open_account, office, account)),
            ("account.unmask", "hire.payroll_si"): (office, partial(
                account_views.unmask, office, account, ["bank_account_no"],
                purpose="hire.payroll_si")),
            ("scorecard.open", ""): (self.recruiter, partial(
                scorecards.of_interview, self.recruiter, self.interviews[which])),
            ("", ""): (office, partial(accounts.list_accounts, office)),
        }  # fmt: skip

    def hand_off(self, send: Callable[[], hand_offs.HandedOff]) -> str:
        """Let both leave in one file; one read in payroll and one in personnel."""
        self.desk.clock.advance(seconds=5)
        handed = send()
        handed.file.unlink()
        self.reads += [
            self.line("admin", name, "hire.payroll_si")
            for name in ("account.hand_off", "hand_off.send")
        ]
        return handed.id

    def play(self, *, count: int, seed: int) -> list[Line]:
        """Read her and the other in every way; return her reads as they were made."""
        chance, standing = random.Random(seed), approved(self.admin, "payroll_new_hires")
        sent = self.hand_off(partial(
            hand_offs.send, self.admin, standing, self.joiners, passphrase=PASSPHRASE,
            folder=self.folder,
        ))  # fmt: skip
        for _ in range(count):
            if chance.random() < SHARE:
                self.hand_off(partial(hand_offs.again, self.admin, sent, passphrase=PASSPHRASE,
                                      folder=self.folder))  # fmt: skip
                continue
            which = int(chance.random() < 0.3)
            (name, purpose), (session, act) = chance.choice(list(self.acts(which).items()))
            self.desk.clock.advance(seconds=chance.randint(1, 20))
            act()
            if name and not which:
                self.reads.append(self.line(session.user.name, name, purpose))
        return self.reads


@pytest.mark.parametrize(
    ("count", "least"),
    [
        (200, 100),
        pytest.param(20_000, 10_000, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)]),
    ],
)
def test_the_statement_of_somebody_at_work_matches_one_to_one(
    desk: Desk, tmp_path: Path, count: int, least: int
) -> None:
    reads = AtWork(desk, tmp_path).play(count=count, seed=count)
    assert len(reads) >= least
    assert {name for _, _, name, _ in reads} == {
        "joiner.open", "joiner.unmask", "joiner.read_document", "account.open",
        "account.unmask", "account.hand_off", "scorecard.open", "hand_off.send",
    } <= READS  # fmt: skip
    officer = open_officer(desk)
    case = verified(officer, HER)
    contributed(officer, desk.open("admin"), case)
    assert told(request_copies.statement(officer, case)) == reads
