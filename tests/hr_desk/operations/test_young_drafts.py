# SPDX-License-Identifier: Apache-2.0
"""Nothing typed of a minor is kept as a draft before a guardian agreed (policy 6.1)."""

from collections.abc import Callable
from datetime import date

import pytest

from hr_desk.operations import drafts, joiner_drafts, recruitment, visit_drafts
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import handed_over
from tests.support.made_up import one

NAME = {"full_name": "许小满", "mobile": "13900004321"}
YOUNG = ({"age_band": "16-17"}, {"birth_date": "2009-05-12"}, {"birth_date": "2009年5月12日"})
GUARDIAN = {"guardian": "许大满 | 父亲 | 13900004322"}
Save = Callable[[Session, str, dict[str, str]], None]


def rows(session: Session, file: str) -> list[bytes]:
    return [
        bytes(sealed) for (sealed,) in session.compartment(file).read("SELECT sealed FROM draft")
    ]


@pytest.mark.parametrize("told", YOUNG)
@pytest.mark.parametrize(
    ("user", "file", "key", "save"),
    [
        ("hiring", "hiring", "take_in", drafts.save),
        ("gate", "visits", "new", visit_drafts.save),
    ],
)
def test_what_was_kept_goes_once_the_age_is_typed_and_comes_with_the_guardian(
    desk: Desk, told: dict[str, str], user: str, file: str, key: str, save: Save
) -> None:
    session = desk.open(user)
    save(session, key, NAME)
    assert len(rows(session, file)) == 1, "nobody knows the age yet"
    for half in ({}, {"guardian": "许"}):
        save(session, key, {**NAME, **told, **half})
        assert rows(session, file) == []
    save(session, key, {**NAME, **told, **GUARDIAN})
    assert len(rows(session, file)) == 1


def test_an_adult_and_a_half_typed_birthday_are_kept(session: Session) -> None:
    for told in ({"age_band": "adult"}, {"birth_date": "1990-05-12"}, {"birth_date": "2009-"}):
        drafts.save(session, "take_in", {**NAME, **told})
        assert drafts.load(session, "take_in") == {**NAME, **told}


def test_a_change_of_a_record_is_judged_with_what_the_record_says(
    desk: Desk, session: Session
) -> None:
    (grown,) = desk.take_in(session, [one("许大满", "13900004322")])
    texts = {**NAME, **GUARDIAN, "age_band": "16-17"}
    values = {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}
    (young,) = recruitment.take_in(
        session, [NewCandidate(requisition_id=desk.requisition, values=values)]
    ).created
    drafts.save(session, f"edit:{young}", {"occupation": "焊工"})
    assert drafts.load(session, f"edit:{young}") == {"occupation": "焊工"}, "a guardian agreed"
    drafts.save(session, f"edit:{grown}", {"birth_date": "2009-05-12"})
    assert drafts.load(session, f"edit:{grown}") is None


def test_a_joiner_who_turns_out_to_be_young_leaves_no_draft(
    desk: Desk, session: Session, colleague: Session
) -> None:
    (joiner,) = handed_over(desk, session, colleague)
    key = f"join:{joiner}"
    joiner_drafts.save(colleague, key, {"current_address": "青岛市虚构路 8 号"})
    assert len(rows(colleague, "personnel")) == 1
    young = date(colleague.today().year - 17, 1, 1).isoformat()
    joiner_drafts.save(colleague, key, {"current_address": "青岛市", "birth_date": young})
    assert rows(colleague, "personnel") == []
    joiner_drafts.save(colleague, key, {"birth_date": young, **GUARDIAN})
    assert len(rows(colleague, "personnel")) == 1
