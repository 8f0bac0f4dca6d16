# SPDX-License-Identifier: Apache-2.0
"""A hand-off under the eyes of the operating system: its file, the file's sibling, nothing else.

The gate asks the interpreter what it opens. Libraries below it open files too: SQLCipher, zip,
the fonts. The system sees all of them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import system_trace
from tests.support.desk import Desk
from tests.support.handing_off import approved, employed
from tests.support.joining import somebody
from tests.support.launching import Launcher

ROOT = Path(__file__).resolve().parents[2]
VALUES = ("黎虚构", "13912345678", "11010519491231002X", "6222020200112233445")

needs_strace = pytest.mark.skipif(
    system_trace.STRACE is None or not hasattr(os, "fork"),
    reason="strace is not installed here (Linux: apt-get install strace)",
)


def handed_over(desk: Desk, folder: Path, *, once: bool) -> tuple[Path, Path]:
    """Hand somebody over in a process that is traced; returns the log and the file's folder."""
    standing = approved(desk.open("admin"), "staff_register")
    desk.close()
    folder.mkdir()
    out, temporary, log = folder / "out", folder / "temporary", folder / "calls.log"
    for made in (out, temporary):
        made.mkdir()
    told = {"desk": str(desk.folder), "profile": str(desk.profile), "out": str(out),
            "standing": standing, "once": once, "at": desk.clock.at.isoformat()}  # fmt: skip
    reading, writing = os.pipe()
    command = [
        sys.executable, "-B", "-m", "tests.support.hand_off_worker", json.dumps(told), str(writing)
    ]  # fmt: skip
    process = subprocess.Popen(
        system_trace.traced(command, log), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, pass_fds=[writing], env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip
    os.close(writing)
    with process:
        launcher = Launcher(process, reading)
        pid = launcher.start("send", 0)
        while Path(f"/proc/{pid}/stat").exists():
            launcher.listen(0.05)
        launcher.listen(0.05)
        assert process.stdin is not None
        process.stdin.close()
    os.close(reading)
    (line,) = launcher.lines
    assert line["what"] == "sent", line
    assert list(temporary.iterdir()) == []
    return log, out / "0"


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("once", [False, True], ids=["hand-off", "once"])
@needs_strace
def test_the_system_sees_the_file_its_sibling_and_nothing_else(
    desk: Desk, tmp_path: Path, once: bool
) -> None:
    employed(desk, somebody(name="黎虚构", mobile="13912345678"))
    log, out = handed_over(desk, tmp_path / "traced", once=once)
    (target,) = out.iterdir()
    seen = system_trace.written(
        log, outside=(desk.folder, desk.profile, Path("/dev"), Path("/proc"))
    )
    (sibling,) = seen - {target}
    assert target in seen
    assert sibling.parent == out and sibling.name.endswith(".part") and not sibling.exists()
    content = target.read_bytes()
    for value in VALUES:
        assert value.encode() not in content and value.encode("utf-16-le") not in content


@needs_strace
def test_what_writes_beside_its_file_is_seen(tmp_path: Path) -> None:
    """The trace itself: a temporary file that is gone again, and one with a Chinese name."""
    log, here = tmp_path / "calls.log", tmp_path / "here"
    here.mkdir()
    code = (
        "import os, sys, tempfile\n"
        f"tempfile.TemporaryFile(dir={str(here)!r}).write(b'x')\n"
        f"os.chdir({str(here)!r}); open('名单.part', 'w').close()\n"
        f"os.rename({str(here / '名单.part')!r}, {str(here / '名单')!r})\n"
        "open('名单').close()\n"
    )
    subprocess.run(system_trace.traced([sys.executable, "-B", "-c", code], log), check=True)
    seen = system_trace.written(log, outside=(Path("/dev"), Path("/proc")))
    assert {here / "名单.part", here / "名单"} <= seen
    assert len(seen) == 3 and all(path.is_relative_to(here) for path in seen)
    assert system_trace.written(log, outside=(Path("/dev"), tmp_path)) == set()
