# SPDX-License-Identifier: Apache-2.0
"""ID scans of joiners: only with their consent, for onboarding alone, thirty days at most."""

import datetime as dt
from io import BytesIO

import pytest
from PIL import Image

from hr_desk.exchange.confined import Reader
from hr_desk.operations import (
    id_scans,
    joiner_consents,
    joiner_documents,
    joiner_withdrawals,
    retention,
)
from hr_desk.operations.joiner_problems import ConsentFirst
from hr_desk.operations.problems import NotYours, RecordGone
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import handed_over, opened

KEY = "id_image"


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    (id_,) = handed_over(desk, session, colleague)
    return id_


def side(colour: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (800, 500), colour).save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def sheet(colleague: Session) -> bytes:
    with Reader() as reader:
        return id_scans.make_sheet(colleague, reader, [side("white"), side("gray")])


def test_a_sheet_names_the_company_and_the_day(
    desk: Desk, colleague: Session, sheet: bytes
) -> None:
    assert sheet.startswith(b"\xff\xd8")
    with Reader() as reader:
        same = id_scans.make_sheet(colleague, reader, [side("white"), side("gray")])
        assert same == sheet
        desk.clock.advance(days=1)
        later = id_scans.make_sheet(colleague, reader, [side("white"), side("gray")])
        assert later != sheet
        with pytest.raises(ValueError, match="side"):
            id_scans.make_sheet(colleague, reader, [])


def test_without_a_consent_in_force_no_scan_is_kept(
    colleague: Session, joiner: str, sheet: bytes
) -> None:
    with pytest.raises(ConsentFirst):
        joiner_documents.add_document(colleague, joiner, KEY, sheet)
    joiner_consents.give(colleague, joiner, [KEY])
    joiner_documents.add_document(colleague, joiner, KEY, sheet)
    assert joiner_documents.read_document(colleague, joiner, KEY) == sheet
    joiner_withdrawals.withdraw(colleague, joiner, KEY)
    view = opened(colleague, joiner).named(KEY)
    assert view is not None and not view.given
    with pytest.raises(ConsentFirst):
        joiner_documents.add_document(colleague, joiner, KEY, sheet)


def test_a_scan_is_for_onboarding_alone_and_goes_by_its_own_clock(
    desk: Desk, colleague: Session, joiner: str, sheet: bytes
) -> None:
    joiner_consents.give(colleague, joiner, [KEY])
    joiner_documents.add_document(colleague, joiner, KEY, sheet)
    admin = desk.open("admin")
    assert opened(admin, joiner).named(KEY) is None
    for act in (
        lambda: joiner_documents.read_document(admin, joiner, KEY),
        lambda: joiner_documents.add_document(admin, joiner, KEY, sheet),
    ):
        with pytest.raises(NotYours):
            act()
    (note,) = [one for one in opened(colleague, joiner).clocks if one.class_key == "IDIMG"]
    assert note.due == colleague.today() + dt.timedelta(days=30)
    for days in range(1, 31):
        desk.clock.advance(days=1)
        retention.confirm_time(colleague)
        counts = retention.sweep(colleague).counts
        assert counts.get("IDIMG", 0) == (days == 30), days
    assert list((desk.folder / "documents").iterdir()) == []


def test_it_goes_at_once_when_the_agency_has_its_copy(
    desk: Desk, colleague: Session, joiner: str, sheet: bytes
) -> None:
    with pytest.raises(RecordGone):
        id_scans.confirm(colleague, joiner, KEY)
    joiner_consents.give(colleague, joiner, [KEY])
    joiner_documents.add_document(colleague, joiner, KEY, sheet)
    with Reader() as reader:
        paper = id_scans.open_sheet(colleague, reader, joiner, KEY)
    assert (paper.kind, paper.pages) == ("jpeg", 1) and paper.content.startswith(b"\xff\xd8")
    with pytest.raises(NotYours):
        id_scans.confirm(desk.open("admin"), joiner, KEY)
    id_scans.confirm(colleague, joiner, KEY)
    view = opened(colleague, joiner)
    assert "IDIMG" not in {one.class_key for one in view.clocks}
    assert list((desk.folder / "documents").iterdir()) == []
    done = [line.operation for line in view.history]
    assert done.index("joiner.scan_confirmed") < done.index("joiner.read_document")
