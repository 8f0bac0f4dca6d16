# SPDX-License-Identifier: Apache-2.0
"""A desk that was made before a compartment existed is given its file."""

from pathlib import Path

import pytest

from hr_desk.operations import desks, extending, joiner_views, users
from hr_desk.operations.admission import CompartmentUnknown
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from tests.support.desk import COMPANY

PASSPHRASE = "five slow barges going north"
OLDER = ("visits", "hiring", "privacy")


@pytest.fixture
def older(cheap: None, tmp_path: Path) -> Session:
    """An HR admin at a desk with the files of earlier desks, and two more users."""
    folder = tmp_path / "desk"
    desks.create(folder, company=COMPANY, admin="admin", passphrase=PASSPHRASE, compartments=OLDER)
    session = opened(tmp_path, "admin")
    users.add(session, name="welcome", passphrase=PASSPHRASE, roles=["onboarding"])
    users.add(session, name="hiring", passphrase=PASSPHRASE, roles=["recruiter"])
    return session


def opened(place: Path, user: str) -> Session:
    return desks.open_desk(
        place / "desk", user=user, passphrase=PASSPHRASE, profile=place / "profile"
    )


def test_a_desk_is_given_the_files_it_lacks(older: Session, tmp_path: Path) -> None:
    assert extending.lacking(older) == ("personnel", "payroll")
    extending.extend(older, ["personnel", "payroll"])
    assert extending.lacking(older) == ()
    assert set(older.held) == {"visits", "hiring", "personnel", "payroll"}
    assert joiner_views.list_joiners(older, JoinerQuery()) == ()
    colleague = opened(tmp_path, "welcome")
    assert colleague.held == ("personnel",)
    recruiter = opened(tmp_path, "hiring")
    assert recruiter.held == ("hiring",)
    again = opened(tmp_path, "admin")
    assert set(again.held) == set(older.held)
    for session in (older, colleague, recruiter, again):
        session.close()


def test_an_epoch_of_a_new_file_can_be_renewed(older: Session, tmp_path: Path) -> None:
    """The grants are as good as those of the first day."""
    from hr_desk.operations import memberships

    extending.extend(older, ["personnel"])
    leaver = next(user.id for user in users.list_users(older) if user.name == "welcome")
    users.add(older, name="next", passphrase=PASSPHRASE, roles=["onboarding"])
    assert memberships.remove(older, leaver).renewed == ("personnel",)
    older.close()
    after = opened(tmp_path, "next")
    assert after.held == ("personnel",)
    after.close()


@pytest.mark.parametrize("wanted", [["hiring"], ["office"], []])
def test_what_is_kept_already_is_not_made_anew(older: Session, wanted: list[str]) -> None:
    before = {path.name: path.read_bytes() for path in older.folder.glob("hiring.db")}
    with pytest.raises(CompartmentUnknown):
        extending.extend(older, wanted)
    assert {path.name: path.read_bytes() for path in older.folder.glob("hiring.db")} == before
    older.close()


def test_only_an_admin_extends_a_desk(older: Session, tmp_path: Path) -> None:
    recruiter = opened(tmp_path, "hiring")
    with pytest.raises(NotPermitted):
        extending.extend(recruiter, ["personnel"])
    recruiter.close()
    older.close()
