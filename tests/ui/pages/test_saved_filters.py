# SPDX-License-Identifier: Apache-2.0
"""Filters are kept by name, for one user, without anybody's name in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from hr_desk.operations.candidates import ListQuery
from tests.ui.conftest import Opener
from ui.language import Languages
from ui.pages.candidates import CandidatesPage
from ui.pages.saved_filters import LONGEST_NAME, kept_of, query_of
from ui.preferences import Preferences
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> CandidatesPage:
    made: CandidatesPage = show(CandidatesPage(around))
    made.filter.more.setChecked(True)
    return made


def names(page: CandidatesPage) -> list[str]:
    model = page.table.records
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def save(page: CandidatesPage, name: str) -> None:
    page.saved.keep.click()
    page.saved.name.setText(name)
    QTest.keyClick(page.saved.name, Qt.Key.Key_Return)


def pick(page: CandidatesPage, name: str) -> None:
    place = page.saved.choice.findData(name)
    page.saved.choice.setCurrentIndex(place)
    page.saved.choice.activated.emit(place)


def choose(box: Any, key: str) -> None:
    box.setCurrentIndex(box.findData(key))


def test_the_further_choices_narrow_the_list(page: CandidatesPage, wait_idle: Wait) -> None:
    choose(page.filter.further.ends, "90")
    wait_idle()
    assert names(page) == []
    choose(page.filter.further.ends, "")
    choose(page.filter.further.source, "walk_in")
    wait_idle()
    assert names(page) == []
    choose(page.filter.further.source, "")
    choose(page.filter.further.owner, page.desk.session.user.id)
    wait_idle()
    assert len(names(page)) == 5
    page.filter.clear()
    assert page.filter.query() == ListQuery()


def test_a_filter_is_named_picked_and_deleted(page: CandidatesPage, wait_idle: Wait) -> None:
    assert not page.saved.keep.isEnabled()
    assert page.saved.choice.isHidden() and page.saved.delete.isHidden()
    page.filter.chips["interview"].setChecked(True)
    choose(page.filter.further.owner, page.desk.session.user.id)
    save(page, "  我的   面试 ")
    asked = page.filter.query()
    assert page.saved.choice.currentData() == "我的 面试"
    assert not page.saved.keep.isEnabled() and not page.saved.delete.isHidden()
    page.filter.clear()
    assert page.saved.choice.currentData() == ""
    pick(page, "我的 面试")
    wait_idle()
    assert page.filter.query() == asked
    assert names(page) == ["王芳"]
    page.saved.delete.click()
    assert page.saved.choice.isHidden()
    assert page.filter.query() == asked


def test_words_are_never_kept(page: CandidatesPage, tmp_path: Path) -> None:
    page.filter.search.setText("欧阳娜娜")
    assert not page.saved.keep.isEnabled()
    page.filter.chips["not_hired"].setChecked(True)
    save(page, "未录用")
    page.around.preferences._settings.sync()
    written = (tmp_path / "window.ini").read_text(encoding="utf-8")
    assert "not_hired" in written
    for told in ("欧阳", "\\x6b27", "13800000003"):
        assert told not in written
    assert kept_of(ListQuery(text="欧阳娜娜", stages=("applied",))) == {"stages": ["applied"]}


def test_escape_leaves_the_name_and_an_empty_name_keeps_nothing(page: CandidatesPage) -> None:
    page.filter.chips["interview"].setChecked(True)
    save(page, "   ")
    assert not page.saved.name.isHidden()
    QTest.keyClick(page.saved.name, Qt.Key.Key_Escape)
    assert page.saved.name.isHidden()
    assert page.saved.choice.count() == 1


def test_a_name_that_is_too_long_stays_and_is_told_in_a_sentence(
    page: CandidatesPage, languages: Languages
) -> None:
    page.filter.chips["interview"].setChecked(True)
    just = "面" * LONGEST_NAME
    save(page, f"{just}试")
    assert page.saved.name.text() == f"{just}试" and page.saved.name.isVisible()
    assert page.saved.problem.isVisible() and str(LONGEST_NAME) in page.saved.problem.text()
    said = page.saved.problem.text()
    languages.use("en")
    page.retranslate()
    assert page.saved.problem.isVisible() and page.saved.problem.text() != said
    QTest.keyClick(page.saved.name, Qt.Key.Key_Backspace)
    assert page.saved.problem.isHidden()
    QTest.keyClick(page.saved.name, Qt.Key.Key_Return)
    assert page.saved.choice.currentData() == just


def test_a_filter_outlives_the_page_and_is_its_users_own(
    page: CandidatesPage, show: Show, languages: Languages
) -> None:
    page.filter.chips["interview"].setChecked(True)
    save(page, "面试中")
    again = show(CandidatesPage(page.around))
    assert again.saved.choice.findData("面试中") > 0
    assert not again.filter.further.isHidden()
    languages.use("en")
    again.retranslate()
    assert again.saved.choice.findData("面试中") > 0
    session, preferences = page.desk.session, page.around.preferences
    assert preferences.filters(session.desk_id, session.user.id)
    assert preferences.filters(session.desk_id, "somebody else") == {}
    assert preferences.filters("another desk", session.user.id) == {}


def test_what_is_gone_is_not_asked_for(page: CandidatesPage, wait_idle: Wait) -> None:
    page.filter.show_query(ListQuery(requisition_id="gone", owner="gone", source="gone"))
    wait_idle()
    assert page.filter.query() == ListQuery()


def test_an_hr_admin_is_offered_no_source(
    open_as: Opener, folder: Path, show: Show, wait_idle: Wait
) -> None:
    around = open_as(folder)
    page = show(CandidatesPage(around))
    assert not page.filter.further.source.isHidden()
    page.filter.further.offer_sources(False)
    page.filter.show_query(ListQuery(source="walk_in"))
    assert page.filter.further.source.isHidden()
    assert page.filter.query().source is None


@given(
    st.builds(
        ListQuery,
        text=st.text(max_size=5),
        stages=st.lists(st.text(max_size=5), max_size=3).map(tuple),
        requisition_id=st.none() | st.text(min_size=1, max_size=5),
        source=st.none() | st.text(min_size=1, max_size=5),
        owner=st.none() | st.text(min_size=1, max_size=5),
        ends_within=st.none() | st.integers(1, 90),
    )
)
def test_what_is_kept_comes_back_without_its_words(query: ListQuery) -> None:
    back = query_of(kept_of(query))
    assert back.text == ""
    assert kept_of(back) == kept_of(query)


@pytest.mark.parametrize(
    "written", ["", "nonsense", "[1]", '{"a": 1}', '{"a": {"stages": 7, "owner": 3}}']
)
def test_nonsense_in_the_file_is_passed_over(tmp_path: Path, written: str) -> None:
    settings = QSettings(str(tmp_path / "x.ini"), QSettings.Format.IniFormat)
    settings.setValue("filters/desk/user", written)
    for kept in Preferences(settings).filters("desk", "user").values():
        assert query_of(kept) == ListQuery()
