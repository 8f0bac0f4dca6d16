# SPDX-License-Identifier: Apache-2.0
"""A request from the kiosk stands among the officer's, to be verified; a forged one does not."""

from pathlib import Path
from typing import Any

import pytest

from hr_desk.kiosk import errands
from hr_desk.kiosk.asking import Asking
from hr_desk.operations import intake, request_views
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.errands import DeskKiosk, kiosk_of

WHO = {"full_name": "孙小梅", "mobile": "13800138000"}


@pytest.fixture
def lobby(desk: Desk, tmp_path: Path) -> DeskKiosk:
    """A kiosk at which people may ask."""
    (tmp_path / "kiosk").mkdir()
    return kiosk_of(desk, tmp_path / "kiosk", errands.ASK)


def asked(lobby: DeskKiosk, kind: str, which: str = "") -> Asking:
    talk = Asking(lobby.catalogue, lobby.profile.errands[errands.ASK])
    for choice in filter(None, (kind, which, errands.AGREE)):
        talk.choose(choice)
    talk.answer(WHO)
    return talk


def drop(lobby: DeskKiosk, talk: Asking, **changes: Any) -> str:
    given = talk.given(START.date())
    said = {"code": given.code, "ground": given.ground, "receipt": given.receipt, **changes}
    fields = said.pop("fields", given.fields)
    lobby.drop.ask(fields, confirmed=given.confirmed, language="zh_CN", **said)
    return given.receipt


@pytest.mark.parametrize(
    ("kind", "which", "code", "ground"),
    [("see", "", "access", ""), ("correct", "", "correct", ""), ("withdraw", "", "withdraw", ""),
     ("delete", "withdrawn", "delete", "withdrawn"), ("other", "transfer", "transfer", "")],
)  # fmt: skip
def test_each_kind_waits_to_be_verified_under_the_number_that_was_shown(
    desk: Desk, officer: Session, lobby: DeskKiosk, kind: str, which: str, code: str, ground: str
) -> None:
    number = drop(lobby, asked(lobby, kind, which))
    gate = desk.open("gate")
    assert intake.take_in(gate).taken == 1
    assert gate.compartment("visits").read("SELECT 1 FROM visit") == []
    intake.take_in(officer)
    (row,) = request_views.list_requests(officer)
    assert (row.number, row.code, row.state, row.kind) == (number, code, "received", kind)
    stored = officer.compartment("privacy").read("SELECT channel, ground, fields FROM request")
    assert stored[0][:2] == ("kiosk", ground) and "孙小梅" in stored[0][2]


@pytest.mark.parametrize(
    "changes",
    [{"code": "everything"}, {"ground": ""}, {"ground": "whim"}, {"receipt": "1"},
     {"fields": {"full_name": "孙小梅"}}, {"fields": {**WHO, "id_number": "x"}},
     {"fields": {"mobile": "13800138000", "email": "a@example.com"}}],
)  # fmt: skip
def test_what_no_kiosk_sends_is_set_aside(
    desk: Desk, officer: Session, lobby: DeskKiosk, changes: dict[str, Any]
) -> None:
    drop(lobby, asked(lobby, "delete", "not_used"), **changes)
    taken = intake.take_in(desk.open("gate"))
    assert taken.taken == 0
    intake.take_in(officer)
    assert request_views.list_requests(officer) == ()
