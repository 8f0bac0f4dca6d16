# SPDX-License-Identifier: Apache-2.0
"""A later version of the policy reaches the desks that are paired with the privacy office."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import policy_changes
from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.operations import (
    backups,
    candidates,
    consent_texts,
    consents,
    delivery,
    hand_off_templates,
    pairing,
    policies,
    policy_campaign,
    policy_copies,
    policy_facts,
    policy_sending,
    profiles,
    promises,
    recipients,
    recruitment,
    requisitions,
    restoring,
    retention,
    users,
    visits,
)
from hr_desk.operations.letters import Letter, kind_of
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from hr_desk.store.compartment import Change
from tests.support import made_up
from tests.support.desk import POLICY_ZH
from tests.support.handing_off import recipient
from tests.support.paired_office import (
    DAYS,
    NEW_ZH,
    OFFICER,
    Company,
    announce,
    sealed,
)
from tests.support.two_desks import PASSPHRASE, Side, pair_both
from tests.support.visitors import visitor


def test_it_arrives_whole_and_holds_from_its_day(company: Company) -> None:
    company.carry()
    assert company.numbers() == [1]
    own = announce(company)
    company.carry()
    assert policies.versions(company.admin)[-1] == own
    assert policies.published_on(company.admin, own) == company.officer.today()
    before = policies.in_force(company.admin)
    assert before is not None and before.number == 1
    company.advance(DAYS)
    after = policies.in_force(company.admin)
    assert after is not None and (after.number, after.zh) == (2, NEW_ZH)
    announce(company, zh=NEW_ZH + "再增一句。")
    company.carry()
    assert company.numbers() == [1, 2, 3]


def test_whoever_works_at_the_plant_asks_under_it(company: Company) -> None:
    """Each of its users, whichever file they hold; and the kiosk's profile is made of it."""
    announce(company)
    company.carry()
    company.advance(DAYS)
    plant = company.plant
    for name, role in (("gate", "front_desk"), ("hiring", "recruiter"), ("welcome", "onboarding")):
        secret = f"{name} of seven green lamps"
        users.add(company.admin, name=name, passphrase=secret, roles=[role])
        assert policies.require_in_force(plant.open(name, secret)).number == 2
    gate, recruiter = plant.sessions[-3], plant.sessions[-2]
    visits.sign_in(gate, [visitor(gate)])
    noted = gate.compartment("visits").read_one("SELECT notice_version FROM visit")
    assert noted == (2,)
    (id_,) = _applicants(recruiter, 1)
    _agrees(recruiter, id_)
    text = recruiter.compartment("hiring").read_one("SELECT policy_version FROM consent_text")
    assert text == (2,)
    assert candidates.open_record(recruiter, id_).application_id == id_


def test_the_kiosk_shows_it_once_its_profile_is_made_anew(company: Company) -> None:
    admin = company.admin
    profiles.create(admin, name="大门", compartments=("visits",))
    (line,) = profiles.list_profiles(admin)
    assert not line.outdated
    announce(company)
    company.carry()
    company.advance(DAYS)
    (line,) = profiles.list_profiles(admin)
    assert line.outdated


def test_8_3_the_plant_answers_the_campaign(company: Company) -> None:
    admin = company.admin
    (post,) = requisitions.open_requisition(
        admin, title="操作工", department="生产", place="青岛"
    ).created
    recruitment.take_in(
        admin, made_up.candidates(list(made_up.people(3, seed=7)), admin.catalogue, post)
    )
    announce(company)
    files = [f"{company.plant.desk_id}/{name}" for name in ("hiring", "personnel")]
    assert set(files) <= {one.peer for one in policy_campaign.silent(company.officer)}
    company.carry()
    heard = {one.peer: one for one in policy_campaign.progress(company.officer)}
    assert [(heard[one].concerned, heard[one].told) for one in files] == [(3, 0), (0, 0)]
    people = policy_campaign.concerned(admin)
    policy_campaign.tell(admin, [people[0].record, people[1].record], how="paper")
    company.carry()
    heard = {one.peer: one for one in policy_campaign.progress(company.officer)}
    assert (heard[files[0]].concerned, heard[files[0]].told) == (3, 2)
    message = policy_campaign.message(admin, "zh_CN")
    assert "照片用途" in message


def test_8_4_the_plant_says_of_how_many_a_consent_is_to_be_asked_anew(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = company.admin
    ids = _applicants(admin, 2)
    for id_ in ids:
        _agrees(admin, id_)
    found = (Finding(Ground.PROCESSING, "field_purpose", "photo"),)
    monkeypatch.setattr(policy_changes, "of_facts", lambda _old, _new: found)
    announce(company)
    company.carry()
    assert _to_renew(company) == 2
    company.advance(DAYS)
    retention.confirm_time(admin)
    _agrees(admin, ids[0])
    company.carry()
    assert _to_renew(company) == 2
    retention.sweep(admin)
    company.carry()
    assert _to_renew(company) == 1
    assert not promises.look(company.officer, "policy_campaign").green
    assert _answers(company) == (1, 0, 1)
    consents.withdraw(admin, ids[1], "photo")
    retention.sweep(admin)
    company.carry()
    assert _answers(company) == (1, 1, 0)
    consents.withdraw(admin, ids[0], "photo")  # who agreed anew may think better of it
    retention.sweep(admin)
    company.carry()
    assert _answers(company) == (0, 2, 0)


def test_who_took_it_back_before_the_version_answered_nothing(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = company.admin
    first, second, third = _applicants(admin, 3)
    _agrees(admin, first)
    _agrees(admin, second)
    consents.withdraw(admin, second, "photo")
    company.advance(1)
    found = (Finding(Ground.PROCESSING, "field_purpose", "photo"),)
    monkeypatch.setattr(policy_changes, "of_facts", lambda _old, _new: found)
    announce(company)
    company.carry()
    company.advance(DAYS)
    retention.confirm_time(admin)
    _agrees(admin, first)
    _agrees(admin, third)  # never asked before: agreeing for the first time is no answer
    retention.sweep(admin)
    company.carry()
    assert _answers(company) == (1, 0, 0)


def test_whoever_still_has_to_answer_one_question_is_counted_as_that_alone(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = company.admin
    (one,) = _applicants(admin, 1)
    other = next(key for key in consent_texts.subjects(admin, Scenario.RECRUITMENT)
                 if key != "photo")  # fmt: skip
    for subject in ("photo", other):
        shown = consent_texts.text_of(admin, subject, "zh_CN")
        consents.give(admin, one, subject, shown=shown, how="paper")
    found = tuple(Finding(Ground.PROCESSING, "field_purpose", key) for key in ("photo", other))
    monkeypatch.setattr(policy_changes, "of_facts", lambda _old, _new: found)
    announce(company)
    company.carry()
    consents.withdraw(admin, one, "photo")
    retention.sweep(admin)
    company.carry()
    assert _answers(company) == (0, 0, 1)
    consents.withdraw(admin, one, other)
    retention.sweep(admin)
    company.carry()
    assert _answers(company) == (0, 1, 0)


def test_an_earlier_program_says_neither_and_that_is_no_zero(company: Company) -> None:
    announce(company)
    kind = kind_of("privacy", policy_campaign.KIND)
    assert kind is not None
    officer = company.officer
    message = {"policy": 2, "concerned": 3, "told": 1, "renew": 2, "at": "2026-03-02T08:00:00Z"}
    letter = Letter(kind.name, "0" * 32, f"{company.plant.desk_id}/hiring/x", message,
                    officer.now())  # fmt: skip
    with officer.compartment("privacy").change("test") as change:
        kind.take(officer, change, letter)
    assert _answers(company) == (None, None, 2)


def _applicants(session: Session, count: int) -> tuple[str, ...]:
    (post,) = requisitions.open_requisition(
        session, title="操作工", department="生产", place="青岛"
    ).created
    everyone = list(made_up.people(count, seed=7))
    new = made_up.candidates(everyone, session.catalogue, post)
    return recruitment.take_in(session, new).created


def _agrees(session: Session, id_: str) -> None:
    shown = consent_texts.text_of(session, "photo", "zh_CN")
    consents.give(session, id_, "photo", shown=shown, how="paper")


def _to_renew(company: Company) -> int:
    return _answers(company)[2]


def _answers(company: Company) -> tuple[int | None, int | None, int]:
    """Return how many of the plant's applicants agreed anew, did not, are still to be asked."""
    peer = f"{company.plant.desk_id}/hiring"
    heard = {one.peer: one for one in policy_campaign.progress(company.officer)}[peer]
    return heard.given, heard.refused, heard.renew


Spoil = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda signed: signed["policy"].update(zh=POLICY_ZH + "另一句。"),
        lambda signed: signed["policy"].update(valid_from="2026-01-01"),
        lambda signed: signed.update(approver=signed["policy"]["author"]),
        lambda signed: signed["publication"].update(on="2025-01-01"),
        lambda signed: signed.pop("signature"),
        lambda signed: signed.update(policy="?"),
    ],
)
def test_a_text_that_was_changed_on_the_way_is_set_aside(
    company: Company, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    company.carry()
    announce(company)
    send = delivery.send

    def spoilt(session: Session, change: Change, **said: Any) -> str:
        spoil(said["message"]["signed"])
        return send(session, change, **said)

    monkeypatch.setattr(policy_sending, "send", spoilt)
    aside = sum(one.set_aside.get("unacceptable", 0) for one in company.carry())
    assert aside == 3
    assert company.numbers() == [1]


def test_it_is_sent_once_and_to_whom_is_paired_later_as_well(company: Company) -> None:
    announce(company)
    company.carry()
    sent = sealed(company.officer, policy_copies.KIND)
    company.carry()
    assert sealed(company.officer, policy_copies.KIND) == sent == 6  # two versions to three files


def test_a_desk_without_a_text_of_its_own_gets_the_first_one_too(
    cheap: None, tmp_path: Path, company: Company
) -> None:
    gate = Side(tmp_path / "gate", tmp_path / "g", ("visits",), "示例公司门卫室")
    gate.make(("front_desk",))
    company.office.open()
    pair_both(gate, company.office)
    announce(company)
    late = Company(
        company.office, gate, company.shared, company.office.open("officer", OFFICER),
        gate.sessions[-1],
    )  # fmt: skip
    late.carry()
    assert late.numbers() == [1, 2]
    gate.close()


def test_a_recipient_of_the_plant_is_known_to_the_office_until_it_ends(company: Company) -> None:
    """What the next version says of recipients is written from there."""
    admin = company.admin
    known = list(hand_off_templates.list_templates(admin).values())
    ids = [recipients.register(admin, recipient(known[n].template)).created[0] for n in (0, 1)]
    company.carry()
    assert policy_facts.recipients(company.officer).keys() == set(ids)
    recipients.end(admin, ids[0])
    company.carry()
    assert policy_facts.recipients(company.officer).keys() == {ids[1]}


def test_it_stays_known_where_the_file_is_restored_from_before_it_came(company: Company) -> None:
    (source,) = (x.path for x in backups.create(company.admin) if x.compartment == "visits")
    announce(company)
    company.carry()
    company.plant.close()
    restoring.restore(
        company.plant.folder, source, user="admin", passphrase=PASSPHRASE,
        clock=company.plant.clock,
    )  # fmt: skip
    admin = company.plant.open()
    rows = admin.compartment("visits").read("SELECT name FROM fact WHERE name GLOB 'policy_copy*'")
    assert rows == [("policy_copy:2",)]


def test_it_stays_known_when_the_desks_are_no_longer_paired(company: Company) -> None:
    announce(company)
    company.carry()
    pairing.unpair(company.admin, company.office.desk_id)
    assert company.numbers() == [1, 2]


def test_an_office_of_its_own_keeps_its_own_policy(
    cheap: None, tmp_path: Path, company: Company
) -> None:
    other = Side(tmp_path / "other", tmp_path / "x", ("hiring", "privacy"), "示例公司三厂")
    other.make(("recruiter",))
    company.office.open()
    pair_both(other, company.office)
    officer = company.office.open("officer", OFFICER)
    company.officer = officer
    announce(company)
    policy_sending.send_owed(officer)
    waiting = outbox.waiting(officer.compartment("privacy"))
    sent = {one.receiver for one in waiting if one.kind == policy_copies.KIND}
    assert {peer.partition("/")[0] for peer in sent} == {company.plant.desk_id}
    other.close()


def test_a_version_of_before_does_not_replace_one_of_the_desk_itself(company: Company) -> None:
    before = policies.versions(company.admin)
    company.carry()
    assert policies.versions(company.admin) == before
    kept: Mapping[str, Any] = dict(
        company.admin.compartment("visits").read(
            "SELECT name, value FROM fact WHERE name GLOB 'policy_copy:*'"
        )
    )
    assert kept == {}
