# SPDX-License-Identifier: Apache-2.0
"""Texts to candidates and call lists: filled as the user may see, logged before they are copied."""

import datetime as dt
import json

import pytest

from hr_desk.domain import message_texts
from hr_desk.operations import interviews, messages
from hr_desk.operations.interviews import Plan
from hr_desk.operations.message_problems import BracesOdd, PlaceUnknown
from hr_desk.operations.problems import NotPermitted, ReasonUnknown, TextMissing, TextTooLong
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.made_up import one

PLAN = Plan(at=START + dt.timedelta(days=1), minutes=20, host="刘经理", place="二楼会议室")


@pytest.fixture
def ids(desk: Desk, session: Session) -> tuple[str, ...]:
    return desk.take_in(session, [one("欧阳娜娜", "13900139000")])


def test_an_invitation_says_when_where_and_whom_to_ask_for(
    session: Session, ids: tuple[str, ...]
) -> None:
    interviews.arrange(session, ids, PLAN)
    (draft,) = messages.drafts_of(session, ids, "invitation")
    chinese, english = draft.texts["zh_CN"], draft.texts["en"]
    for word in ("欧阳娜娜", "装配工", "3月3日（周二） 09:00", "二楼会议室", "刘经理", "示例公司"):
        assert word in chinese
    assert "Tue 2026-03-03 at 09:00" in english
    assert "13900139000" not in chinese + english


def test_the_next_planned_interview_counts(session: Session, ids: tuple[str, ...]) -> None:
    (draft,) = messages.drafts_of(session, ids, "reminder")
    assert draft.texts == {"zh_CN": "", "en": ""}
    (first,) = interviews.arrange(session, ids, PLAN).created
    later = Plan(at=START + dt.timedelta(days=2, hours=3), minutes=20, host="陈总")
    interviews.arrange(session, ids, later)
    interviews.cancel(session, [first])
    (draft,) = messages.drafts_of(session, ids, "reminder")
    assert "3月4日（周三） 12:00" in draft.texts["zh_CN"] and "陈总" in draft.texts["zh_CN"]


@pytest.mark.parametrize("occasion", sorted(message_texts.load()))
def test_copying_is_logged_with_its_purpose_and_no_text(
    session: Session, ids: tuple[str, ...], occasion: str
) -> None:
    messages.copied(session, ids, occasion)
    (body,) = session.compartment("hiring").read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    entry = json.loads(body)
    assert (entry["operation"], entry["purpose"]) == ("message.copy", "apply.contact")
    assert entry["facts"] == {"occasion": occasion}
    assert entry["fields"] == sorted(message_texts.load()[occasion].fields())
    assert [record[1] for record in entry["records"]] == list(ids)
    assert "欧阳" not in body


def test_whom_to_call(desk: Desk, session: Session, ids: tuple[str, ...]) -> None:
    (line,) = messages.call_list(session, ids)
    assert (line.name, line.phone, line.requisition) == ("欧阳娜娜", "139 0013 9000", "装配工")
    with pytest.raises(ReasonUnknown):
        messages.drafts_of(session, ids, "birthday")
    with pytest.raises(NotPermitted):
        messages.call_list(desk.open("gate"), ids)


def test_a_company_writes_its_own_text_and_goes_back(
    session: Session, ids: tuple[str, ...]
) -> None:
    messages.write(session, "offer", zh="{name}：{post}，请回电{phone}", en="{name}: {post}")
    (draft,) = messages.drafts_of(session, ids, "offer")
    assert draft.texts["zh_CN"].startswith("欧阳娜娜：装配工，请回电")
    assert draft.texts["en"] == "欧阳娜娜: 装配工"
    messages.write(session, "offer")
    assert messages.texts(session) == tuple(message_texts.load().values())


@pytest.mark.parametrize(
    ("zh", "en", "problem"),
    [
        ("您好", "", TextMissing),
        ("您好{salary}", "Hello", PlaceUnknown),
        ("您好", "Hello {name.__class__}", PlaceUnknown),
        ("您好{name", "Hello", BracesOdd),
        ("您好" * 301, "Hello", TextTooLong),
    ],
)
def test_a_text_that_cannot_be_filled_is_refused(
    session: Session, zh: str, en: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        messages.write(session, "offer", zh=zh, en=en)
    assert messages.texts(session) == tuple(message_texts.load().values())


def test_an_interview_without_a_place_is_at_the_company(
    session: Session, ids: tuple[str, ...]
) -> None:
    interviews.arrange(session, ids, Plan(at=PLAN.at, minutes=20, host="刘经理"))
    (draft,) = messages.drafts_of(session, ids, "invitation")
    assert session.company["address"] and session.company["address"] in draft.texts["zh_CN"]
