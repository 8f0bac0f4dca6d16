# SPDX-License-Identifier: Apache-2.0
"""Who has a file open; the mark ends with its process."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hr_desk.store.presence import Presence

HOLDER = (
    "import sys; from pathlib import Path; from hr_desk.store.presence import Presence; "
    "held = Presence(Path(sys.argv[1])); print('here', flush=True); sys.stdin.read()"
)


def test_alone_only_without_another(tmp_path: Path) -> None:
    one = Presence(tmp_path / "x.open")
    with one.alone() as alone:
        assert alone
    other = Presence(tmp_path / "x.open")
    with one.alone() as alone:
        assert not alone
    with other.alone() as alone:
        assert not alone
    other.close()
    with one.alone() as alone:
        assert alone
    one.close()


def test_being_refused_keeps_the_own_mark(tmp_path: Path) -> None:
    one, other = Presence(tmp_path / "x.open"), Presence(tmp_path / "x.open")
    with one.alone():
        pass
    with other.alone() as alone:
        assert not alone
    one.close()
    other.close()


def test_another_process_counts_and_its_death_frees_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.open"
    own = Presence(path)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=Path(__file__).resolve().parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"here\n"
        with own.alone() as alone:
            assert not alone
        holder.kill()
        holder.wait()
        with own.alone() as alone:
            assert alone
    own.close()


def test_nobody_is_told_to_be_alone_while_others_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "hiring.open"
    stays = Presence(path)

    def ask(_number: int) -> bool:
        other = Presence(path)
        with other.alone() as alone:
            found = alone
        other.close()
        return found

    with ThreadPoolExecutor(max_workers=4) as people:
        assert not any(people.map(ask, range(200)))
    with stays.alone() as alone:
        assert alone
    stays.close()
