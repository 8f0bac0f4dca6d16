# SPDX-License-Identifier: Apache-2.0
"""Letters' words in the window: written beside their paper, refused in place, kept, taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.domain.letter_drafts import written
from hr_desk.operations import letter_making, own_stages, template_drafts
from hr_desk.operations.own_stages import OwnStage
from tests.ui.pages.test_letters import text_of
from ui.pages.letter_keeping import letter_key
from ui.pages.letter_text import LetterTextPage, Wanted
from ui.pages.letter_texts import LetterTextsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Settle = Callable[..., None]


@pytest.fixture
def settle(qtbot: QtBot, settled: Callable[[], None]) -> Settle:
    """Return a function that lets what was typed be drawn, and the answer arrive."""

    def wait(page: LetterTextPage) -> None:
        settled()
        page.try_now()
        settled()

    return wait


@pytest.fixture
def page(handing: Surroundings, show: Show, settle: Settle) -> LetterTextPage:
    made: LetterTextPage = show(LetterTextPage(handing))
    made.receive(Wanted("offer"))
    settle(made)
    return made


def paper(page: LetterTextPage) -> str:
    assert page.view.paper is not None
    return text_of(page.view.paper.content)


def test_the_words_are_drawn_kept_and_taken_back(
    page: LetterTextPage, settle: Settle, settled: Callable[[], None], handing: Surroundings,
    show: Show,
) -> None:  # fmt: skip
    assert "示例公司" in paper(page) and not page._save.isEnabled()
    page.words_tab.list.setCurrentRow(0)
    page.words_tab.zh.setPlainText("很高兴录用您。")
    page.words_tab.en.setPlainText("Welcome.")
    settle(page)
    assert "很高兴录用您" in paper(page) and page._save.isEnabled()
    page.in_language.setCurrentIndex(page.in_language.findData("en"))
    settle(page)
    assert "Welcome." in paper(page)
    page.handlers()["letter_text.save"]()
    settle(page)
    assert page.before is not None and page.before.line is not None and page.before.line.own
    assert page.history.isVisible() and not page._save.isEnabled()
    listed: LetterTextsPage = show(LetterTextsPage(handing))
    settled()
    listed.table.mark(["leaving"])
    assert "letter_texts.reset" not in listed.handlers()
    listed.table.mark(["offer"])
    listed.handlers()["letter_texts.reset"]()
    assert listed.resetting.isVisible()
    listed.resetting.yes.click()
    settled()
    assert not listed.found["offer"].own


def test_what_is_wrong_is_said_and_not_kept(page: LetterTextPage, settle: Settle) -> None:
    page.words_tab.list.setCurrentRow(1)
    page.words_tab.en.setPlainText("")
    settle(page)
    assert page.faults.isVisible() and "2" in page.faults.text()
    assert not page._save.isEnabled() and "letter_text.save" not in page.handlers()
    assert page.view.paper is None
    page.words_tab.remove_paragraph()
    settle(page)
    assert not page.faults.isVisible() and page._save.isEnabled()


def test_paragraphs_move_come_and_go_and_places_are_filled_in(
    page: LetterTextPage, settle: Settle
) -> None:
    tab, keys = page.words_tab, [one.key for one in page.draft.paragraphs]
    tab.list.setCurrentRow(0)
    tab.down.click()
    assert [one.key for one in page.draft.paragraphs][:2] == [keys[1], keys[0]]
    assert tab.at() == 1
    tab.up.click()
    tab.add.click()
    assert tab.at() == 1 and page.draft.paragraphs[1].zh == ""
    tab._last = tab.zh
    tab.place.setCurrentIndex(tab.place.findData("company"))
    tab.insert.click()
    tab._last = tab.en
    tab.insert.click()
    assert (page.draft.paragraphs[1].zh, page.draft.paragraphs[1].en) == ("{company}", "{company}")
    tab.optional.click()
    assert page.draft.paragraphs[1].optional
    tab._last = tab.greeting_zh
    tab.insert.click()
    assert page.draft.salutation_zh.endswith("{company}")
    tab.remove.click()
    assert [one.key for one in page.draft.paragraphs] == keys
    tab.greeting_zh.setText("")
    tab.greeting_en.setText("")
    tab._edit_head()
    settle(page)
    assert page._save.isEnabled() and page.text.paper.toPlainText() == written(page.draft)


def test_what_is_typed_for_it_and_where_it_fits_are_chosen(
    page: LetterTextPage, settle: Settle
) -> None:
    settings = page.settings
    settings.whens["application"]["interview"].click()
    assert "interview" in page.draft.application
    settings.add.click()
    settings.asked_zh.setText("联系人")
    settings.asked_en.setText("Contact")
    settings.asked_en.textEdited.emit("Contact")
    settings.kind.setCurrentIndex(settings.kind.findData("day"))
    settings.in_days.setValue(3)
    settings.optional.click()
    asked = page.draft.asked[-1]
    assert (asked.zh, asked.en, asked.kind, asked.in_days, asked.optional) == (
        "联系人", "Contact", "day", 3, True,
    )  # fmt: skip
    settle(page)
    assert page._save.isEnabled() and page.words_tab.place.findData(asked.key) >= 0
    settings.remove.click()
    assert asked not in page.draft.asked


def test_a_text_is_taken_over_and_one_that_is_none_is_refused(
    page: LetterTextPage, settle: Settle
) -> None:
    page.text.paper.setPlainText("[letter.offer]")
    page.text.take.click()
    settle(page)
    assert page.text.wrong.text()
    page.text.paper.setPlainText(written(page.draft).replace("录用通知书", "录用函"))
    page.text.take.click()
    settle(page)
    assert page.draft.zh == "录用函" and page.settings.zh.text() == "录用函"


def test_what_was_not_saved_is_offered_again(
    page: LetterTextPage, settle: Settle, ask_desk: Callable[..., Any]
) -> None:
    page.settings.zh.setText("录用函")
    page.settings.zh.textEdited.emit("录用函")
    page.keep_drafts()
    settle(page)
    assert ask_desk(template_drafts.load, letter_key("offer"))
    page.receive(Wanted("leaving"))
    settle(page)
    page.receive(Wanted("offer"))
    settle(page)
    assert page.banner.text() and page.draft.zh == "录用通知书"
    page.banner._buttons[0][0].click()
    settle(page)
    assert page.draft.zh == "录用函"


def test_a_new_letter_and_a_twin(
    page: LetterTextPage, settle: Settle, ask_desk: Callable[..., Any]
) -> None:
    page.handlers()["letter_text.copy"]()
    settle(page)
    assert page.draft.key == "own" and page._save.isEnabled()
    page.save()
    settle(page)
    assert "own" in [one.key for one in ask_desk(letter_making.list_lines)]
    page.receive(Wanted())
    settle(page)
    assert page.draft.key == "own_2" and not page.faults.isVisible()
    assert not page._save.isEnabled()


def test_a_stage_that_is_added_meanwhile_can_be_ticked(
    page: LetterTextPage, settle: Settle, handing: Surroundings
) -> None:
    before = dict(page.settings.whens["application"])
    chosen = page.draft.application
    assert "interview" in before and "x_trial_work" not in before
    page.settings.zh.setText("录用信")
    page.settings.zh.textEdited.emit("录用信")
    wanted = OwnStage(zh="试工", en="Trial work", after="interview")
    handing.desk.run(own_stages.keep, wanted, owner=page)
    settle(page)
    box = page.settings.whens["application"]["x_trial_work"]
    assert (box.text(), box.isVisibleTo(page.settings)) == ("试工", True)
    assert (page.draft.zh, page.draft.application) == ("录用信", chosen)
    box.click()
    assert set(page.draft.application) == {*chosen, "x_trial_work"}
