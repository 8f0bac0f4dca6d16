# SPDX-License-Identifier: Apache-2.0
"""A template of the company's own: begun, read out of a workbook, copied, carried as a text."""

from dataclasses import replace
from pathlib import Path

import pytest

from hr_desk.catalogue.hand_off_drafts import written
from hr_desk.catalogue.hand_off_templates import FOLDER
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.exchange.filled_workbook import WorkbookNotUsable
from hr_desk.operations import (
    hand_off_templates,
    standing_hand_offs,
    template_drafts,
    template_making,
)
from hr_desk.operations.hand_off_problems import TemplateUnknown, TextUnreadable
from hr_desk.operations.import_problems import SheetUnreadable
from hr_desk.operations.problems import NotPermitted, TargetExists, TargetInDesk
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.handing_off import approved, receivers_workbook
from tests.support.joining import welcome

SHIPPED = "bank_accounts"


def own(admin: Session) -> str:
    """Keep a twin of a shipped template; returns its key."""
    begun = template_making.begin(admin, SHIPPED, copy=True)
    return str(hand_off_templates.save_template(admin, written(begun.draft)).created[0])


def test_a_shipped_template_is_copied_and_only_an_own_one_is_changed(admin: Session) -> None:
    assert template_making.begin(admin, SHIPPED).shipped
    twin = template_making.begin(admin, SHIPPED, copy=True)
    assert twin.known is None and twin.draft.key == "own"
    key = own(admin)
    begun = template_making.begin(admin, key)
    assert begun.known is not None and begun.draft.key == key == "own" and not begun.shipped
    assert template_making.begin(admin, key, copy=True).draft.key == "own_2"
    assert template_making.begin(admin).draft.columns == ()
    with pytest.raises(TemplateUnknown):
        template_making.begin(admin, "nowhere")


def test_a_change_names_the_hand_offs_that_it_makes_void(admin: Session) -> None:
    key = own(admin)
    standing = approved(admin, key)
    begun = template_making.begin(admin, key)
    assert begun.known is not None and [one.id for one in begun.standing] == [standing]
    same = written(begun.draft)
    assert not template_making.differs(admin, begun.known, same + "# a remark\n", b"")
    wider = written(replace(begun.draft, zh="另一个名字"))
    assert template_making.differs(admin, begun.known, wider, b"")
    standing_hand_offs.end(admin, standing)
    assert template_making.standing_with(admin, key) == ()


def test_one_that_can_no_longer_be_read_is_mended_as_a_text(admin: Session) -> None:
    key = own(admin)
    with admin.compartment("personnel").transaction():
        admin.compartment("personnel").connection.execute(
            "UPDATE hand_off_template SET source = replace(source, 'mobile', 'x_gone')"
        )
    lines = {one.key: one for one in template_making.list_lines(admin)}
    assert lines[key].template is None and lines[key].problem is not None and lines[key].own
    assert lines[SHIPPED].template is not None and not lines[SHIPPED].own and len(lines) == 10
    begun = template_making.begin(admin, key)
    assert begun.problem is not None and "x_gone" in begun.source and begun.known is None
    mended = template_making.begin_with(admin, begun.source.replace("x_gone", "mobile"))
    hand_off_templates.save_template(admin, written(mended.draft))
    assert template_making.begin(admin, key).problem is None


def test_the_receivers_headings_say_what_belongs_below_them(admin: Session, tmp_path: Path) -> None:
    path = tmp_path / "增员模板.xlsx"
    path.write_bytes(receivers_workbook(sample=False))
    book = template_making.read_workbook(admin, path)
    (sheet,) = book.sheets
    assert (book.name, sheet.name, sheet.first_row) == ("增员模板.xlsx", "增员表", 4)
    found = template_making.columns_of(admin, sheet)
    assert [(one.place, one.source, one.of) for one in found] == [
        ("A", "value", "number"), ("B", "field", "full_name"), ("C", "field", "id_number"),
        ("D", "", ""), ("F", "", ""),
    ]  # fmt: skip
    assert [one.header for one in found] == ["序号", "姓名", "证件号码", "基数", "合计"]
    assert template_making.columns_of(admin, sheet, found) == ()
    again = template_making.look_again(admin, book.name, book.content)
    assert again == book


def test_a_column_begins_the_usual_way(admin: Session) -> None:
    catalogue = admin.catalogue
    assert template_making.column_for(catalogue, "start_date", ()).date == "yyyy-mm-dd"
    assert template_making.column_for(catalogue, "insured_from", ()).date == "yyyy-mm"
    term = template_making.column_for(catalogue, "contract_term", ["contract_term"])
    assert (term.key, term.part) == ("contract_term_2", "start")


def test_what_is_no_workbook_is_refused(admin: Session, tmp_path: Path) -> None:
    with pytest.raises(SheetUnreadable):
        template_making.read_workbook(admin, tmp_path / "nothing.xlsx")
    (tmp_path / "a.csv").write_text("姓名,性别\n", "utf-8")
    with pytest.raises(WorkbookNotUsable):
        template_making.read_workbook(admin, tmp_path / "a.csv")


def test_a_template_is_carried_as_a_text(desk: Desk, admin: Session, tmp_path: Path) -> None:
    begun = template_making.begin(admin, SHIPPED, copy=True)
    target = tmp_path / "own.toml"
    template_making.save_text(admin, written(begun.draft), target)
    assert template_making.take_text(admin, template_making.read_text(admin, target)) == begun.draft
    with pytest.raises(TargetExists):
        template_making.save_text(admin, "", target)
    with pytest.raises(TargetInDesk):
        template_making.save_text(admin, "", desk.folder / "own.toml")
    shipped = template_making.read_text(admin, FOLDER / f"{SHIPPED}.toml")
    taken = template_making.take_text(admin, shipped)
    assert taken.key == "own" and len(taken.columns) == len(begun.draft.columns)
    assert template_making.begin_with(admin, written(begun.draft)).known is None
    key = own(admin)
    again = template_making.begin_with(admin, written(replace(begun.draft, day=3)))
    assert again.known is not None and (again.draft.key, again.draft.day) == (key, 3)
    with pytest.raises(CatalogueProblem):
        template_making.take_text(admin, "[template]")
    target.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TextUnreadable):
        template_making.read_text(admin, target)


def test_a_draft_is_ones_own_and_in_the_file_of_the_templates(admin: Session) -> None:
    template_drafts.save(admin, "template:own", {"draft": "a"})
    template_drafts.save(admin, "template:own", {"draft": "b"})
    assert template_drafts.load(admin, "template:own") == {"draft": "b"}
    rows = admin.compartment("personnel").read("SELECT id FROM draft")
    assert len(rows) == 1
    template_drafts.discard(admin, "template:own")
    assert template_drafts.load(admin, "template:own") is None


def test_onboarding_makes_no_templates(desk: Desk) -> None:
    colleague = welcome(desk)
    for call in (
        lambda: template_making.begin(colleague),
        lambda: template_making.take_text(colleague, ""),
        lambda: template_drafts.save(colleague, "template:own", {"draft": "a"}),
    ):
        with pytest.raises(NotPermitted):
            call()
