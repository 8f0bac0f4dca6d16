# SPDX-License-Identifier: Apache-2.0
"""One application: taking in, changing, drafts, showing in full, steps."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hr_desk.operations import candidates, desks, drafts
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.operation import OPERATIONS
from ui.pages.record import RecordPage
from ui.pages.record_print import write_form
from ui.pages.record_side import HAPPENED
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> RecordPage:
    made: RecordPage = show(RecordPage(around))
    return made


@pytest.fixture
def ids(around: Surroundings, page: RecordPage, wait_idle: Wait) -> dict[str, str]:
    """Return the ids of the applications by name."""
    found: dict[str, str] = {}

    def keep(listed: candidates.ApplicationPage) -> None:
        for row in listed.rows:
            found[row.cells["full_name"].text] = row.application_id

    around.desk.query(candidates.list_applications, ListQuery(), owner=page, done=keep)
    wait_idle()
    return found


def fill_in(page: RecordPage, **texts: str) -> None:
    for key, text in texts.items():
        page.form.row(key).editor.set_text(text)


def type_into(page: RecordPage, key: str, text: str) -> None:
    editor = page.form.row(key).editor
    editor.set_text(text)
    editor.edited.emit()


def start_new(page: RecordPage, wait_idle: Wait) -> None:
    page.receive(None)
    wait_idle()
    wait_idle()


def test_a_record_is_shown_with_what_is_known(
    page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["欧阳娜娜"])
    wait_idle()
    assert page.header.title.text() == "欧阳娜娜"
    assert page.view is not None
    assert page.view.stage == "not_hired"
    assert page.bar.shown() == frozenset()
    assert not page.back_step.isHidden()
    assert page.take_in.isHidden()


def test_the_last_step_is_taken_back_from_the_record(
    page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["欧阳娜娜"])
    wait_idle()
    page.back_step.click()
    wait_idle()
    wait_idle()
    assert page.view is not None
    assert page.view.stage == "applied"
    assert page.back_step.isHidden()


def test_a_candidate_is_taken_in(page: RecordPage, wait_idle: Wait) -> None:
    start_new(page, wait_idle)
    assert page.take_in.isVisible()
    assert list(page.form.keys())[:2] == ["full_name", "age_band"]
    fill_in(page, full_name="赵敏", mobile="13800000009", age_band="adult")
    page.take_in.choose({"notice": "read_out"})
    page.save()
    wait_idle()
    wait_idle()
    assert page.view is not None
    assert page.header.title.text() == "赵敏"
    assert page.view.notice.how == "read_out"
    assert page.banner.text()


def test_what_is_missing_is_said_beside_its_field(page: RecordPage, wait_idle: Wait) -> None:
    start_new(page, wait_idle)
    fill_in(page, mobile="13800000009", age_band="adult")
    page.save()
    wait_idle()
    assert page.view is None
    assert page.form.row("full_name").editor.said()


def test_everything_missing_is_said_in_either_language_until_it_is_given(
    around: Surroundings, page: RecordPage, wait_idle: Wait
) -> None:
    start_new(page, wait_idle)
    page.save()
    wait_idle()
    owed = {"full_name", "age_band", "mobile", "email"}
    said = {key: page.form.row(key).editor.said() for key in page.form.keys()}  # noqa: SIM118
    assert {key for key, text in said.items() if text} == owed
    assert page.card.key() == "full_name"
    assert page.form.row("full_name").isAncestorOf(page.focusWidget())
    around.languages.use("en")
    QApplication.processEvents()
    wait_idle()
    english = {key: page.form.row(key).editor.said() for key in owed}
    assert "Full name" in english["full_name"]
    assert all(english[key] and english[key] != said[key] for key in owed)
    around.languages.use("zh_CN")
    QApplication.processEvents()
    wait_idle()
    assert page.form.row("mobile").editor.said() == said["mobile"]
    type_into(page, "mobile", "13800000009")
    assert not page.form.row("email").editor.said()
    assert page.form.row("full_name").editor.said()


def test_a_new_record_does_not_explain_the_field_of_the_last_one(
    page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    page.form.field_focused.emit("mobile")
    page.receive(None)
    assert page.card.key() is None


def test_a_language_switch_changes_nothing_that_was_given(
    around: Surroundings, page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    around.languages.use("en")
    QApplication.processEvents()
    wait_idle()
    assert not page.form.changed()
    assert page.form.draft() == {}


def test_a_photo_is_sealed_shown_again_and_printed(
    around: Surroundings,
    page: RecordPage,
    ids: dict[str, str],
    wait_idle: Wait,
    tmp_path: Path,
) -> None:
    photo = BytesIO()
    Image.new("RGB", (300, 420), (180, 40, 40)).save(photo, "JPEG")
    page.receive(ids["张伟"])
    wait_idle()
    page.form.row("photo").editor.take(photo.getvalue())  # type: ignore[attr-defined]
    wait_idle()
    page.save()
    for _ in range(3):
        wait_idle()
    assert page.form.row("photo").portrait_id()
    assert page.form.documents() == {}
    preview = page.form.row("photo").editor._preview  # type: ignore[attr-defined]
    shown = preview.pixmap().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2).red() > 150
    assert page.view is not None
    names: list[str] = []
    write_form(page, around.desk, page.view, names.append, tmp_path / "form.pdf")
    wait_idle()
    wait_idle()
    printed = PdfReader(tmp_path / "form.pdf")
    assert len(printed.pages[0].images) == 1
    text = "".join(one.extract_text() for one in printed.pages).replace("\n", "")
    assert desks.fingerprint_of(around.desk.session.desk_id) in text


def test_a_photo_that_is_still_being_read_is_not_lost_by_saving(
    page: RecordPage, wait_idle: Wait
) -> None:
    photo = BytesIO()
    Image.new("RGB", (300, 420), (40, 40, 180)).save(photo, "JPEG")
    start_new(page, wait_idle)
    fill_in(page, full_name="赵敏", mobile="13800000009", age_band="adult")
    page.form.row("photo").editor.take(photo.getvalue())  # type: ignore[attr-defined]
    page.save()
    assert page.form.row("photo").editor.said()
    wait_idle()
    assert page.view is None
    assert not page.form.row("photo").editor.said()
    page.save()
    for _ in range(4):
        wait_idle()
    assert page.view is not None
    photo_view = page.view.named("photo")
    assert photo_view is not None and photo_view.given


def test_a_photo_of_a_new_candidate_is_kept_with_the_record(
    page: RecordPage, wait_idle: Wait
) -> None:
    photo = BytesIO()
    Image.new("RGB", (300, 420), (40, 40, 180)).save(photo, "JPEG")
    start_new(page, wait_idle)
    fill_in(page, full_name="赵敏", mobile="13800000009", age_band="adult")
    page.form.row("photo").editor.take(photo.getvalue())  # type: ignore[attr-defined]
    wait_idle()
    page.save()
    for _ in range(4):
        wait_idle()
    assert page.view is not None
    photo_view = page.view.named("photo")
    assert photo_view is not None
    assert photo_view.given


def test_a_change_is_saved(page: RecordPage, ids: dict[str, str], wait_idle: Wait) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    fill_in(page, mobile="13900000001")
    page.save()
    wait_idle()
    wait_idle()
    assert page.view is not None
    mobile = page.view.named("mobile")
    assert mobile is not None
    assert "0001" in mobile.shown
    assert not page.form.changed()


def test_agency_and_referrer_are_seen_and_changed_on_the_record_itself(
    page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    came_by = {"agency": "示例劳务公司", "referrer": "A7731"}
    for key in came_by:
        row = page.form.row(key)
        assert row.isVisibleTo(page.form) and not row.is_read_only() and not row.view.given
    fill_in(page, **came_by)
    page.save()
    wait_idle()
    page.receive(ids["王芳"])
    wait_idle()
    assert {key: page.form.row(key).typed() for key in came_by} == {"agency": "", "referrer": ""}
    page.receive(ids["张伟"])
    wait_idle()
    wait_idle()
    assert {key: page.form.row(key).typed() for key in came_by} == came_by
    fill_in(page, agency="", referrer="A7732")
    page.save()
    wait_idle()
    wait_idle()
    assert page.view is not None
    agency, referrer = page.view.named("agency"), page.view.named("referrer")
    assert agency is not None and referrer is not None
    assert (agency.given, referrer.value) == (False, "A7732")


def test_typing_is_kept_as_a_draft_and_offered_again(
    around: Surroundings, page: RecordPage, ids: dict[str, str], wait_idle: Wait, qtbot: QtBot
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    fill_in(page, full_name="张伟伟")
    page.keep_drafts()
    wait_idle()
    page.receive(ids["王芳"])
    wait_idle()
    page.receive(ids["张伟"])
    wait_idle()
    wait_idle()
    buttons = [b for b in page.banner.findChildren(QPushButton) if b.text()]
    assert len(buttons) == 2
    buttons[0].click()
    assert page.form.draft() == {"full_name": "张伟伟"}


def test_a_draft_is_kept_within_two_seconds_of_typing(page: RecordPage, wait_idle: Wait) -> None:
    start_new(page, wait_idle)
    assert not page.drafting.waits()
    page.form.edited.emit("full_name")
    assert page.drafting.waits()
    assert page.drafting.interval() <= 2000


def test_saving_throws_the_draft_away(
    around: Surroundings, page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    fill_in(page, full_name="张威")
    page.keep_drafts()
    page.save()
    wait_idle()
    wait_idle()
    left: list[Any] = []
    around.desk.query(drafts.list_mine, owner=page, done=left.append)
    wait_idle()
    assert left == [()]


def test_leaving_keeps_what_was_typed_and_goes_back(
    around: Surroundings, page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    went: list[str] = []
    page.go.connect(lambda key, _what: went.append(key))
    page.receive(ids["张伟"])
    wait_idle()
    fill_in(page, full_name="张为")
    page.leave()
    wait_idle()
    left: list[Any] = []
    around.desk.query(drafts.list_mine, owner=page, done=left.append)
    wait_idle()
    assert went == ["candidates"]
    assert len(left[0]) == 1


def test_showing_in_full_asks_for_the_purpose_once(
    page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    shown: list[Any] = []
    page.unmasking.shown.connect(shown.append)
    page.form.unmask_requested.emit(("mobile",))
    assert page.unmasking.isVisible()
    assert not page.unmasking.yes.isEnabled()
    page.unmasking.purpose.setCurrentIndex(0)
    page.unmasking.yes.click()
    wait_idle()
    page.form.unmask_requested.emit(("mobile",))
    assert page.unmasking.isHidden()
    wait_idle()
    assert len(shown) == 2
    page.receive(ids["王芳"])
    wait_idle()
    page.form.unmask_requested.emit(("mobile",))
    assert page.unmasking.isVisible()


def test_a_step_is_taken_from_the_record(
    page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    assert "reject" in page.bar.shown()
    page.bar.wanted.emit("reject")
    page.panel.yes.click()
    wait_idle()
    wait_idle()
    assert page.view is not None
    assert page.view.stage == "not_hired"
    assert page.view.retention is not None


def test_the_form_is_printed_through_the_door(
    around: Surroundings, page: RecordPage, ids: dict[str, str], wait_idle: Wait, tmp_path: Path
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    assert page.view is not None
    names: list[str] = []
    write_form(page, around.desk, page.view, names.append, tmp_path / "form.pdf")
    wait_idle()
    assert names == ["form.pdf"]
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")


def test_the_purpose_card_follows_the_field(
    page: RecordPage, ids: dict[str, str], wait_idle: Wait
) -> None:
    page.receive(ids["张伟"])
    wait_idle()
    page.form.field_focused.emit("mobile")
    assert page.card.key() == "mobile"


def test_without_a_requisition_the_way_there_is_shown(
    open_as: Show, empty_folder: Path, show: Show, wait_idle: Wait
) -> None:
    page = show(RecordPage(open_as(empty_folder)))
    page.receive(None)
    wait_idle()
    wait_idle()
    assert page.banner.text()
    went: list[Any] = []
    page.go.connect(lambda key, what: went.append((key, what)))
    next(b for b in page.banner.findChildren(QPushButton) if b.text()).click()
    assert went == [("requisitions", "open")]


def test_whatever_happens_to_an_application_has_its_words() -> None:
    kinds = ("application.", "consent.", "document.", "pool.", "record.")
    assert {name for name in OPERATIONS if name.startswith(kinds)} <= HAPPENED.keys()
