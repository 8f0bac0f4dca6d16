# SPDX-License-Identifier: Apache-2.0
"""The commands ``import`` and ``import undo``: answers, refusals, and no value in what they say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hr_desk.operations import desks
from tests.hr_desk.test_cli import Terminal
from tests.support.desk import Desk
from tests.support.raw_sheets import rows_of, xlsx

HEADS = ("姓名", "手机", "年龄段", "应聘岗位", "婚姻状况")
ZHANG = ("张伟国", "13800138000", "已满18周岁", "装配工", "未婚")
WRONG = ("赵敏敏", "12", "已满18周岁", "装配工", "未婚")


@pytest.fixture
def terminal(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(desks, "SystemClock", lambda: desk.clock)
    return Terminal(desk, capsys, monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: tuple[str, ...]) -> Path:
        path = tmp_path / "applicants.xlsx"
        path.write_bytes(xlsx(S=rows_of(HEADS, *rows)))
        return path

    return write


def test_in_and_out_again(terminal: Terminal, file: Callable[..., Path]) -> None:
    desk = terminal.desk.folder
    said = terminal.run("import", desk, file(ZHANG), "--form", "application", "--json").data
    assert (said["imported"], said["updated"]) == (1, 0)
    assert list(said["not_stored"]) == ["婚姻状况"]
    undone = terminal.run("import", "undo", desk, said["batch"], "--json").data
    assert (undone["removed"], undone["put_back"], undone["proven"]) == (1, 0, True)
    again = terminal.run("import", "undo", desk, said["batch"], code=1)
    assert "undone already" in again.err


def test_a_dry_run_says_what_is_wrong_and_names_nobody(
    terminal: Terminal, file: Callable[..., Path], tmp_path: Path
) -> None:
    errors = tmp_path / "errors.xlsx"
    path = file(ZHANG, WRONG)
    desk = terminal.desk.folder
    said = terminal.run("import", desk, path, "--dry-run", "--errors", errors, "--json")
    assert said.data["rows"] == {"new": 1, "skipped": 0, "update": 0, "problem": 1}
    (problem,) = said.data["problems"]
    assert (problem["row"], problem["column"], problem["kind"]) == (3, "手机", "NotAPhone")
    assert "赵敏敏" not in said.out and "batch" not in said.data
    assert errors.exists()
    plain = terminal.run("import", desk, path, "--dry-run").out
    assert "Row 3, 手机: " in plain and "1 new" in plain


def test_all_or_the_good_rows(terminal: Terminal, file: Callable[..., Path]) -> None:
    desk, path = terminal.desk.folder, file(ZHANG, WRONG)
    terminal.run("import", desk, path, code=1)
    said = terminal.run("import", desk, path, "--good-rows-only", "--json").data
    assert said["imported"] == 1
    skipped = terminal.run("import", desk, file(ZHANG), "--dry-run", "--json").data
    assert skipped["rows"]["skipped"] == 1


def test_one_requisition_for_all(terminal: Terminal, file: Callable[..., Path]) -> None:
    desk = terminal.desk
    row = (*ZHANG[:3], "别的岗位", "")
    terminal.run("import", desk.folder, file(row), code=1)
    chosen = ("--requisition", desk.requisition, "--sheet", "S", "--notice", "source")
    assert terminal.run("import", desk.folder, file(row), *chosen, "--json").data["imported"] == 1
    terminal.run("import", desk.folder, file(row), "--sheet", "T", code=1)


def test_the_template(terminal: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "template.xlsx"
    desk = terminal.desk.folder
    assert "template.xlsx" in terminal.run("import", desk, "--template", target).out
    assert target.read_bytes().startswith(b"PK")
    terminal.run("import", desk, "--template", target, code=1)


def test_wrong_words(terminal: Terminal, file: Callable[..., Path], tmp_path: Path) -> None:
    desk = terminal.desk.folder
    assert "hr-desk import DESK FILE" in terminal.run("import", desk, code=2).err
    terminal.run("import", "undo", desk, code=2)
    terminal.run("import", desk, tmp_path / "none.xlsx", code=1)
    text = tmp_path / "picture.png"
    text.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "no sheet" in terminal.run("import", desk, text, code=1).err
    assert "may not" in terminal.run("import", desk, file(ZHANG), user="gate", code=1).err
