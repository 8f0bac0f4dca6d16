# SPDX-License-Identifier: Apache-2.0
"""Guardians' sheets of a class in the window: scanned, proposed, confirmed one by one, kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from hr_desk.domain.guardian_sheets import NOBODY, Expected
from hr_desk.i18n import t
from hr_desk.operations import (
    delivery,
    guardian_sheets,
    handing_over,
    intake,
    minor_approvals,
    recruitment,
    requisitions,
    users,
)
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support.hostile_files import pdf, png
from tests.support.minor_reading import wanted
from tests.ui.conftest import PASSPHRASE, typed
from ui.pages.guardian_scans import Scans
from ui.pages.guardians import GuardiansPage
from ui.printing.application_form import Around
from ui.printing.guardian_sheet import sheets_pdf
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

NAMES = ("赵一", "钱二", "孙三")


def school(session: Session) -> tuple[str, ...]:
    """Hand three interns of seventeen over; returns the joiners."""
    (opening,) = requisitions.open_requisition(
        session, title="实习生", department="制造部", place="一号车间", head_count=9
    ).created
    today = session.today()
    born = today.replace(year=today.year - 17, day=1).isoformat()
    new = [
        NewCandidate(
            requisition_id=opening,
            values=typed(
                session.catalogue, full_name=name, mobile=f"1390000000{number}", birth_date=born,
                age_band="16-17", applied_position="实习生", guardian="王芳 | 母亲 | 13800138000",
            ),
        )
        for number, name in enumerate(NAMES)
    ]  # fmt: skip
    ids = recruitment.take_in(session, new).created
    recruitment.accept_offer(session, ids, told_by="刘经理", on=today)
    for id_ in ids:
        handing_over.hand_over(session, [id_], start_on=today + dt.timedelta(days=7))
        delivery.deliver(session)
        while intake.take_in(session).taken:
            delivery.deliver(session)
    return tuple(one.joiner_id for one in guardian_sheets.young(session))


def approve_reading(session: Session) -> None:
    """Have the admin approve that onboarding reads about the interns."""
    (id_,) = minor_approvals.ask(session, "personnel", wanted(session, "onboarding")).created
    minor_approvals.approve(session, id_, approver="admin", passphrase=PASSPHRASE)


@dataclass
class Here:
    """The page with three interns, and how to wait for it."""

    page: GuardiansPage
    ids: tuple[str, ...]
    wait: Wait

    def take(self, *paths: Path) -> None:
        self.page.take_files(paths)
        self.settle()

    def settle(self) -> None:
        for _ in range(6):
            self.wait()

    def column(self) -> list[str]:
        model = self.page.table.records
        place = [one.key for one in model.columns].index("sheet")
        return [str(model.index(row, place).data()) for row in range(model.rowCount())]


@pytest.fixture
def around(open_as: Callable[..., Surroundings], folder: Path, wait_idle: Wait) -> Surroundings:
    """Return the desk as a user who recruits and welcomes sees it."""
    admin = open_as(folder)
    roles = ("recruiter", "onboarding")
    admin.desk.run(users.add, name="school", passphrase=PASSPHRASE, roles=roles, owner=admin.desk)
    wait_idle()
    return open_as(folder, "school")


@pytest.fixture
def here(around: Surroundings, show: Show, wait_idle: Wait) -> Here:
    found: list[Any] = []
    around.desk.query(school, owner=around.desk, done=found.append)
    wait_idle()
    made = Here(show(GuardiansPage(around)), found[0], wait_idle)
    made.page.receive(None)
    made.settle()
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "class.pdf"
    path.write_bytes(pdf("one", "two", "back of two"))
    return path


def test_who_is_missing_is_named(here: Here) -> None:
    assert all(name in here.page.missing.text() for name in NAMES)
    assert here.column() == [t("Missing")] * 3
    assert here.page.print_button.isVisibleTo(here.page)
    assert "guardians.keep" not in here.page.handlers()


def test_pages_are_proposed_in_turn_and_confirmed_with_enter_alone(here: Here, scan: Path) -> None:
    here.take(scan)
    page = here.page
    assert [one.owner for one in page.scans.pages] == list(here.ids)
    assert page.scans.sheets() == []
    QTest.keyClick(page.hand.confirm_button, Qt.Key.Key_Return)
    QTest.keyClick(page.hand.confirm_button, Qt.Key.Key_Return)
    assert page.place == 2
    page.hand.owner.setCurrentIndex(page.hand.owner.findData(here.ids[1]))  # a back side
    QTest.keyClick(page.hand.confirm_button, Qt.Key.Key_Return)
    assert [(s.joiner_id, len(s.pages)) for s in page.scans.sheets()] == [
        (here.ids[0], 1), (here.ids[1], 2)
    ]  # fmt: skip
    assert here.column()[2] == t("Missing")
    page.handlers()["guardians.keep"]()
    here.settle()
    assert page.banner.isVisibleTo(page)
    assert [one.signed_at is None for one in page.people] == [False, False, True]
    assert NAMES[2] in page.missing.text()
    assert NAMES[0] not in page.missing.text()
    assert page.scans.pages == []


def test_nothing_is_stored_before_the_sheets_are_kept(
    here: Here, scan: Path, around: Surroundings
) -> None:
    before = sorted((around.desk.session.folder / "documents").iterdir())
    here.take(scan)
    here.page.confirm(here.ids[0])
    here.settle()
    assert sorted((around.desk.session.folder / "documents").iterdir()) == before
    assert all(one.signed_at is None for one in here.page.people)


def test_a_page_that_is_no_sheet_is_left_out_and_the_others_move_up(here: Here, scan: Path) -> None:
    here.take(scan)
    here.page.hand.leave_out.click()
    assert [one.owner for one in here.page.scans.pages] == [NOBODY, *here.ids[:2]]
    assert here.page.scans.sheets() == []


def test_a_dropped_picture_is_a_page_and_what_is_none_is_refused(
    here: Here, tmp_path: Path
) -> None:
    (tmp_path / "one.png").write_bytes(png((300, 200)))
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut off")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("bad.pdf", "one.png")])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    here.page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none))
    here.settle()
    assert [one.file for one in here.page.scans.pages] == ["one.png"]
    assert here.page.banner.isVisibleTo(here.page)


def test_those_marked_in_the_list_are_the_class(here: Here) -> None:
    here.page.receive((here.ids[1],))
    here.settle()
    assert [one.joiner_id for one in here.page.people] == [here.ids[1]]


def test_a_printed_sheet_comes_back_to_its_person(here: Here, tmp_path: Path) -> None:
    target = tmp_path / "sheets.pdf"
    here.page.write_sheets("zh_CN", target)
    here.settle()
    printed = pypdfium2.PdfDocument(target)
    texts = [page.get_textpage().get_text_range() for page in printed]
    assert [NAMES[number] in text for number, text in enumerate(texts)] == [True] * 3
    backwards = pypdfium2.PdfDocument.new()
    backwards.import_pages(printed, [2, 0])
    backwards.save(str(tmp_path / "scanned.pdf"))
    here.take(tmp_path / "scanned.pdf")
    assert [one.owner for one in here.page.scans.pages] == [here.ids[2], here.ids[0]]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_person_has_one_page_with_the_whole_text(language: str) -> None:
    people = [Expected(f"{number:032x}", f"示例{number}") for number in range(30)]
    text = "同意。\n第二行\n\n" + "本人知悉并同意。" * 60
    around = Around(company={"name": "示例公司"}, language=language, printed_on=dt.date(2026, 3, 2))
    document = pypdfium2.PdfDocument(sheets_pdf(people, text, around))
    assert len(document) == 30
    for page, person in zip(document, people, strict=True):
        said = page.get_textpage().get_text_range().replace("\r", "").replace("\n", "")
        assert person.name in said
        assert person.code in said
        assert "本人知悉并同意。" * 60 in said


def test_a_confirmed_page_can_be_given_to_somebody_else() -> None:
    scans = Scans()
    scans.expect([Expected("a" * 32, "赵一"), Expected("b" * 32, "钱二")])
    for number in (1, 2):
        scans.add(guardian_sheets.ScannedPage(b"%d" % number, ""), "class.pdf", number)
    scans.confirm(0, "a" * 32)
    scans.confirm(0, "b" * 32)
    assert [one.owner for one in scans.pages] == ["b" * 32, "a" * 32]
    scans.reopen(0)
    assert [one.owner for one in scans.pages] == ["a" * 32, "b" * 32]
    assert scans.next_open(1) == 0


def test_a_kept_sheet_is_looked_at_and_closed(here: Here, scan: Path) -> None:
    here.take(scan)
    for owner in (here.ids[0], here.ids[0], NOBODY):
        here.page.confirm(owner)
    here.page.keep()
    here.settle()
    here.page.desk.query(approve_reading, owner=here.page, done=lambda _found: None)
    here.settle()
    here.page.table.opened.emit(here.ids[0])
    here.settle()
    hand = here.page.hand
    assert hand.is_looking()
    assert not hand.confirm_button.isVisibleTo(hand)
    first = hand.view.paper
    hand.next.click()
    assert hand.view.paper is not first
    assert not hand.next.isEnabled()
    QTest.keyClick(hand.close_button, Qt.Key.Key_Escape)
    assert not hand.is_looking()
    assert hand.view.paper is None
    here.page.table.opened.emit(here.ids[1])  # nothing is kept of them
    here.settle()
    assert not hand.is_looking()
