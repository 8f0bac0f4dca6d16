# SPDX-License-Identifier: Apache-2.0
"""Whatever a paired desk says, it is kept whole or set aside, and what is kept can be read."""

import json
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk.errors import UserError
from hr_desk.operations import (
    board_reports,
    due_days,
    period_decisions,
    period_following,
    period_settings,
    policies,
    policy_campaign,
    policy_copies,
    policy_sending,
)
from hr_desk.operations.letters import HOSTILE, Letter, Unacceptable, kind_of
from hr_desk.operations.session import Session
from hr_desk.vault import canonical
from tests.support.paired_office import Company, make_company

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=30),
    st.sampled_from(["", "2026-03-02", "2026-03-02T08:00:00Z", "9999-12-31T23:59:59-23:59"]),
)  # fmt: skip
HOSTILE_JSON = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
PROGRESS = {
    "policy": 2, "concerned": 3, "told": 1, "renew": 1, "given": 1, "refused": 1,
    "at": "2026-03-02T08:00:00Z",
}  # fmt: skip

Case = tuple[str, str, dict[str, Any], Callable[[Session], object]]
"""Kind, receiving file, a message that fits, and a read of what it leaves behind."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from hr_desk.vault.slots import use_cheap_key_derivation

    with use_cheap_key_derivation():
        made = make_company(tmp_path_factory.mktemp("paired"))
        yield made
        made.close()


TO_OFFICE: list[Case] = [
    (policy_campaign.KIND, "privacy", PROGRESS, policy_campaign.progress),
    (policy_copies.ANSWER, "privacy", {"about": "0" * 32, "outcome": "kept"},
     policy_sending.sendings),
    (period_decisions.ANSWER, "privacy",
     {"class": "VIS", "event": "checked_out", "decided_at": "2026-03-02T08:00:00.000+00:00",
      "state": "followed", "days": 60, "said": 1}, period_decisions.sendings),
    (board_reports.KIND, "privacy",
     {"at": "2026-03-02T08:00:00Z", "controls": {"log_whole": "kept", "x": "broken"}},
     board_reports.reports),
]  # fmt: skip
TERMS = {
    "class": "VIS", "event": "checked_out", "days": 60, "reason": "够了", "author": "",
    "approver": "", "decided_at": "2026-03-02T08:00:00.000+00:00", "effective_on": "2026-03-02",
}  # fmt: skip


def changed(message: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return messages in which some parts are odd, some are missing, and some are added."""
    parts = st.dictionaries(st.sampled_from([*message, "more"]), HOSTILE_JSON, max_size=3)
    lost = st.frozensets(st.sampled_from(sorted(message)), max_size=2)
    return st.builds(
        lambda odd, gone: {k: v for k, v in {**message, **odd}.items() if k not in gone},
        parts, lost,
    )  # fmt: skip


def take(session: Session, file: str, name: str, sender: str, message: dict[str, Any]) -> bool:
    """Take a message in; returns whether it was kept, and nothing of one that was not."""
    kind = kind_of(file, name)
    assert kind is not None
    letter = Letter(name, "0" * 32, sender, message, session.now())
    try:
        with session.compartment(file).change("test") as change:
            kind.take(session, change, letter)
    except (Unacceptable, *HOSTILE) as refused:
        assert not isinstance(refused, UserError) or isinstance(refused, Unacceptable)
        return False
    return True


@pytest.mark.parametrize("case", TO_OFFICE, ids=[one[0] for one in TO_OFFICE])
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_office_reads_on_whatever_it_is_told(
    company: Company, case: Case, data: st.DataObject
) -> None:
    name, file, message, read = case
    sender = f"{company.plant.desk_id}/hiring/{company.admin.user.id}"
    assert take(company.officer, file, name, sender, message)
    take(company.officer, file, name, sender, data.draw(changed(message)))
    read(company.officer)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_hostile_version_is_set_aside_with_a_word_that_is_known(
    company: Company, data: st.DataObject
) -> None:
    """Whoever signs for the office may still say anything: no version comes of it."""
    signed = json.loads(policies.path_of(company.officer, 1).read_bytes())
    policy = data.draw(changed(signed["policy"]))
    message = {"signed": data.draw(st.just({**signed, "policy": policy}) | HOSTILE_JSON)}
    sender = f"{company.officer.desk_id}/privacy/{company.officer.user.id}"
    kind = kind_of("visits", policy_copies.KIND)
    assert kind is not None and kind.aside is not None
    file, reference = company.admin.compartment("visits"), secrets.token_hex(16)
    before = dict(file.read("SELECT name, value FROM fact WHERE name GLOB 'policy_copy:*'"))
    letter = Letter(kind.name, reference, sender, message, company.admin.now())
    try:
        with file.change("test") as change:
            kind.take(company.admin, change, letter)
    except (Unacceptable, *HOSTILE) as problem:
        with file.change("test") as change:
            kind.aside(company.admin, change, letter, problem)
            assert change.facts["why"] in policy_copies.ASIDE
    after = dict(file.read("SELECT name, value FROM fact WHERE name GLOB 'policy_copy:*'"))
    assert before == after
    policies.versions(company.admin)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_hostile_period_keeps_nothing_longer_and_leaves_the_desk_at_work(
    company: Company, data: st.DataObject
) -> None:
    """Also where the approver signed it: floor, range and the word of this desk stand."""
    officer, admin = company.officer, company.admin
    real = {"author": company.office.sessions[0].user.id, "approver": officer.user.id}
    terms = data.draw(changed({**TERMS, **real}))
    before = due_days.periods(admin.catalogue)
    try:
        text = canonical.encode(terms)
    except (TypeError, ValueError):
        text = json.dumps(terms).encode()
    message = {"terms": text.decode(), "signature": officer.keys.sign("period", text).hex()}
    hostile = data.draw(st.just(message) | changed(message))
    sender = f"{officer.desk_id}/privacy/{officer.user.id}"
    take(admin, "visits", period_decisions.KIND, sender, hostile)
    period_following.decided(admin)
    period_settings.list_periods(admin)
    period_following.settle(admin)
    after = due_days.periods(admin.catalogue)
    assert all(after[key] <= before[key] for key in before)
