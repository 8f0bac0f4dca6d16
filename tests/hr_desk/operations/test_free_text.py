# SPDX-License-Identifier: Apache-2.0
"""Saving free text with a forbidden topic goes through, and the entry names the field alone."""

import json
from typing import Any

import pytest

from hr_desk.operations import candidates, recruitment, visits
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.made_up import one
from tests.support.visitors import visitor

NUMBER = "11010519491231002X"


def last_entry(session: Session, compartment: str) -> dict[str, Any]:
    rows = session.compartment(compartment).read("SELECT body FROM audit ORDER BY seq DESC LIMIT 1")
    found: dict[str, Any] = json.loads(rows[0][0])
    return found


@pytest.mark.parametrize("text", ["会计，已婚", f"钳工 {NUMBER}", "卡 4111 1111 1111 1111"])
def test_taking_in_is_not_held_up_and_the_field_is_named(
    desk: Desk, session: Session, text: str
) -> None:
    (id_,) = desk.take_in(session, [one(occupation=text, employer="示例公司")])
    entry = last_entry(session, "hiring")
    assert entry["facts"]["free_text"] == ["occupation"]
    assert not any(part in json.dumps(entry, ensure_ascii=False) for part in ("婚", NUMBER, "4111"))
    assert {view.field.key for view in candidates.open_record(session, id_).fields} >= {
        "occupation"
    }


def test_ordinary_text_leaves_no_fact(desk: Desk, session: Session) -> None:
    desk.take_in(
        session, [one(occupation="会计", work_history="示例公司 | 班长 | 2010-01 | 2014-07")]
    )
    assert "free_text" not in last_entry(session, "hiring")["facts"]


def test_an_edit_names_what_it_wrote_alone(desk: Desk, session: Session) -> None:
    (id_,) = desk.take_in(session, [one(occupation="会计，已婚")])
    version = candidates.open_record(session, id_).version
    recruitment.edit(session, id_, {"employer": "示例公司"}, version=version)
    assert "free_text" not in last_entry(session, "hiring")["facts"]
    version = candidates.open_record(session, id_).version
    recruitment.edit(session, id_, {"job_title": "宗教用品店店员"}, version=version)
    assert last_entry(session, "hiring")["facts"]["free_text"] == ["job_title"]


def test_a_visit_is_let_in_and_the_field_named(desk: Desk) -> None:
    gate = desk.open("gate")
    visits.sign_in(gate, [visitor(gate, carried_items=f"电脑，证号{NUMBER}")])
    assert last_entry(gate, "visits")["facts"]["free_text"] == ["carried_items"]
    visits.sign_in(gate, [visitor(gate, carried_items="电脑，车 鲁B12345")])
    assert "free_text" not in last_entry(gate, "visits")["facts"]
