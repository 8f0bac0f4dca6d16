# SPDX-License-Identifier: Apache-2.0
"""A joiner's own part: a code, a sealed form for one colleague, and nothing in the file before."""

from pathlib import Path
from typing import Any

import pytest

from hr_desk.domain import joining_code
from hr_desk.kiosk import errands, joining
from hr_desk.kiosk.joining import Joining
from hr_desk.operations import (
    entries,
    intake,
    joiner_consents,
    joiner_documents,
    joiner_views,
    onboarding,
    own_forms,
    retention,
)
from hr_desk.operations.joiner_problems import CodeTooLong, NoFormWaits, TooYoung
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.problems import GuardianNeeded, NotPermitted, RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.today import summary
from hr_desk.vault.to_a_user import NotYoursToOpen
from tests.support.desk import START, Desk
from tests.support.errands import DeskKiosk, kiosk_of
from tests.support.joining import handed_over, welcome
from ui.kiosk.errand_pictures import JOINER

TODAY = START.date()
STROKES = (((10, 10), (60, 80), (120, 20)), ((200, 40), (300, 90)))


@pytest.fixture
def lobby(desk: Desk, tmp_path: Path) -> DeskKiosk:
    """A kiosk at which joiners fill in their own part."""
    return kiosk_of(desk, tmp_path / "lobby", "join")


@pytest.fixture
def colleague(desk: Desk, session: Session) -> Session:
    """An onboarding colleague with one joiner."""
    found = welcome(desk)
    handed_over(desk, session, found)
    return found


def joiner(session: Session) -> str:
    (row,) = joiner_views.list_joiners(session, JoinerQuery())
    return row.joiner_id


def code_of(session: Session, **words: Any) -> str:
    return own_forms.hand_code(session, joiner(session), **words).shown


def filled_in(lobby: DeskKiosk, code: str, **texts: str) -> Joining:
    """Return a form that is ready to be sent."""
    talk = Joining(lobby.catalogue, lobby.profile.errands[errands.JOIN])
    talk.take_code(code, TODAY)
    for choice in (errands.NEXT, errands.AGREE):
        talk.choose(choice)
    talk.answer({**JOINER, **texts})
    while talk.page is not None:
        talk.choose(errands.NEXT)
    if talk.step == errands.CONSENT + "guardian":
        talk.choose(errands.AGREE)
    talk.tick(talk.items)
    for choice in (errands.NEXT, errands.AGREE, errands.CONFIRM):
        talk.choose(choice)
    talk.strokes = STROKES
    assert (talk.step, talk.problems(TODAY)) == (joining.SIGN, {})
    return talk


def send(lobby: DeskKiosk, talk: Joining) -> None:
    given = talk.given(TODAY)
    lobby.drop.join(given.fields, code=given.code, strokes=given.strokes,
                    confirmed=given.confirmed, language="zh_CN")  # fmt: skip


def came(colleague: Session, lobby: DeskKiosk, **texts: str) -> str:
    """Fill a form in and take it in; returns the joiner."""
    send(lobby, filled_in(lobby, code_of(colleague), **texts))
    assert intake.take_in(colleague).taken == 1
    return joiner(colleague)


def refused(session: Session) -> None:
    found = intake.take_in(session)
    assert (found.taken, dict(found.set_aside)) == (0, {"unacceptable": 1})


def test_nothing_is_in_the_file_before_it_is_taken_over(
    colleague: Session, lobby: DeskKiosk
) -> None:
    before = records(colleague, [joiner(colleague)])[0].fields
    id_ = came(colleague, lobby)
    assert records(colleague, [id_])[0].fields == before
    assert entries.entries_of(colleague, id_) == {}
    form = own_forms.waiting(colleague, id_)
    assert form is not None
    assert form.values is not None
    said = {one.field.key: one for one in form.values}
    assert len(said) == 12  # thirteen with the signature
    assert said["bank_account_no"].shown == "6222 0202 0011 2233 445"
    assert said["full_name"].differs
    assert {one.key for one in form.consents} == {"id_number", "bank_account_no", "bank_name",
                                                  "safety_ack"}  # fmt: skip
    assert own_forms.joiners_with_forms(colleague) == [id_]
    assert {line.key: line.count for line in summary(colleague)}["own_forms"] == 1


def test_taken_over_it_is_the_file_and_the_numbers_wait_for_the_originals(
    colleague: Session, lobby: DeskKiosk
) -> None:
    id_ = came(colleague, lobby)
    own_forms.take_form(colleague, id_)
    fields = records(colleague, [id_])[0].fields
    assert (fields["full_name"], fields["birth_date"]) == ("欧阳晓春", "1990-05-12")
    assert fields["safety_ack"] is True
    assert "id_number" not in fields
    waiting = {one.field.key: one.shown for one in joiner_views.open_joiner(colleague, id_).waiting}
    assert set(waiting) == {"id_number", "bank_account_no"}
    onboarding.check(colleague, id_, ["id_number"])
    assert records(colleague, [id_])[0].fields["id_number"] == JOINER["id_number"]
    assert own_forms.waiting(colleague, id_) is None
    with pytest.raises(NoFormWaits):
        own_forms.take_form(colleague, id_)


def test_ticks_and_signature_are_kept_as_the_acts_they_were(
    colleague: Session, lobby: DeskKiosk
) -> None:
    id_ = came(colleague, lobby)
    own_forms.take_form(colleague, id_)
    given = {one.field.key for one in joiner_consents.lines(colleague, id_) if one.given_at}
    assert given == {"id_number", "bank_account_no", "bank_name"}
    picture = joiner_documents.read_document(colleague, id_, "signature_image")
    assert picture.startswith(b"\x89PNG")


def test_nobody_else_can_open_the_form(colleague: Session, lobby: DeskKiosk, desk: Desk) -> None:
    id_ = came(colleague, lobby)
    admin = desk.open("admin")
    form = own_forms.waiting(admin, id_)
    assert form is not None
    assert (form.values, form.by) == (None, "welcome")
    with pytest.raises(NotYoursToOpen):
        own_forms.take_form(admin, id_)
    (sealed,) = admin.compartment("personnel").read("SELECT sealed FROM draft", ())
    assert JOINER["id_number"].encode() not in bytes(sealed[0])
    assert own_forms.joiners_with_forms(admin) == []
    own_forms.discard_form(admin, id_)
    assert own_forms.waiting(colleague, id_) is None


def test_whoever_takes_it_in_it_goes_to_who_handed_out_the_code(
    colleague: Session, lobby: DeskKiosk, desk: Desk
) -> None:
    send(lobby, filled_in(lobby, code_of(colleague)))
    assert intake.take_in(desk.open("admin")).taken == 1
    own_forms.take_form(colleague, joiner(colleague))


def test_a_code_is_good_once(colleague: Session, lobby: DeskKiosk) -> None:
    code = code_of(colleague)
    for _ in range(2):
        send(lobby, filled_in(lobby, code))
    found = intake.take_in(colleague)
    assert (found.taken, dict(found.set_aside)) == (1, {"unacceptable": 1})


def test_a_new_code_voids_the_one_before(colleague: Session, lobby: DeskKiosk) -> None:
    first = code_of(colleague)
    code_of(colleague)
    send(lobby, filled_in(lobby, first))
    refused(colleague)


def test_a_code_that_nobody_handed_out_is_refused(colleague: Session, lobby: DeskKiosk) -> None:
    code_of(colleague)
    send(lobby, filled_in(lobby, joining_code.new(TODAY)))
    refused(colleague)


def test_a_form_that_was_on_its_way_when_the_code_ran_out_is_taken_in(
    colleague: Session, lobby: DeskKiosk, desk: Desk
) -> None:
    send(lobby, filled_in(lobby, code_of(colleague, days=1)))
    desk.clock.advance(days=2)
    assert intake.take_in(colleague).taken == 1


def test_one_that_was_typed_too_late_is_not(
    colleague: Session, lobby: DeskKiosk, desk: Desk
) -> None:
    talk = filled_in(lobby, code_of(colleague, days=1))
    desk.clock.advance(days=2)
    send(lobby, talk)
    refused(colleague)


def test_an_item_that_was_not_ticked_is_not_sent(colleague: Session, lobby: DeskKiosk) -> None:
    talk = filled_in(lobby, code_of(colleague))
    talk.tick(["id_number"])
    given = talk.given(TODAY)
    assert {"bank_account_no", "bank_name"}.isdisjoint(given.fields)
    assert "id_number" in given.fields
    send(lobby, talk)
    assert intake.take_in(colleague).taken == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"strokes": []}, {"strokes": [[[0, 0]]]}, {"strokes": [[[0, 0], [900, 1]]]},
        {"strokes": "x"}, {"strokes": [[[0, 0], ["1", 1]]]}, {"fields": {}},
        {"fields": {"department": "财务部"}}, {"fields": {"id_number": "110105194912310021"}},
        {"fields": {"signature_image": "ab" * 16}}, {"code": "1" * 12}, {"more": 1},
        {"confirmed": {"id_number": "x"}}, {"notice": 9},
    ],
)  # fmt: skip
def test_what_no_kiosk_sends_is_set_aside(
    colleague: Session, lobby: DeskKiosk, changes: dict[str, Any]
) -> None:
    talk = filled_in(lobby, code_of(colleague))
    message = {
        "fields": dict(talk.given(TODAY).fields), "code": talk.code, "confirmed": {},
        "strokes": [[[1, 1], [9, 9]]], "language": "zh_CN", "notice": 1,
        "catalogue": lobby.profile.catalogue, **changes,
    }  # fmt: skip
    lobby.drop.drop("joiner.fill_in", message, compartment="personnel")
    refused(colleague)
    assert own_forms.waiting(colleague, joiner(colleague)) is None


def test_a_minor_comes_with_a_guardian(colleague: Session, lobby: DeskKiosk) -> None:
    young = {"birth_date": "20090101", "guardian": "张父|father|13900139000", "id_number": "",
             "id_type": "other"}  # fmt: skip
    id_ = came(colleague, lobby, **young)
    own_forms.take_form(colleague, id_)
    assert records(colleague, [id_])[0].fields["guardian"][0] == "张父"


@pytest.mark.parametrize(
    ("born", "problem"), [("2012-01-01", TooYoung), ("2009-01-01", GuardianNeeded)]
)
def test_a_kiosk_that_lies_about_the_age_gets_nobody_hired(
    colleague: Session, lobby: DeskKiosk, born: str, problem: type[Exception]
) -> None:
    talk = filled_in(lobby, code_of(colleague))
    fields = {**talk.given(TODAY).fields, "birth_date": born}
    fields.pop("id_number")
    lobby.drop.join(fields, code=talk.code, strokes=STROKES, confirmed={}, language="zh_CN")
    intake.take_in(colleague)
    with pytest.raises(problem):
        own_forms.take_form(colleague, joiner(colleague))
    assert own_forms.waiting(colleague, joiner(colleague)) is not None


@pytest.mark.parametrize("days", [0, 32])
def test_a_code_is_short_lived(colleague: Session, days: int) -> None:
    with pytest.raises(CodeTooLong):
        own_forms.hand_code(colleague, joiner(colleague), days=days)


def test_the_log_and_the_file_never_hold_the_code(colleague: Session) -> None:
    code = joining_code.typed(code_of(colleague))
    file = colleague.compartment("personnel")
    (row,) = file.read("SELECT digest, joiner, made_by, until, form FROM joiner_code", ())
    assert code not in "".join(str(cell) for cell in row)
    for (entry,) in file.read("SELECT body FROM audit", ()):
        assert code not in str(entry)


def test_who_does_not_work_with_joiners_hands_out_no_code(
    colleague: Session, session: Session
) -> None:
    with pytest.raises(NotPermitted):
        own_forms.hand_code(session, joiner(colleague))
    with pytest.raises(RecordGone):
        own_forms.hand_code(colleague, "ab" * 16)


def test_a_form_that_nobody_takes_over_goes_after_a_week(
    colleague: Session, lobby: DeskKiosk, desk: Desk
) -> None:
    id_ = came(colleague, lobby)
    desk.clock.advance(days=8)
    retention.confirm_time(colleague)
    retention.sweep(colleague)
    assert own_forms.waiting(colleague, id_) is None
