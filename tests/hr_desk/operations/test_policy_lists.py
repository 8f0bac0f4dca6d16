# SPDX-License-Identifier: Apache-2.0
"""L-1: every field that is asked and every recipient stands on its list exactly once."""

from dataclasses import replace

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import hand_off_templates, period_settings, policy_lists, recipients
from hr_desk.operations.policy_lists import PolicyList, sheet
from hr_desk.operations.session import Session
from tests.support.desk import COMPANY, Desk
from tests.support.handing_off import recipient
from tests.support.requests import carry, open_officer


@pytest.mark.parametrize("code", LANGUAGES)
def test_l_1_every_field_asked_stands_on_the_collection_list_once(
    session: Session, code: str
) -> None:
    found = sheet(session, PolicyList.COLLECTED, code)
    assert len(found.parts) == len(Scenario)
    for scenario, part in zip(policy_lists.OCCASIONS, found.parts, strict=True):
        asked = [one.key for one in session.catalogue.fields.values() if one.asked_in(scenario)]
        assert [entry.key for entry in part.entries] == asked
    assert "{" not in found.text and "None" not in found.text
    assert found.lines[0].startswith(COMPANY["name"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_l_1_every_active_recipient_stands_on_the_disclosure_list_once(
    desk: Desk, code: str
) -> None:
    admin, officer = desk.open("admin"), open_officer(desk)
    assert sheet(officer, PolicyList.PROVIDED, code).parts == ()
    known = list(hand_off_templates.list_templates(admin).values())
    ids = [recipients.register(admin, recipient(known[n].template)).created[0] for n in (0, 1)]
    recipients.end(admin, ids[1])
    carry(admin, officer)
    for session in (admin, officer):
        entries = [e for part in sheet(session, PolicyList.PROVIDED, code).parts
                   for e in part.entries]  # fmt: skip
        assert [entry.key for entry in entries] == ids[:1]
        assert "示例联系人" in entries[0].lines[0]


def test_the_fingerprint_follows_the_catalogue_alone(desk: Desk) -> None:
    admin = desk.open("admin")
    before = {which: sheet(admin, which, "en").fingerprint for which in PolicyList}
    assert before == {which: sheet(admin, which, "en").fingerprint for which in PolicyList}
    key, field = next((k, f) for k, f in admin.catalogue.fields.items()
                      if f.asked_in(Scenario.RECRUITMENT))  # fmt: skip
    changed = replace(field, label=replace(field.label, en="Another label"))
    admin.catalogue.fields[key] = changed  # type: ignore[index]
    try:
        after = sheet(admin, PolicyList.COLLECTED, "en").fingerprint
    finally:
        admin.catalogue.fields[key] = field  # type: ignore[index]
    assert after != before[PolicyList.COLLECTED]


@pytest.mark.parametrize("code", LANGUAGES)
def test_register_and_poster_say_every_purpose_and_right(session: Session, code: str) -> None:
    register = sheet(session, PolicyList.PROCESSING, code)
    assert [e.key for e in register.parts[0].entries] == list(session.catalogue.purposes)
    poster = sheet(session, PolicyList.POSTER, code)
    assert COMPANY["phone"] in poster.text and "15" in poster.text and "18" in poster.text
    assert len(poster.parts[1].entries) == 10


@pytest.mark.parametrize("code", LANGUAGES)
def test_l_1_what_an_applicant_reads_names_no_other_occasions_periods(
    session: Session, code: str
) -> None:
    applying, visiting, joining = sheet(session, PolicyList.COLLECTED, code).parts
    events = {key: kept.clock_event.within(code) for key, kept in session.catalogue.classes.items()}
    for part, theirs, others in (
        (applying, "REJ", ("VIS", "EMP")),
        (visiting, "VIS", ("REJ", "EMP")),
        (joining, "EMP", ("VIS", "REJ")),
    ):
        (name,) = [entry for entry in part.entries if entry.key == "full_name"]
        kept = name.lines[2]
        assert events[theirs] in kept
        assert not any(events[other] in kept for other in others)


@pytest.mark.parametrize("code", LANGUAGES)
def test_l_1_every_legal_basis_is_said_in_full(session: Session, code: str) -> None:
    law = {"zh_CN": "个人信息保护法", "en": "Personal Information Protection Law"}[code]
    for which in (PolicyList.COLLECTED, PolicyList.PROCESSING):
        text = sheet(session, which, code).text
        assert "PIPL" not in text and law in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_register_says_on_what_each_purpose_rests_and_who_sees_it(
    session: Session, code: str
) -> None:
    (register,) = sheet(session, PolicyList.PROCESSING, code).parts
    (assess,) = [entry for entry in register.entries if entry.key == "apply.assess"]
    said = "\n".join(assess.lines)
    roles = session.catalogue.roles
    assert roles["recruiter"].label.within(code) in said
    for role in ("kiosk", "front_desk", "onboarding"):
        assert roles[role].label.within(code) not in said, "they hold no file of applications"
    assert said.count("13(2)") == 1 and "13(2)(3)" not in said
    assert session.catalogue.classes["VIS"].label.within(code) not in said


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_period_in_force_is_published(desk: Desk, code: str) -> None:
    admin = desk.open("admin")
    (part,) = sheet(admin, PolicyList.PERIODS, code).parts
    classes = admin.catalogue.classes
    assert [entry.key for entry in part.entries] == [k for k, one in classes.items() if one.periods]
    period_settings.set_period(admin, "REJ", "decision", 97, reason="示例理由")
    (after,) = sheet(admin, PolicyList.PERIODS, code).parts
    (line,) = [entry.lines[0] for entry in after.entries if entry.key == "REJ"]
    assert "97" in line and "180" not in line
    (law,) = [entry.lines[1] for entry in part.entries if entry.key == "EMP"]
    assert str(classes["EMP"].floor) in law
