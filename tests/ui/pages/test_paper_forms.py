# SPDX-License-Identifier: Apache-2.0
"""Forms printed from the window: blank for the queue, filled from a record, through the door."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QObject

from hr_desk.operations import candidates, disclosure, recruitment
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from ui.pages.candidates import CandidatesPage
from ui.pages.paper_forms import FORMS, PaperPanel
from ui.pages.record import RecordPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def text_of(path: Path) -> str:
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(path)]
    return "".join(page.get_text_range() for page in pages).replace("\r\n", "")


def written(panel: PaperPanel, target: Path, wait_idle: Wait) -> str:
    names: list[str] = []
    panel.printed.connect(names.append)
    panel.write(target)
    for _ in range(3):
        wait_idle()
    assert names == [target.name]
    return text_of(target)


def read_entry(session: Session) -> tuple[str, int, bool, list[str]]:
    (line, *_) = disclosure.registered(session)
    row = session.compartment("hiring").read_one(
        "SELECT fields FROM disclosure WHERE id = ?", (line.id,)
    )
    return line.kind, line.people, line.completed, json.loads(row[0])


def last_entry(
    around: Surroundings, owner: QObject, wait_idle: Wait
) -> tuple[str, int, bool, list[str]]:
    """Return kind, people, completion and fields of the newest entry of the register."""
    found: list[Any] = []
    around.desk.query(read_entry, owner=owner, done=found.append)
    wait_idle()
    entry: tuple[str, int, bool, list[str]] = found[0]
    return entry


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("key", [one.key for one in FORMS if one.blank])
def test_a_blank_form_is_printed_in_either_language(
    around: Surroundings, show: Show, wait_idle: Wait, tmp_path: Path, key: str, language: str
) -> None:
    page: CandidatesPage = show(CandidatesPage(around))
    wait_idle()
    page.handlers()["candidates.blank_forms"]()
    page.papers.form.setCurrentIndex(page.papers.form.findData(key))
    page.papers.in_language.setCurrentIndex(page.papers.in_language.findData(language))
    text = written(page.papers, tmp_path / "blank.pdf", wait_idle)
    catalogue = around.desk.catalogue
    asked = {
        "application": catalogue.field("full_name").label,
        "evaluation": catalogue.code_lists["evaluation_criterion"].codes["skills"],
        "joining": catalogue.field("id_number").label,
    }
    assert asked[key].within(language) in text
    assert "13800000001" not in text
    assert last_entry(around, page, wait_idle) == ("print", 0, True, [])


@pytest.fixture
def record(around: Surroundings, show: Show, wait_idle: Wait) -> RecordPage:
    """The record of 张伟, who accepted an offer."""
    page: RecordPage = show(RecordPage(around))
    found: dict[str, str] = {}

    def keep(listed: candidates.ApplicationPage) -> None:
        found.update({r.cells["full_name"].text: r.application_id for r in listed.rows})

    around.desk.query(candidates.list_applications, ListQuery(), owner=page, done=keep)
    wait_idle()
    today = around.desk.session.today()
    around.desk.run(recruitment.accept_offer, [found["张伟"]], told_by="李雷", on=today, owner=page)
    wait_idle()
    page.receive(found["张伟"])
    wait_idle()
    wait_idle()
    return page


@pytest.mark.parametrize(("key", "fields"), [("evaluation", 1), ("joining", 2), ("report", 1)])
def test_a_form_of_a_record_names_its_person_and_is_registered(
    around: Surroundings, record: RecordPage, wait_idle: Wait, tmp_path: Path, key: str, fields: int
) -> None:
    record.handlers()["record.forms"]()
    panel = record.papers
    panel.form.setCurrentIndex(panel.form.findData(key))
    text = written(panel, tmp_path / "form.pdf", wait_idle)
    assert "张伟" in text
    assert "装配工" in text
    kind, people, completed, keys = last_entry(around, record, wait_idle)
    assert (kind, people, completed) == ("print", 1, True)
    assert "full_name" in keys
    assert len(keys) == fields


def test_an_evaluation_holds_no_personal_data_but_name_and_post(
    record: RecordPage, wait_idle: Wait, tmp_path: Path
) -> None:
    record.handlers()["record.forms"]()
    panel = record.papers
    panel.form.setCurrentIndex(panel.form.findData("evaluation"))
    text = written(panel, tmp_path / "form.pdf", wait_idle)
    assert "138" not in text
    codes = record.desk.catalogue.code_lists
    for code_list in ("evaluation_criterion", "decision_reason", "evaluation_result"):
        for words in codes[code_list].codes.values():
            assert words.zh in text


def test_a_notice_to_report_says_when_where_and_what_to_bring(
    record: RecordPage, wait_idle: Wait, tmp_path: Path
) -> None:
    record.handlers()["record.forms"]()
    panel = record.papers
    panel.form.setCurrentIndex(panel.form.findData("report"))
    assert panel.day.isVisible()
    panel.time.setText("08:30")
    panel.place.setText("一号门")
    panel.items["id_card"].setChecked(True)
    text = written(panel, tmp_path / "form.pdf", wait_idle)
    items = record.desk.catalogue.code_lists["report_item"].codes
    for said in ("08:30", "一号门", panel.day.date().toString("yyyy-MM-dd"), items["id_card"].zh):
        assert said in text
    assert items["photo"].zh not in text


def test_before_an_offer_is_accepted_no_joining_form_is_offered(
    around: Surroundings, show: Show, record: RecordPage, wait_idle: Wait
) -> None:
    assert record.view is not None
    record.papers.start(record.view)
    offered = [record.papers.form.itemData(n) for n in range(record.papers.form.count())]
    assert offered == ["evaluation", "joining", "report"]
    found: list[Any] = []
    around.desk.query(
        candidates.list_applications, ListQuery(stages=("applied",)), owner=record,
        done=lambda page: found.append(page.rows[0].application_id),
    )  # fmt: skip
    wait_idle()
    record.receive(found[0])
    wait_idle()
    wait_idle()
    record.papers.start(record.view)
    offered = [record.papers.form.itemData(n) for n in range(record.papers.form.count())]
    assert offered == ["evaluation"]
