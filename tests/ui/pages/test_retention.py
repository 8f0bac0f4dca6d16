# SPDX-License-Identifier: Apache-2.0
"""Deletion on a real desk: listed ahead, asked in plain numbers, certified."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hr_desk.domain.clock import FixedClock
from hr_desk.i18n import t
from hr_desk.operations import candidates, desks, disclosure, pool, retention, users
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from tests.ui.conftest import PASSPHRASE
from ui.actions import table, visible_pages
from ui.language import Languages
from ui.pages.period_list import SHORTER
from ui.pages.record import RecordPage
from ui.pages.registry import PAGES
from ui.pages.retention import CERTIFICATES, HOLDS, PERIODS, RetentionPage
from ui.pages.today import TodayPage
from ui.pages.when import days_left
from ui.preferences import Preferences
from ui.printing.sheets import NOTHING_DELETED
from ui.session import OpenDesk, Surroundings
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def later(
    qtbot: QtBot,
    tasks: Tasks,
    filled_desk: Path,
    tmp_path: Path,
    profile: Path,
    preferences: Preferences,
    languages: Languages,
) -> Surroundings:
    """Return the filled desk 181 days later, with its date confirmed."""
    folder = Path(shutil.copytree(filled_desk, tmp_path / "desk"))
    clock = FixedClock(datetime.now(UTC) + timedelta(days=181))
    found: list[Session] = []

    def opened() -> Session:
        session = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE, clock=clock)
        retention.confirm_time(session)
        return session

    tasks.query(opened, done=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    desk = OpenDesk(found[0], tasks)
    actions = table(visible_pages(PAGES, desk.means()))
    return Surroundings(desk, preferences, languages, actions)


def test_nothing_due_is_said_plainly(around: Surroundings, show: Show) -> None:
    page = show(RetentionPage(around))
    assert page.nothing.isVisible()
    assert not page.sweep_button.isEnabled()
    page.ask_sweep()
    assert page.question.isHidden()


def test_what_is_due_is_listed_with_its_reason(later: Surroundings, show: Show) -> None:
    page = show(RetentionPage(later))
    model = page.due_table.records
    texts = [str(model.index(0, place).data()) for place in range(model.columnCount())]
    assert model.rowCount() == 1
    assert "欧阳娜娜" in texts
    assert str(later.desk.catalogue.classes["REJ"].label) in texts


def test_vis_the_reason_says_where_a_visitor_left_from(
    later: Surroundings, show: Show, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(RetentionPage(later))
    page.due_table.selectRow(0)
    one = page._marked()
    assert one is not None
    languages.use("en")
    for event, said in (("hazard_area", "check-out from a hazard area"),
                        ("checked_out", "check-out, at the latest 24:00")):  # fmt: skip
        line = replace(one, class_key="VIS", clock_event=event)
        monkeypatch.setattr(page, "_marked", lambda line=line: line)
        page._say_why()
        assert page.reason.text().endswith(f": {said}.")


def test_the_marked_persons_reason_stands_below_the_list(
    later: Surroundings, show: Show, languages: Languages
) -> None:
    page = show(RetentionPage(later))
    assert page.reason.isHidden()
    page.due_table.selectRow(0)
    kept = later.desk.catalogue.classes["REJ"]
    for code in ("en", "zh_CN"):
        languages.use(code)
        page.retranslate()
        said = page.reason.text()
        assert all(part in said for part in ("欧阳娜娜", str(kept.label), str(kept.clock_event)))
    page.due_table.clearSelection()
    assert page.reason.isHidden()


def test_what_is_overdue_is_red_on_today(later: Surroundings, show: Show) -> None:
    page = show(TodayPage(later))
    card = next(one for one in page.cards if one.line.key == "overdue")
    assert card.line.level == "late"
    assert card.text.property("tone") == "danger"
    assert page.cards.index(card) == 0


def test_deleting_names_the_number_and_is_certified(
    later: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(RetentionPage(later))
    page.handlers()["retention.sweep"]()
    assert "1" in page.question.sentence.text()
    assert page.due_table.records.rowCount() == 1
    page.question.yes.click()
    wait_idle()
    wait_idle()
    assert page.nothing.isVisible()
    assert page.certificate_table.records.rowCount() == 1
    assert page.banner.text()
    page.certificate_table.selectRow(0)
    page.verify_button.click()
    wait_idle()
    assert "1" in page.banner.text()


def somebody_leaves_the_pool(session: Session) -> None:
    (row, *_) = candidates.list_applications(session, ListQuery()).rows
    shown = pool.pool_text(session, "zh_CN")
    pool.join_pool(session, row.application_id, shown=shown, how="signature")
    pool.leave_pool(session, row.application_id)
    assert retention.finish_proofs(session)


def test_a_certificate_of_a_withdrawal_says_that_nothing_was_deleted(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(RetentionPage(around))
    around.desk.query(somebody_leaves_the_pool, owner=page, slot="test", done=lambda _: None)
    wait_idle()
    page.refresh()
    wait_idle()
    page.certificate_table.selectRow(0)
    wait_idle()
    assert t(NOTHING_DELETED) in page.archive.facts.text()


def test_a_copy_of_a_certificate_goes_where_the_person_says(
    later: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(RetentionPage(later))
    page.ask_sweep()
    page.question.yes.click()
    wait_idle()
    wait_idle()
    page.certificate_table.selectRow(0)
    page.copy_to(tmp_path / "one.certificate")
    wait_idle()
    copied = (tmp_path / "one.certificate").read_bytes()
    assert retention.verify_certificate(copied).number == 1


def test_a_certificate_is_printed_with_the_fingerprint_of_its_desk(
    later: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(RetentionPage(later))
    page.ask_sweep()
    page.question.yes.click()
    wait_idle()
    wait_idle()
    page.certificate_table.selectRow(0)
    page.print_to(tmp_path / "one.pdf")
    wait_idle()
    wait_idle()
    assert "one.pdf" in page.banner.text()
    text = "".join(one.extract_text() for one in PdfReader(tmp_path / "one.pdf").pages)
    text = text.replace("\n", "")
    assert desks.fingerprint_of(later.desk.session.desk_id) in text
    registered: list[Any] = []
    later.desk.query(disclosure.registered, owner=page, done=registered.append)
    wait_idle()
    assert [(one.kind, one.completed) for one in registered[0]] == [("certificate", True)]


def test_saying_no_deletes_nothing(later: Surroundings, show: Show, wait_idle: Wait) -> None:
    page = show(RetentionPage(later))
    page.ask_sweep()
    page.question.no.click()
    wait_idle()
    assert page.due_table.records.rowCount() == 1
    assert page.certificate_table.records.rowCount() == 0


def test_what_is_left_is_said_in_words(languages: Languages) -> None:
    languages.use("en")
    assert [days_left(days) for days in (-3, 0, 1, 5)] == [
        "3 days overdue",
        "Today",
        "Tomorrow",
        "In 5 days",
    ]


def test_every_column_of_what_is_due_has_its_place(later: Surroundings, show: Show) -> None:
    page = show(RetentionPage(later), 1044)
    bar = page.due_table.horizontalScrollBar()
    assert bar.maximum() == 0
    page.tabs.setCurrentIndex(CERTIFICATES)
    assert page.none_yet.isVisible()
    assert page.verify_button.isHidden()


SECOND = "paper boats in the rain"


def test_a_record_is_held_by_two_people_reviewed_and_lifted(
    later: Surroundings, show: Show, wait_idle: Wait
) -> None:
    later.desk.run(users.add, name="审计", passphrase=SECOND, roles=["auditor"], owner=later.desk)
    wait_idle()
    page = show(RetentionPage(later))
    assert not page.hold_button.isEnabled()
    page.due_table.selectRow(0)
    page.hold_button.click()
    form = page.holds.form
    assert page.tabs.currentIndex() == HOLDS and form.isVisible()
    form.evidence.setText("（2026）示例01民初1号")
    form.approver.setCurrentIndex(form.approver.findData("审计"))
    form.passphrase.setText("not hers")
    form.yes.click()
    wait_idle()
    assert form.isVisible() and form.passphrase.hasSelectedText()
    form.passphrase.setText(SECOND)
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden() and form.passphrase.text() == ""
    assert page.nothing.isVisibleTo(page.tabs.widget(0)) and page.due_now() == 0
    assert page.holds.table.records.rowCount() == 1
    page.holds.table.selectRow(0)
    page.holds.review_button.click()
    assert form.evidence.text() == "（2026）示例01民初1号"
    form.leave()
    page.holds.lift_button.click()
    page.holds.lifting.because.setText("撤诉")
    page.holds.lifting.yes.click()
    wait_idle()
    wait_idle()
    assert page.holds.nothing.isVisible() and page.due_now() == 1


def test_the_calendar_says_what_a_deletion_on_a_day_would_take(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(RetentionPage(around))
    first = around.desk.session.today()
    page.calendar.show_days(first, {first + timedelta(days=40): 3})
    QTest.keyClick(page.calendar, Qt.Key.Key_Down)
    assert page.calendar.day == first + timedelta(days=7)
    last = first + timedelta(days=89)
    place = page.calendar.place_of(last).center()
    QTest.mouseClick(page.calendar, Qt.MouseButton.LeftButton, pos=place)
    wait_idle()
    assert page.calendar.day == last and last.isoformat() in page.listed.text()
    assert page.calendar.rect().contains(page.calendar.place_of(last))
    QTest.keyClick(page.calendar, Qt.Key.Key_Right)
    assert page.calendar.day == last
    assert "3" in page.calendar.said(first + timedelta(days=40))
    page.week_button.click()
    wait_idle()
    assert page.week_button.isHidden()


def test_a_period_is_looked_at_before_it_is_set(
    later: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(RetentionPage(later))
    page.tabs.setCurrentIndex(PERIODS)
    page.periods.table.mark(["REJ.decision"])
    page.periods.button.click()
    form = page.periods.form
    assert not form.yes.isEnabled()
    form.days.setValue(365)
    wait_idle()
    assert form.told.isVisible() and not form.yes.isEnabled()
    form.told.setChecked(True)
    assert form.yes.isEnabled()
    form.days.setValue(90)
    wait_idle()
    assert form.told.isHidden() and form.yes.isEnabled()
    form.reason.setText("三个月内没有争议")
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden()
    assert page.periods.known["REJ.decision"].days == 90


def test_the_list_says_which_periods_are_fixed_and_what_a_shorter_one_does(
    later: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = show(RetentionPage(later))
    page.tabs.setCurrentIndex(PERIODS)
    classes, lines = page.desk.catalogue.classes, page.periods.why.text().splitlines()
    assert len(lines) == 3
    for line, keys in zip(lines, (("POL", "STAT"), ("TEMP",), ("BKP", "DISC", "WDR")), strict=True):
        assert all(str(classes[key].label) in line for key in keys)
    form = page.periods.form
    for key, days in (("HOLD.reviewed", 30), ("BKP.created", 7)):
        page.periods.table.mark([key])
        page.periods.button.click()
        form.days.setValue(days)
        wait_idle()
        said = SHORTER[key.partition(".")[0]]
        assert form.outcome.text() == t(said, count=0) and form.yes.isEnabled()
        assert form.told.isHidden()
        form.leave()


def test_a_certificate_is_opened_and_a_file_is_verified(
    later: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path
) -> None:
    page = show(RetentionPage(later))
    page.ask_sweep()
    page.question.yes.click()
    wait_idle()
    wait_idle()
    page.tabs.setCurrentIndex(CERTIFICATES)
    page.certificate_table.selectRow(0)
    wait_idle()
    assert page.archive.opened.isVisible()
    assert desks.fingerprint_of(later.desk.session.desk_id) in page.archive.facts.text()
    path = tmp_path / "changed.certificate"
    (line,) = page.archive._certificates.values()
    path.write_bytes(line.certificate.replace(b'"number":1', b'"number":2'))
    page.archive.verify_file(path)
    wait_idle()
    assert page.banner.property("level") == "error"


def test_a_record_says_that_it_is_held_and_leads_to_holding_it(
    later: Surroundings, show: Show, wait_idle: Wait
) -> None:
    later.desk.run(users.add, name="审计", passphrase=SECOND, roles=["auditor"], owner=later.desk)
    rows: list[Any] = []
    later.desk.query(
        candidates.list_applications,
        ListQuery(),
        owner=later.desk,
        done=lambda p: rows.extend(p.rows),
    )
    wait_idle()
    record = show(RecordPage(later))
    record.receive(rows[0].application_id)
    for _ in range(4):
        wait_idle()
    card, asked = record.side.hold, []
    assert card.button.isVisible() and card.said.isHidden()
    record.go.connect(lambda key, about: asked.append((key, about)))
    card.button.click()
    ((key, about),) = asked
    assert key == "retention" and about[:2] == ("hiring", rows[0].application_id)
    page = show(RetentionPage(later))
    page.receive(about)
    form = page.holds.form
    form.evidence.setText("投诉第1号")
    form.passphrase.setText(SECOND)
    form.yes.click()
    wait_idle()
    wait_idle()
    card.show_for(rows[0].application_id, about[2])
    wait_idle()
    assert card.button.isHidden() and "投诉第1号" in card.said.text()
