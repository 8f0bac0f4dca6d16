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
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    candidates,
    consent_texts,
    consents,
    disclosure,
    handing_over,
    minors_found,
    minors_report,
    policies,
    promises,
    recruitment,
    request_views,
    requests,
    retention,
    traces,
)
from hr_desk.operations.joiner_problems import TooYoung
from hr_desk.operations.problems import (
    GuardianNeeded,
    NotCollected,
    PolicyMissing,
    PurposeUnknown,
    ReasonUnknown,
)
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.requests import Asked
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store import requests as store
from tests.promises.collecting import NEEDED, take_in
from tests.promises.switched_off import policy_lost
from tests.promises.switched_off_records import RECORDS
from tests.support import made_up
from tests.support.desk import START, Desk
from tests.support.joining import accepted
from tests.support.minor_reading import approved

OFFER = "offer_accepted"
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


def test_c_p_5(office: Session) -> None:
    controls = clauses()["P-5"].controls
    assert len(controls) == 7
    assert all(promises.look(office, control).green for control in controls)


def test_c_p_6(office: Session) -> None:
    kinds = set()
    for code, rule in request_rules().codes.items():
        ground = "not_used" if rule.kind == "delete" else ""
        asked = Asked(code=code, channel="in_person", text="当面提出", fields=WHO, ground=ground)
        case = requests.take_in(office, asked).changes.created[0]
        kinds.add(rule.kind)
        requests.take_back(office, case)
    assert kinds >= {"see", "correct", "delete", "withdraw"}
    for code, words in (("zh_CN", ("查阅", "更正", "删除", "撤回")),
                        ("en", ("see", "correct", "delete", "withdraw"))):  # fmt: skip
        for scenario in Scenario:
            told = policies.notice_text(office, scenario, code).lower()
            assert all(word in told for word in words), (code, scenario)


def test_c_p_7(office: Session) -> None:
    for name in office.held:
        start = (office.folder / f"{name}.db").read_bytes()[:16]
        assert start != b"SQLite format 3\0" and len(start) == 16


def test_c_1_1(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    compartments = office.catalogue.compartments.keys()
    for field in office.catalogue.fields.values():
        assert field.retention and field.retention.keys() <= compartments
        assert office.catalogue.access(field, ("auditor",)) is Access.NONE
    take_in(office, email="biao@example.com")
    seen = promises.look(office, "fields_declared")
    assert seen.green and int(dict(seen.seen.values)["values"]) >= 4  # type: ignore[call-overload]
    with RECORDS["a value without a field"][1](office, monkeypatch):
        assert not promises.look(office, "fields_declared").green


def test_c_1_3_1(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(code="access", channel="phone", text="来电询问", fields=WHO)
    case = requests.take_in(office, asked).changes.created[0]
    requests.verify(office, case, method="call_back", proof="工号尾号 17")
    (record,) = store.where(office.compartment("privacy"), "id = ?", (case,))
    ((_, forget_on),) = store.proofs(office.compartment("privacy"), record.seq)
    assert forget_on == office.today() + dt.timedelta(days=1)
    requests.note(office, case, "电话里说想看应聘记录")
    now = office.clock.now()
    monkeypatch.setattr(office.clock, "at", now + dt.timedelta(days=1))
    assert promises.look(office, "proofs_forgotten").green  # its working day is not over
    monkeypatch.setattr(office.clock, "at", now + dt.timedelta(days=2))
    assert not promises.look(office, "proofs_forgotten").green
    retention.sweep(office)
    assert store.proofs(office.compartment("privacy"), record.seq) == []
    assert promises.look(office, "proofs_forgotten").green
    texts = [text for _, _, text in store.notes(office.compartment("privacy"), record.seq)]
    assert "电话里说想看应聘记录" in texts and "工号尾号 17" not in texts
    requests.take_back(office, case)


def test_c_1_3_3_a(office: Session) -> None:
    fields = office.catalogue.fields.values()
    assert {one.policy_item for one in fields if one.policy_item} == set(range(1, 20))
    for one in fields:
        said = (one.purpose.zh, one.purpose.en)
        assert all(text.strip() for text in said)
        assert not any(word in text for word in ("服务请求", "service request") for text in said)


def test_c_1_3_3_b(desk: Desk, session: Session) -> None:
    catalogue = session.catalogue
    gated = [
        one.key for one in catalogue.fields.values()
        if one.supplied_by == "person" and catalogue.reached(one.earliest_stage, OFFER)
    ]  # fmt: skip
    promised = {"bank_account_no", "social_insurance_no", "id_number", "hukou_address"}
    assert promised | {"current_address", "housing_fund_no", "id_image"} <= set(gated)
    (one,) = desk.take_in(session, [made_up.one("张小明", "13800138002")])
    known = set(session.compartment("hiring").read("SELECT fields FROM person"))
    for stage in ("applied", "interview", "offered"):
        if stage != "applied":
            recruitment.advance(session, [one], to=stage)
        version = candidates.open_record(session, one).version
        for key in gated:
            new_one = NewCandidate(requisition_id=desk.requisition, values={key: "示例"})
            with pytest.raises(NotCollected):
                recruitment.take_in(session, [new_one])
            with pytest.raises(NotCollected):
                recruitment.edit(session, one, {key: "示例"}, version=version)
    assert set(session.compartment("hiring").read("SELECT fields FROM person")) == known
    catalogue_counts = {scenario: len(catalogue.required(scenario)) for scenario in Scenario}
    assert catalogue_counts[Scenario.RECRUITMENT] <= 5 >= catalogue_counts[Scenario.VISITOR]
    assert promises.look(session, "stage_gates").green


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
    before = rows_of(office)
    for band in ("under-14", "14-15", "16-17"):
        with pytest.raises(GuardianNeeded):
            take_in(office, age_band=band)
    with pytest.raises(GuardianNeeded):  # a birth date says more than a band
        take_in(office, birth_date="2009-05-04")
    assert rows_of(office) == before


def rows_of(session: Session) -> list[int]:
    """Count the rows of people, applications and their terms."""
    file = session.compartment("hiring")
    tables = ("person", "application", "term")
    return [file.read_one(f"SELECT count(*) FROM {one}")[0] for one in tables]  # noqa: S608


@pytest.mark.parametrize("user", ["hiring", "admin"])
def test_c_6_2(desk: Desk, user: str) -> None:
    born = dt.date(2008, 7, 17)
    assert minors.is_minor(born, dt.date(2026, 7, 17))
    assert not minors.is_minor(born, dt.date(2026, 7, 18))
    leap = dt.date(2008, 2, 29)
    assert minors.is_minor(leap, dt.date(2026, 2, 28))
    assert not minors.is_minor(leap, dt.date(2026, 3, 2))
    assert not minors.may_be_hired(dt.date(2011, 1, 1), dt.date(2026, 3, 2))
    fifteen = made_up.one(
        age_band="14-15", guardian="王芳 | 母亲 | 13800138000", birth_date="2011-01-01"
    )
    application = accepted(desk, desk.open("hiring"), fifteen)
    with pytest.raises(TooYoung):
        handing_over.hand_over(desk.open(user), [application], start_on=START.date())


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
        for text in (field.purpose, field.refusal, field.necessity, field.impact):
            assert text is not None and text.zh.strip() and text.en.strip()
    one = take_in(office)
    for code in LANGUAGES:
        shown = consent_texts.text_of(office, "photo", code)
        photo = office.catalogue.field("photo")
        for text in (photo.purpose, photo.refusal, photo.necessity, photo.impact):
            assert text is not None and text.within(code) in shown.text
        consents.give(office, one, "photo", shown=shown, how="tick")
        assert consents.given_text(office, one, "photo") == shown.text  # for ever, by its hash


def test_c_l_3(office: Session) -> None:
    for number in range(20):
        given = {"email": f"man{number}@example.com", "gender": "女", "birth_date": "1990-05-12"}
        bare, full = take_in(office), take_in(office, **given)
        pair = [bare, full]
        recruitment.advance(office, pair, to="interview")
        if number % 3 == 1:
            recruitment.reject(office, pair, reason="skills")
        elif number % 3:
            recruitment.withdraw(office, pair)
        views = [candidates.open_record(office, one) for one in pair]
        assert views[0].stage == views[1].stage
        assert views[0].allowed == views[1].allowed and views[0].next_stages == views[1].next_stages
        assert views[0].retention == views[1].retention
        one, other = ({view.field.key for view in seen.fields if view.given} for seen in views)
        assert one < other
        said = "".join(str(view.shown) for view in views[0].fields if not view.given)
        assert "拒绝" not in said and "不同意" not in said  # nobody reads a refusal out of a gap


def test_c_l_4(office: Session) -> None:
    one = take_in(office)
    with pytest.raises(ReasonUnknown):
        recruitment.reject(office, [one], reason="score")
    recruitment.reject(office, [one], reason="skills")
    history = office.compartment("hiring").read(
        "SELECT json_extract(body, '$.user') FROM audit "
        "WHERE json_extract(body, '$.operation') = 'application.reject'"
    )
    assert set(history) == {(office.user.id,)}


def test_what_is_needed_is_what_the_tests_give(office: Session) -> None:
    """The least an applicant gives here is what the catalogue asks for, the post aside."""
    keys = {one.key for one in office.catalogue.required(Scenario.RECRUITMENT)}
    assert keys - NEEDED.keys() == {"applied_position"}
    assert request_views.list_requests(office) == ()
