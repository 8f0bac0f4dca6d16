# SPDX-License-Identifier: Apache-2.0
"""The clause on the company's own measures: registers, the reminder, warned or stopped."""

import datetime as dt

import pytest

from hr_desk.operations import candidates, promises, safeguards, today, training
from hr_desk.operations.safeguard_problems import TrainingMissing
from hr_desk.operations.session import Session
from tests.promises.collecting import take_in
from tests.support.minor_reading import let_read

SENSITIVE, ORDINARY = "guardian", "mobile"
AFTER = dt.timedelta(days=366)


def unmask(session: Session, application: str, key: str) -> str:
    """Show one value in full; returns what it shows."""
    shown = candidates.unmask(session, application, [key], purpose="apply.assess")
    return shown[key].shown


def reminded(session: Session) -> int:
    """Return how many users Today says are to be trained."""
    return sum(one.count for one in today.summary(session) if one.key == "training")


def test_c_4_1_org(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    (own,) = training.list_trainings(office)
    assert own.valid and own.recorded_by == "admin" and own.subject == "个人信息保护培训"
    kinds = [one.kind for one in safeguards.list_safeguards(office)]
    assert sorted(kinds) == sorted(safeguards.KINDS)
    assert promises.look(office, "training").green and not reminded(office)
    assert training.caution(office, [SENSITIVE]) is None

    young = take_in(office, age_band="16-17", guardian="王芳 | 母亲 | 13800138000")
    monkeypatch.setattr(office.clock, "at", office.clock.now() + AFTER)
    assert reminded(office) == 1 and not promises.look(office, "training").green
    let_read(office, "hiring", "recruiter")
    assert reminded(office) == 2  # whoever approves is a user to be trained as well
    assert training.caution(office, [ORDINARY]) is None
    assert training.caution(office, [SENSITIVE, ORDINARY]) is not None
    assert "王芳" in unmask(office, young, SENSITIVE)  # warned of, and shown all the same
    training.set_rule(office, blocks=True)
    assert unmask(office, young, ORDINARY)
    with pytest.raises(TrainingMissing):
        unmask(office, young, SENSITIVE)
    everyone = [one.id for one in training.list_trainings(office)]
    training.record(office, everyone, day=office.today(), subject="复训")
    assert "王芳" in unmask(office, young, SENSITIVE)
    assert not reminded(office) and promises.look(office, "training").green
