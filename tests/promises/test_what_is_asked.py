# SPDX-License-Identifier: Apache-2.0
"""The clauses of the preamble, of chapters 1, 2 and 6, and of the law on sensitive data."""

import datetime as dt

import pytest

from hr_desk.catalogue.model import Access, Scenario
from hr_desk.catalogue.promises import clauses
from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import minors
from hr_desk.domain.reads import READS
from hr_desk.operations import (
    candidates,
    consent_texts,
    consents,
    disclosure,
    minors_found,
    minors_report,
    promises,
    recruitment,
    request_views,
    requests,
    retention,
    traces,
)
from hr_desk.operations.problems import (
    GuardianNeeded,
    NotCollected,
    PolicyMissing,
    PurposeUnknown,
    ReasonUnknown,
)
from hr_desk.operations.requests import Asked
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store import requests as store
from tests.promises.collecting import NEEDED, new, take_in
from tests.promises.switched_off import policy_lost
from tests.support import made_up
from tests.support.desk import START, Desk
from tests.support.minor_reading import approved

WHO = {"full_name": "许小满", "mobile": "13900004321"}


def test_c_p_2(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with policy_lost(office, monkeypatch), pytest.raises(PolicyMissing):
        take_in(office)
    opened = candidates.open_record(office, take_in(office))
    assert opened.notice.version == 1 and opened.notice.how == "paper"


def test_c_p_3(office: Session) -> None:
    before = office.compartment("hiring").read("SELECT count(*) FROM consent")
    one = take_in(office)
    assert office.compartment("hiring").read("SELECT count(*) FROM consent") == before
    shown = consent_texts.text_of(office, "photo", "zh_CN")
    with pytest.raises(ReasonUnknown):
        consents.give(office, one, "photo", shown=shown, how="use")


def test_c_p_4(office: Session) -> None:
    fields = office.catalogue.fields.values()
    assert all(field.refusal.zh.strip() and field.refusal.en.strip() for field in fields)
    assert take_in(office)


def test_c_p_5(office: Session) -> None:
    controls = clauses()["P-5"].controls
    assert len(controls) == 7
    assert all(promises.look(office, control).green for control in controls)


def test_c_p_6() -> None:
    assert {"see", "correct", "delete", "withdraw"} <= request_rules().kinds.keys()


def test_c_p_7(office: Session) -> None:
    for name in office.held:
        start = (office.folder / f"{name}.db").read_bytes()[:16]
        assert start != b"SQLite format 3\0" and len(start) == 16


def test_c_1_1(office: Session) -> None:
    compartments = office.catalogue.compartments.keys()
    for field in office.catalogue.fields.values():
        assert field.retention and field.retention.keys() <= compartments
        assert office.catalogue.access(field, ("auditor",)) is Access.NONE


def test_c_1_3_1(office: Session) -> None:
    asked = Asked(code="access", channel="phone", text="来电询问", fields=WHO)
    case = requests.take_in(office, asked).changes.created[0]
    requests.verify(office, case, method="call_back", proof="工号尾号 17")
    (record,) = store.where(office.compartment("privacy"), "id = ?", (case,))
    ((_, forget_on),) = store.proofs(office.compartment("privacy"), record.seq)
    assert forget_on == office.today() + dt.timedelta(days=1)
    requests.take_back(office, case)


def test_c_1_3_3_a(office: Session) -> None:
    fields = office.catalogue.fields.values()
    assert {one.policy_item for one in fields if one.policy_item} == set(range(1, 20))
    assert all(one.purpose.zh.strip() and one.purpose.en.strip() for one in fields)


@pytest.mark.parametrize("key", ["bank_account_no", "id_number", "hukou_address"])
def test_c_1_3_3_b(office: Session, key: str) -> None:
    one = new(office)
    kind = office.catalogue.field(key).type
    text = {"bank_account_no": "6222020200112233445", "id_number": "11010519491231002X"}
    value = kind.parse(text.get(key, "示例市示例路 1 号"))
    with pytest.raises(NotCollected):
        recruitment.take_in(office, [type(one)(requisition_id=one.requisition_id,
                                               values={**one.values, key: value})])  # fmt: skip


def test_c_1_3_3_c(office: Session) -> None:
    optional = {"email": "man@example.com", "wechat_id": "xiaoman_88"}
    for given in ({}, *({key: text} for key, text in optional.items()), optional):
        assert take_in(office, **given)
    assert len(office.catalogue.required(Scenario.RECRUITMENT)) <= 5


def test_c_1_3_3_d(office: Session) -> None:
    kind = office.catalogue.field("coarse_location").type
    assert kind.store(kind.parse("青岛市")) == "370200"
    with pytest.raises(ValueProblem):
        kind.parse("370202")


def test_c_1_4(office: Session) -> None:
    one = take_in(office)
    with pytest.raises(PurposeUnknown):
        candidates.unmask(office, one, ["birth_date"], purpose="promotion")
    with pytest.raises(PurposeUnknown):
        disclosure.require_entry(
            office, disclosure.Disclosure(kind="print", recipient="示例", purpose="promotion")
        )


def test_c_2_2(office: Session) -> None:
    left = office.profile / "problems" / "crash-20260302-abc.txt"
    left.parent.mkdir()
    left.write_text("ValueError", encoding="utf-8")
    found = {one.kind.key: one for one in traces.list_traces(office.profile)}
    assert found["problems"].files == 1
    assert traces.clear(office.profile, "problems") == 1 and not left.exists()


def test_c_6_1(office: Session) -> None:
    with pytest.raises(GuardianNeeded):
        take_in(office, age_band="16-17")


def test_c_6_2() -> None:
    born = dt.date(2008, 7, 17)
    assert minors.is_minor(born, dt.date(2026, 7, 17))
    assert not minors.is_minor(born, dt.date(2026, 7, 18))
    assert not minors.may_be_hired(dt.date(2011, 1, 1), dt.date(2026, 3, 2))


def test_c_6_audit(desk: Desk, session: Session) -> None:
    guardian = "张建国 | 父亲 | 13800138001"
    minor, _, grown = desk.take_in(session, [
        made_up.one("张小明", "13800138002", age_band="16-17", guardian=guardian),
        made_up.one("李小红", "13800138003", age_band="under-14", guardian=guardian),
        made_up.one("王大力", "13800138004"),
    ])  # fmt: skip
    id_ = approved(session, "hiring", "recruiter")
    for one in (minor, minor, grown):
        candidates.open_record(session, one)
    (gone,) = desk.take_in(session, [made_up.one("赵小亮", "13800138005")])
    minors_found.found(session, [gone])
    (back,) = desk.take_in(
        session, [made_up.one("孙小飞", "13800138006", age_band="16-17", guardian=guardian)]
    )
    shown = consent_texts.text_of(session, "guardian", "zh_CN")
    consents.give(session, back, "guardian", shown=shown, how="paper")
    consents.withdraw(session, back, "guardian")
    desk.clock.advance(days=1)
    retention.sweep(session)
    (report,) = minors_report.report(session, START.year)
    assert report == minors_report.MinorsReport(
        file="hiring", younger=1, older=1, guardians=2, withdrawn=1, deleted=1, approvals=1,
        reads=2, unapproved=0,
    )  # fmt: skip
    reads = [
        one
        for one in audit.entries(session.compartment("hiring").connection)
        if one.operation in READS and minor in {named for _, named, _ in one.records}
    ]
    assert [one.facts["approvals"] for one in reads] == [[id_], [id_]]
    (before,) = minors_report.report(session, START.year - 1)
    assert (before.deleted, before.reads, before.approvals, before.withdrawn) == (0, 0, 0, 0)


def test_c_l_2(office: Session) -> None:
    sensitive = [one for one in office.catalogue.fields.values() if one.sensitivity != "ordinary"]
    assert len(sensitive) > 10
    for field in sensitive:
        assert field.necessity is not None and field.impact is not None


def test_c_l_3(office: Session) -> None:
    bare, full = take_in(office), take_in(office, email="man2@example.com", gender="女")
    rows = {row.application_id: row for row in candidates.list_applications(
        office, candidates.ListQuery()).rows}  # fmt: skip
    assert rows[bare].stage == rows[full].stage == "applied"


def test_c_l_4(office: Session) -> None:
    one = take_in(office)
    with pytest.raises(ReasonUnknown):
        recruitment.reject(office, [one], reason="score")
    recruitment.reject(office, [one], reason="skills")
    history = office.compartment("hiring").read(
        "SELECT json_extract(body, '$.user') FROM audit "
        "WHERE json_extract(body, '$.operation') = 'application.reject'"
    )
    assert history == [(office.user.id,)]


def test_what_is_needed_is_what_the_tests_give(office: Session) -> None:
    """The least an applicant gives here is what the catalogue asks for, the post aside."""
    keys = {one.key for one in office.catalogue.required(Scenario.RECRUITMENT)}
    assert keys - NEEDED.keys() == {"applied_position"}
    assert request_views.list_requests(office) == ()
