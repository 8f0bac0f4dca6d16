# SPDX-License-Identifier: Apache-2.0
"""Hostile texts typed by a joiner at the kiosk: the file keeps them, every template writes them.

The whole way: kiosk's questions, sealed envelope, intake, taken over by a colleague, and from the
file into the files of receivers.
"""

from pathlib import Path
from typing import Any

import pytest

from hr_desk.catalogue.hand_off_templates import CSV, WORKBOOK, load_templates, parse_template
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import Around
from hr_desk.errors import UserError
from hr_desk.exchange.hand_off_files import hand_off_file
from hr_desk.kiosk import errands
from hr_desk.kiosk.joining import Joining
from hr_desk.operations import intake, joiner_views, own_forms
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.session import Session
from tests.stories.test_hostile_texts_in_hand_offs import MIDDLES, hostile
from tests.support.desk import START, Desk
from tests.support.errands import DeskKiosk, kiosk_of
from tests.support.handing_off import TYPED, cells_of, stored, unlocked
from tests.support.joining import handed_over, welcome
from ui.kiosk.errand_pictures import JOINER

TODAY = START.date()
FREE = ("hukou_address", "current_address")
"""What a joiner writes at the kiosk as they like, and personnel keeps."""
STROKES = (((10, 10), (60, 80), (120, 20)), ((200, 40), (300, 90)))
FIXED = """
[template.fixed]
label = { zh = "定长", en = "Fixed" }
kind = "fixed"
who = "hired"
purpose = "hire.payroll_si"
recipients = ["statutory"]
encoding = "utf-8"
[template.fixed.column]
full_name = { width = 60 }
hukou_address = { width = 900 }
current_address = { width = 900 }
"""


@pytest.fixture
def lobby(desk: Desk, tmp_path: Path) -> DeskKiosk:
    return kiosk_of(desk, tmp_path / "lobby", "join")


@pytest.fixture
def colleague(desk: Desk, session: Session) -> Session:
    """An onboarding colleague with one joiner."""
    found = welcome(desk)
    handed_over(desk, session, found)
    return found


def answered(lobby: DeskKiosk, code: str, texts: dict[str, str]) -> Joining | None:
    """Return a form that is ready to be sent; None where the kiosk takes neither text."""
    talk = Joining(lobby.catalogue, lobby.profile.errands[errands.JOIN])
    talk.take_code(code, TODAY)
    for choice in (errands.NEXT, errands.AGREE):
        talk.choose(choice)
    talk.answer({**JOINER, **texts})
    refused = talk.problems(TODAY)
    assert set(refused) <= set(FREE) and all(str(one) for one in refused.values())
    if set(refused) == set(FREE):
        return None
    talk.answer({key: JOINER[key] for key in refused})
    while talk.page is not None:
        talk.choose(errands.NEXT)
    talk.tick(talk.items)
    for choice in (errands.NEXT, errands.AGREE, errands.CONFIRM):
        talk.choose(choice)
    talk.strokes = STROKES
    return talk


def gone_through(colleague: Session, lobby: DeskKiosk, texts: list[str]) -> list[dict[str, Any]]:
    """Type texts at the kiosk, two in a form; return what stood in the file after each form."""
    (row,) = joiner_views.list_joiners(colleague, JoinerQuery())
    found = []
    for first, second in zip(texts[::2], texts[1::2], strict=True):
        code = own_forms.hand_code(colleague, row.joiner_id).shown
        talk = answered(lobby, code, dict(zip(FREE, (first, second), strict=True)))
        if talk is None:
            continue
        given = talk.given(TODAY)
        lobby.drop.join(given.fields, code=given.code, strokes=given.strokes,
                        confirmed=given.confirmed, language="zh_CN")  # fmt: skip
        assert intake.take_in(colleague).taken == 1
        own_forms.take_form(colleague, row.joiner_id)
        (record,) = records(colleague, [row.joiner_id])
        assert {key: record.fields[key] for key in FREE} == {key: given.fields[key] for key in FREE}
        found.append(dict(record.fields))
    return found


def written(colleague: Session, people: list[dict[str, Any]]) -> None:
    """Write what stood in the file by every shipped template, and by one of fixed widths."""
    catalogue, around = colleague.catalogue, Around(1, "new", "示例公司", TODAY)
    whole = stored(catalogue, TYPED[0])
    templates = {**load_templates(), "fixed": parse_template("fixed.toml", FIXED, catalogue)}
    for template in templates.values():
        rows = [
            hand_off_rows.cells(template, catalogue, {**whole, **one}, around=around)
            for one in people
        ]
        if template.kind == WORKBOOK:
            content = hand_off_file(template, rows, title="x", password="p", manifest={})
            assert [tuple(row) for row in cells_of(unlocked(content, "p"))[1:]] == rows
            continue
        for row in rows:
            try:
                text = hand_off_file(template, [row], title="x", password="", manifest={})
            except UserError as refused:
                assert refused.text()
            else:
                said = text.decode(template.encoding)
                assert template.kind == CSV or all(cell in said for cell in row)


def test_what_a_joiner_types_is_kept_and_written_as_text(
    colleague: Session, lobby: DeskKiosk
) -> None:
    texts = hostile()
    some = [texts[n * (len(MIDDLES) + 1) % len(texts)] for n in range(12)]
    people = gone_through(colleague, lobby, some)
    assert len(people) > 3
    written(colleague, people)


@pytest.mark.soak
def test_what_a_joiner_types_is_kept_and_written_as_text_five_hundred_times(
    colleague: Session, lobby: DeskKiosk
) -> None:
    people = gone_through(colleague, lobby, hostile())
    assert len(people) > 180
    written(colleague, people)
