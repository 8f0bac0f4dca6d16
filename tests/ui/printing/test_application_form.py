# SPDX-License-Identifier: Apache-2.0
"""The application form on paper: what the catalogue asks, in the order in which it is typed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given as given_
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load, load_text
from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.types import FILE_TYPES
from tests.support.examples import value
from tests.support.views import View
from ui.forms.record_form import RecordForm
from ui.printing.application_form import Around, form_pdf
from ui.printing.blanks import LABEL_POINTS, Blank, Choice, Column
from ui.printing.paper import printable
from ui.printing.tight_paper import TightPaper

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

COMPANY = {"name": "示例公司", "address": "青岛市示例路1号", "phone": "0532-80000000"}
TODAY = date(2026, 3, 2)

OWN = """
[field.x_shoe_size]
record = "person"
label = { zh = "工鞋尺码", en = "Shoe size" }
purpose = { zh = "准备试岗用的工鞋。", en = "To have work shoes ready." }
refusal = { zh = "可以不填。", en = "You may leave it out." }
section = "identity"
type = "count"
demand = { recruitment = "optional", onboarding = "closed", visitor = "closed" }
basis = { recruitment = "PIPL 13(1)" }
sensitivity = "ordinary"
earliest_stage = "kiosk"
roles = "– – F – F –"
retention = { hiring = "REJ" }
mask = "hidden"
"""
"""A field of a company's own, declared last and asked in the first section."""


def blank(catalogue: Catalogue) -> list[View]:
    return [View(field) for field in catalogue.fields_of("hiring", Scenario.RECRUITMENT)]


def given(catalogue: Catalogue, **texts: str) -> list[View]:
    found = []
    for view in blank(catalogue):
        text = texts.get(view.field.key)
        if text is None:
            found.append(view)
        else:
            value = view.field.type.parse(text)
            found.append(replace(view, value=value, shown=view.field.type.show(value), given=True))
    return found


def around(language: str = "zh_CN", **more: Any) -> Around:
    return Around(company=COMPANY, language=language, printed_on=TODAY, **more)


def lines(pdf: bytes) -> str:
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf)]
    return "\n".join(page.get_text_range() for page in pages).replace("\r", "")


def printed(pdf: bytes) -> str:
    return lines(pdf).replace("\n", "")


def labels(views: Iterable[View], language: str) -> list[str]:
    return [view.field.label.within(language) for view in views]


@pytest.fixture(params=["as shipped", "with a field of our own"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return load() if request.param == "as shipped" else load_text(OWN)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_paper_screen_and_enter_have_one_order(
    qtbot: QtBot, catalogue: Catalogue, language: str
) -> None:
    views = blank(catalogue)
    text = lines(form_pdf(views, catalogue, Scenario.RECRUITMENT, around(language)))
    names = sorted(labels(views, language), key=len, reverse=True)
    numbered = re.compile(r"(\d+)\. (" + "|".join(map(re.escape, names)) + ")")
    on_paper = [(int(n), name) for n, name in numbered.findall(text)]
    declared = list(enumerate(labels(views, language), start=1))
    # Once where it is filled in, once where its purpose is told.
    assert sorted(on_paper) == sorted(declared * 2)

    form = RecordForm(catalogue, Scenario.RECRUITMENT, today=lambda: TODAY)
    qtbot.addWidget(form)
    form.resize(900, 700)
    form.show_record(views, new=True)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert list(form.keys()) == [view.field.key for view in views]

    ended: list[bool] = []
    form.finished.connect(lambda: ended.append(True))
    form.focus_first()
    met: list[str] = []
    for _ in range(200):
        here = next(key for key in form.keys() if holds_focus(form, key))  # noqa: SIM118
        if not met or met[-1] != here:
            met.append(here)
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Return)
        if ended:
            break
    assert ended == [True]
    # Files come once the record is saved: there is nothing to enter in a new one.
    enterable = [view.field.key for view in views if view.field.type.name != "documents"]
    assert met == enterable


def holds_focus(form: RecordForm, key: str) -> bool:
    here = QApplication.focusWidget()
    return here is not None and form.row(key).isAncestorOf(here)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_item_is_on_one_sheet_with_its_purpose(catalogue: Catalogue, language: str) -> None:
    views = blank(catalogue)
    notice = "告知。" * 100
    pdf = form_pdf(
        views, catalogue, Scenario.RECRUITMENT,
        around(language, notice=notice, policy=(3, "2026-01-01"), consents=["同意甲" * 40]),
    )  # fmt: skip
    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    text = printed(pdf).replace(" ", "")
    for view in views:
        assert view.field.label.within(language).replace(" ", "") in text
        assert view.field.purpose.within(language).replace(" ", "") in text
    assert notice in text
    assert "同意甲" * 40 in text
    assert "2026-01-01" in text


def test_choices_stand_as_words_and_a_long_list_does_not() -> None:
    shipped = load()
    text = printed(form_pdf(blank(shipped), shipped, Scenario.RECRUITMENT, around()))
    for key in ("education_level", "age_band", "source_channel"):
        for words in shipped.code_lists[key].codes.values():
            assert words.zh in text
    assert "阿尔巴尼亚" not in text


def test_a_filled_form_shows_values_ticks_and_histories() -> None:
    shipped = load()
    views = given(
        shipped,
        full_name="张小明",
        education_level="20",
        work_history="示例一厂 | 装配工 | 2019-07 | 2022-06\n示例二厂 | 班长 | 2022-07",
        guardian="王芳 | 母亲 | 13800138000",
    )
    text = printed(form_pdf(views, shipped, Scenario.RECRUITMENT, around()))
    for said in ("张小明", "示例一厂", "示例二厂", "2019-07", "班长", "王芳", "138 0013 8000"):
        assert said in text


def ink(pdf: bytes) -> int:
    """Count the dark dots of the first page."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    return sum(picture.histogram()[:128])


def test_only_what_was_chosen_is_ticked() -> None:
    shipped = load()
    empty = form_pdf(blank(shipped), shipped, Scenario.RECRUITMENT, around())
    ticked = form_pdf(given(shipped, education_level="20"), shipped, Scenario.RECRUITMENT, around())
    assert printed(empty) == printed(ticked)
    assert ink(ticked) > ink(empty)


def test_a_masked_value_stays_masked() -> None:
    shipped = load()
    views = [
        replace(view, shown="138****8000", masked=True, given=True)
        if view.field.key == "mobile"
        else view
        for view in blank(shipped)
    ]
    assert "138****8000" in printed(form_pdf(views, shipped, Scenario.RECRUITMENT, around()))


def test_the_photo_has_its_place_or_its_picture() -> None:
    shipped = load()
    photo = BytesIO()
    Image.new("RGB", (443, 620), "#7799bb").save(photo, "JPEG")
    empty = form_pdf(blank(shipped), shipped, Scenario.RECRUITMENT, around())
    assert not PdfReader(BytesIO(empty)).pages[0].images
    filled = form_pdf(
        blank(shipped), shipped, Scenario.RECRUITMENT, around(portrait=photo.getvalue())
    )
    assert len(PdfReader(BytesIO(filled)).pages[0].images) == 1


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_rare_name_is_read_back_in_either_language(language: str) -> None:
    shipped = load()
    pdf = form_pdf(
        given(shipped, full_name="钱𬭎"), shipped, Scenario.RECRUITMENT, around(language)
    )
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "钱𬭎" in text


def test_every_item_of_a_joiner_has_its_numbered_place() -> None:
    shipped = load()
    fields = [field for field in shipped.fields.values() if field.asked_in(Scenario.ONBOARDING)]
    views = [View(field) for field in fields if field.supplied_by == "person"]
    text = lines(form_pdf(views, shipped, Scenario.ONBOARDING, around()))
    for number, view in enumerate(views, start=1):
        assert text.count(f"{number}. {view.field.label.zh}") == 2, view.field.key


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_filled_form_is_one_sheet_too(language: str) -> None:
    shipped = load()
    views = [
        replace(
            view, value=value(view.field), shown=view.field.type.show(value(view.field)), given=True
        )
        if view.field.type.name not in FILE_TYPES
        else view
        for view in blank(shipped)
    ]
    pdf = form_pdf(
        views, shipped, Scenario.RECRUITMENT,
        around(language, notice="告知。" * 100, policy=(3, "2026-01-01"), consents=["同意甲" * 40]),
    )  # fmt: skip
    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    text = printed(pdf).replace(" ", "")
    for view in views:
        if view.value is not None and view.field.type.name in ("date", "email", "person_name"):
            assert view.shown.replace(" ", "") in text, view.field.key


def test_a_group_of_codes_stands_in_words() -> None:
    shipped = load()
    words = shipped.code_lists[shipped.field("language_skill").code_list or ""].codes
    code, said = next(iter(words.items()))
    views = given(shipped, language_skill=said.zh)
    text = printed(form_pdf(views, shipped, Scenario.RECRUITMENT, around()))
    assert said.zh in text
    assert code not in text


def test_a_long_value_takes_the_room_it_needs_and_is_not_cut() -> None:
    shipped = load()
    mail = "a" * 50 + "@" + "b" * 40 + ".example.com"
    name = "买买提" * 12
    views = [
        replace(view, value=said, shown=said, given=True) if said else view
        for view, said in (
            (one, {"email": mail, "full_name": name}.get(one.field.key, ""))
            for one in blank(shipped)
        )
    ]
    text = printed(form_pdf(views, shipped, Scenario.RECRUITMENT, around())).replace(" ", "")
    assert mail in text
    assert name in text


def test_a_label_longer_than_its_line_keeps_clear_of_what_is_written() -> None:
    paper = TightPaper("", "")
    label = "条件很长的一项。" * 20
    choices = tuple(Choice(f"第{number}个选项") for number in range(4))
    for one in (Blank(label=label, value="值"), Blank(label=label, choices=choices),
                Blank(label=label, columns=(Column("列"),), rows=(("一",),))):  # fmt: skip
        before = paper.top
        paper.blanks([one])
        needed = paper.height_of(one.heading, paper.width - 4, LABEL_POINTS)
        if not one.columns:
            assert paper.top - before > needed + 4
    text = printed(paper.finish())
    assert text.count(label) == 3
    assert all(choice.words in text for choice in choices)


@given_(st.text("的一是 abcdef，。-@", max_size=300), st.floats(12, 186))
def test_small_print_loses_no_letter(text: str, width: float) -> None:
    paper = TightPaper("", "")
    lines = paper.broken(text, width, 7.0)
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")
    paper.finish()
