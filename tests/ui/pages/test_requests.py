# SPDX-License-Identifier: Apache-2.0
"""Requests in the window: taken in by anybody, handled by the officer, answered by who holds."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from hr_desk.catalogue.loader import load
from hr_desk.domain.working_days import last_official_year
from hr_desk.exchange.own_copies import unpacked
from hr_desk.operations import (
    calendar_days,
    disclosure,
    request_asking,
    request_closing,
    requests,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.request_asking import Findings
from hr_desk.operations.requests import Asked
from tests.ui.conftest import PASSPHRASE, Opener
from ui.inbox_watch import exchange
from ui.pages.questions import QuestionsPage
from ui.pages.request import RequestPage
from ui.pages.request_table import rows_of
from ui.pages.request_take_in import ReceiptCard
from ui.pages.requests import RequestsPage
from ui.pages.working_days import WorkingDaysPage
from ui.session import Surroundings
from ui.tables.model import LATE
from ui.widgets.entry import show_day

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]

HER = {"full_name": "张伟", "mobile": "13800000001"}
"""Somebody who applied at the filled desk."""


def asked(code: str = "delete", ground: str = "not_used") -> Asked:
    """Return what somebody asks by telephone."""
    return Asked(code=code, channel="phone", text="请删除。", fields=HER, ground=ground)


@pytest.fixture
def listed(office: Surroundings, show: Show, settled: Wait) -> RequestsPage:
    page: RequestsPage = show(RequestsPage(office))
    settled()
    return page


def fill_in(page: RequestsPage) -> None:
    """Type a request to delete into the form."""
    page.handlers()["requests.take_in"]()
    form = page.form
    form.kind.setCurrentIndex(form.kind.findData("delete"))
    form.name.setText(HER["full_name"])
    form.mobile.setText(HER["mobile"])
    form.text.setPlainText("请删除\n我的资料。")


def test_9_contact_a_request_is_taken_in_and_its_number_printed(
    listed: RequestsPage, settled: Wait, tmp_path: Path
) -> None:
    assert listed.nothing.isVisible()
    fill_in(listed)
    assert listed.form._ground.isVisible()
    listed.form.take_in()
    settled()
    assert listed.form.banner.text()
    listed.form.ground.setCurrentIndex(1)
    listed.form.take_in()
    settled()
    number = listed.receipt.number.text()
    assert listed.receipt.isVisible() and number == listed.rows[0].number
    printed: list[bytes] = []
    card = ReceiptCard(listed.desk, listed.banner, printer=printed.append)
    listed.receipt.body.addWidget(card)
    assert listed.receipt._facts is not None
    card.show_receipt(listed.receipt._facts)
    card.print_now()
    listed.receipt.write(tmp_path / "receipt.pdf")
    settled()
    assert printed[0].startswith(b"%PDF") and (tmp_path / "receipt.pdf").exists()
    listed.receipt.close_button.click()
    assert listed.receipt.number.text() == ""


def test_whoever_holds_no_key_takes_in_and_sees_nothing(
    open_as: Opener, office_folder: Path, show: Show, settled: Wait
) -> None:
    page: RequestsPage = show(RequestsPage(open_as(office_folder, "desk")))
    settled()
    assert page.nothing.button.isVisible()
    fill_in(page)
    page.form.ground.setCurrentIndex(1)
    page.form.take_in()
    settled()
    assert page.receipt.isVisible() and page.rows == ()
    assert "requests.open" not in page.handlers()


def test_the_list_narrows_and_says_in_red_what_is_overdue(
    listed: RequestsPage, ask_office: Do, settled: Wait
) -> None:
    ask_office(requests.take_in, asked())
    ask_office(requests.take_in, asked("access", ""))
    far = ask_office(requests.take_in, asked("copy", "")).number
    ask_office(_age, far)
    listed.refresh()
    settled()
    model = listed.table.records
    assert model.rowCount() == 3 and model.look(0, 0)[0] == far
    assert model.look(0, 3)[1] == LATE and model.look(1, 3)[1] == ""
    listed.receive("late")
    assert model.rowCount() == 1
    listed.receive("verify")
    listed.kind.setCurrentIndex(listed.kind.findData("delete"))
    assert model.rowCount() == 1
    listed.search.setText("nobody")
    assert listed.no_match.isVisible()
    listed.no_match.button.click()
    assert model.rowCount() == 3


def _age(session: Any, number: str) -> None:
    """Let a request be long received: the clock of the window is that of the machine."""
    with session.compartment("privacy").change("test") as change:
        change.execute(
            "UPDATE request SET received_at = '2026-01-05T01:00:00+00:00' WHERE number = ?",
            (number,),
        )


def primary(page: RequestPage) -> list[str]:
    """Return which of the buttons that are there are primary."""
    found = page.buttons.buttons.items()
    return [id_ for id_, one in found if one.kind == "primary" and not one.isHidden()]


@pytest.fixture
def case(office: Surroundings, ask_office: Do, show: Show, settled: Wait) -> RequestPage:
    """A case that asks for deletion, verified and asked about; every file has answered."""
    id_ = ask_office(requests.take_in, asked()).changes.created[0]
    page: RequestPage = show(RequestPage(office))
    page.open(id_)
    settled()
    assert "张伟" not in page.header.title.text() and page.nothing.button.isVisible()
    assert primary(page) == ["request.verify"]
    page.nothing.button.click()
    page.verifying.yes.click()
    settled()
    assert page.header.title.text().endswith("张伟") and primary(page) == ["request.ask"]
    page.handlers()["request.ask"]()
    settled()
    assert primary(page) == [], "the files have to answer first"
    ask_office(exchange)
    questions: QuestionsPage = show(QuestionsPage(office))
    settled()
    assert len(questions.questions) == 4
    for _ in range(4):
        rows = questions.proposals.records.rowCount()
        if rows:
            questions.proposals.mark([questions.proposals.records.row_id(0)])
            questions.handlers()["questions.contribute"]()
        else:
            questions.handlers()["questions.nobody"]()
        questions.asking.yes.click()
        settled()
    assert questions.nothing.isVisible()
    questions.hide()
    ask_office(exchange)
    settled()
    return page


def test_5_4_a_case_from_findings_to_its_close(
    case: RequestPage, office: Surroundings, ask_office: Do, settled: Wait, tmp_path: Path
) -> None:
    page, model = case, case.table.records
    assert page.found is not None and page.found.waiting == 0
    assert primary(page) == ["request.decide"] and "request.ask" in page.handlers()
    (record,) = page.found.records
    keys = [model.row_id(row).split("/")[1] for row in range(model.rowCount())]
    assert keys[0] == "full_name" and set(keys) == set(record.fields)
    page.table.mark([f"{record.record}/mobile"])
    page.handlers()["request.correct"]()
    page.correcting.value.setText("12")
    page.correcting.yes.click()
    assert page.correcting.banner.text()
    page.correcting.leave()
    page.handlers()["request.refuse"]()
    page.refusing.evidence.setText("劳动合同法第五十条")
    page.refusing.yes.click()
    settled()
    assert primary(page) == ["request.approve"]
    page.handlers()["request.approve"]()
    page.approving.passphrase.setText("wrong")
    page.approving.yes.click()
    settled()
    assert page.approving.isVisible() and page.approving.banner.text()
    names = [page.approving.approver.itemText(n) for n in range(page.approving.approver.count())]
    assert names == ["second_admin"]
    page.approving.passphrase.setText(PASSPHRASE)
    page.approving.yes.click()
    settled()
    assert page.approving.passphrase.text() == "" and "request.approve" not in page.handlers()
    page.handlers()["request.decide"]()
    assert not page.deciding.left_out.isHidden(), "a record is neither ordered nor kept"
    assert not page.deciding.why.isVisibleTo(page.deciding), "nothing takes the place of a deletion"
    page.deciding.leave()
    page.table.mark([f"{record.record}/full_name"])
    page.handlers()["request.delete"]()
    page.sure.yes.click()
    settled()
    ask_office(exchange)
    ask_office(exchange)
    settled()
    assert page.found.orders[0].answered_at is not None
    page.handlers()["request.decide"]()
    assert not page.deciding.why.isVisibleTo(page.deciding)
    assert page.deciding.outcome.currentData() == "partly" and page.deciding.left_out.isHidden()
    page.deciding.yes.click()
    settled()
    assert primary(page) == ["request.letter"]
    page.write_copy(tmp_path / "copy.zip")
    settled()
    code = page.once.password.text()
    assert page.once.isVisible() and page.banner.isHidden()
    manifest, _ = unpacked((tmp_path / "copy.zip").read_bytes(), code)
    page.once.copy()
    page.once.close_button.click()
    assert page.once.isHidden() and page.once.password.text() == ""
    assert QGuiApplication.clipboard().text() == ""
    assert manifest["fields"] == len(record.fields)
    page.handlers()["request.letter"]()
    settled()
    page.letters.write(tmp_path / "answer.pdf")
    settled()
    assert (tmp_path / "answer.pdf").read_bytes().startswith(b"%PDF")
    assert {one.kind for one in ask_office(disclosure.registered)} == {"own_copy", "print"}
    assert primary(page) == ["request.close"]
    page.handlers()["request.close"]()
    settled()
    assert page.closing.owed == () and page.closing.make.isHidden()
    page.closing.yes.click()
    settled()
    assert page.found is None and set(page.handlers()) == {"request.back", "request.review"}


def closed_and_kept(page: RequestPage, ask_office: Do, settled: Wait) -> None:
    """Keep two fields of the record for a reason, let the rest go, close the case."""
    assert page.view is not None and page.found is not None
    id_, record = page.view.row.id, page.found.records[0].record
    review = page.desk.session.today() + timedelta(days=30)
    for field in ("full_name", "mobile"):
        ask_office(request_asking.refuse, id_, record, field, reason="legal_duty",
                   evidence="劳动合同法第五十条", review_on=review)  # fmt: skip
    ask_office(request_asking.approve, id_, approver="second_admin", passphrase=PASSPHRASE)
    ask_office(request_asking.order, id_, record, kind="delete")
    ask_office(exchange)
    ask_office(exchange)
    ask_office(requests.decide, id_, outcome="partly")
    ask_office(request_closing.close, id_, without="当面答复")
    settled()


def test_5_4_what_is_kept_is_looked_at_again_in_a_closed_case(
    case: RequestPage, ask_office: Do, settled: Wait
) -> None:
    page, form = case, case.reviewing
    closed_and_kept(page, ask_office, settled)
    assert page.found is None and page.side.cards["kept"].isVisible()
    page.handlers()["request.review"]()
    settled()
    assert [form.field.count(), form.chosen()] == [2, page.kept[0]]
    assert "劳动合同法第五十条" in form.told.text()
    names = [form.approver.itemText(n) for n in range(form.approver.count())]
    assert names == ["second_admin"]
    form.passphrase.setText(PASSPHRASE)
    form.yes.click()
    settled()
    assert form.banner.text(), "without evidence nothing is kept on"
    form.evidence.setText("示例判决仍未执行")
    form.yes.click()
    settled()
    assert form.isHidden() and form.passphrase.text() == ""
    assert "示例判决仍未执行" in {one.evidence for one in page.kept}
    page.handlers()["request.review"]()
    settled()
    form.let_go_button.click()
    settled()
    assert form.isHidden() and len(page.kept) == 1
    ask_office(exchange)
    assert page.view is not None and len(page.view.notes) >= 3


def test_9_15d_days_typed_in_move_the_deadlines_and_a_year_becomes_final(
    office: Surroundings, show: Show, settled: Wait, ask_office: Do
) -> None:
    page: WorkingDaysPage = show(WorkingDaysPage(office))
    settled()
    year = last_official_year() + 1
    page.nothing.button.click()
    show_day(page.span.since, date(year, 2, 8))
    show_day(page.span.until, date(year, 2, 9))
    page.span.yes.click()
    settled()
    assert page.span.banner.text()
    page.span.source.setText("国务院办公厅通知")
    page.span.yes.click()
    settled()
    assert page.table.records.rowCount() == 2
    page.handlers()["working_days.announce"]()
    page.year.source.setText("国务院办公厅通知")
    page.year.year.setCurrentIndex(page.year.year.findData(str(year)))
    page.year.yes.click()
    settled()
    assert str(year) in page.official.text()
    assert set(ask_office(calendar_days.announced_years)) == {year}
    page.table.mark([f"{year}-02-08"])
    page.handlers()["working_days.forget"]()
    settled()
    assert [one.day.day for one in page.lines] == [9]


def test_a_row_says_what_an_earlier_application_said_of_its_field() -> None:
    record = Contribution(
        file="hiring", peer="x/hiring", record="0" * 32, kind="candidate",
        fields={"email": "mei@example.com", "full_name": "孙小梅"}, stored={}, clocks=(),
        reads=(), told=(), earlier=({"email": ("before@example.com", "before@example.com")},),
    )  # fmt: skip
    rows = {row.id.split("/")[1]: row.cells["value"].text
            for row in rows_of(load(), Findings((), (record,), (), ()))}  # fmt: skip
    assert rows["email"].startswith("mei@example.com / ") and "before@" in rows["email"]
    assert rows["full_name"] == "孙小梅"
