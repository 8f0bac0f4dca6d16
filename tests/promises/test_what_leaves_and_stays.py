# SPDX-License-Identifier: Apache-2.0
"""The clauses of chapters 3, 4 and 7: giving data, keeping it safe, and where it lies."""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import disclosing as ways
from hr_desk.domain import free_text, working_days
from hr_desk.domain import hand_offs as rules
from hr_desk.domain.clock import FixedClock
from hr_desk.operations import (
    candidates,
    disclosure,
    disclosure_requests,
    emergency_contacts,
    exports,
    operation,
    policies,
    promises,
    recipients,
    recruitment,
    retention,
    training,
    visits,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.disclosing import Demand, Wish
from hr_desk.operations.disclosing_problems import DemandFromAbroad, DemandIncomplete
from hr_desk.operations.hand_off_problems import AgreementMissing
from hr_desk.operations.problems import (
    CompartmentClosed,
    NotPermitted,
    PurposeUnknown,
    ReasonUnknown,
    TargetInDesk,
    TextMissing,
)
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.safeguard_problems import TrainingMissing
from hr_desk.operations.session import Session
from hr_desk.store import audit, places
from hr_desk.store.problems import NotLocal
from hr_desk.vault.certificates import verify_certificate
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.promises.collecting import opened, take_in
from tests.promises.switched_off import SEAMS
from tests.support.contractors import on_site
from tests.support.desk import Desk
from tests.support.made_up import people
from tests.support.requests import open_officer
from tests.support.visitors import signed_in

DEMAND = Demand(authority="示例机关", document="示字 1 号", dated=dt.date(2026, 2, 2),
                article="PIPL 13(1)(3)")  # fmt: skip
ELSEWHERE = Recipient(name="示例协作公司", kind="affiliate", contact="0532-80000001",
                      registration="91110000600037341L", purposes=("hire.contract",),
                      fields=("full_name",), valid_from=dt.date(2026, 1, 1),
                      valid_until=dt.date(2026, 12, 31))  # fmt: skip


def demanded(office: Session, demand: Demand) -> Any:
    """Ask that an authority gets one applicant's name."""
    wish = Wish(way=ways.LEGAL_DEMAND, people=(take_in(office),), fields=("full_name",),
                purpose="other.legal_demand", ground=ways.DUTY, demand=demand,
                file="hiring")  # fmt: skip
    return disclosure_requests.ask(office, wish)


def test_c_3_1_lead(office: Session, tmp_path: Path) -> None:
    about = disclosure.Disclosure(kind="export", recipient="示例", purpose="apply.contact",
                                  fields=("full_name",), records=(take_in(office),))  # fmt: skip
    with pytest.raises(TargetInDesk):
        disclosure.release(office, about, b"list", office.folder / "list.txt")
    before = len(disclosure.registered(office))
    disclosure.release(office, about, b"list", tmp_path / "list.txt")
    assert len(disclosure.registered(office)) == before + 1


def test_c_3_1_2(office: Session) -> None:
    with pytest.raises(DemandIncomplete):
        demanded(office, replace(DEMAND, document=""))
    request = demanded(office, DEMAND).created[0]
    assert disclosure_requests.request_named(office, request).waits
    disclosure_requests.call_off(office, request)


def test_c_3_1_3(office: Session) -> None:
    with pytest.raises(TextMissing):
        recipients.register(office, replace(ELSEWHERE, registration=""))
    assert rules.needs_consent("affiliate", rules.HOME)


def test_c_3_1_4(office: Session) -> None:
    with pytest.raises(AgreementMissing):
        recipients.register(office, replace(ELSEWHERE, kind=rules.ENTRUSTED))


def test_c_3_1_4_net(office: Session, tmp_path: Path) -> None:
    take_in(office, full_name="鄢独一")
    target = tmp_path / "list.xlsx"
    handed = exports.candidate_list(office, ListQuery(), purpose="apply.contact", target=target)
    assert handed.password and "鄢独一".encode() not in target.read_bytes()
    assert promises.look(office, "no_network").green


def test_c_3_4_1_3(office: Session) -> None:
    with pytest.raises(DemandFromAbroad):
        demanded(office, replace(DEMAND, country="DEU"))
    with pytest.raises(DemandIncomplete):
        demanded(office, replace(DEMAND, article=""))


def test_3_4_4_a_value_in_full_names_its_purpose_and_nothing_stops_an_emergency(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, admin = desk.open("gate"), desk.open("admin")
    visit = signed_in(gate, mobile="13812345678")
    for purpose in ("", "curiosity", "apply.contact"):
        with pytest.raises(PurposeUnknown):
            visits.unmask(gate, visit, ["mobile"], purpose=purpose)
    training.set_rule(admin, blocks=True)
    monkeypatch.setattr(training, "_is_sensitive", lambda _session, keys: "mobile" in keys)
    with pytest.raises(TrainingMissing):
        visits.unmask(gate, visit, ["mobile"], purpose="visit.access")
    shown = visits.unmask(gate, visit, ["mobile"], purpose="visit.emergency")  # is never stopped
    assert shown["mobile"].shown == "138 1234 5678"
    entry = list(audit.entries(gate.compartment("visits").connection))[-1]
    assert (entry.operation, entry.purpose, entry.fields) == (
        "visit.unmask", "visit.emergency", ("mobile",)
    )  # fmt: skip
    assert visit in entry.body() and "13812345678" not in entry.body()
    with pytest.raises((NotPermitted, CompartmentClosed)):
        visits.unmask(desk.open("hiring"), visit, ["mobile"], purpose="visit.emergency")


def looked(session: Session) -> bool:
    return promises.look(session, "emergency_reveal").green


def at(desk: Desk, day: dt.date) -> None:
    """Let it be ten o'clock of a day at the gate."""
    desk.clock.at = dt.datetime(day.year, day.month, day.day, 2, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("day", "tell_by"),
    [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 5)),
        (dt.date(2026, 3, 6), dt.date(2026, 3, 11)),
        (dt.date(2026, 9, 30), dt.date(2026, 10, 10)),  # National Day; 10 October is worked
        (dt.date(2026, 4, 30), dt.date(2026, 5, 8)),  # Labour Day
    ],
)
def test_c_3_4_4(desk: Desk, day: dt.date, tell_by: dt.date) -> None:
    at(desk, day)
    gate = desk.open("gate")
    visit = on_site(gate)
    began = time.monotonic()
    shown = emergency_contacts.reveal(gate, visit, reason="injured")
    assert time.monotonic() - began < 10 and shown.phone == "139 1234 5678"
    emergency_contacts.reveal(gate, visit, reason="other", words="机房进水")
    owed = emergency_contacts.tasks(gate)
    logged = [one for one in audit.entries(gate.compartment("visits").connection)
              if one.operation == "visit.reveal_contact"]  # fmt: skip
    assert len(owed) == len(logged) == 2 and {one.due for one in owed} == {tell_by}
    assert working_days.working_days_between(day, tell_by, {}) == 3 and looked(gate)
    at(desk, tell_by)
    assert looked(gate)
    emergency_contacts.tell(gate, owed[0].reveal_id, told="visitor", how="spoken", on=tell_by)
    at(desk, tell_by + dt.timedelta(days=1))
    assert not looked(gate)  # of the second one nobody was told


@pytest.mark.parametrize(
    "spoilt",
    ["DELETE FROM contact_reveal", "UPDATE contact_reveal SET due = date(due, '+1 day')"],
)
def test_3_4_4_a_reveal_without_its_task_or_with_a_later_one_is_seen(
    desk: Desk, spoilt: str
) -> None:
    gate = desk.open("gate")
    emergency_contacts.reveal(gate, on_site(gate), reason="ill")
    assert looked(gate)
    with gate.compartment("visits").change("test") as change:
        change.execute(spoilt)
    assert not looked(gate)


def test_3_4_4_the_front_desk_alone_and_never_without_a_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, admin = desk.open("gate"), desk.open("admin")
    visit = on_site(gate)
    for session in (admin, desk.open("hiring"), open_officer(desk)):
        with pytest.raises((NotPermitted, CompartmentClosed)):
            emergency_contacts.reveal(session, visit, reason="injured")
    for reason in ("", "curiosity", "visit.emergency"):
        with pytest.raises(ReasonUnknown):
            emergency_contacts.reveal(gate, visit, reason=reason)
    with pytest.raises(TextMissing):
        emergency_contacts.reveal(gate, visit, reason="other")
    assert emergency_contacts.tasks(gate) == () and looked(gate) and looked(admin)
    assert gate.catalogue.field("emergency_contact").emergency_reveal == {"front_desk"}
    verb = operation.named("visit.reveal_contact")
    wider = replace(verb, roles=verb.roles | {"hr_admin"})
    with monkeypatch.context() as patch:
        patch.setitem(operation.OPERATIONS, verb.name, wider)
        assert not looked(gate)
    assert looked(gate)
    with SEAMS["emergency_reveal"](gate, monkeypatch):
        assert not looked(gate)


def test_c_4_1_enc(office: Session) -> None:
    take_in(office, full_name="逄独二", email="pang.er@example.com")
    for path in office.folder.glob("hiring.db*"):
        content = path.read_bytes()
        assert "逄独二".encode() not in content and b"pang.er@example.com" not in content


def test_c_4_1_acc(desk: Desk) -> None:
    recruiter = desk.open("hiring")
    one = desk.take_in(recruiter, list(people(1, seed=3)))[0]
    shown = {view.field.key for view in candidates.open_record(recruiter, one).fields}
    assert "full_name" in shown and not shown & {"gender", "ethnicity", "id_number"}


def test_c_4_1_att(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(0 < role.idle_minutes <= 15 for role in office.catalogue.roles.values())
    with SEAMS["files_whole"](office, monkeypatch):
        assert not promises.look(office, "files_whole").green


def test_c_4_2_min(office: Session) -> None:
    catalogue = office.catalogue
    assert not catalogue.forbidden.keys() & catalogue.fields.keys()
    assert free_text.find("已婚，有两个孩子", catalogue.forbidden)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Any, str]]:
    """A desk on the day after its one rejected applicant was due, what went, and their name."""
    with use_cheap_key_derivation():
        session = opened(tmp_path_factory.mktemp("swept"))
        one = take_in(session, full_name="麹独三")
        recruitment.reject(session, [one], reason="skills")
        assert isinstance(session.clock, FixedClock)
        session.clock.advance(days=180)
        retention.confirm_time(session)
        yield session, retention.sweep(session), one
        session.close()


def test_c_4_2_keep(swept: tuple[Session, Any, str]) -> None:
    session, result, one = swept
    assert result.counts == {"REJ": 1}
    ids = session.compartment("hiring").read("SELECT id FROM application")
    assert (one,) not in ids and promises.look(session, "swept").green


def test_c_4_2_end(swept: tuple[Session, Any, str]) -> None:
    session, result, _ = swept
    facts = verify_certificate(result.certificate)
    assert dict(facts.counts) == {"REJ": 1}
    left = session.compartment("hiring").read("SELECT 1 FROM person WHERE fields LIKE '%麹独三%'")
    assert left == [] and promises.look(session, "deletions_proven").green


def test_c_4_3(office: Session) -> None:
    assert "验证码" in policies.notice_text(office, Scenario.VISITOR, "zh_CN")


def test_c_7_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"share {tmp_path} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    with pytest.raises(NotLocal):
        places.require_local(tmp_path)


def test_c_7_out(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules.needs_consent("statutory", "DEU")
    with SEAMS["cross_border"](office, monkeypatch):
        assert not promises.look(office, "cross_border").green


def test_c_7_dc(office: Session) -> None:
    seen = promises.look(office, "no_network")
    assert seen.green and int(dict(seen.seen.values)["count"]) > 100  # type: ignore[call-overload]
