# SPDX-License-Identifier: Apache-2.0
"""On the page of recipients: an agreement ended, and what is attested about the data is entered."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.demo import hand_offs as demo
from hr_desk.domain import disclosing as rules
from hr_desk.domain.entrusting import Ended
from hr_desk.operations import (
    attestations,
    disclosure_files,
    disclosure_requests,
    joiner_views,
    recipients,
)
from hr_desk.operations.attestations import AttestationRecord, EndedLine
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session
from tests.ui.conftest import PASSPHRASE
from ui.pages.recipient_words import last_day_of, next_said, state_cell
from ui.pages.recipients import RecipientsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
DAY = dt.timedelta(days=1)
NAME = "示例外包公司"


def entrusted(session: Session, folder: Path) -> str:
    """Give a file about one person to a fresh processor, then strike it off; returns its id."""
    today = session.today()
    (to,) = recipients.register(session, Recipient(
        name=NAME, kind="entrusted", registration="91370200MA00000002", contact="示例联系人",
        agreement="A-7", purposes=("hire.payroll_si",), fields=("full_name", "mobile"),
        valid_from=today, valid_until=today + 90 * DAY, assessment="PIA-1",
    )).created  # fmt: skip
    people = (joiner_views.list_joiners(session, JoinerQuery())[0].joiner_id,)
    wish = Wish(way=rules.ENTRUST, people=people, fields=("full_name", "mobile"),
                purpose="hire.payroll_si", ground=rules.ENTRUSTING, recipient_id=to)  # fmt: skip
    (id_,) = disclosure_requests.ask(session, wish).created
    disclosure_requests.approve(session, id_, approver=demo.AUDITOR, passphrase=PASSPHRASE)
    disclosure_files.send(session, id_, passphrase=PASSPHRASE, folder=folder)
    recipients.end(session, to)
    return str(to)


@pytest.fixture
def ended(ask_desk: Callable[..., Any], tmp_path: Path) -> str:
    (tmp_path / "given").mkdir()
    return str(ask_desk(entrusted, tmp_path / "given"))


@pytest.fixture
def page(handing: Surroundings, ended: str, show: Show, settled: Wait) -> RecipientsPage:
    made: RecipientsPage = show(RecipientsPage(handing))
    settled()
    made.receive(ended)
    return made


def test_who_owes_it_stands_there_with_the_way_to_enter_it(
    page: RecipientsPage, ended: str, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    assert set(page.handlers()) == {"recipients.new", "recipients.attest"}
    today = page.desk.session.today()
    assert page.why.isVisible() and NAME in page.why.text()
    assert (today + 30 * DAY).isoformat() in page.why.text()
    page.handlers()["recipients.attest"]()
    form = page.attesting
    assert form.isVisible() and NAME in form.sentence.text()
    form.yes.click()  # without a word of whom
    settled()
    assert form.isVisible() and form.banner.text()
    form.reference.setText("删除证明 2026-1")
    form.how.setCurrentIndex(form.how.findData("returned_and_deleted"))
    form.yes.click()
    settled()
    assert not form.isVisible()
    line = ask_desk(attestations.lines)[ended]
    assert line.record is not None
    assert (line.record.how, line.record.attested_on) == ("returned_and_deleted", today)
    page.table.mark([ended])
    assert "删除证明 2026-1" in page.why.text()
    assert set(page.handlers()) == {"recipients.new", "recipients.correct", "recipients.retract"}


def test_the_digest_is_taken_from_the_signed_file_and_a_wrong_one_is_said(
    page: RecipientsPage, ended: str, settled: Wait, ask_desk: Callable[..., Any], tmp_path: Path
) -> None:
    page.handlers()["recipients.attest"]()
    form, signed = page.attesting, tmp_path / "signed.pdf"
    signed.write_bytes(b"%PDF signed")
    form.take_file(tmp_path / "there is none.pdf")
    settled()
    assert form.banner.text() and form.sha256.text() == ""
    form.take_file(signed)
    settled()
    assert form.sha256.text() == hashlib.sha256(b"%PDF signed").hexdigest()
    form.reference.setText("示例证明人")
    kept = form.sha256.text()
    form.sha256.setText(kept[:-1])
    form.yes.click()
    settled()
    assert form._hash.error() and form.isVisible()
    form.sha256.setText(kept.upper())
    form.yes.click()
    settled()
    assert ask_desk(attestations.lines)[ended].record.file_sha256 == kept


def test_what_was_entered_is_corrected_and_taken_back(
    page: RecipientsPage, ended: str, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    page.handlers()["recipients.attest"]()
    page.attesting.how.setCurrentIndex(page.attesting.how.findData("returned"))
    page.attesting.reference.setText("示例证明人")
    page.attesting.yes.click()
    settled()
    page.table.mark([ended])
    page.attesting.how.setCurrentIndex(0)
    page.handlers()["recipients.correct"]()
    assert page.attesting.reference.text() == "示例证明人"
    assert page.attesting.how.currentData() == "returned"
    page.attesting.reference.setText("示例更正人")
    page.attesting.yes.click()
    settled()
    assert ask_desk(attestations.lines)[ended].record.reference == "示例更正人"
    page.table.mark([ended])
    page.handlers()["recipients.retract"]()
    assert NAME in page.retracting.sentence.text()
    page.retracting.yes.click()
    settled()
    assert ask_desk(attestations.lines)[ended].record is None
    page.table.mark([ended])
    page.handlers()["recipients.attest"]()
    assert page.attesting.reference.text() == ""  # nothing of what was taken back is proposed
    assert page.attesting.how.currentData() == "deleted"


def test_one_question_stands_at_a_time(page: RecipientsPage) -> None:
    page.handlers()["recipients.attest"]()
    page.begin_new()
    assert not page.attesting.isVisible() and page.form.isVisible()


def test_the_list_says_until_when_the_word_is_due_and_that_it_is_late(
    page: RecipientsPage, ended: str
) -> None:
    one, catalogue = page.known[ended], page.desk.catalogue
    on = dt.date(2026, 3, 1)
    over = Ended(id=ended, name=NAME, ids=frozenset({ended}), on=on, attested_on=None)
    owed = EndedLine(over, None, "")
    cells = [state_cell(one, owed, on + days * DAY) for days in (1, 30, 31)]
    assert [cell.late for cell in cells] == [False, False, True]
    assert cells[0].text == cells[1].text != cells[2].text
    said = [next_said(one, owed, catalogue, on + days * DAY) for days in (30, 31)]
    assert said[0] != said[1]
    assert all("2026-03-31" in text and NAME in text for text in said)
    assert last_day_of(one, owed) == on and last_day_of(one, None) == one.recipient.valid_until
    record = AttestationRecord("a", ended, on, on, "deleted", "示例", "", "u", "")
    done = EndedLine(replace(over, attested_on=on), record, "admin")
    last = state_cell(one, done, on + 99 * DAY)
    assert not last.late and last.text not in {cell.text for cell in cells}
    # Where nothing was given it is struck off, and that is all.
    assert next_said(one, None, catalogue, on) == ""
