# SPDX-License-Identifier: Apache-2.0
"""A company adds a field in its overlay file: it is everywhere at once, with no code changed."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.catalogue import Scenario
from hr_desk.operations import candidates, recruitment, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import OVERLAY
from tests.support.desk import Desk
from ui.forms.purpose_card import PurposeCard
from ui.forms.record_form import RecordForm
from ui.tables.rows import application_columns, application_rows

OWN_FIELD = """
[field.x_locker]
record = "person"
label = { zh = "储物柜偏好", en = "Locker wish" }
purpose = { zh = "安排车间储物柜。", en = "To assign a locker in the workshop." }
refusal = { zh = "不填则随机安排。", en = "Without it a locker is assigned at random." }
section = "application"
type = { name = "text", longest = 40 }
demand = { recruitment = "optional", onboarding = "closed", visitor = "closed" }
basis = { recruitment = "PIPL 13(2)" }
sensitivity = "ordinary"
earliest_stage = "applied"
roles = "W – M F – –"
retention = { hiring = "REJ" }
mask = "last_four"
search = "text"
column = 25
"""
WISH = "靠窗第三排ABCD7788"


@pytest.fixture
def own(desk: Desk) -> Session:
    """A recruiter at a desk with the company's own field."""
    (desk.folder / OVERLAY).write_text(OWN_FIELD, encoding="utf-8")
    return desk.open("hiring")


def _taken_in(desk: Desk, session: Session) -> str:
    texts = {"full_name": "示例人", "mobile": "19900000001", "age_band": "adult"}
    values = {
        key: session.catalogue.field(key).type.parse(text)
        for key, text in {**texts, "x_locker": WISH}.items()
    }
    new = recruitment.NewCandidate(requisition_id=desk.requisition, values=values)
    return recruitment.take_in(session, [new]).created[0]


def test_it_is_asked_in_the_form_and_explained_on_the_card(
    qtbot: QtBot, desk: Desk, own: Session
) -> None:
    form = RecordForm(own.catalogue, Scenario.RECRUITMENT, today=own.today)
    qtbot.addWidget(form)
    form.show_record(candidates.form_fields(own))
    card = PurposeCard(own.catalogue, Scenario.RECRUITMENT)
    qtbot.addWidget(card)
    card.show_field("x_locker", None)

    assert "x_locker" in form.keys()  # noqa: SIM118 - a method, not a dict
    assert str(form.row("x_locker").field.label) == "储物柜偏好"
    assert "安排车间储物柜。" in card.text()
    assert "不填则随机安排。" in card.text()
    assert "180" in card.text()


def test_it_is_masked_found_and_a_column(desk: Desk, own: Session) -> None:
    application = _taken_in(desk, own)
    view = candidates.open_record(own, application).named("x_locker")
    assert view is not None
    assert view.masked
    assert view.shown.endswith("7788")
    assert "靠窗" not in view.shown

    page = candidates.list_applications(own, ListQuery(text="第三排"))
    assert [row.application_id for row in page.rows] == [application]
    columns = application_columns(own.catalogue)
    assert "x_locker" in [column.key for column in columns]
    (row,) = application_rows(page.rows, own.catalogue)
    assert row.cells["x_locker"].text == view.shown

    shown = candidates.unmask(own, application, ["x_locker"], purpose="apply.assess")
    assert shown["x_locker"].shown == WISH


def test_it_goes_with_the_file(desk: Desk, own: Session) -> None:
    application = _taken_in(desk, own)
    recruitment.reject(own, [application], reason="skills")
    desk.clock.at += timedelta(days=180)
    retention.confirm_time(own)
    assert retention.sweep(own).counts == {"REJ": 1}
    assert not candidates.list_applications(own, ListQuery(text="第三排")).rows
    rows = own.compartment("hiring").read("SELECT count(*) FROM term")
    assert rows[0][0] == 0
