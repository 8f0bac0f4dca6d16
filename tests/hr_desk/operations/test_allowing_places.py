# SPDX-License-Identifier: Apache-2.0
"""The privacy officer's word about places off this computer: what it allows, and what it does not.

The six places of the promise (7-store) and what each of them can be allowed.
"""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from hr_desk.domain.clock import FixedClock
from hr_desk.domain.places import ALLOWED, BACKUPS, DESK, HERE, LAPSED, PUT_BACK, REFUSED
from hr_desk.errors import UserError
from hr_desk.operations import (
    allowing_places,
    backups,
    desks,
    memberships,
    place_permits,
    promises,
    today,
    users,
)
from hr_desk.operations.place_problems import (
    BackupsCopiedElsewhere,
    BackupsOnShare,
    DeskNotAllowedHere,
    NeedsNoPermit,
    NoPrivacyHere,
    OfficersAlone,
    PermitGone,
    PlaceReviewOutOfRange,
    ReasonTooShort,
)
from hr_desk.operations.problems import NotPermitted, TextMissing, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store import places
from hr_desk.store.problems import NotLocal
from hr_desk.vault import canonical
from hr_desk.vault.slots import WrongPassphrase
from tests.support.desk import COMPANY, PASSPHRASES, START, Desk
from tests.support.requests import OFFICER, open_officer, reopen_officer

REASON = "总部要求统一放在加密同步盘，服务器在青岛。"
SYNCED = ("OneDrive - 示例公司", "iCloudDrive", "Dropbox", "坚果云", "百度网盘")
SHARES = ("unc", "mapped")
UNTIL = START.date() + dt.timedelta(days=60)


@pytest.fixture
def shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two folders on network shares: how a UNC path and a mapped drive look to this system."""
    table = tmp_path / "mounts"
    lines = [
        f"//server/hr {tmp_path / 'unc'} cifs rw 0 0",
        f"s:/ {tmp_path / 'mapped'} nfs4 rw 0 0",
    ]
    for name in SHARES:
        (tmp_path / name).mkdir()
    table.write_text("\n".join(["disk / ext4 rw 0 0", *lines]) + "\n")
    monkeypatch.setattr(places, "MOUNTS", table)
    return tmp_path


def moved(desk: Desk, to: Path) -> Desk:
    """Put the desk into another folder, as a person does."""
    desk.close()
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(desk.folder, to)
    desk.folder = to
    return desk


def allowed_here(desk: Desk, *, officer: str = "officer", passphrase: str = OFFICER,
                 until: dt.date = UNTIL, reason: str = REASON) -> None:  # fmt: skip
    """Let the officer allow the desk where it lies."""
    allowing_places.allow_here(
        desk.folder, officer=officer, passphrase=passphrase, reason=reason, until=until,
        clock=desk.clock, profile=desk.profile,
    )  # fmt: skip


def stands(session: Session) -> list[str]:
    """Return how each place stands."""
    return [one.state for one in allowing_places.list_places(session)]


def permit_files(desk: Desk) -> list[Path]:
    """Return the permissions that lie beside the desk."""
    return sorted((desk.folder / place_permits.FOLDER).glob("*"))


@pytest.mark.parametrize("place", SYNCED)
def test_a_desk_in_a_synced_folder_opens_once_its_officer_allowed_it(
    desk: Desk, tmp_path: Path, place: str
) -> None:
    open_officer(desk)
    moved(desk, tmp_path / place / "desk")
    for user in ("hiring", "gate", "admin"):
        with pytest.raises(DeskNotAllowedHere):
            desk.open(user)
    with pytest.raises(DeskNotAllowedHere):
        reopen_officer(desk)
    before = sorted(path.name for path in desk.folder.iterdir())
    allowed_here(desk)
    assert set(before) < {path.name for path in desk.folder.iterdir()}
    for user in ("hiring", "gate", "admin"):
        session = desk.open(user)
        assert stands(session) == [ALLOWED]
        seen = promises.look(session, "stored_here")
        assert seen.green and REASON in seen.text() and UNTIL.isoformat() in seen.text()
    officer = reopen_officer(desk)
    (record,) = allowing_places.permits(officer)
    assert (record.folder, record.reason) == (str(desk.folder), REASON)
    row = officer.compartment("privacy").read_one("SELECT body FROM audit ORDER BY seq DESC")
    assert json.loads(row[0])["operation"] == "place.allow"
    assert REASON not in row[0]


@pytest.mark.parametrize("place", SHARES)
def test_nobody_allows_a_desk_on_a_share(desk: Desk, shares: Path, place: str) -> None:
    open_officer(desk)
    moved(desk, shares / place / "desk")
    with pytest.raises(NotLocal):
        desk.open("hiring")
    with pytest.raises(NotLocal):
        allowed_here(desk)
    assert permit_files(desk) == []
    with pytest.raises(NotLocal):
        desk.open("hiring")


@pytest.mark.parametrize("place", [*SYNCED, *SHARES])
def test_backups_elsewhere_are_refused_until_the_officer_allows_the_place(
    desk: Desk, shares: Path, place: str
) -> None:
    officer, session = open_officer(desk), desk.open("hiring")
    there = shares / place / "backups"
    problem = BackupsOnShare if place in SHARES else BackupsCopiedElsewhere
    with pytest.raises(problem):
        backups.create(session, to=there)
    assert not there.exists()
    allowing_places.allow(officer, there, reason=REASON, until=UNTIL)
    assert backups.create(session, to=there)
    assert stands(session) == [HERE, ALLOWED]
    assert REASON in promises.look(session, "stored_here").text()
    (permit,) = allowing_places.permits(officer)
    allowing_places.take_back(officer, permit.id, because="改用本机硬盘")
    with pytest.raises(problem):
        backups.create(session, to=there)
    assert stands(session) == [HERE, REFUSED]
    seen = promises.look(session, "stored_here")
    assert not seen.green and str(there) in seen.text()


def test_a_permission_is_for_one_place_and_one_use(desk: Desk, tmp_path: Path) -> None:
    officer = open_officer(desk)
    there = tmp_path / "Dropbox" / "backups"
    allowing_places.allow(officer, there, reason=REASON, until=UNTIL)
    for other in (there / "inside", there.parent, tmp_path / "OneDrive" / "backups"):
        with pytest.raises(BackupsCopiedElsewhere):
            backups.create(officer, to=other)
    moved(desk, there)
    with pytest.raises(DeskNotAllowedHere):  # backups may lie there, the desk may not
        desk.open("hiring")
    allowed_here(desk)
    desk.open("hiring")
    moved(desk, tmp_path / "Dropbox" / "elsewhere")
    with pytest.raises(DeskNotAllowedHere):
        desk.open("hiring")


def test_the_same_folder_of_another_computer_is_another_place(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    allowed_here(desk)
    desk.open("hiring")
    monkeypatch.setattr(places, "_computer", lambda: "the other one")
    with pytest.raises(DeskNotAllowedHere):
        desk.open("hiring")


def test_a_link_to_the_allowed_place_is_that_place(desk: Desk, tmp_path: Path) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    allowed_here(desk)
    (tmp_path / "link").symlink_to(desk.folder)
    desk.folder = tmp_path / "link"
    assert desk.open("hiring").held


@pytest.mark.parametrize(
    ("who", "passphrase", "problem"),
    [
        ("admin", PASSPHRASES["admin"], OfficersAlone),
        ("hiring", PASSPHRASES["hiring"], OfficersAlone),
        ("officer", "some other words here", WrongPassphrase),
        ("nobody", OFFICER, UnknownUser),
    ],
)
def test_nobody_but_the_officer_allows_the_desk_here(
    desk: Desk, tmp_path: Path, who: str, passphrase: str, problem: type[UserError]
) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    with pytest.raises(problem):
        allowed_here(desk, officer=who, passphrase=passphrase)
    assert permit_files(desk) == []
    with pytest.raises(DeskNotAllowedHere):
        desk.open("hiring")


def test_nobody_but_the_officer_allows_or_takes_back_in_an_open_desk(
    desk: Desk, tmp_path: Path
) -> None:
    officer, there = open_officer(desk), tmp_path / "Dropbox"
    for user in ("admin", "hiring", "gate"):
        with pytest.raises(NotPermitted):
            allowing_places.allow(desk.open(user), there, reason="", until=UNTIL)
    (id_,) = allowing_places.allow(officer, there, reason=REASON, until=UNTIL).created
    with pytest.raises(NotPermitted):
        allowing_places.take_back(desk.open("admin"), id_, because="不再需要")
    assert len(permit_files(desk)) == 1


@pytest.mark.parametrize(
    ("reason", "until", "problem"),
    [
        ("", UNTIL, TextMissing),
        ("方便", UNTIL, ReasonTooShort),
        (REASON, START.date(), PlaceReviewOutOfRange),
        (REASON, START.date() + dt.timedelta(days=91), PlaceReviewOutOfRange),
    ],
)
def test_a_reason_and_a_near_day_are_asked_for(
    desk: Desk, tmp_path: Path, reason: str, until: dt.date, problem: type[UserError]
) -> None:
    officer = open_officer(desk)
    with pytest.raises(problem):
        allowing_places.allow(officer, tmp_path / "Dropbox", reason=reason, until=until)
    with pytest.raises(NeedsNoPermit):
        allowing_places.allow(officer, tmp_path / "disk", reason=REASON, until=UNTIL)
    assert permit_files(desk) == [] and allowing_places.permits(officer) == ()
    moved(desk, tmp_path / "Dropbox" / "desk")
    with pytest.raises(problem):
        allowed_here(desk, reason=reason, until=until)
    assert permit_files(desk) == []


def test_a_permission_ends_with_its_day(desk: Desk, tmp_path: Path) -> None:
    officer, session = open_officer(desk), desk.open("hiring")
    there = tmp_path / "Dropbox" / "backups"
    allowing_places.allow(officer, there, reason=REASON, until=UNTIL)
    backups.create(session, to=there)
    desk.clock.at = dt.datetime.combine(UNTIL, dt.time(15), dt.UTC)
    assert stands(session) == [HERE, ALLOWED]
    desk.clock.at += dt.timedelta(hours=2)  # past midnight in Shanghai
    assert stands(session) == [HERE, LAPSED]
    with pytest.raises(BackupsCopiedElsewhere):
        backups.create(session, to=there)
    seen = promises.look(session, "stored_here")
    assert not seen.green and UNTIL.isoformat() in seen.text()


def test_a_desk_is_refused_from_the_day_after_and_allowed_anew(desk: Desk, tmp_path: Path) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    allowed_here(desk)
    desk.clock.at += dt.timedelta(days=61)
    with pytest.raises(DeskNotAllowedHere):
        desk.open("hiring")
    allowed_here(desk, until=UNTIL + dt.timedelta(days=60))
    assert desk.open("hiring").held
    assert len(permit_files(desk)) == 1
    old, new = sorted(allowing_places.permits(reopen_officer(desk)), key=lambda one: one.until)
    assert old.taken_back_at and old.because == "" and new.taken_back_at is None


def test_what_was_taken_back_and_is_put_back_is_told_of(desk: Desk, tmp_path: Path) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    allowed_here(desk)
    (path,) = permit_files(desk)
    content = path.read_bytes()
    officer = reopen_officer(desk)
    allowing_places.take_back(officer, path.stem, because="改放本机")
    assert permit_files(desk) == [] and stands(officer) == [REFUSED]
    with pytest.raises(DeskNotAllowedHere):
        desk.open("hiring")
    with pytest.raises(PermitGone):
        allowing_places.take_back(officer, path.stem, because="改放本机")
    path.write_bytes(content)  # by the program that copies, from an older state
    assert stands(officer) == [PUT_BACK]
    assert not promises.look(officer, "stored_here").green
    allowing_places.take_back(officer, path.stem, because="改放本机")
    assert permit_files(desk) == []


def test_what_no_officer_signed_allows_nothing(desk: Desk, tmp_path: Path) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    allowed_here(desk)
    (path,) = permit_files(desk)
    signed: Any = canonical.decode(path.read_bytes())
    admin = desk.open("admin")
    desk.close()
    longer = {**signed["permit"], "until": "2026-05-30"}
    by_admin = {**signed["permit"], "given_by": admin.user.id}
    forged = [
        canonical.encode({**signed, "permit": longer}),
        canonical.encode({"permit": by_admin, "signature": admin.keys.sign(
            place_permits.CONTEXT, canonical.encode(by_admin)).hex()}),
        b"{}", b"not json", b"",
    ]  # fmt: skip
    for content in forged:
        path.write_bytes(content)
        with pytest.raises(DeskNotAllowedHere):
            desk.open("hiring")
    path.write_bytes(canonical.encode(signed))
    path.rename(path.with_name(f"{'0' * 32}.json"))
    with pytest.raises(DeskNotAllowedHere):
        desk.open("hiring")


def test_it_ends_with_the_office_of_who_gave_it(desk: Desk, tmp_path: Path) -> None:
    officer, session = open_officer(desk), desk.open("hiring")
    there = tmp_path / "Dropbox" / "backups"
    allowing_places.allow(officer, there, reason=REASON, until=UNTIL)
    permit = place_permits.permit_for(desk.folder, session.register, there, use=BACKUPS)
    assert permit is not None
    officer_id = officer.user.id
    desk.close()
    recovered = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    memberships.change_roles(recovered, officer_id, ["auditor"])
    recovered.close()
    again = desk.open("gate")
    assert place_permits.every(desk.folder, again.register) == ()


def test_the_officer_is_named_before_the_desk_opens(desk: Desk, tmp_path: Path) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    assert allowing_places.officers(desk.folder) == ("officer",)
    with pytest.raises(DeskNotAllowedHere):
        desks.user_names(desk.folder)


def test_no_permission_is_left_where_the_desk_does_not_open(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")

    def broken(*_args: object, **_values: object) -> None:
        raise NotPermitted

    monkeypatch.setattr(allowing_places, "_enter", broken)
    with pytest.raises(NotPermitted):
        allowed_here(desk)
    assert permit_files(desk) == []


def test_the_officer_is_told_fourteen_days_before_a_permission_ends(
    desk: Desk, tmp_path: Path
) -> None:
    officer = open_officer(desk)
    there = tmp_path / "Dropbox" / "backups"

    def told() -> int:
        return sum(one.count for one in today.summary(officer) if one.key == "places")

    assert told() == 0
    (id_,) = allowing_places.allow(officer, there, reason=REASON, until=UNTIL).created
    assert len(allowing_places.list_places(officer)) == 1  # no backup was made there yet
    assert [one.state for one in allowing_places.list_all(officer)] == [HERE, ALLOWED]
    desk.clock.at += dt.timedelta(days=45)
    assert told() == 0
    desk.clock.at += dt.timedelta(days=1)
    assert told() == 1
    allowing_places.take_back(officer, id_, because="不再需要")
    assert told() == 0


def test_what_was_allowed_is_refused_once_it_is_a_share(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_officer(desk)
    moved(desk, tmp_path / "Dropbox" / "desk")
    allowed_here(desk)
    officer, session = reopen_officer(desk), desk.open("hiring")
    table = tmp_path / "mounts"
    table.write_text(f"far {desk.folder} nfs rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", table)
    with pytest.raises(NotLocal):
        desk.open("gate")
    with pytest.raises(NotLocal):
        allowing_places.allow(officer, desk.folder, use=DESK, reason=REASON, until=UNTIL)
    assert stands(session) == stands(officer) == [REFUSED]
    assert not promises.look(session, "stored_here").green


@pytest.mark.usefixtures("cheap")
def test_a_desk_without_the_privacy_office_allows_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    desks.create(
        folder, company=COMPANY, admin="officer", passphrase=OFFICER,
        roles=("privacy_officer",), compartments=("visits",), clock=FixedClock(START),
    )  # fmt: skip
    alone = Desk(folder, tmp_path / "profile", FixedClock(START), "", "", ("", ""))
    moved(alone, tmp_path / "Dropbox" / "desk")
    with pytest.raises(NoPrivacyHere):
        allowed_here(alone)
    assert permit_files(alone) == []
