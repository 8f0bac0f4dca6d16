# SPDX-License-Identifier: Apache-2.0
"""What leaves once: each way on its own ground, what is not covered stays and is said."""

import datetime as dt
import json
import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hr_desk.domain import disclosing as rules
from hr_desk.errors import UserError
from hr_desk.exchange import workbook
from hr_desk.operations import (
    disclosing,
    disclosing_people,
    disclosure,
    disclosure_files,
    disclosure_requests,
    onboarding,
    recipient_consents,
    recipients,
    retention,
    users,
)
from hr_desk.operations.disclosing_problems import (
    AlreadyOut,
    ApprovalNotNeeded,
    AssessmentMissing,
    DemandFromAbroad,
    DemandIncomplete,
    FieldsMissing,
    GroundWrong,
    IdentityNotSeen,
    NothingCovered,
    OnePersonsCopy,
    OnlyEmployees,
    OtherWay,
    RequestNotApproved,
    RequestOutdated,
    RequestOver,
    RequestUnknown,
)
from hr_desk.operations.hand_off_problems import (
    AbroadFull,
    AbroadRefused,
    ApprovalForged,
    ApprovesOwn,
    FieldClosed,
    FieldNotAllowed,
    MayNotApprove,
    PasswordOver,
    PurposeNotAgreed,
    RecipientEnded,
    RecipientNotValid,
)
from hr_desk.operations.operation import OPERATIONS
from hr_desk.operations.problems import (
    ConsentUnknown,
    NothingToHandOut,
    NotPermitted,
    PurposeUnknown,
    RecordGone,
    TargetInDesk,
)
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store.problems import DiskFull
from hr_desk.vault.slots import WrongPassphrase
from tests.hr_desk.operations.test_in_use import lift, restrict
from tests.support import watched_files
from tests.support.desk import PASSPHRASES, Desk
from tests.support.handing_off import (
    APPROVER,
    APPROVERS_WORDS,
    PASSPHRASE,
    approver_of,
    cells_of,
    employed,
    unlocked,
)
from tests.support.joining import opened, settle, somebody, typed, welcome
from tests.support.leaving_once import (
    DEMAND,
    FIELDS,
    GROUND,
    agree,
    approve,
    asked,
    demanded,
    own,
    send,
    wish_for,
)
from tests.support.visitors import signed_in


@pytest.fixture
def joiners(desk: Desk) -> list[str]:
    return employed(
        desk, somebody(name="黎虚构", mobile="13912345678"),
        somebody(name="白虚构", mobile="13912345679"),
    )  # fmt: skip


@pytest.fixture
def admin(desk: Desk, joiners: list[str]) -> Session:
    return desk.open("admin")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def refused(call: Callable[[], object], why: type[UserError]) -> None:
    """The call is refused, and the sentence can be said."""
    with pytest.raises(why) as told:
        call()
    assert told.value.text() and "{" not in told.value.text()


def reasons(left: disclosure_files.Left) -> dict[str, list[tuple[str, str]]]:
    return {
        joiner: [(one.field.key, one.reason) for one in stripped]
        for joiner, stripped in left.stripped
    }


def test_finance_gets_what_the_contract_covers_and_no_more(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    colleague = welcome(desk)
    version = opened(colleague, joiners[0]).version
    given = typed(colleague, emergency_contact="黎远虚构 | 母亲 | 13800138009")
    onboarding.edit(colleague, joiners[0], given, version=version)
    settle(colleague, admin)
    wish = wish_for(admin, joiners, "own_finance", fields=(*FIELDS, "emergency_contact"))
    wish = replace(wish, fields=(*FIELDS, "emergency_contact"))
    left = send(admin, approve(admin, asked(admin, wish)), out)
    assert left.file.name == "示例公司_对外提供_20260316.xlsx"
    assert reasons(left) == {joiners[0]: [("emergency_contact", "consent_only")]}
    book = unlocked(left.file.read_bytes(), left.password)
    rows = cells_of(book)
    assert rows[0][:2] == ["序号", "姓名"] and [row[1] for row in rows[1:]] == ["黎虚构", "白虚构"]
    assert "6222020200112233445" in rows[1] and "黎远虚构" not in str(rows)
    assert "PIPL" not in str(cells_of(book, 1)) and left.id not in str(cells_of(book, 1))
    (entry,) = disclosure.registered(admin)
    assert (entry.kind, entry.recipient, entry.people) == ("share", "示例接收单位", 2)
    assert entry.completed
    read = list(audit.entries(admin.compartment("payroll").connection))[-1]
    assert read.operation == "account.hand_off" and read.fields == ("bank_account_no",)


def test_a_partner_gets_what_each_person_agreed_to(
    admin: Session, joiners: list[str], out: Path
) -> None:
    wish = wish_for(admin, joiners, "partner")
    refused(lambda: asked(admin, wish), NothingCovered)
    agree(admin, joiners[0], wish, "full_name", "department")
    look = disclosing.look(admin, wish)
    assert look.fields == ("full_name", "department")
    assert look.left_out == ((joiners[1], "no_consent"),)
    first, second = approve(admin, asked(admin, wish)), approve(admin, asked(admin, wish))
    left = send(admin, first, out)
    assert reasons(left) == {
        joiners[0]: [("mobile", "no_consent"), ("bank_account_no", "no_consent")]
    }
    assert left.left_out == ((joiners[1], "no_consent"),) and left.people == 1
    rows = cells_of(unlocked(left.file.read_bytes(), left.password))
    assert rows[0][1:] == ["姓名", "部门"] and len(rows) == 2
    # What was withdrawn since counts at once, whatever was approved.
    recipient_consents.withdraw(admin, joiners[0], wish.recipient_id)
    refused(lambda: send(admin, second, out), NothingCovered)
    assert len(disclosure.registered(admin)) == 1


REFUSALS: tuple[tuple[str, dict[str, Any], dict[str, Any], type[UserError]], ...] = (
    ("own_finance", {"valid_until": dt.date(2026, 3, 1)}, {}, RecipientNotValid),
    ("own_finance", {}, {"way": rules.PUBLISH}, OtherWay),
    ("own_finance", {}, {"purpose": "hire.safety"}, PurposeNotAgreed),
    ("own_finance", {}, {"purpose": "curiosity"}, PurposeUnknown),
    ("own_finance", {}, {"ground": rules.CONSENT}, GroundWrong),
    ("statutory", {}, {"ground": rules.EMERGENCY}, GroundWrong),
    ("own_finance", {}, {"fields": ("id_number",)}, FieldNotAllowed),
    ("own_finance", {}, {"fields": ()}, FieldsMissing),
    ("own_finance", {}, {"people": ()}, NothingToHandOut),
    ("own_finance", {}, {"people": ("0" * 32,)}, RecordGone),
    ("entrusted", {"assessment": ""}, {}, AssessmentMissing),
    ("public", {"assessment": ""}, {}, AssessmentMissing),
    ("partner", {"country": "SGP", "assessment": ""}, {}, AbroadRefused),
    ("partner", {"country": "HKG"}, {}, AbroadRefused),
    ("affiliate", {}, {}, NothingCovered),
    ("transferee", {}, {}, NothingCovered),
    ("public", {}, {}, NothingCovered),
)
"""Kind of recipient, what is registered of it, what is wished for, and why that is refused."""


def test_what_no_law_carries_is_refused_when_it_is_asked_for(
    admin: Session, joiners: list[str]
) -> None:
    for kind, registered, wished, why in REFUSALS:
        wish = replace(wish_for(admin, joiners, kind, **registered), **wished)
        refused(partial(asked, admin, wish), why)
    assert disclosure_requests.list_requests(admin) == ()


def test_a_struck_recipient_and_a_closed_field(
    admin: Session, joiners: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = wish_for(admin, joiners, "own_finance")
    monkeypatch.setattr("hr_desk.operations.standing_hand_offs.is_closed", lambda *_: True)
    refused(lambda: asked(admin, wish), FieldClosed)
    monkeypatch.undo()
    recipients.end(admin, wish.recipient_id)
    refused(lambda: asked(admin, wish), RecipientEnded)
    with pytest.raises(ValueError, match="gift"):
        asked(admin, replace(wish, way="gift"))


def test_nothing_leaves_before_a_second_person_approved_this_very_request(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    wish = wish_for(admin, joiners, "own_finance")
    first = asked(admin, wish)
    assert disclosure_requests.request_named(admin, first).waits
    refused(lambda: send(admin, first, out), RequestNotApproved)
    words = {"approver": "admin", "passphrase": PASSPHRASE}
    refused(lambda: disclosure_requests.approve(admin, first, **words), ApprovesOwn)
    users.add(admin, name="recruiting", passphrase="green tea at half past", roles=["recruiter"])
    words = {"approver": "recruiting", "passphrase": "green tea at half past"}
    refused(lambda: disclosure_requests.approve(admin, first, **words), MayNotApprove)
    approver_of(admin)
    words = {"approver": APPROVER, "passphrase": "not these"}
    refused(lambda: disclosure_requests.approve(admin, first, **words), WrongPassphrase)
    refused(lambda: disclosure_requests.approve(admin, "0", **words), RequestUnknown)
    approve(admin, first)
    refused(
        lambda: disclosure_files.send(admin, first, passphrase="not mine", folder=out),
        WrongPassphrase,
    )
    refused(lambda: send(admin, first, desk.folder / "documents"), TargetInDesk)
    called_off, other = approve(admin, asked(admin, wish)), approve(admin, asked(admin, wish))
    disclosure_requests.call_off(admin, called_off)
    refused(lambda: send(admin, called_off, out), RequestNotApproved)
    with admin.compartment("personnel").change("test.forge") as change:
        change.execute(
            "UPDATE disclosure_request SET terms = replace(terms, 'department', 'id_number') "
            "WHERE id = ?", (other,),
        )  # fmt: skip
    refused(lambda: send(admin, other, out), ApprovalForged)
    late = approve(admin, asked(admin, wish))
    assert list(out.iterdir()) == [] and disclosure.registered(admin) == ()
    send(admin, first, out)
    refused(lambda: send(admin, first, out), AlreadyOut)
    view = recipients.recipient_named(admin, wish.recipient_id)
    changed = replace(view.recipient, contact="另一位联系人")
    recipients.edit(admin, view.id, changed, version=view.version)
    refused(lambda: send(admin, late, out), RequestOutdated)
    newer = approve(admin, asked(admin, wish))
    desk.clock.at += dt.timedelta(days=31)
    retention.confirm_time(admin)
    refused(lambda: send(admin, newer, out), RequestOver)


def test_everybody_is_told_before_a_successor_gets_anything(
    admin: Session, joiners: list[str], out: Path
) -> None:
    wish = wish_for(admin, joiners, "successor")
    id_ = approve(admin, asked(admin, wish))
    refused(lambda: send(admin, id_, out), NothingCovered)
    ((request, waiting),) = disclosure_requests.owed_notices(admin)
    assert (request.id, list(waiting)) == (id_, joiners)
    refused(
        lambda: disclosure_requests.note_told(admin, id_, joiners, how="rumour"), ConsentUnknown
    )
    refused(lambda: disclosure_requests.note_told(admin, id_, ["0" * 32], how="paper"), RecordGone)
    disclosure_requests.note_told(admin, id_, joiners[:1], how="paper")
    left = send(admin, id_, out)
    assert (left.people, left.left_out) == (1, ((joiners[1], "not_told"),))
    assert disclosure.registered(admin)[0].kind == "transfer"


def test_only_who_agreed_stands_in_public(admin: Session, joiners: list[str], out: Path) -> None:
    wish = wish_for(admin, joiners, "public", name="厂门口大屏", registration="")
    text = recipient_consents.text_of(admin, wish.recipient_id, ["full_name"], "en")
    assert "public" in text and "anybody can then read it" in text
    agree(admin, joiners[1], wish, "full_name")
    left = send(admin, approve(admin, asked(admin, wish)), out)
    rows = cells_of(unlocked(left.file.read_bytes(), left.password))
    assert rows == [["序号", "姓名"], ["1", "白虚构"]]
    assert left.left_out == ((joiners[0], "no_consent"),)


def test_an_authority_gets_what_its_document_names(
    admin: Session, joiners: list[str], out: Path
) -> None:
    refused(lambda: asked(admin, demanded(joiners, document="")), DemandIncomplete)
    refused(lambda: asked(admin, replace(demanded(joiners), demand=None)), DemandIncomplete)
    later = admin.today() + dt.timedelta(days=1)
    refused(lambda: asked(admin, demanded(joiners, dated=later)), DemandIncomplete)
    refused(lambda: asked(admin, demanded(joiners, country="SGP")), DemandFromAbroad)
    refused(lambda: asked(admin, replace(demanded(joiners), ground=rules.CONSENT)), GroundWrong)
    open_one = asked(admin, demanded(joiners))
    refused(lambda: send(admin, open_one, out), RequestNotApproved)
    left = send(admin, approve(admin, open_one), out)
    manifest = dict(row[:2] for row in cells_of(unlocked(left.file.read_bytes(), left.password), 1))
    assert DEMAND.document in manifest.values() and DEMAND.article in manifest.values()
    (entry,) = disclosure.registered(admin)
    assert (entry.kind, entry.recipient) == ("legal_demand", "示例市公安局")
    # Who was asked about is told afterwards, unless an article asks for secrecy. A restriction of
    # use keeps nobody from being told.
    restrict(admin, "personnel", joiners[0])
    ((request, waiting),) = disclosure_requests.owed_notices(admin)
    assert (request.id, list(waiting)) == (open_one, joiners)
    assert request.approved_by not in (None, request.asked_by)
    disclosure_requests.note_told(admin, open_one, joiners, how="spoken")
    lift(admin, "personnel", joiners[0])
    secret = approve(admin, asked(admin, demanded(joiners, secrecy="反间谍法 8")))
    left.file.unlink()
    send(admin, secret, out)
    assert disclosure_requests.owed_notices(admin) == ()


def test_somebody_gets_a_copy_of_everything_of_theirs(
    admin: Session, joiners: list[str], out: Path
) -> None:
    refused(lambda: asked(admin, own(joiners[0], people=tuple(joiners))), OnePersonsCopy)
    refused(lambda: asked(admin, own(joiners[0], identity="")), IdentityNotSeen)
    refused(lambda: asked(admin, own(joiners[0], ground=rules.CONSENT)), GroundWrong)
    id_ = asked(admin, own(joiners[0]))
    refused(lambda: approve(admin, id_), ApprovalNotNeeded)
    left = send(admin, id_, out)
    rows = cells_of(unlocked(left.file.read_bytes(), left.password))
    copied = {row[0]: row[1] for row in rows[1:]}
    catalogue = admin.catalogue
    # Every stored value is there, or it is said why not.
    files = ("personnel", "payroll")
    read = (admin.compartment(one).read("SELECT fields FROM part WHERE owner = 1") for one in files)
    stored = {key for rows in read for (fields,) in rows for key in json.loads(fields)}
    stripped = {one.field.key for _, some in left.stripped for one in some}
    assert {str(catalogue.fields[key].label) for key in stored - stripped} == set(copied)
    assert copied[str(catalogue.fields["bank_account_no"].label)] == "6222020200112233445"
    assert "白虚构" not in str(rows) and len(stored) > 25
    (entry,) = disclosure.registered(admin)
    assert entry.kind == "own_copy" and "黎" not in entry.recipient


def test_abroad_needs_consent_too_and_counts_every_way(
    admin: Session, joiners: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: dict[str, Any] = {"country": "SGP", "registration": "201912345K",
                             "route": "standard_contract"}  # fmt: skip
    wish = wish_for(admin, joiners, "entrusted", **there)
    refused(lambda: asked(admin, wish), NothingCovered)
    for joiner in joiners:
        agree(admin, joiner, wish, "full_name")
    first = approve(admin, asked(admin, replace(wish, people=(joiners[0],))))
    second = approve(admin, asked(admin, replace(wish, people=(joiners[1],))))
    from hr_desk.domain import hand_offs

    monkeypatch.setattr(hand_offs, "MOST_PEOPLE", {"standard_contract": 2})
    left = send(admin, first, out)
    left.file.unlink()
    refused(lambda: send(admin, second, out), AbroadFull)
    assert len(disclosure.registered(admin)) == 1


def test_only_an_admin_opens_the_door(desk: Desk, admin: Session, joiners: list[str]) -> None:
    colleague, gate = welcome(desk), desk.open("gate")
    names = ("ask", "approve", "call_off", "told", "send", "sent", "finish", "password")
    for verb in (f"{noun}.{name}" for noun in disclosing_people.NOUNS.values() for name in names):
        assert admin.may(verb) and verb in OPERATIONS
        assert not colleague.may(verb)
        assert gate.may(verb) is verb.startswith("visitor")
    refused(lambda: asked(colleague, own(joiners[0])), NotPermitted)
    refused(lambda: disclosing.look(colleague, own(joiners[0])), NotPermitted)
    refused(lambda: disclosing.look(gate, own(joiners[0])), NotPermitted)
    refused(lambda: disclosure_requests.list_requests(colleague), NotPermitted)
    assert disclosure_requests.list_requests(gate) == ()


def test_the_entry_stands_before_the_file_and_is_finished_by_its_own_bytes(
    desk: Desk, admin: Session, joiners: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = approve(admin, asked(admin, wish_for(admin, joiners, "own_finance")))

    def full(_target: Path, _content: bytes) -> None:
        assert len(disclosure_files.unfinished(admin)) == 1
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(disclosure, "write_outside", full)
        refused(lambda: send(admin, id_, out), DiskFull)
    (line,) = disclosure_files.unfinished(admin)
    assert list(out.iterdir()) == [] and not disclosure_files.finish(admin, line.id)
    # It never left, so the request is still good.
    with monkeypatch.context() as killed:
        stop = {"personnel": lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)}
        killed.setattr(disclosure_files, "_complete", stop)
        with pytest.raises(KeyboardInterrupt):
            send(admin, id_, out)
    whole = next(one for one in disclosure_files.unfinished(admin) if one.id != line.id)
    (file,) = out.iterdir()
    content = file.read_bytes()
    file.write_bytes(b"another")
    assert not disclosure_files.finish(admin, whole.id)
    file.write_bytes(content)
    assert disclosure_files.finish(admin, whole.id) and not disclosure_files.finish(admin, whole.id)
    assert [one.id for one in disclosure_files.unfinished(admin)] == [line.id]
    password = disclosure_files.password(admin, whole.id)
    assert cells_of(unlocked(content, password))
    desk.clock.at += dt.timedelta(days=31)
    retention.confirm_time(admin)
    refused(lambda: disclosure_files.password(admin, whole.id), PasswordOver)
    refused(lambda: disclosure_files.password(admin, "0"), RecordGone)


def test_nothing_is_opened_for_writing_but_the_file_and_its_sibling(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    ids = [approve(admin, asked(admin, wish_for(admin, joiners, "own_finance"))),
           asked(admin, own(joiners[0]))]  # fmt: skip
    for id_ in ids:
        with watched_files.watching() as opened_:
            left = send(admin, id_, out)
        (sibling,) = opened_.written(outside=(desk.folder, desk.profile))
        assert sibling.parent == out and sibling.name.endswith(".part")
        content = left.file.read_bytes()
        assert "黎虚构".encode() not in content and b"6222020200112233445" not in content


def test_visitors_and_applicants_leave_for_an_authority_or_themselves_alone(
    desk: Desk, session: Session, out: Path
) -> None:
    (applied,) = desk.take_in(session, [somebody(name="黎应聘", mobile="13912345670")])
    admin, gate = desk.open("admin"), desk.open("gate")
    came = signed_in(gate)
    visit = replace(
        demanded([came], dated=dt.date(2026, 3, 1)), file="visits",
        fields=("full_name", "plate_number", "visit_arrived"),
    )  # fmt: skip
    refused(lambda: asked(admin, replace(visit, way=rules.SHARE)), OnlyEmployees)
    approver_of(admin)
    # Of a visit the front desk sees what an HR admin does not.
    assert disclosing.look(admin, visit).fields == ("full_name",)
    id_ = approve(gate, asked(gate, visit))
    left = disclosure_files.send(gate, id_, passphrase=PASSPHRASES["gate"], folder=out)
    rows = cells_of(unlocked(left.file.read_bytes(), left.password))
    assert rows[1][:3] == ["1", "黎访客", "鲁B12345"] and "2026" in rows[1][3]
    copy = replace(own(applied), file="hiring")
    id_ = asked(admin, copy)
    left = send(admin, id_, out)
    rows = cells_of(unlocked(left.file.read_bytes(), left.password))
    copied = {row[0]: row[1] for row in rows[1:]}
    assert copied[str(admin.catalogue.fields["full_name"].label)] == "黎应聘"
    # What an HR admin does not see of applicants stays, and is named.
    ((_, stayed),) = left.stripped
    assert {one.reason for one in stayed} == {"closed"}
    # Each file registers what left it, and the people are told by its own ids.
    kinds = {name: admin.compartment(name).read("SELECT kind FROM disclosure")
             for name in ("visits", "hiring", "personnel")}  # fmt: skip
    assert kinds == {"visits": [("legal_demand",)], "hiring": [("own_copy",)], "personnel": []}
    assert [line.request.wish.file for line in disclosure_files.list_files(admin)]
    ((request, waiting),) = disclosure_requests.owed_notices(admin)
    assert waiting == (came,)
    disclosure_requests.note_told(admin, request.id, [came], how="spoken")
    assert disclosure_requests.owed_notices(admin) == ()


FEW, MANY, SEED = 120, 1000, 20260316


def no_file_without_an_entry(
    desk: Desk, admin: Session, joiners: list[str], out: Path, tries: int
) -> None:
    """Whatever is asked for in whatever order: each file has its finished entry, and no other."""
    chance = random.Random(SEED)
    approver_of(admin)
    kinds = list(rules.WAY_OF)
    made = [asked(admin, own(joiners[0]))]

    def ask() -> None:
        kind = chance.choice(kinds)
        days = chance.choice([-3, 300])
        wish = wish_for(
            admin, chance.choice([joiners, joiners[:1]]), kind,
            country=chance.choice(["CHN", "CHN", "CHN", "SGP"]),
            assessment=chance.choice(["PIA-2026-01", "PIA-2026-01", ""]),
            valid_until=admin.today() + dt.timedelta(days=days),
        )  # fmt: skip
        if (
            chance.random() < 0.7
            and recipients.recipient_named(admin, wish.recipient_id).needs_consent
        ):
            agree(admin, chance.choice(joiners), wish, *chance.sample(FIELDS, 2))
        other = [
            wish, wish, replace(wish, ground=chance.choice(list(GROUND.values()))),
            own(joiners[1]), own(joiners[1], identity=""), demanded(joiners),
            demanded(joiners, country="HKG"), replace(wish, fields=("id_number",)),
        ]  # fmt: skip
        made.append(asked(admin, chance.choice(other)))

    def approve_one() -> None:
        who, words = chance.choice([(APPROVER, APPROVERS_WORDS), ("admin", PASSPHRASE)])
        id_ = chance.choice(made)
        disclosure_requests.approve(admin, id_, approver=who, passphrase=words)

    def tell() -> None:
        disclosure_requests.note_told(admin, chance.choice(made), joiners[:1], how="paper")

    def withdraw() -> None:
        request = disclosure_requests.request_named(admin, chance.choice(made))
        recipient_consents.withdraw(
            admin, chance.choice(joiners), request.wish.recipient_id or made[0]
        )

    def hand() -> None:
        folder = out / str(len(list(out.iterdir())))
        folder.mkdir()
        words = PASSPHRASE if chance.random() < 0.9 else "something else altogether"
        place = folder if chance.random() < 0.9 else desk.folder
        disclosure_files.send(admin, chance.choice(made[-6:]), passphrase=words, folder=place)

    acts: list[Callable[[], None]] = [ask, ask, approve_one, approve_one, tell, hand, hand, hand]
    acts.append(withdraw)
    refusals = 0
    for _ in range(tries):
        try:
            chance.choice(acts)()
        except UserError:
            refusals += 1
    files = sorted(str(path) for path in out.rglob("*") if path.is_file())
    lines = disclosure_files.list_files(admin)
    assert len(files) == len(lines) == len(disclosure.registered(admin)) > tries / 60
    assert all(line.completed for line in lines) and refusals > tries / 4
    stored = admin.compartment("personnel").read("SELECT place FROM disclosure_file")
    assert files == sorted(place for (place,) in stored)
    for line in lines:
        by_two = line.request.approved_by not in (None, line.request.asked_by)
        assert by_two or line.request.wish.way == rules.OWN_COPY


@pytest.fixture
def plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    # A password costs a tenth of a second to set; what is asked here is which files there are.
    monkeypatch.setattr(workbook, "locked", lambda plain, _password: plain)
    monkeypatch.setattr(disclosure_files, "deliver", lambda _session: None)


@pytest.mark.usefixtures("plain_files")
def test_random_tries_leave_no_file_without_an_entry(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    no_file_without_an_entry(desk, admin, joiners, out, FEW)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.usefixtures("plain_files")
def test_a_thousand_random_tries_leave_no_file_without_an_entry(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    no_file_without_an_entry(desk, admin, joiners, out, MANY)
