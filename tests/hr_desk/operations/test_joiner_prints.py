# SPDX-License-Identifier: Apache-2.0
"""A printed form of a joiner stands in the register of personnel before it is out."""

from pathlib import Path

import pytest

from hr_desk.operations import disclosure, joiner_prints
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.problems import NotPermitted, PurposeUnknown, RecordGone, TargetExists
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import handed_over, opened


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    (id_,) = handed_over(desk, session, colleague)
    return id_


def about(joiner: str, purpose: str = "hire.contract") -> Disclosure:
    return Disclosure(
        kind="print", recipient="示例公司", purpose=purpose, fields=("full_name",),
        records=(joiner,),
    )  # fmt: skip


def test_a_form_is_registered_and_told_of_its_joiner(
    colleague: Session, joiner: str, tmp_path: Path
) -> None:
    joiner_prints.release(colleague, about(joiner), b"%PDF-1.4", tmp_path / "form.pdf")
    assert (tmp_path / "form.pdf").read_bytes() == b"%PDF-1.4"
    (line,) = disclosure.registered(colleague)
    assert (line.kind, line.purpose, line.people, line.completed) == (
        "print", "hire.contract", 1, True,
    )  # fmt: skip
    assert "joiner.print" in {one.operation for one in opened(colleague, joiner).history}


def test_what_is_refused_leaves_no_file_and_no_entry(
    session: Session, colleague: Session, joiner: str, tmp_path: Path
) -> None:
    target = tmp_path / "form.pdf"
    for who, what, refused in (
        (colleague, about(joiner, "curiosity"), PurposeUnknown),
        (colleague, about("none"), RecordGone),
        (session, about(joiner), NotPermitted),
    ):
        with pytest.raises(refused):
            joiner_prints.release(who, what, b"%PDF-1.4", target)
    target.write_bytes(b"somebody's")
    with pytest.raises(TargetExists):
        joiner_prints.release(colleague, about(joiner), b"%PDF-1.4", target)
    assert target.read_bytes() == b"somebody's"
    assert disclosure.registered(colleague) == ()
