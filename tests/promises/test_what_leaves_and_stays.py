# SPDX-License-Identifier: Apache-2.0
"""The clauses of chapters 3, 4 and 7: giving data, keeping it safe, and where it lies."""

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from hr_desk.catalogue.model import Access
from hr_desk.domain import disclosing as ways
from hr_desk.domain import free_text, working_days
from hr_desk.domain.clock import FixedClock
from hr_desk.operations import (
    allowing_places,
    backups,
    candidates,
    desks,
    disclosure,
    disclosure_requests,
    documents,
    emergency_contacts,
    exports,
    importing,
    operation,
    period_settings,
    promises,
    recruitment,
    retention,
    traces,
    training,
    users,
    visits,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.disclosing import Demand, Wish
from hr_desk.operations.disclosing_problems import (
    DemandFromAbroad,
    DemandIncomplete,
    RequestNotApproved,
)
from hr_desk.operations.hand_off_problems import ApprovesOwn
from hr_desk.operations.import_columns import Standing
from hr_desk.operations.place_problems import ReasonTooShort
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
from hr_desk.store.problems import CopiedElsewhere, NotLocal
from hr_desk.vault.certificates import verify_certificate
from hr_desk.vault.slots import WrongPassphrase, use_cheap_key_derivation
from tests.promises.collecting import opened, take_in
from tests.promises.switched_off import SEAMS
from tests.support import importing as importing_support
from tests.support import leaving_once, made_up
from tests.support.contractors import on_site
from tests.support.desk import COMPANY, PASSPHRASES, Desk
from tests.support.handing_off import cells_of, unlocked
from tests.support.requests import OFFICER, carry, open_officer
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


def test_c_3_1_2(desk: Desk, tmp_path: Path) -> None:
    admin = desk.open("admin")
    for lacking in (replace(DEMAND, authority=""), replace(DEMAND, document=""),
                    replace(DEMAND, article="")):  # fmt: skip
        with pytest.raises(DemandIncomplete):
            demanded(admin, lacking)
    request = demanded(admin, DEMAND).created[0]
    with pytest.raises(RequestNotApproved):
        leaving_once.send(admin, request, tmp_path)
    with pytest.raises(ApprovesOwn):
        disclosure_requests.approve(
            admin, request, approver="admin", passphrase=PASSPHRASES["admin"]
        )
    leaving_once.approve(admin, request)
    left = leaving_once.send(admin, request, tmp_path)
    headings = cells_of(unlocked(left.file.read_bytes(), left.password))[0][1:]
    assert headings == [str(admin.catalogue.field("full_name").label)]  # what was asked for alone
    (owed,) = disclosure_requests.owed_notices(admin)
    assert (owed[0].id, len(owed[1])) == (request, 1)
    assert promises.look(admin, "legal_demands").green


def test_c_3_1_4_net(office: Session, tmp_path: Path) -> None:
    take_in(office, full_name="鄢独一")
    target = tmp_path / "list.xlsx"
    handed = exports.candidate_list(office, ListQuery(), purpose="apply.contact", target=target)
    assert handed.password and "鄢独一".encode() not in target.read_bytes()
    assert promises.look(office, "no_network").green


def test_c_3_4_1_3(desk: Desk, tmp_path: Path) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    with pytest.raises(DemandFromAbroad):
        demanded(admin, replace(DEMAND, country="DEU"))
    with pytest.raises(DemandIncomplete):
        demanded(admin, replace(DEMAND, article=""))

    def counted(session: Session) -> object:
        values = dict(promises.look(session, "legal_demands").seen.values)
        return values["month" if session is admin else "count"]

    assert (counted(admin), counted(officer)) == (0, 0)
    request = leaving_once.approve(admin, demanded(admin, DEMAND).created[0])
    leaving_once.send(admin, request, tmp_path)
    carry(admin, officer)
    assert (counted(admin), counted(officer)) == (1, 1)
    desk.clock.advance(days=31)
    assert (counted(admin), counted(officer)) == (0, 0)
    assert promises.look(admin, "legal_demands").green


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


def test_c_4_1_enc(desk: Desk, session: Session) -> None:
    everyone = [*made_up.people(200, seed=11), made_up.one("逄独二", "13900007770")]
    ids = desk.take_in(session, everyone)
    documents.add(session, ids[-1], "photo", "逄独二的照片".encode() * 50)
    session.compartment("hiring")  # its log is still beside it
    backups.create(session)
    held = desk.folder.rglob("*"), desk.profile.rglob("*")
    content = {path: path.read_bytes() for paths in held for path in paths if path.is_file()}
    assert len(content) > 8 and any(path.suffix == ".sealed" for path in content)
    assert any("backups" in path.parts and path.suffix == ".db" for path in content)
    secrets = [*made_up.secrets_of(everyone), "逄独二的照片"]
    assert len(secrets) > 400
    for path, whole in content.items():
        assert not [one for one in secrets if one.encode() in whole], path
    with pytest.raises(WrongPassphrase):
        desks.open_desk(desk.folder, user="hiring", passphrase="guessed it perhaps",
                        clock=desk.clock, profile=desk.profile)  # fmt: skip


def test_c_4_1_acc(desk: Desk) -> None:
    recruiter = desk.open("hiring")
    one = desk.take_in(recruiter, [made_up.one(birth_date="1990-05-12", email="acc@example.com")])[
        0
    ]
    view = candidates.open_record(recruiter, one)
    catalogue = recruiter.catalogue
    for field in catalogue.fields.values():  # every cell of the matrix, as a record shows it
        access = catalogue.access(field, ("recruiter",), stage="applied", compartment="hiring")
        seen = view.named(field.key)
        assert seen is None or access is not Access.NONE, field.key
        if seen is not None and seen.given and access is Access.MASKED:
            assert seen.masked and seen.value is None, field.key
    assert view.named("gender") is None and view.named("id_number") is None
    assert candidates.unmask(recruiter, one, ["gender"], purpose="apply.assess") == {}
    # Whoever tries what their role may not do is refused, and the try stands in the log.
    refused: tuple[tuple[str, Callable[[], object]], ...] = (
        ("retention.set_period", lambda: period_settings.set_period(
            recruiter, "REJ", "decision", 60, reason="示例")),
        ("user.add", lambda: users.add(
            recruiter, name="x", passphrase=PASSPHRASES["admin"], roles=["recruiter"])),
    )  # fmt: skip
    for name, tried in refused:
        with pytest.raises(NotPermitted):
            tried()
        entry = list(audit.entries(recruiter.compartment("hiring").connection))[-1]
        assert (entry.operation, entry.facts["operation"]) == ("denied", name)
        assert entry.user == recruiter.user.id and entry.at == entry.at[:23] + "+00:00"
    for role, file in (("gate", "hiring"), ("hiring", "payroll")):  # and keys stop the rest
        with pytest.raises(CompartmentClosed):
            desk.open(role).compartment(file)


def test_c_4_1_att(
    desk: Desk, session: Session, office: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(0 < role.idle_minutes <= 15 for role in office.catalogue.roles.values())
    with SEAMS["files_whole"](office, monkeypatch):
        assert not promises.look(office, "files_whole").green
    # What a stranger types begins a formula for nobody: every cell of a list is text.
    formulas = [f"{sign}示例厂|A{n}" for n, sign in enumerate("=+-@")]
    desk.take_in(session, [
        made_up.one(mobile=f"1390000777{n}", employer=text) for n, text in enumerate(formulas)
    ])  # fmt: skip
    target = tmp_path / "list.xlsx"
    handed = exports.candidate_list(session, ListQuery(), purpose="apply.contact", target=target)
    rows = cells_of(unlocked(target.read_bytes(), handed.password))  # no cell is a formula
    assert {cell for row in rows for cell in row} >= set(formulas)
    # A file that somebody spoilt is noticed before a row of it is read.
    session.close()
    desk.sessions.remove(session)
    whole = bytearray(desk.path("hiring").read_bytes())
    whole[len(whole) // 2] ^= 1
    desk.path("hiring").write_bytes(whole)
    spoilt = desk.open("hiring")
    assert not promises.look(spoilt, "files_whole").green


def test_c_4_2_min(desk: Desk, session: Session) -> None:
    catalogue = session.catalogue
    assert not catalogue.forbidden.keys() & catalogue.fields.keys()
    assert free_text.find("已婚，有两个孩子", catalogue.forbidden)
    never = [label for one in catalogue.forbidden.values() for label in (one.label.zh,)][:10]
    assert len(never) == 10
    row = (*importing_support.ZHANG, *("示例" for _ in never))
    seen = importing_support.seen(desk, session, row, heads=(*importing_support.HEADS, *never))
    standings = {one.heading: one.standing for one in seen.left_out}
    assert [standings[one] for one in never] == [Standing.FORBIDDEN] * 10
    importing.take_in(session, seen)
    stored = importing_support.fields_of(session, "张伟国")
    assert set(stored) == {"full_name", "mobile", "age_band"} and "示例" not in str(stored)


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


@pytest.mark.parametrize(
    "place",
    ["OneDrive", "OneDrive - 示例公司", "Dropbox", "iCloudDrive", "坚果云", "BaiduNetdisk",
     "百度网盘", "Nutstore Files"],
)  # fmt: skip
def test_c_7_store(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    synced = tmp_path / place / "desk"
    with pytest.raises(CopiedElsewhere):
        desks.create(synced, company=COMPANY, admin="admin", passphrase=PASSPHRASES["admin"],
                     clock=desk.clock)  # fmt: skip
    assert not synced.exists()
    officer, session = open_officer(desk), desk.open("hiring")
    with pytest.raises(CopiedElsewhere):
        backups.create(session, to=synced)
    assert not synced.exists()
    assert promises.look(session, "stored_here").green
    places.require_local(tmp_path / "OneDriver" / "dropbox-notes")
    copies_allowed_by_the_officer(officer, session, synced.parent / "copies")
    officer.close()
    session.close()
    shutil.copytree(desk.folder, synced)
    desk.folder = synced
    with pytest.raises(CopiedElsewhere):
        desk.open("hiring")
    desk_allowed_by_the_officer(desk)
    session = desk.open("hiring")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"share {tmp_path} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    for refused in (lambda: places.require_local(tmp_path), lambda: desk.open("hiring"),
                    lambda: desk_allowed_by_the_officer(desk),
                    lambda: backups.create(session, to=tmp_path / "elsewhere")):  # fmt: skip
        with pytest.raises(NotLocal):
            refused()


ALLOWED_BECAUSE = "总部要求异地备份，服务器在青岛。"


def copies_allowed_by_the_officer(officer: Session, session: Session, there: Path) -> None:
    """Backups may lie in one folder elsewhere once the officer said why, and until they end it."""
    until = officer.today() + dt.timedelta(days=30)
    with pytest.raises(NotPermitted):
        allowing_places.allow(session, there, reason=ALLOWED_BECAUSE, until=until)
    with pytest.raises(ReasonTooShort):
        allowing_places.allow(officer, there, reason="方便", until=until)
    (id_,) = allowing_places.allow(officer, there, reason=ALLOWED_BECAUSE, until=until).created
    assert backups.create(session, to=there)
    with pytest.raises(CopiedElsewhere):
        backups.create(session, to=there / "another")
    seen = promises.look(session, "stored_here")
    assert seen.green and ALLOWED_BECAUSE in seen.text()
    allowing_places.take_back(officer, id_, because="改用本机硬盘")
    assert not promises.look(session, "stored_here").green
    with pytest.raises(CopiedElsewhere):
        backups.create(session, to=there)


def desk_allowed_by_the_officer(desk: Desk) -> None:
    """Let the officer allow the desk where it lies."""
    allowing_places.allow_here(
        desk.folder, officer="officer", passphrase=OFFICER, reason=ALLOWED_BECAUSE,
        until=(desk.clock.now() + dt.timedelta(days=30)).date(), clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip


def test_c_7_dc(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = promises.look(office, "no_network")
    assert seen.green and int(dict(seen.seen.values)["count"]) > 100  # type: ignore[call-overload]
    monkeypatch.setattr(traces, "fetch", urlopen, raising=False)  # taken out of its module
    assert not promises.look(office, "no_network").green
