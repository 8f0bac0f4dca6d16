# SPDX-License-Identifier: Apache-2.0
"""What people are told: judged by what kiosks show, answers said, and people confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import (
    consent_texts,
    consents,
    policies,
    profiles,
    promises,
    request_letters,
    requests,
    visits,
)
from hr_desk.operations.controls import NOT_SEEN, Seen
from hr_desk.operations.session import Session
from tests.promises.seams import inserted
from tests.support.desk import COMPANY, Desk
from tests.support.made_up import one
from tests.support.requests import HER, contributed, verified
from tests.support.visit_letters import take
from tests.support.visitors import guest, visitor

CONTROLS = ("controller_named", "safety_tip", "complaint_routes")
Without = Callable[[str, str], pytest.MonkeyPatch]
NO_COURT = "{where} cyberspace, consumer"


def look(session: Session, control: str) -> Seen:
    return promises.look(session, control).seen


def state(session: Session, control: str) -> str:
    return look(session, control).state


def said(session: Session, control: str) -> Mapping[str, Any]:
    return dict(look(session, control).values)


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Without:
    """Make a sentence of the notices say something else until it is undone."""

    def replaced(name: str, sentence: str) -> pytest.MonkeyPatch:
        monkeypatch.setattr(policies, name, sentence)
        return monkeypatch

    return replaced


@pytest.mark.parametrize("control", CONTROLS)
def test_a_fresh_desk_is_green(desk: Desk, control: str) -> None:
    for user in ("admin", "hiring", "gate"):
        assert state(desk.open(user), control) == "kept"


@pytest.mark.parametrize("control", CONTROLS)
def test_who_holds_no_file_sees_none(
    admin: Session, monkeypatch: pytest.MonkeyPatch, control: str
) -> None:
    monkeypatch.setattr(Session, "held", ())
    assert state(admin, control) == NOT_SEEN


class TestKiosks:
    def test_what_they_show_is_counted(self, admin: Session) -> None:
        profiles.create(admin, name="东门")
        profiles.create(admin, name="西门", errands=("apply",))
        assert said(admin, "controller_named")["kiosks"] == 2
        # One notice of signing in on each, one of applying on the second, in two languages.
        assert said(admin, "safety_tip")["texts"] == 6
        assert said(admin, "complaint_routes")["texts"] == 6

    @pytest.mark.parametrize(
        ("control", "name", "sentence"),
        [("safety_tip", "_SAFE", "{}"), ("complaint_routes", "_RIGHTS", NO_COURT)],
    )
    def test_a_notice_that_lacks_something_is_red_after_the_desk_says_it_again(
        self, admin: Session, without: Without, control: str, name: str, sentence: str
    ) -> None:
        patch = without(name, sentence)
        made = profiles.create(admin, name="东门")
        patch.undo()
        assert state(admin, control) == "broken"
        assert said(admin, control)["count"] == 2, "one in each language"
        profiles.replace(admin, made.profile_id)
        assert state(admin, control) == "kept"

    @pytest.mark.parametrize("part", ["name", "address", "phone"])
    def test_one_that_names_another_company_is_red(
        self, admin: Session, monkeypatch: pytest.MonkeyPatch, part: str
    ) -> None:
        profiles.create(admin, name="东门")
        assert state(admin, "controller_named") == "kept"
        changed = {**COMPANY, part: "0532-81111111"}
        monkeypatch.setattr(Session, "company", changed)
        found = look(admin, "controller_named")
        assert (found.state, dict(found.values)) == ("broken", {"count": 1})
        assert "kiosks" in found.message

    def test_one_that_ran_out_shows_nothing_any_more(
        self, desk: Desk, admin: Session, without: Without
    ) -> None:
        patch = without("_SAFE", "{}")
        profiles.create(admin, name="东门")
        patch.undo()
        desk.clock.advance(days=91)
        assert state(admin, "safety_tip") == "kept"


class TestController:
    @pytest.mark.parametrize("name", ["[公司名称]", "XX公司", "某某有限公司", "待填", "＿＿＿公司"])
    def test_a_placeholder_names_nobody(
        self, admin: Session, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setattr(Session, "company", {**COMPANY, "name": name})
        found = look(admin, "controller_named")
        assert found.state == "broken" and "never filled in" in found.message

    def test_a_policy_that_was_written_under_another_record_is_red(
        self, admin: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Session, "company", {**COMPANY, "phone": "0532-81111111"})
        found = look(admin, "controller_named")
        assert (found.state, dict(found.values)) == ("broken", {"number": 1})
        assert "Version" in found.message

    def test_what_was_agreed_to_lately_names_the_company(
        self, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A consent under another name is asked anew; one that ended, or an old one, is past."""
        (hers,) = desk.take_in(session, [one("孙小梅", "13900001234")])
        monkeypatch.setattr(Session, "company", {**COMPANY, "name": "另一家公司"})
        given(session, hers)
        monkeypatch.undo()
        assert said(session, "controller_named") == {"count": 1, "days": 30}
        given(session, hers)
        assert state(session, "controller_named") == "kept"
        assert said(session, "controller_named")["texts"] == 1

    def test_an_old_consent_stands_as_it_was_given(
        self, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (hers,) = desk.take_in(session, [one("孙小梅", "13900001234")])
        monkeypatch.setattr(Session, "company", {**COMPANY, "name": "另一家公司"})
        given(session, hers)
        monkeypatch.undo()
        desk.clock.advance(days=31)
        assert state(session, "controller_named") == "kept"


def given(session: Session, application: str) -> None:
    """Note that somebody agreed on paper to what is done with their photo."""
    shown = consent_texts.text_of(session, "photo", "zh_CN")
    consents.give(session, application, "photo", shown=shown, how="signature")


class TestVisitors:
    def test_who_comes_in_with_the_notice_is_counted(self, gate: Session) -> None:
        visits.sign_in(gate, [visitor(gate), visitor(gate, full_name="金来客")])
        assert state(gate, "safety_tip") == "kept"
        assert said(gate, "safety_tip")["visitors"] == 2

    def test_a_guest_who_was_never_given_it_is_red_once_inside(self, gate: Session) -> None:
        (id_,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
        assert state(gate, "safety_tip") == "kept"
        visits.arrive(gate, [id_])
        assert said(gate, "safety_tip") == {"count": 1, "days": 30}

    def test_a_guest_who_is_given_it_at_the_gate_is_not(self, gate: Session) -> None:
        (id_,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
        visits.arrive(gate, [id_], notice="paper")
        assert state(gate, "safety_tip") == "kept"

    def test_whom_a_kiosk_announced_counts_once_let_in(self, gate: Session) -> None:
        id_ = take(gate)
        assert said(gate, "safety_tip")["visitors"] == 0
        visits.confirm(gate, id_)
        assert said(gate, "safety_tip")["visitors"] == 1

    @pytest.mark.parametrize(("after", "expected"), [(6, "kept"), (8, "broken")])
    def test_a_kiosk_has_a_week_to_show_a_new_version(
        self, desk: Desk, gate: Session, monkeypatch: pytest.MonkeyPatch, after: int, expected: str
    ) -> None:
        (first,) = policies.versions(gate)
        second = replace(first, number=2, valid_from="2026-03-04")
        monkeypatch.setattr(policies, "versions", lambda _session: (first, second))
        desk.clock.advance(days=2 + after)
        at = f"{gate.now():%Y-%m-%dT%H:%M:%SZ}"
        visits.confirm(gate, take(gate, at=at, notice=1))
        assert state(gate, "safety_tip") == expected

    def test_what_was_long_ago_is_looked_at_no_more(self, desk: Desk, gate: Session) -> None:
        (id_,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
        visits.arrive(gate, [id_])
        visits.sign_out(gate, [id_])
        desk.clock.advance(days=30)
        assert state(gate, "safety_tip") == "broken"
        desk.clock.advance(days=1)
        assert state(gate, "safety_tip") == "kept"


class TestConfirmedNotices:
    def test_each_that_is_kept_is_read(self, session: Session) -> None:
        insert_confirmed(session, "示例公司 验证码 网信 消费者 法院")
        for control in CONTROLS:
            assert state(session, control) == "kept", control
            assert said(session, control)["texts"] == 1

    @pytest.mark.parametrize(
        ("control", "text"),
        [
            ("safety_tip", "示例公司 网信 消费者 法院"),
            ("complaint_routes", "示例公司 验证码 网信 法院"),
            ("controller_named", "验证码 网信 消费者 法院"),
        ],
    )
    def test_one_that_lacks_something_turns_its_control_red_and_no_other(
        self, session: Session, control: str, text: str
    ) -> None:
        insert_confirmed(session, text)
        assert {one for one in CONTROLS if state(session, one) == "broken"} == {control}

    def test_a_further_language_is_not_searched_for_our_words(self, session: Session) -> None:
        insert_confirmed(session, "示例公司", language="ja")
        assert state(session, "safety_tip") == state(session, "complaint_routes") == "kept"


def insert_confirmed(session: Session, text: str, *, language: str = "zh_CN") -> None:
    """Keep a notice with its words as somebody confirmed it just now."""
    words = {"sha256": "t", "language": language, "policy_version": 1, "text": text}
    act = {
        "id": "a" * 32, "record": "r", "subject": "notice", "act": "acknowledge", "how": "tick",
        "witness": "", "text_sha256": "t", "given_at": session.now().isoformat(timespec="seconds"),
        "user": "one",
    }  # fmt: skip
    with session.compartment("hiring").change("test") as change:
        change.execute(*inserted("consent_text", **words))
        change.execute(*inserted("consent", **act))


class TestAnswers:
    @pytest.fixture
    def case(self, desk: Desk, officer: Session) -> str:
        """A request that is decided and not answered."""
        found = verified(officer, HER)
        contributed(officer, desk.open("admin"), found)
        requests.decide(officer, found, outcome="granted")
        return found

    @pytest.mark.parametrize("code", ["zh_CN", "en"])
    def test_one_that_left_whole_is_counted(
        self, officer: Session, case: str, tmp_path: Path, code: str
    ) -> None:
        sent(officer, case, tmp_path / "one.pdf", code=code)
        assert state(officer, "complaint_routes") == "kept"
        assert said(officer, "complaint_routes")["letters"] == 1

    def test_one_that_left_without_a_court_is_red_until_a_whole_one_follows(
        self, officer: Session, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(policies, "_RIGHTS", "{where}")
        monkeypatch.setattr(request_letters, "_COMPLAIN", "cyberspace, consumer")
        sent(officer, case, tmp_path / "one.pdf", code="en")
        monkeypatch.undo()
        found = look(officer, "complaint_routes")
        assert (found.state, dict(found.values)) == ("broken", {"count": 1})
        assert "left" in found.message
        sent(officer, case, tmp_path / "two.pdf", code="en")
        assert state(officer, "complaint_routes") == "kept"

    def test_one_that_never_got_out_is_not_judged(
        self, officer: Session, case: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(policies, "_RIGHTS", "{where}")
        monkeypatch.setattr(request_letters, "_COMPLAIN", "cyberspace")
        shown = request_letters.answer(officer, case, code="en")
        request_letters.paper(shown).register(officer, b"%PDF")
        monkeypatch.undo()
        assert state(officer, "complaint_routes") == "kept"
        assert said(officer, "complaint_routes")["letters"] == 0

    def test_an_entry_of_before_says_nothing_of_it(self, officer: Session) -> None:
        out = inserted(
            "disclosure", id="d", at="", user="one", kind="print", recipient="R", purpose="p",
            fields="[]", records='["r"]', content_sha256="", content_bytes=0, completed_at="2026",
        )  # fmt: skip
        with officer.compartment("privacy").change("request.letter") as change:
            change.execute(*out)
            change.touched("disclosure", "d")
        assert state(officer, "complaint_routes") == "kept"

    def test_an_answer_whose_own_paragraph_is_lost_is_red(
        self, admin: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(request_letters, "_COMPLAIN", "cyberspace, 网信")
        assert state(admin, "complaint_routes") == "broken"
        assert said(admin, "complaint_routes")["count"] == 4


def sent(officer: Session, case: str, target: Path, *, code: str) -> None:
    """Let the answer of a case out."""
    shown = request_letters.answer(officer, case, code=code)
    request_letters.release(officer, shown, b"%PDF", target)
