# SPDX-License-Identifier: Apache-2.0
"""未成年人网络保护条例 36: who reads about somebody below eighteen does so under an approval."""

import datetime as dt
from typing import Any

import pytest

from hr_desk.operations import (
    candidates,
    minor_approvals,
    minor_reads,
    minors_report,
    visit_prints,
    visits,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.minor_problems import (
    ApprovesOwnMinorRead,
    MayNotApproveMinorRead,
    MinorApprovalSettled,
    MinorApprovalUnknown,
    MinorNotApproved,
    MinorPeriodWrong,
    MinorRoleWrong,
    NobodyIsAMinor,
)
from hr_desk.operations.problems import PurposeUnknown, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support import made_up
from tests.support.desk import PASSPHRASES, Desk
from tests.support.minor_reading import approved, wanted
from tests.support.visitors import visitor

GUARDIAN = "张建国 | 父亲 | 13800138001"


@pytest.fixture
def pupils(desk: Desk, session: Session) -> tuple[str, ...]:
    """Two applicants of seventeen and one grown one, as application ids."""
    return desk.take_in(session, [
        made_up.one("张小明", "13800138002", age_band="16-17", guardian=GUARDIAN),
        made_up.one("李小红", "13800138003", age_band="16-17", guardian=GUARDIAN),
        made_up.one("王大力", "13800138004"),
    ])  # fmt: skip


def log(session: Session) -> list[audit.Entry]:
    return list(audit.entries(session.compartment("hiring").connection))


def test_without_an_approval_it_is_refused_and_the_try_is_logged(
    session: Session, pupils: tuple[str, ...]
) -> None:
    purpose = next(iter(session.catalogue.purposes))
    with pytest.raises(MinorNotApproved, match="Minors"):
        candidates.open_record(session, pupils[0])
    with pytest.raises(MinorNotApproved):
        candidates.unmask(session, pupils[0], ["mobile"], purpose=purpose)
    last = log(session)[-1]
    assert (last.operation, last.facts["operation"]) == ("denied", "record.unmask")
    assert pupils[0] in {id_ for _, id_, _ in last.records}
    assert candidates.open_record(session, pupils[2]).application_id == pupils[2]
    assert minor_reads.FACT not in log(session)[-1].facts


def test_each_read_names_its_approval(session: Session, pupils: tuple[str, ...]) -> None:
    id_ = approved(session, "hiring", "recruiter")
    assert candidates.open_record(session, pupils[0]).application_id == pupils[0]
    assert log(session)[-1].facts[minor_reads.FACT] == [id_]
    assert minors_report.unapproved(session, "hiring") == (1, 0)


def test_one_approval_is_for_a_whole_class_and_for_nobody_else(
    session: Session, pupils: tuple[str, ...]
) -> None:
    id_ = approved(session, "hiring", "recruiter", pupils[0], pupils[2])
    (known,) = minor_approvals.every(session)
    assert (known.id, len(known.records)) == (id_, 1)
    candidates.open_record(session, pupils[0])
    with pytest.raises(MinorNotApproved):
        candidates.open_record(session, pupils[1])


def test_it_waits_for_a_second_person_and_ends(
    desk: Desk, session: Session, pupils: tuple[str, ...]
) -> None:
    ask, approve = minor_approvals.ask, minor_approvals.approve
    (id_,) = ask(session, "hiring", wanted(session, "recruiter")).created
    with pytest.raises(MinorNotApproved):
        candidates.open_record(session, pupils[0])
    assert minor_approvals.who_may_approve(session, id_) == ("admin",)
    for name, error in (("hiring", ApprovesOwnMinorRead), ("gate", MayNotApproveMinorRead)):
        with pytest.raises(error):
            approve(session, id_, approver=name, passphrase=PASSPHRASES[name])
    with pytest.raises(UnknownUser):
        approve(session, id_, approver="nobody", passphrase="x")
    approve(session, id_, approver="admin", passphrase=PASSPHRASES["admin"])
    with pytest.raises(MinorApprovalSettled):
        approve(session, id_, approver="admin", passphrase=PASSPHRASES["admin"])
    candidates.open_record(session, pupils[0])
    desk.clock.advance(days=31)
    with pytest.raises(MinorNotApproved):
        candidates.open_record(session, pupils[0])
    other = approved(session, "hiring", "recruiter")
    candidates.open_record(session, pupils[0])
    minor_approvals.end(session, other)
    with pytest.raises(MinorNotApproved):
        candidates.open_record(session, pupils[0])


def test_it_is_for_its_role_and_not_for_whoever_gave_it(
    desk: Desk, session: Session, pupils: tuple[str, ...]
) -> None:
    approved(session, "hiring", "hr_admin")
    with pytest.raises(MinorNotApproved):
        candidates.open_record(session, pupils[0])
    with pytest.raises(MinorNotApproved):
        candidates.open_record(desk.open("admin"), pupils[0])


def test_one_that_was_written_by_hand_lets_nobody_in(
    session: Session, pupils: tuple[str, ...]
) -> None:
    id_ = approved(session, "hiring", "recruiter", pupils[0])
    candidates.open_record(session, pupils[0])
    connection = session.compartment("hiring").connection
    connection.execute("UPDATE minor_approval SET terms = json_set(terms, '$.records', json('[]'))")
    with pytest.raises(MinorNotApproved):
        candidates.open_record(session, pupils[1])
    assert id_ and minors_report.unapproved(session, "hiring") == (1, 1)


def test_what_is_asked_has_to_make_sense(session: Session) -> None:
    ask, today = minor_approvals.ask, session.today()
    good = wanted(session, "recruiter")
    fields: dict[str, Any] = {"role": good.role, "purpose": good.purpose, "valid_from": today,
              "valid_until": today}  # fmt: skip
    day = dt.timedelta(days=1)
    for changed, error in (
        ({"role": "front_desk"}, MinorRoleWrong),
        ({"purpose": "curiosity"}, PurposeUnknown),
        ({"valid_from": today - day}, MinorPeriodWrong),
        ({"valid_until": today - day}, MinorPeriodWrong),
        ({"valid_until": today + 367 * day}, MinorPeriodWrong),
        ({"records": ("gone",)}, NobodyIsAMinor),
    ):
        with pytest.raises(error):
            ask(session, "hiring", minor_approvals.WantedApproval(**{**fields, **changed}))
    with pytest.raises(MinorApprovalUnknown):
        minor_approvals.end(session, "gone")
    assert minor_approvals.every(session) == ()


def test_lists_of_grown_people_ask_nothing_more(
    session: Session, pupils: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list is no read, and a read asks one question more whatever number it names."""
    asked: list[object] = []
    real = minor_reads.young_among

    def counting(*given: Any) -> tuple[str, ...]:
        asked.append(given)
        return real(*given)

    monkeypatch.setattr(minor_reads, "young_among", counting)
    candidates.list_applications(session, candidates.ListQuery())
    assert asked == []
    candidates.open_record(session, pupils[2])
    assert len(asked) == 1


def test_the_roll_call_goes_on_and_so_do_prints_of_names(desk: Desk) -> None:
    gate = desk.open("gate")
    young = visitor(gate, full_name="赵小亮", age_band="16-17", guardian=GUARDIAN)
    (visit,) = visits.sign_in(gate, [young]).created
    with pytest.raises(MinorNotApproved):
        visits.open_visit(gate, visit)
    with pytest.raises(MinorNotApproved):
        visit_prints.register(gate, paper(visit, "visit.access", "mobile"), b"paper")
    visit_prints.register(gate, paper(visit, "visit.emergency", "mobile"), b"paper")
    visit_prints.register(gate, paper(visit, "visit.access", "full_name"), b"paper")
    assert minors_report.unapproved(gate, "visits") == (0, 0)


def paper(visit: str, purpose: str, field: str) -> Disclosure:
    """Return a print of one visit that tells one field."""
    return Disclosure(
        kind="print", recipient="门卫", purpose=purpose, fields=(field,), records=(visit,)
    )
