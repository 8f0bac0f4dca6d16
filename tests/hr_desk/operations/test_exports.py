# SPDX-License-Identifier: Apache-2.0
"""A list that leaves: encrypted, masked as on the screen, registered."""

import io
import zipfile
from pathlib import Path

import msoffcrypto
import pytest

from hr_desk.domain.controller import controller_line
from hr_desk.i18n import t
from hr_desk.operations import exports
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.disclosure import registered
from hr_desk.operations.problems import NothingToHandOut, PurposeUnknown
from hr_desk.operations.session import Session
from tests.support import raw_pages, watched_files
from tests.support.desk import Desk
from tests.support.handing_off import cells_of, unlocked
from tests.support.made_up import people


def opened(path: Path, password: str) -> bytes:
    """Return every part of an encrypted workbook in one piece."""
    plain = io.BytesIO()
    with path.open("rb") as file:
        office = msoffcrypto.OfficeFile(file)
        office.load_key(password=password)
        office.decrypt(plain)
    with zipfile.ZipFile(plain) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def export(session: Session, target: Path, query: ListQuery | None = None) -> exports.Handed:
    return exports.candidate_list(
        session, query or ListQuery(), purpose="apply.assess", target=target
    )


def test_the_list_holds_every_row_and_opens_with_its_password_alone(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    everyone = list(people(12, seed=1))
    desk.take_in(session, everyone)
    handed = export(session, tmp_path / "list.xlsx")
    names = [person.name for person in everyone]
    assert handed.rows == 12
    content = opened(tmp_path / "list.xlsx", handed.password)
    assert raw_pages.found(names, content) == names
    assert raw_pages.found(names, (tmp_path / "list.xlsx").read_bytes()) == []
    with pytest.raises(Exception, match=r"(?i)password|key"):
        opened(tmp_path / "list.xlsx", "another password")
    (line,) = registered(session)
    assert (line.people, line.kind, line.completed) == (12, "export", True)
    # It stays in the company: nobody types who gets it.
    assert line.recipient == session.company["name"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["list.xlsx"]


def test_the_second_sheet_says_for_what_for_whom_and_where_the_log_stood(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    desk.take_in(session, list(people(2, seed=1)))
    head = session.compartment("hiring").head()
    handed = export(session, tmp_path / "list.xlsx")
    book = unlocked((tmp_path / "list.xlsx").read_bytes(), handed.password)
    about = dict(row[:2] for row in cells_of(book, 1))
    assert about[t("Purpose")] == str(session.catalogue.purposes["apply.assess"].label)
    assert about[t("Recipient")] == session.company["name"]
    assert about[t("From")] == controller_line(session.company)
    assert about[t("Head of the audit log")] == f"{head.sequence} {head.hash.hex()}"
    assert about[t("Number of rows")] == "2" and len(about[t("SHA-256 of the content")]) == 64


def test_what_is_masked_on_the_screen_is_masked_in_the_list(desk: Desk, tmp_path: Path) -> None:
    everyone = list(people(3, seed=1))
    desk.take_in(desk.open("hiring"), everyone)
    handed = export(desk.open("admin"), tmp_path / "list.xlsx")
    content = opened(tmp_path / "list.xlsx", handed.password)
    hidden = [person.typed[key] for person in everyone for key in ("email", "wechat_id")]
    assert raw_pages.found(hidden, content) == []


def test_nothing_found_writes_nothing(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NothingToHandOut):
        export(session, tmp_path / "list.xlsx", ListQuery(text="没有这个人"))
    assert registered(session) == ()


@pytest.mark.parametrize("purpose", ["x", "hire.payroll_si", "other.legal_demand"])
def test_a_purpose_of_recruiting_is_needed(
    desk: Desk, session: Session, tmp_path: Path, purpose: str
) -> None:
    desk.take_in(session, list(people(1, seed=1)))
    with pytest.raises(PurposeUnknown):
        exports.candidate_list(session, ListQuery(), purpose=purpose, target=tmp_path / "list.xlsx")
    assert not (tmp_path / "list.xlsx").exists() and registered(session) == ()


def test_nothing_is_opened_for_writing_but_the_list_and_its_sibling(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    desk.take_in(session, list(people(2, seed=1)))
    with watched_files.watching() as seen:
        export(session, tmp_path / "list.xlsx")
    (sibling,) = seen.written(outside=(desk.folder, desk.profile))
    assert sibling.parent == tmp_path and sibling.name.endswith(".part")
