# SPDX-License-Identifier: Apache-2.0
"""Consents: the exact text, the act, the end; what a withdrawal takes and what it leaves."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from hr_desk.catalogue.loader import load, load_text
from hr_desk.catalogue.model import Scenario
from hr_desk.domain import consent
from hr_desk.domain.consent import Act
from hr_desk.operations import (
    candidates,
    consent_texts,
    consents,
    documents,
    due_days,
    policies,
    recruitment,
    retention,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.consents import ConsentState, Effect
from hr_desk.operations.problems import (
    ConsentUnknown,
    Missing,
    NotGiven,
    NotPermitted,
    NotWithdrawable,
    ReasonUnknown,
    TextChanged,
)
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from tests.support.desk import START, Desk
from tests.support.forklift import licence_field
from tests.support.made_up import one
from tests.support.minor_reading import approved


def with_own(desk: Desk, basis: str) -> Session:
    """Open the desk with a field of the company's own that needs a separate consent."""
    text = licence_field(basis)
    (desk.folder / "catalogue.toml").write_text(text, encoding="utf-8")
    return desk.open("hiring")


def agreed(session: Session, id_: str, subject: str, *, language: str = "zh_CN") -> str:
    shown = consent_texts.text_of(session, subject, language)
    return consents.give(session, id_, subject, shown=shown, how="signature").created[0]


def of(session: Session, id_: str, subject: str) -> ConsentState:
    return next(s for s in consents.state(session, id_) if s.subject == subject)


@pytest.fixture
def id_(desk: Desk, session: Session) -> str:
    return desk.take_in(session, [one()])[0]


def photo(session: Session, id_: str) -> Path:
    """Add a photo; returns its sealed file."""
    made = documents.add(session, id_, "photo", b"pixels" * 50).created[0]
    return DeskFiles(session.folder).part("documents") / f"{made}.sealed"


def test_which_consents_exist_is_the_catalogues_word(session: Session) -> None:
    asked = session.catalogue.fields_of("hiring", Scenario.RECRUITMENT)
    fields = [field.key for field in asked if field.separate_consent]
    assert consent_texts.subjects(session) == (*fields, "pool.future")


def test_nothing_is_given_until_somebody_does(session: Session, id_: str) -> None:
    assert not any(one.in_force or one.how for one in consents.state(session, id_))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("subject", ["photo", "guardian", "pool.future"])
def test_the_text_says_what_the_law_wants_in_each_language(
    session: Session, subject: str, language: str
) -> None:
    text = consent_texts.text_of(session, subject, language).text
    assert session.company["name"] in text
    if subject in session.catalogue.fields:
        field = session.catalogue.field(subject)
        assert field.necessity is not None
        assert field.impact is not None
        for said in (field.purpose, field.necessity, field.impact, field.refusal):
            assert said.within(language) in text
    else:
        purpose = session.catalogue.purposes[subject]
        assert purpose.explanation is not None
        assert purpose.explanation.within(language) in text
    version = policies.in_force(session)
    assert version is not None
    assert version.valid_from in text


def test_an_act_keeps_text_version_language_time_and_how(session: Session, id_: str) -> None:
    shown = consent_texts.text_of(session, "photo", "en")
    consents.give(session, id_, "photo", shown=shown, how="spoken", witness="李雷")
    found = of(session, id_, "photo")
    assert found.in_force
    assert (found.how, found.witness, found.language) == ("spoken", "李雷", "en")
    assert found.policy_version == 1
    assert found.given_at == START
    assert consents.given_text(session, id_, "photo") == shown.text
    row = session.compartment("hiring").read_one("SELECT text_sha256 FROM consent")
    assert row[0] == hashlib.sha256(shown.text.encode()).hexdigest()


def test_what_was_not_shown_is_not_agreed_to(session: Session, id_: str) -> None:
    shown = consent_texts.text_of(session, "photo", "zh_CN")
    other = consent_texts.text_of(session, "guardian", "zh_CN")
    changed = consent_texts.ConsentText(
        shown.subject, shown.label, shown.act, shown.language, shown.text + "。", 1
    )
    with pytest.raises(TextChanged):
        consents.give(session, id_, "photo", shown=changed, how="tick")
    with pytest.raises(ConsentUnknown):
        consents.give(session, id_, "mobile", shown=other, how="tick")
    with pytest.raises(ConsentUnknown):
        consents.give(session, id_, "pool.future", shown=other, how="tick")
    assert not of(session, id_, "photo").in_force


def test_only_the_four_ways_count_and_a_spoken_one_has_a_witness(
    session: Session, id_: str
) -> None:
    shown = consent_texts.text_of(session, "photo", "zh_CN")
    with pytest.raises(ReasonUnknown):
        consents.give(session, id_, "photo", shown=shown, how="use")
    with pytest.raises(Missing):
        consents.give(session, id_, "photo", shown=shown, how="spoken")
    assert not of(session, id_, "photo").in_force


def test_the_text_shown_belongs_to_the_subject(session: Session, id_: str) -> None:
    other = consent_texts.text_of(session, "guardian", "zh_CN")
    with pytest.raises(TextChanged):
        consents.give(session, id_, "photo", shown=other, how="tick")


def test_a_front_desk_may_not_note_a_consent(desk: Desk, session: Session, id_: str) -> None:
    shown = consent_texts.text_of(session, "photo", "zh_CN")
    with pytest.raises(NotPermitted):
        consents.give(desk.open("gate"), id_, "photo", shown=shown, how="tick")


def test_giving_again_replaces_and_keeps_the_evidence(session: Session, id_: str) -> None:
    agreed(session, id_, "photo")
    agreed(session, id_, "photo", language="en")
    rows = session.compartment("hiring").read("SELECT ended_by FROM consent ORDER BY seq")
    assert [row[0] for row in rows] == ["replaced", None]
    assert of(session, id_, "photo").language == "en"


def test_withdrawing_the_photo_consent_removes_the_photo_at_once(
    session: Session, id_: str
) -> None:
    sealed = photo(session, id_)
    agreed(session, id_, "photo")
    assert sealed.exists()
    assert consents.effect_of_withdrawal(session, id_, "photo") == Effect(removed=("photo",))
    consents.withdraw(session, id_, "photo")
    assert not sealed.exists()
    view = candidates.open_record(session, id_).named("photo")
    assert view is not None
    assert not view.given
    found = of(session, id_, "photo")
    assert (found.in_force, found.ended_by) == (False, "withdrawn")
    with pytest.raises(NotGiven):
        consents.withdraw(session, id_, "photo")


def test_the_effect_is_what_is_done(session: Session, id_: str) -> None:
    agreed(session, id_, "photo")
    assert consents.effect_of_withdrawal(session, id_, "photo") == Effect()
    before = candidates.open_record(session, id_).version
    consents.withdraw(session, id_, "photo")
    assert candidates.open_record(session, id_).version == before


def test_a_value_with_another_basis_is_only_stored(desk: Desk) -> None:
    session = with_own(desk, "PIPL 13(2)")
    (id_,) = desk.take_in(session, [one(x_licence="QD20191234")])
    agreed(session, id_, "x_licence")
    assert consents.effect_of_withdrawal(session, id_, "x_licence") == Effect(
        restricted=("x_licence",)
    )
    consents.withdraw(session, id_, "x_licence")
    view = candidates.open_record(session, id_).named("x_licence")
    assert view is not None
    assert not view.given
    assert candidates.unmask(session, id_, ["x_licence"], purpose="apply.assess") == {}
    assert of(session, id_, "x_licence").restricted_since == START.date()
    kept = session.compartment("hiring").read_one("SELECT value FROM restriction")
    assert "QD20191234" in kept[0]
    agreed(session, id_, "x_licence")
    view = candidates.open_record(session, id_).named("x_licence")
    assert view is not None
    assert view.value == "QD20191234"
    assert of(session, id_, "x_licence").restricted_since is None


def test_what_the_law_compels_is_acknowledged_and_not_withdrawn(desk: Desk) -> None:
    session = with_own(desk, "PIPL 13(3); 特种设备安全法 14")
    (id_,) = desk.take_in(session, [one(x_licence="QD20191234")])
    shown = consent_texts.text_of(session, "x_licence", "zh_CN")
    assert shown.act is Act.ACKNOWLEDGE
    agreed(session, id_, "x_licence")
    with pytest.raises(NotWithdrawable):
        consents.effect_of_withdrawal(session, id_, "x_licence")
    with pytest.raises(NotWithdrawable):
        consents.withdraw(session, id_, "x_licence")
    assert of(session, id_, "x_licence").in_force


def test_a_guardian_who_withdraws_ends_the_processing_of_the_minor(
    desk: Desk, session: Session
) -> None:
    young = one(age_band="16-17", guardian="王芳 | 母亲 | 13900139000")
    (id_,) = desk.take_in(session, [young])
    agreed(session, id_, "guardian")
    tomorrow = START.date() + dt.timedelta(days=1)
    effect = consents.effect_of_withdrawal(session, id_, "guardian")
    assert effect == Effect(record_class="WDR", record_due=tomorrow)
    consents.withdraw(session, id_, "guardian")
    approved(session, "hiring", "recruiter")
    view = candidates.open_record(session, id_)
    assert view.stage == "withdrawn"
    assert view.retention is not None
    assert view.retention.due == tomorrow
    desk.clock.at = START + dt.timedelta(days=1)
    assert dict(retention.sweep(session).counts) == {"WDR": 1}


def test_a_removed_person_leaves_evidence_that_names_nobody(desk: Desk, session: Session) -> None:
    (id_,) = desk.take_in(session, [one("赵无极", "13900139001")])
    agreed(session, id_, "photo")
    recruitment.reject(session, [id_], reason="skills")
    desk.clock.at = START + dt.timedelta(days=180)
    retention.confirm_time(session)
    assert dict(retention.sweep(session).counts) == {"REJ": 1}
    file = session.compartment("hiring")
    rows = file.read("SELECT ended_by, ended_on, witness FROM consent")
    gone = desk.clock.at.date()
    assert rows == [("record_gone", gone.isoformat(), "")]
    assert due_days.next_due(session, "hiring") == gone + dt.timedelta(days=1096)
    content = " ".join(str(cell) for row in file.read("SELECT * FROM consent") for cell in row)
    assert "赵" not in content
    assert "13900139001" not in content


@pytest.mark.parametrize(("days", "left"), [(1095, 1), (1096, 0)])
def test_evidence_goes_three_years_after_its_last_use(
    desk: Desk, session: Session, id_: str, days: int, left: int
) -> None:
    agreed(session, id_, "photo")
    consents.withdraw(session, id_, "photo")
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)
    result = retention.sweep(session)
    assert dict(result.counts) == ({} if left else {"CONS": 1})
    file = session.compartment("hiring")
    assert file.read_one("SELECT count(*) FROM consent")[0] == left
    assert file.read_one("SELECT count(*) FROM consent_text")[0] == left
    assert candidates.count_applications(session, ListQuery()) == 1


@pytest.mark.parametrize(
    ("key", "act", "fallback"),
    [
        ("id_number", Act.ACKNOWLEDGE, "PIPL 13(3)"),
        ("bank_account_no", Act.CONSENT, "PIPL 13(2)"),
        ("ethnicity", Act.CONSENT, None),
        ("photo", Act.CONSENT, None),
    ],
)
def test_act_and_fallback_are_read_from_the_basis(key: str, act: Act, fallback: str | None) -> None:
    field = load().field(key)
    assert consent.act_of(field, Scenario.ONBOARDING) is act
    assert consent.fallback_basis(field, Scenario.ONBOARDING) == fallback


def test_a_field_of_our_own_needs_its_consent_without_code() -> None:
    catalogue = load_text(licence_field("PIPL 13(1)"))
    asked = consent.asked_fields(catalogue, "hiring", Scenario.RECRUITMENT)
    assert "x_licence" in {field.key for field in asked}
