# SPDX-License-Identifier: Apache-2.0
"""L-1: every field that is asked and every recipient stands on its list exactly once."""

from dataclasses import replace

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import hand_off_templates, policy_lists, recipients
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
