# SPDX-License-Identifier: Apache-2.0
"""How the program starts: commands without Qt, the input method, exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.__main__ import _parser
from ui.input_method import use_input_method_that_ships

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_QT = """
import sys
from ui.__main__ import main
try:
    code = main(["--help"])
except SystemExit as end:
    code = end.code
assert not any(name.startswith("PySide6") for name in sys.modules), "Qt was loaded"
sys.exit(code)
"""

WITHOUT_STREAMS = """
import sys
from ui.__main__ import main
sys.stdout = sys.stderr = None  # as in a Windows program without a console
code = main(["certificate", "verify", "nowhere"])
from ui.lock import end_process
end_process(code + 6)
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_commands_without_a_screen_load_no_qt() -> None:
    done = run("-c", WITHOUT_QT)
    assert done.returncode == 0, done.stderr


def test_a_program_without_streams_does_its_work_and_ends() -> None:
    done = run("-c", WITHOUT_STREAMS)
    assert (done.returncode, done.stdout, done.stderr) == (7, "", "")


def test_what_a_packed_program_starts_itself_for_paints_and_ends() -> None:
    assert run("-m", "ui", "first-paint").returncode == 0


def test_an_unknown_option_is_wrong_usage() -> None:
    assert run("-m", "ui", "--nonsense").returncode == 2


def test_an_unknown_command_is_wrong_usage() -> None:
    done = run("-m", "ui", "nonsense")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("before", "after"),
    [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("", ""), ("compose", "compose")],
)
def test_chinese_can_be_typed_under_fcitx(before: str, after: str) -> None:
    environment = {"QT_IM_MODULE": before}
    use_input_method_that_ships(environment)
    assert environment == {"QT_IM_MODULE": after}


def test_an_unset_input_method_stays_unset() -> None:
    environment: dict[str, str] = {}
    use_input_method_that_ships(environment)
    assert environment == {}


def test_a_desk_named_from_here_is_the_same_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The successor of a lock begins in the program's folder."""
    monkeypatch.chdir(tmp_path)
    assert _parser().parse_args(["--desk", "desk"]).desk == tmp_path / "desk"
