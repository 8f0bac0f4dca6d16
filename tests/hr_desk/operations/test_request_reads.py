# SPDX-License-Identifier: Apache-2.0
"""The statement of somebody at work: reads of their file, account, scorecard, and each hand-off."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from hr_desk.domain.reads import READS
from hr_desk.exchange.photos import small
from hr_desk.operations import (
    account_views,
    accounts,
    hand_offs,
    interviews,
    joiner_documents,
    joiner_faces,
    joiner_prints,
    joiner_views,
    request_copies,
    scorecards,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.interviews import Plan
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from tests.hr_desk.operations.test_request_copies import Act, told
from tests.hr_desk.operations.test_small_pictures import OTHER, PHOTO
from tests.support import leaving_once, visitors
from tests.support.desk import Desk
from tests.support.handing_off import PASSPHRASE, approved, employed
from tests.support.joining import edit_of, settle, somebody, typed, welcome
from tests.support.made_up import one
from tests.support.requests import HER, contributed, open_officer, verified

LEAVING = ("account.hand_off", "disclosure.send")
"""What values of personnel and payroll that leave once are called in the two files."""

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
        for joiner, photo in zip(self.joiners, (PHOTO, OTHER), strict=True):
            add = partial(joiner_documents.add_document, self.welcomer, joiner)
            add("signature_image", b"strokes")
            add("photo", photo, small=small(photo))
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
            ("joiner.see_faces", ""): (who, partial(joiner_faces.see, who, [joiner])),
            ("joiner.print", "hire.contract"): (who, partial(self.print_form, joiner)),
            ("account.open", ""): (office, partial(accounts.open_account, office, account)),
            ("account.unmask", "hire.payroll_si"): (office, partial(
                account_views.unmask, office, account, ["bank_account_no"],
                purpose="hire.payroll_si")),
            ("scorecard.open", ""): (self.recruiter, partial(
                scorecards.of_interview, self.recruiter, self.interviews[which])),
            ("", ""): (office, partial(accounts.list_accounts, office)),
        }  # fmt: skip

    def print_form(self, joiner: str) -> None:
        """Print a form of a joiner."""
        paper = self.folder / "form.pdf"
        about = Disclosure(kind="print", recipient="示例公司", purpose="hire.contract",
                           fields=("full_name",), records=(joiner,))  # fmt: skip
        joiner_prints.release(self.welcomer, about, b"%PDF-1.4", paper)
        paper.unlink()

    def leave_once(self, joiner: str) -> None:
        """Let the values of a joiner leave once for a bank, as a second person approved."""
        wish = leaving_once.wish_for(self.admin, [joiner], "wage_bank")
        request = leaving_once.approve(self.admin, leaving_once.asked(self.admin, wish))
        self.desk.clock.advance(seconds=5)
        leaving_once.send(self.admin, request, self.folder).file.unlink()
        if joiner == self.joiners[0]:
            self.reads += [self.line("admin", name, leaving_once.PAY) for name in LEAVING]

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
        self.leave_once(self.joiners[0])
        for _ in range(count):
            if chance.random() < SHARE:
                self.hand_off(partial(hand_offs.again, self.admin, sent, passphrase=PASSPHRASE,
                                      folder=self.folder))  # fmt: skip
                self.leave_once(chance.choice(self.joiners))
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
        "joiner.see_faces", "joiner.print", "disclosure.send",
    } <= READS  # fmt: skip
    officer = open_officer(desk)
    case = verified(officer, HER)
    contributed(officer, desk.open("admin"), case)
    assert told(request_copies.statement(officer, case)) == reads


@pytest.mark.parametrize(
    ("file", "name"),
    [("visits", "visitor_disclosure.send"), ("hiring", "applicant_disclosure.send")],
)
def test_what_an_authority_took_of_a_visit_or_an_application_is_stated(
    desk: Desk, tmp_path: Path, file: str, name: str
) -> None:
    admin, gate = desk.open("admin"), desk.open("gate")
    taken: dict[str, Callable[[], Sequence[str]]] = {
        "visits": lambda: [visitors.signed_in(gate, **HER), visitors.signed_in(gate)],
        "hiring": lambda: desk.take_in(
            desk.open("hiring"), [one("孙小梅", "13900001234"), one("黎虚构", "13912345678")]
        ),
    }
    reads = []
    for record in taken[file]():
        demand = leaving_once.demanded([record], dated=desk.clock.now().date())
        wish = replace(demand, file=file, fields=("full_name", "mobile"))
        request = leaving_once.approve(admin, leaving_once.asked(admin, wish))
        desk.clock.advance(seconds=5)
        leaving_once.send(admin, request, tmp_path).file.unlink()
        at = desk.clock.now().isoformat(timespec="milliseconds")
        reads.append((at, "admin", name, "other.legal_demand"))
    officer = open_officer(desk)
    case = verified(officer, HER)
    contributed(officer, admin, case)
    assert told(request_copies.statement(officer, case)) == reads[:1]
