# SPDX-License-Identifier: Apache-2.0
"""The scenes of documents, a part of the walk: CVs on their way in, a record's file shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""

CVS: Final = {
    "龚雨晴的简历": ("个人简历", "姓名：龚雨晴", "手机：199 1234 0011", "邮箱：gyq@example.com",
               "2019.7–2025.6  示例公司  装配工", "持有焊接与热切割作业操作证"),
    "求职简历2": ("姓名：史建民", "电话：19912340012", "应聘质检员，三年经验"),
    "求职简历3": ("姓名：史建民", "电话：19912340012", "应聘装配工"),
}  # fmt: skip
"""Made-up CVs by the name of their file; two are of one person."""


def documents(workspace: "Workspace", scratch: Path) -> Iterator[str]:
    """Look at CVs before and after they are read, take one in, and open its file."""
    page: Any = workspace.page("cvs")
    workspace.show_page("cvs")
    yield SETTLE
    page.take_files(_written(scratch))
    yield SETTLE
    page.model.setData(page.model.index(0, 4), "adult")
    page.confirm_row(0, True)
    page.confirm_row(1, True)
    yield SETTLE
    yield "page-cvs-filled"
    page.table.selectRow(3)
    yield "page-cvs-refused"
    page.run()
    yield SETTLE
    yield "page-cvs-taken-in"
    while page.model.rows:
        page.model.remove(page.model.rows[0].number)
    page.banner.clear()
    yield from _files(workspace)


def _files(workspace: "Workspace") -> Iterator[str]:
    listed: Any = workspace.page("candidates")
    workspace.show_page("candidates")
    yield SETTLE
    listed.filter.search.setText("龚雨晴")
    yield SETTLE
    record: Any = workspace.page("record")
    workspace.show_page("record", listed.table.records.row_id(0))
    yield SETTLE
    record.files.show_files("resume_file")
    yield SETTLE
    yield "record-files"
    record.files.open_buttons[0].click()
    yield SETTLE
    yield "record-file-open"
    record.files.leave()
    listed.filter.search.clear()
    yield SETTLE


def _written(scratch: Path) -> list[Path]:
    """Write the CVs as DOCX, and a file that is none; returns their paths."""
    from docx import Document

    folder = scratch / "cvs"
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, lines in CVS.items():
        letter = Document()
        for line in lines:
            letter.add_paragraph(line)
        made.append(folder / f"{name}.docx")
        letter.save(str(made[-1]))
    made.append(folder / "照片.jpg")
    made[-1].write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    return made
