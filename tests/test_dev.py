# SPDX-License-Identifier: Apache-2.0
"""dev.py sets a machine up, says what is in the way, and does its steps in order."""

import hashlib
import importlib.util
import os
import re
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PACKED = (ROOT / "requirements-package.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def entries(lock: str) -> dict[str, str]:
    """Return the entries of a lock file, its comments left out: package to version and hashes."""
    found = re.split(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def named(requirements: list[str]) -> set[str]:
    """Return the packages that a list of pyproject.toml names."""
    names = (re.split(r"[<>=;\[ ]", line)[0] for line in requirements)
    return {name.lower().replace("_", "-") for name in names}


class Calls(list[str]):
    """Stand for the modules dev.py starts; ``failing`` is the one that fails."""

    failing = ""

    def __call__(self, *arguments: str, environment: dev.Environment = dev.AT_WORK) -> int:
        assert (environment is dev.PACKING) == (arguments[0] == "PyInstaller")
        self.append(" ".join(arguments))
        return int(arguments[0] == self.failing)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Return what dev.py would start on a machine that is set up."""
    calls = Calls()
    monkeypatch.setattr(dev, "call", calls)
    monkeypatch.setattr(dev, "set_up", lambda *, window=False: None)
    return calls


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the display away."""
    monkeypatch.setattr(dev, "has_display", lambda: False)


def test_test_does_lint_format_types_and_tests_in_order(started: Calls) -> None:
    assert dev.main(["test"]) == 0
    assert started == [
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "pytest -n 3 --maxschedchunk 4",
    ]


def test_what_follows_test_goes_to_pytest(started: Calls) -> None:
    dev.main(["test", "tests/ui", "-x"])
    assert started[-1] == "pytest -n 3 --maxschedchunk 4 tests/ui -x"


@pytest.mark.parametrize(("failing", "steps"), [("ruff", 1), ("mypy", 3), ("pytest", 4)])
def test_the_first_failure_ends_it_with_its_exit_code(
    started: Calls, failing: str, steps: int
) -> None:
    started.failing = failing
    assert dev.main(["test"]) == 1
    assert len(started) == steps


def test_check_runs_no_test(started: Calls) -> None:
    assert dev.main(["check"]) == 0
    assert not [step for step in started if step.startswith("pytest")]


def test_run_without_a_display_plays_the_day_and_says_where(
    started: Calls, no_display: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["run"]) == 0
    assert started == [f"ui demo --out {dev.DEMO}"]
    assert str(dev.DEMO) in capsys.readouterr().out


def test_run_with_a_display_makes_the_demo_desk_once_and_opens_it(
    started: Calls,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: True)
    monkeypatch.setattr(dev, "DEMO", tmp_path)
    window = f"ui --desk {tmp_path / 'desk'}"
    assert dev.main(["run"]) == 0
    assert started == [f"ui demo --out {tmp_path}", window]
    (tmp_path / "desk").mkdir()
    (tmp_path / "summary.json").write_text('{"user": "周敏", "passphrase": "made-up"}', "utf-8")
    started.clear()
    assert dev.main(["run"]) == 0
    assert started == [window]
    assert "周敏" in capsys.readouterr().out


def test_without_a_display_an_earlier_day_is_played_anew(
    started: Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    demo = tmp_path / "demo"
    (demo / "desk").mkdir(parents=True)
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "DEMO", demo)
    assert dev.main(["run"]) == 0
    assert not demo.exists()
    assert started == [f"ui demo --out {demo}"]


def test_a_failed_demo_opens_no_window(started: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: True)
    monkeypatch.setattr(dev, "DEMO", Path("nowhere"))
    started.failing = "ui"
    assert dev.main(["run"]) == 1
    assert len(started) == 1


def test_what_was_packed_is_tried(started: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[dev.Environment] = []
    monkeypatch.setattr(dev, "make_environment", made.append)
    assert dev.main(["package", "-x"]) == 0
    packed, tried = started
    assert packed.startswith("PyInstaller ") and packed.endswith(" installer.spec")
    assert tried == "pytest -m packed -s -x"
    assert made == [dev.PACKING]


def test_nothing_is_tried_that_was_not_packed(
    started: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "make_environment", lambda environment: None)
    started.failing = "PyInstaller"
    assert dev.main(["package"]) == 1
    assert len(started) == 1


@pytest.mark.parametrize("arguments", [[], ["tests"], ["--help"]])
def test_an_unknown_verb_shows_the_verbs(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    error = capsys.readouterr().err
    assert all(f"python3 dev.py {verb}" in error for verb in dev.VERBS)


def test_an_old_python_is_told_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST", (9, 0))
    with pytest.raises(SystemExit) as ended:
        dev.main(["test"])
    assert ended.value.code == 1
    error = capsys.readouterr().err
    assert "需要 Python 3.11" in error
    assert "Python 3.11 or newer is needed" in error


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
class TestDebian:
    """System libraries."""

    def test_missing_libraries_become_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dev, "loads", lambda library: library != "libEGL.so.1")
        assert dev.missing_packages(window=False) == ["libegl1"]

    def test_a_window_needs_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dev, "loads", lambda library: "xcb" not in library)
        assert dev.missing_packages(window=False) == []
        assert "libxcb-cursor0" in dev.missing_packages(window=True)

    def test_a_python_without_venv_names_its_package(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(dev, "loads", lambda library: True)
        monkeypatch.setattr(dev, "AT_WORK", dev.Environment(tmp_path / "none", dev.AT_WORK.lock))
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        assert dev.missing_packages(window=False) == ["python3-venv"]

    def test_whoever_is_not_root_reads_the_exact_command(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get")
        with pytest.raises(SystemExit) as ended:
            dev.install_packages(["libegl1", "libgl1"])
        assert ended.value.code == 1
        command = "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
        assert capsys.readouterr().err.count(command) == 2

    def test_another_system_reads_the_names(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("shutil.which", lambda name: None)
        with pytest.raises(SystemExit):
            dev.install_packages(["libegl1"])
        assert "libegl1" in capsys.readouterr().err


@pytest.fixture
def environment(tmp_path: Path) -> dev.Environment:
    """Return an environment with an interpreter and a lock, made from nothing yet."""
    made = dev.Environment(tmp_path / "venv", tmp_path / "a.lock")
    made.lock.write_text("one==1")
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    return made


def test_an_environment_that_fits_the_lock_is_left_alone(
    environment: dev.Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = ".".join(str(part) for part in sys.version_info[:2])
    digest = hashlib.sha256(environment.lock.read_bytes()).hexdigest()
    environment.stamp.write_text(f"{digest} {version}")
    monkeypatch.setattr("subprocess.run", pytest.fail)
    dev.make_environment(environment)


@pytest.mark.parametrize("packing", [False, True])
def test_only_what_is_packed_is_made_afresh_for_another_lock(
    environment: dev.Environment, monkeypatch: pytest.MonkeyPatch, packing: bool
) -> None:
    version = ".".join(str(part) for part in sys.version_info[:2])
    environment.stamp.write_text(f"another {version}")
    if packing:
        monkeypatch.setattr(dev, "PACKING", environment)
    commands: list[list[str]] = []

    def run(command: list[str], *, check: bool) -> SimpleNamespace:
        assert not check
        commands.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr("subprocess.run", run)
    dev.make_environment(environment)
    made, filled = commands
    assert ("--clear" in made) == packing
    assert filled[0] == str(environment.python)
    assert {"--require-hashes", str(environment.lock)} <= set(filled)
    assert environment.stamp.read_text().endswith(f" {version}")


def test_without_a_display_qt_draws_off_screen(
    no_display: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert dev.call("timeit", "-n", "1", "import os; print(os.environ['QT_QPA_PLATFORM'])") == 0
    assert "offscreen" in capfd.readouterr().out


@pytest.mark.parametrize("lock", [LOCK, PACKED])
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    assert "http" not in lock
    assert "://" not in lock
    assert [name for name, pin in entries(lock).items() if "--hash=sha256:" not in pin] == []


def test_each_lock_pins_every_direct_dependency() -> None:
    groups, delivered = PROJECT["dependency-groups"], PROJECT["project"]["dependencies"]
    assert named(delivered + groups["dev"]) - entries(LOCK).keys() == set()
    assert named(delivered + groups["package"]) - entries(PACKED).keys() == set()


def test_what_is_packed_is_what_was_tested() -> None:
    """Both locks hold the same files of each package, and the packed one no tool of the tests."""
    tested, packed = entries(LOCK), entries(PACKED)
    both = tested.keys() & packed.keys()
    assert named(PROJECT["project"]["dependencies"]) <= both
    assert {name: packed[name] for name in both} == {name: tested[name] for name in both}
    assert named(PROJECT["dependency-groups"]["dev"]) & packed.keys() == set()


def test_qt_stays_below_the_release_that_aborts() -> None:
    assert entries(LOCK)["pyside6-essentials"].startswith("6.11.")


def test_the_program_on_ci_is_the_one_at_hand() -> None:
    assert "python3 dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or os.name == "nt"
