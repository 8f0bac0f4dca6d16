# SPDX-License-Identifier: Apache-2.0
"""Controls look at what is stored, not at declarations alone: each wrong record turns one red."""

import pytest

from hr_desk.operations import promises
from hr_desk.operations.session import Session
from tests.promises.switched_off_records import HARMLESS, RECORDS
from tests.promises.test_one_control_off import naming, red


@pytest.mark.parametrize("wrong", sorted(RECORDS))
def test_a_wrong_record_turns_its_controls_red_and_no_other(
    wrong: str, office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    controls, seam = RECORDS[wrong]
    named = controls.split()
    assert all(promises.look(office, control).green for control in named)
    with seam(office, monkeypatch):
        assert not any(promises.look(office, control).green for control in named)
        assert red(office) == naming(*named)
    assert all(promises.look(office, control).green for control in named)


@pytest.mark.parametrize("right", sorted(HARMLESS))
def test_what_looks_alike_and_is_right_stays_green(
    right: str, office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    control, seam = HARMLESS[right]
    with seam(office, monkeypatch):
        assert promises.look(office, control).green
