#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Set HR Desk up and run it, test it, pack it: one file, the standard library, Debian and Windows.

python3 dev.py run            the window on a demo desk (without a display: the day, headless)
python3 dev.py test [...]     lint, types and every test; what follows goes to pytest
python3 dev.py check          lint and types alone
python3 dev.py bench [...]    the figures of docs/benchmarks.md
python3 dev.py soak [...]     the tests that take minutes
python3 dev.py demo [...]     a whole made-up day, headless
python3 dev.py translations   compile the Chinese messages and name those that are missing
python3 dev.py package [...]  the program as a folder, in dist/, and a trial of what was packed
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
DEMO = ROOT / "demo-desk"
OLDEST = (3, 11)


class Environment(NamedTuple):
    """A virtual environment and the lock file whose very packages it holds."""

    folder: Path
    lock: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")

    @property
    def stamp(self) -> Path:
        """What it was made from."""
        return self.folder / ".hr-desk-stamp"


AT_WORK = Environment(ROOT / ".venv", ROOT / "requirements.lock")
PACKING = Environment(ROOT / ".venv-package", ROOT / "requirements-package.lock")
"""What is packed is what lies here: no tool of the tests can ride along."""

# What Qt links against, and the Debian package it comes from.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)


def say(zh: str, en: str) -> None:
    """Print one line in both languages, at once."""
    print(f"{zh} / {en}", flush=True)


def stop(zh: str, en: str) -> NoReturn:
    """End with exit code 1 and the reason, in both languages, on the error stream."""
    print(f"{zh}\n{en}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    return WINDOWS or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Tell whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, window: bool) -> list[str]:
    """Return the Debian packages that are needed and not there; empty on Windows and macOS."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = {**QT_LIBRARIES, **(WINDOW_LIBRARIES if window else {})}
    missing = [package for library, package in wanted.items() if not loads(library)]
    if not AT_WORK.python.exists() and importlib.util.find_spec("ensurepip") is None:
        missing.insert(0, "python3-venv")
    return missing


def install_packages(packages: list[str]) -> None:
    """Install Debian packages when root; otherwise stop with the exact command to type."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        names = " ".join(packages)
        stop(
            f"缺少系统库。请用本系统的软件管理工具安装这些 Debian 软件包的对应包：{names}",
            f"System libraries are missing. Install what Debian calls: {names}",
        )
    typed = f"sudo apt-get update && sudo {shlex.join(command)}"
    if os.geteuid() != 0:
        stop(f"缺少系统库，请执行：{typed}", f"System libraries are missing; type: {typed}")
    say("正在安装系统库", f"Installing system libraries: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-qq"], [*command[:1], "-qq", *command[1:]]):
        if subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            stop(f"系统库安装失败，请执行：{typed}", f"That failed; type: {typed}")


def make_environment(environment: Environment) -> None:
    """Make an environment with the very packages of its lock, unless it holds them already."""
    folder, lock = environment.folder, environment.lock
    version = ".".join(str(part) for part in sys.version_info[:2])
    want = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {version}"
    stamp = environment.stamp
    have = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    if environment.python.exists() and have == want:
        return
    say(f"正在准备运行环境 {folder.name}", f"Setting up {folder.name} from {lock.name}")
    # What an earlier lock left behind would be packed.
    afresh = environment is PACKING or (bool(have) and not have.endswith(f" {version}"))
    create = ["-m", "venv", *(["--clear"] if afresh else []), str(folder)]
    if subprocess.run([sys.executable, *create], check=False).returncode:
        stop(
            f"无法建立虚拟环境 {folder.name}。",
            f"The virtual environment {folder.name} could not be made.",
        )
    install = "-m pip install -q --disable-pip-version-check --require-hashes --only-binary :all:"
    command = [str(environment.python), *install.split(), "-r", str(lock)]
    if subprocess.run(command, check=False).returncode:
        stop(
            "依赖包安装失败：请检查网络或 pip 的软件源设置，然后重试。",
            "The packages could not be installed: check the network or pip's index, and try again.",
        )
    stamp.write_text(want, encoding="utf-8")


def set_up(*, window: bool = False) -> None:
    """Bring this machine to where everything runs, or stop and say what is in the way."""
    packages = missing_packages(window=window)
    if packages:
        install_packages(packages)
    make_environment(AT_WORK)


def call(*arguments: str, environment: Environment = AT_WORK) -> int:
    """Run a module of an environment from the repository root; returns its exit code.

    Tests draw off screen even where there is a display: the same pixels everywhere, no flicker.
    """
    env = {**os.environ, "PYTHONUTF8": "1"}
    if not has_display() or (arguments[0] == "pytest" and not WINDOWS):
        env["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(environment.python), "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def run(rest: list[str]) -> int:
    """Open the window on the demo desk; without a display, play the same day headless."""
    set_up(window=has_display())
    if rest:
        return call("ui", *rest)
    desk = DEMO / "desk"
    if has_display() and desk.exists():
        say_how_to_unlock()
        return call("ui", "--desk", str(desk))
    forget_demo()
    code = call("ui", "demo", "--out", str(DEMO))
    if code == 0 and has_display():
        return call("ui", "--desk", str(desk))
    if code == 0:
        say(f"没有显示器：结果在 {DEMO}", f"No display: the results are in {DEMO}")
    return code


def say_how_to_unlock() -> None:
    """Say again who unlocks the demo desk, and with which passphrase."""
    told = json.loads((DEMO / "summary.json").read_text(encoding="utf-8"))
    user, passphrase = told["user"], told["passphrase"]
    say(f"用户：{user}　口令：{passphrase}", f"User: {user}  passphrase: {passphrase}")


def forget_demo() -> None:
    """Remove an earlier made-up day: it is played anew."""
    if (DEMO / "desk").exists() or (DEMO / "summary.json").exists():
        shutil.rmtree(DEMO)


def check(_rest: list[str]) -> int:
    """Lint, formatting, types: the first that fails ends it."""
    set_up()
    for step in CHECKS:
        began = time.monotonic()
        code = call(*step)
        print(f"{' '.join(step)}: {time.monotonic() - began:.1f} s", flush=True)
        if code:
            return code
    return 0


def test(rest: list[str]) -> int:
    """Everything that guards a change: the checks, then all tests.

    Three workers keep two cores busy: some stories wait for processes of their own.
    """
    return check([]) or call("pytest", "-n", "3", "--maxschedchunk", "4", *rest)


def soak(rest: list[str]) -> int:
    """Run the tests that take minutes and are not part of the gate."""
    set_up()
    return call("pytest", "-m", "soak", *rest)


def bench(rest: list[str]) -> int:
    """Print the figures of docs/benchmarks.md, measured here."""
    set_up()
    return call("ui", "bench", *rest)


def demo(rest: list[str]) -> int:
    """Play a whole made-up day, headless."""
    set_up()
    return call("ui", "demo", *(rest or ["--out", str(DEMO)]))


def translations(_rest: list[str]) -> int:
    """Compile resources/translations and name every message that is missing, stale or changed."""
    set_up()
    for po in sorted((ROOT / "resources" / "translations").glob("*.po")):
        compiled = ("-i", str(po), "-o", str(po.with_suffix(".mo")), "-l", po.stem)
        code = call("babel.messages.frontend", "-q", "compile", *compiled)
        if code:
            return code
    return call("pytest", "tests/test_translations.py")


def package(rest: list[str]) -> int:
    """Pack the program for the system this runs on, then try it; what follows goes to pytest."""
    set_up()
    make_environment(PACKING)
    words = ("--noconfirm", "--clean", "--log-level", "WARN", "installer.spec")
    code = call("PyInstaller", *words, environment=PACKING)
    return code or call("pytest", "-m", "packed", "-s", *rest)


VERBS = {
    verb.__name__: verb for verb in (run, test, check, bench, soak, demo, translations, package)
}


def main(arguments: list[str]) -> int:
    """Do one verb; returns its exit code, 2 for a verb that does not exist."""
    if sys.version_info < OLDEST:
        stop(
            f"需要 Python 3.11 或更高版本，当前是 {sys.version.split()[0]}。",
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.",
        )
    if not arguments or arguments[0] not in VERBS:
        print(__doc__, file=sys.stderr)
        return 2
    return VERBS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
