# SPDX-License-Identifier: Apache-2.0
"""At a real kiosk somebody applies and a joiner fills in their part; nothing stays there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hr_desk.domain import joining_code
from hr_desk.domain.clock import FixedClock, SystemClock, day_of
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.profile import take_up
from hr_desk.operations import (
    candidates,
    duplicates,
    intake,
    joiner_views,
    onboarding,
    own_forms,
    profiles,
    recruitment,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_writing import records
from tests.support.desk import Desk
from tests.support.errand_people import APPLICANT, JOINER
from tests.support.joining import handed_over, welcome
from tests.support.made_up import one
from tests.support.memory import Wanted, contents, found_in_files

ROOT = Path(__file__).resolve().parents[2]


class Lobby:
    """A kiosk's machine: its profile, its own folders, and the desk's inbox."""

    def __init__(self, desk: Desk, place: Path) -> None:
        self.desk, self.place = desk, place
        admin = desk.open("admin")
        made = profiles.create(admin, name="大厅", errands=("apply", "join"))
        (place / "own").mkdir(parents=True)
        self.profile = place / "own" / "kiosk.profile"
        self.profile.write_bytes(made.content)

    def visit(self, errand: str, code: str = "-") -> None:
        """Let somebody come to a new process of the kiosk; it ends with their visit."""
        folders = {"HOME": "home", "TMPDIR": "tmp", "XDG_DATA_HOME": "data",
                   "XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config",
                   "XDG_RUNTIME_DIR": "runtime"}  # fmt: skip
        for name in folders.values():
            (self.place / name).mkdir(mode=0o700, exist_ok=True)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        environment |= {name: str(self.place / folder) for name, folder in folders.items()}
        arguments = [errand, code, self.profile, "--desk", self.desk.desk_id, "--folder",
                     self.place / "own" / "kept", "--inbox", self.desk.folder / "inbox",
                     "--window"]  # fmt: skip
        ended = subprocess.run(
            [sys.executable, "-m", "tests.support.errand_robot", *map(str, arguments)],
            cwd=ROOT, env=environment, timeout=120, check=False,
        )  # fmt: skip
        assert ended.returncode == 0

    def drop(self) -> Drop:
        """Return the kiosk's way out, as its supervisor uses it between visits."""
        folder = self.place / "own" / "kept"
        today = day_of(SystemClock().now())
        taken = take_up(
            self.profile.read_bytes(), desk=self.desk.desk_id, folder=folder, today=today
        )
        return Drop(folder, self.desk.folder / "inbox", taken)


@pytest.mark.slow
def test_an_applicant_and_a_joiner_come_to_the_kiosk(desk: Desk, tmp_path: Path) -> None:
    desk.clock.at = SystemClock().now()
    session = desk.open("hiring")
    desk.take_in(session, [one(full_name="欧阳壵龘", mobile=APPLICANT["mobile"])])
    colleague = welcome(desk)
    handed_over(desk, session, colleague)
    (row,) = joiner_views.list_joiners(colleague, JoinerQuery())
    code = joining_code.typed(own_forms.hand_code(colleague, row.joiner_id).shown)
    lobby = Lobby(desk, tmp_path / "lobby")

    lobby.visit("apply")
    lobby.visit("join", code)

    # Neither the kiosk's disk nor the inbox says who was there.
    typed = {text for person in (APPLICANT, JOINER) for text in person.values() if len(text) > 6}
    wanted = Wanted({*typed, APPLICANT["full_name"], JOINER["full_name"],
                     JOINER["id_number"], code})  # fmt: skip
    assert found_in_files(contents(lobby.place), wanted) == set()
    assert found_in_files(contents(desk.folder / "inbox"), wanted) == set()

    # The applicant is a new candidate, once, from the kiosk; the recruiter is shown the double.
    desk.clock.at = SystemClock().now()
    assert intake.take_in(session).taken == 1
    newest = candidates.list_applications(session, ListQuery()).rows[0]
    assert newest.cells["source_channel"].text == "自助登记机"
    (record,) = recruitment.records(session, [newest.application_id])
    stored = {**record.person_fields, **record.fields}
    assert stored["employer"] == APPLICANT["employer"]
    assert stored["shift_ok"] == ["day", "night"]
    assert (record.notice_how, record.stage) == ("screen", "applied")
    (pair,) = duplicates.possible_pairs(session).pairs
    assert pair.application_id == newest.application_id

    # The joiner's part waits for the colleague; taken over, the numbers wait for the originals.
    assert intake.take_in(colleague).taken == 1
    form = own_forms.waiting(colleague, row.joiner_id)
    assert form is not None
    assert form.values is not None
    assert {one_.field.key for one_ in form.values} == {*JOINER, "safety_ack"}
    own_forms.take_form(colleague, row.joiner_id)
    (joiner,) = records(colleague, [row.joiner_id])
    assert joiner.fields["hukou_address"] == JOINER["hukou_address"]
    assert "id_number" not in joiner.fields
    onboarding.check(colleague, row.joiner_id, ["id_number", "bank_account_no"])
    (joiner,) = records(colleague, [row.joiner_id])
    assert joiner.fields["id_number"] == JOINER["id_number"]
    assert "bank_account_no" in joiner.handed

    # The receipts let the kiosk's copies go; nothing is left, and nothing comes twice.
    drop = lobby.drop()
    assert drop.collect_receipts() == 2
    assert drop.waiting().count == 0
    assert (intake.take_in(session).taken, intake.take_in(colleague).taken) == (0, 0)
    assert isinstance(desk.clock, FixedClock)
