# SPDX-License-Identifier: Apache-2.0
"""One hand-off: the plan, whom it names, the covered preview, and letting the file out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.demo.joiners import WHOLE
from hr_desk.i18n import t
from hr_desk.operations import hand_off_register, standing_hand_offs
from tests.support.handing_off import approved
from tests.ui.conftest import PASSPHRASE
from ui.pages import hand_off
from ui.pages.hand_off import HandOffPage
from ui.pages.way_back import Visit
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(handing: Surroundings, show: Show) -> HandOffPage:
    made: HandOffPage = show(HandOffPage(handing))
    return made


def opened(page: HandOffPage, standing_id: str, settled: Wait) -> None:
    page.receive(standing_id)
    settled()


def names(page: HandOffPage, column: str = "name") -> list[str]:
    records = page.table.records
    place = [one.key for one in records.columns].index(column)
    return [str(records.index(row, place).data()) for row in range(records.rowCount())]


def test_without_a_hand_off_the_page_leads_to_the_list(page: HandOffPage, settled: Wait) -> None:
    settled()
    went: list[str] = []
    page.go.connect(lambda key, _argument: went.append(key))
    assert page.view.stopped.isVisible()
    page.view.stopped.button.click()
    assert went == ["hand_offs"] and set(page.handlers()) == {"hand_off.back"}


def test_somebody_incomplete_goes_out_only_when_they_are_named(
    page: HandOffPage, settled: Wait, standing: Callable[[str], str]
) -> None:
    opened(page, standing("payroll_new_hires"), settled)
    assert len(names(page)) == 1 and page.going.ids() == ()
    assert "hand_off.send" not in page.handlers()
    page.table.mark([page.table.records.row_id(0)])
    assert page.about.isVisible() and names(page)[0] in page.about.text()
    page.handlers()["hand_off.include"]()
    assert len(page.going.ids()) == 1 and "hand_off.send" in page.handlers()
    assert names(page, "goes") == [t("Yes, incomplete")]
    page.handlers()["hand_off.leave_out"]()
    assert page.going.ids() == ()
    page.shown.setCurrentIndex(page.shown.findData("same"))
    assert names(page, "goes") == [t("Has it already")]
    page.shown.setCurrentIndex(page.shown.findData("all"))
    assert len(names(page)) == 2
    page.search.setText("没有这个人")
    assert page.view.no_match.isVisible()
    page.view.no_match.button.click()
    assert len(names(page)) == 2


def test_a_preview_covers_numbers_and_goes_with_the_page(
    page: HandOffPage, settled: Wait, standing: Callable[[str], str]
) -> None:
    opened(page, standing("social_insurance_enrolment"), settled)
    page.handlers()["hand_off.preview"]()
    settled()
    assert page.view.preview.isVisible() and page.view.preview.table is not None
    records = page.view.preview.table.records
    shown = [str(records.index(0, place).data()) for place in range(records.columnCount())]
    assert shown[0] == "1" and WHOLE["id_number"] not in shown and WHOLE["si_base"] not in shown
    page.refresh()
    settled()
    assert page.view.preview.isVisible()
    page.hide()
    assert page.view.preview.table.records.rowCount() == 0


def test_one_passphrase_lets_the_file_out_and_its_password_is_shown(
    page: HandOffPage, settled: Wait, standing: Callable[[str], str], tmp_path: Path,
    ask_desk: Callable[..., Any],
) -> None:  # fmt: skip
    opened(page, standing("payroll_new_hires"), settled)
    page.going.include([page.table.records.row_id(0)])
    page.ask_to_send()
    assert page.sending.isVisible()
    page.sending.yes.click()
    assert page.sending._entry.error()
    page.sending.passphrase.setText("not the passphrase")
    page.sending.write_into(tmp_path)
    settled()
    assert page.sending.isVisible() and page.sending._entry.error()
    page.sending.passphrase.setText(PASSPHRASE)
    page.sending.write_into(tmp_path)
    settled()
    assert not page.sending.isVisible() and page.sending.passphrase.text() == ""
    once = page.handover.once
    assert once.isVisible() and once.password.text()
    lines = ask_desk(hand_off_register.list_hand_offs)
    assert ask_desk(hand_off_register.password, lines[0].id) == once.password.text()
    assert (tmp_path / lines[0].file).is_file() and page.going.ids() == ()
    page.hide()
    assert once.password.text() == ""


def test_an_unlocked_file_is_said_to_be_one(
    page: HandOffPage, settled: Wait, standing: Callable[[str], str], tmp_path: Path
) -> None:
    opened(page, standing("social_insurance_enrolment"), settled)
    assert len(page.going.ids()) == 1
    page.ask_to_send()
    page.sending.passphrase.setText(PASSPHRASE)
    page.sending.write_into(tmp_path)
    settled()
    (file,) = tmp_path.glob("*.csv")
    assert file.name in page.banner.text() and not page.handover.once.isVisible()


def test_a_hand_off_that_ended_says_so_and_where_to_go(
    page: HandOffPage, settled: Wait, standing: Callable[[str], str], ask_desk: Callable[..., Any]
) -> None:
    payroll = standing("payroll_new_hires")
    opened(page, payroll, settled)
    ask_desk(standing_hand_offs.end, payroll)
    settled()
    assert page.view.stopped.isVisible() and page.view.stopped.hint.text()
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    page.view.stopped.button.click()
    assert went == [("standing_hand_offs", Visit(payroll, "hand_off", payroll))]


def test_who_has_to_agree_goes_out_once_it_is_noted(
    page: HandOffPage, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    abroad = ask_desk(
        approved, "payroll_new_hires", kind="entrusted", country="HKG",
        route="standard_contract", assessment="评估 2026-1",
    )  # fmt: skip
    opened(page, abroad, settled)
    assert len(names(page)) == 2 and page.going.ids() == ()
    # What is there and not agreed to is not called missing.
    assert names(page, "missing").count("–") == 1
    page.table.selectAll()
    assert "hand_off.withdraw" not in page.handlers()
    page.handlers()["hand_off.consent"]()
    settled()
    assert page.agreeing.isVisible() and "示例市办理中心" in page.agreeing.text.text()
    page.agreeing.yes.click()
    settled()
    assert not page.agreeing.isVisible() and len(page.going.ids()) == 1
    page.table.mark(page.going.ids())
    page.handlers()["hand_off.withdraw"]()
    page.withdrawing.yes.click()
    settled()
    assert page.going.ids() == ()


def test_a_long_list_comes_in_parts(
    page: HandOffPage, settled: Wait, standing: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(hand_off, "ROWS_AT_ONCE", 1)
    opened(page, standing("social_insurance_enrolment"), settled)
    page.table.records.fetchMore(page.table.rootIndex())
    assert len(names(page)) == 2
