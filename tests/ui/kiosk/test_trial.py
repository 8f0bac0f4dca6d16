# SPDX-License-Identifier: Apache-2.0
"""A trial of a new kiosk: a made-up visitor gets in, or the command says that they did not."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.vault.profiles import Profile
from tests.support import kiosk
from ui.kiosk.supervisor import Supervisor
from ui.kiosk.trial import VISITOR

ROOT = Path(__file__).resolve().parents[3]


def tried(folder: Path, profile: Profile) -> "subprocess.CompletedProcess[str]":
    """Run the trial of an administrator on the files of one kiosk."""
    (folder / "inbox").mkdir()
    (folder / "kiosk.profile").write_bytes(profile.to_bytes())
    words = [folder / "kiosk.profile", "--desk", kiosk.ROOT.desk_id, "--window", "--trial"]
    return subprocess.run(
        [sys.executable, "-m", "ui", "kiosk", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder / "data")},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_visitor_of_a_trial_gets_in_and_the_kiosk_ends(tmp_path: Path) -> None:
    today = day_of(SystemClock().now())
    done = tried(tmp_path, kiosk.profile(made_on=today, expires_on=today + timedelta(days=90)))
    assert done.returncode == 0, done.stderr
    (envelope,) = (tmp_path / "inbox").glob("*.envelope")
    assert kiosk.opened(envelope.read_bytes())["fields"]["full_name"] == VISITOR["full_name"]


def test_a_trial_with_a_profile_past_its_day_says_so(tmp_path: Path) -> None:
    today = day_of(SystemClock().now())
    old = kiosk.profile(made_on=today - timedelta(days=91), expires_on=today - timedelta(days=1))
    done = tried(tmp_path, old)
    assert done.returncode == 1
    assert str(old.expires_on) in done.stderr
    assert not list((tmp_path / "inbox").iterdir())


@pytest.mark.parametrize("ending", ["sys.exit(1)", "import os; os.abort()"])
def test_a_visit_that_breaks_ends_a_trial(ending: str) -> None:
    supervisor = Supervisor(
        [sys.executable, "-c", f"import sys; {ending}"], lambda: False, trial=True
    )
    supervisor.run()
    assert supervisor.stopped
    assert supervisor.broken == 1
