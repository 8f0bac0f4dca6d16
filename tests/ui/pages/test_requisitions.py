# SPDX-License-Identifier: Apache-2.0
"""Requisitions on a real desk: open one, close one and be told what that starts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import candidates, recruitment
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.requisitions import RequisitionRow
from hr_desk.operations.session import Session
from ui.pages.requisitions import RequisitionsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> RequisitionsPage:
    made: RequisitionsPage = show(RequisitionsPage(around))
    return made


def titles(page: RequisitionsPage) -> list[str]:
    model = page.table.records
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def mark(page: RequisitionsPage, title: str) -> None:
    page.table.mark([page.table.records.row_id(titles(page).index(title))])


def test_one_is_opened(page: RequisitionsPage, wait_idle: Wait) -> None:
    page.handlers()["requisitions.open"]()
    page.opening.title.setText("焊工")
    page.opening.department.setText("制造部")
    page.opening.place.setText("二号车间")
    page.opening.head_count.setValue(4)
    page.opening.yes.click()
    wait_idle()
    wait_idle()
    assert titles(page)[0] == "焊工"
    assert page.opening.isHidden()


def test_what_is_missing_is_said_in_the_form(page: RequisitionsPage, wait_idle: Wait) -> None:
    page.opening.start()
    page.opening.yes.click()
    wait_idle()
    assert page.opening.isVisible()
    assert page.opening.banner.text()


def test_closing_says_what_it_starts_and_does_it(page: RequisitionsPage, wait_idle: Wait) -> None:
    assert "requisitions.close" not in page.handlers()
    mark(page, "装配工")
    page.handlers()["requisitions.close"]()
    assert "3" in page.closing.sentence.text()
    assert "180" in page.closing.consequence()
    page.closing.yes.click()
    wait_idle()
    wait_idle()
    assert titles(page) == ["质检员"]
    page.with_closed.setChecked(True)
    wait_idle()
    assert sorted(titles(page)) == sorted(["质检员", "装配工"])
    mark(page, "装配工")
    assert "requisitions.close" not in page.handlers()


def test_its_candidates_are_one_step_away(page: RequisitionsPage) -> None:
    went: list[Any] = []
    page.go.connect(lambda key, what: went.append((key, what)))
    mark(page, "质检员")
    page.table.opened.emit(page.table.marked()[0])
    assert went == [("candidates", {"requisition_id": page.table.marked()[0]})]


def test_an_empty_desk_says_what_to_do(open_as: Show, empty_folder: Path, show: Show) -> None:
    page = show(RequisitionsPage(open_as(empty_folder)))
    assert page.empty.isVisible()
    page.empty.button.click()
    assert page.opening.isVisible()


def test_one_is_changed_with_its_own_stations_and_a_deputy(
    page: RequisitionsPage, wait_idle: Wait
) -> None:
    mark(page, "装配工")
    page.handlers()["requisitions.edit"]()
    wait_idle()
    form = page.opening
    assert form.title.text() == "装配工"
    assert [key for key, box in form.stages.items() if box.isChecked()] == ["interview"]
    form.stages["test"].setChecked(True)
    form.kind.setCurrentIndex(form.kind.findData("evergreen"))
    assert not form.head_count.isVisible()
    deputy, box = next(iter(form.deputies.items()))
    box.setChecked(True)
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden()
    row = next(one for one in page._rows.values() if one.title == "装配工")
    assert (row.stages, row.kind, row.deputies) == (("test", "interview"), "evergreen", (deputy,))


def test_a_closing_is_undone_from_the_line_or_from_the_list(
    page: RequisitionsPage, wait_idle: Wait
) -> None:
    for undo in ("line", "list"):
        mark(page, "装配工")
        waiting = next(one for one in page._rows.values() if one.title == "装配工")
        page.handlers()["requisitions.close"]()
        page.closing.reason.setCurrentIndex(page.closing.reason.findData("cancelled"))
        assert "60" in page.closing.consequence()
        page.closing.yes.click()
        wait_idle()
        wait_idle()
        page.with_closed.setChecked(True)
        wait_idle()
        mark(page, "装配工")
        assert "requisitions.edit" not in page.handlers()
        page.undoing.undo() if undo == "line" else page.handlers()["requisitions.reopen"]()
        wait_idle()
        wait_idle()
        again = next(one for one in page._rows.values() if one.title == "装配工")
        assert again.is_open and again.open_applications == waiting.open_applications > 0


def accept_one(session: Session) -> None:
    """Let one applicant for 装配工 have accepted an offer."""
    row = next(r for r in candidates.list_applications(session, ListQuery()).rows
               if r.requisition == "装配工" and r.stage == "applied")  # fmt: skip
    recruitment.accept_offer(session, [row.application_id], told_by="李经理", on=session.today())


def test_a_lower_head_count_says_what_it_concludes_and_is_undone(
    around: Surroundings, page: RequisitionsPage, wait_idle: Wait
) -> None:
    around.desk.query(accept_one, owner=page, done=lambda _none: page.refresh())
    wait_idle()
    wait_idle()
    before = row_of(page, "装配工")
    assert before.filled == 1 and before.open_applications > 0
    mark(page, "装配工")
    page.handlers()["requisitions.edit"]()
    form = page.opening
    assert form.effect.isHidden()
    usual = form.yes.text()
    form.head_count.setValue(1)
    assert form.effect.isVisible() and form.yes.text() != usual
    assert str(before.open_applications) in form.effect.text() and "180" in form.effect.text()
    form.head_count.setValue(before.head_count)
    assert form.effect.isHidden() and form.yes.text() == usual
    form.head_count.setValue(1)
    form.yes.click()
    wait_idle()
    wait_idle()
    assert "装配工" not in titles(page)
    page.undoing.undo()
    wait_idle()
    wait_idle()
    assert row_of(page, "装配工").open_applications == before.open_applications


def fill_up(session: Session) -> None:
    """Let every applicant for 装配工 have accepted, with the requisition kept open."""
    rows = candidates.list_applications(session, ListQuery()).rows
    ids = [one.application_id for one in rows
           if one.requisition == "装配工" and one.stage in ("applied", "interview")]  # fmt: skip
    recruitment.accept_offer(session, ids, told_by="李经理", on=session.today(), keep_open=True)


def test_one_that_is_kept_open_although_it_is_full_is_edited_without_a_word(
    around: Surroundings, page: RequisitionsPage, wait_idle: Wait
) -> None:
    around.desk.query(fill_up, owner=page, done=lambda _none: page.refresh())
    wait_idle()
    wait_idle()
    full = row_of(page, "装配工")
    assert full.filled >= full.head_count
    mark(page, "装配工")
    page.handlers()["requisitions.edit"]()
    form = page.opening
    assert form.effect.isHidden()
    form.place.setText("二号车间")
    form.yes.click()
    wait_idle()
    wait_idle()
    assert row_of(page, "装配工").place == "二号车间"


def test_who_was_accepted_meanwhile_is_told_of_before_it_is_saved(
    around: Surroundings, page: RequisitionsPage, wait_idle: Wait
) -> None:
    mark(page, "装配工")
    page.handlers()["requisitions.edit"]()
    form = page.opening
    form.head_count.setValue(1)
    assert form.effect.isHidden()
    around.desk.query(accept_one, owner=form, done=lambda _none: None)
    wait_idle()
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isVisible() and "装配工" in form.banner.text()
    assert row_of(page, "装配工").is_open
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden() and "装配工" not in titles(page)


def row_of(page: RequisitionsPage, title: str) -> RequisitionRow:
    return next(one for one in page._rows.values() if one.title == title)
