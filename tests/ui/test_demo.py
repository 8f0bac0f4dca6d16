# SPDX-License-Identifier: Apache-2.0
"""What the demo cannot do is a sentence and an exit code."""

from pathlib import Path

import pytest

from ui import demo


@pytest.mark.parametrize("people", ["19", "0", "-5"])
def test_too_few_people_are_refused(
    people: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        demo.main(["--out", str(tmp_path / "day"), "--people", people, "--language", "en"])
    assert ended.value.code == 2
    assert "at least 20 people" in capsys.readouterr().err
    assert not (tmp_path / "day").exists()


@pytest.mark.parametrize("place", ["a-file", "a-file/day", "x" * 300])
def test_a_folder_that_cannot_be_written_is_named(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    assert demo.main(["--out", str(tmp_path / place), "--language", "en"]) == 1
    said = capsys.readouterr().err
    assert str(tmp_path / place) in said
    assert said.count("\n") == 1
