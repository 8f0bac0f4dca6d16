# SPDX-License-Identifier: Apache-2.0
"""Recipient without consent, expired, abroad, wrong field, wrong role, no approval: refused."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.domain import hand_offs as rules
from hr_desk.errors import UserError
from hr_desk.exchange import workbook
from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations import (
    disclosure,
    hand_off_register,
    hand_off_templates,
    hand_offs,
    onboarding,
    recipient_consents,
    recipients,
    standing_hand_offs,
    users,
)
from hr_desk.operations.disclosing_problems import AssessmentMissing
from hr_desk.operations.hand_off_problems import (
    AbroadFull,
    AbroadRefused,
    AgreementMissing,
    ApprovalForged,
    ApprovalOutdated,
    ApprovalOver,
    ApprovalTooLong,
    ApprovesOwn,
    ConsentNotNeeded,
    DaysReversed,
    FieldClosed,
    FieldNotAllowed,
    MayNotApprove,
    NoConsent,
    NotApproved,
    NotForThisKind,
    PurposeNotAgreed,
    RecipientEnded,
    RecipientNotValid,
    RegistrationWrong,
    TemplateShipped,
    TemplateUnknown,
    WorkbookMissing,
)
from hr_desk.operations.operation import OPERATIONS
from hr_desk.operations.problems import ConsentUnknown, NotPermitted, TextMissing
from hr_desk.operations.recipients import recipient_named
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.handing_off import (
    APPROVER,
    APPROVERS_WORDS,
    PASSPHRASE,
    approved,
    approver_of,
    cells_of,
    employed,
    receivers_workbook,
    recipient,
    unlocked,
)
from tests.support.joining import opened, somebody, typed, welcome

PARTNERS = """
[template.partner_list]
label = { zh = "合作培训名单", en = "Partner's training list" }
kind = "workbook"
who = "hired"
purpose = "hire.contract"
recipients = ["partner", "affiliate"]
[template.partner_list.column]
number = { value = "number", header = "序号" }
full_name = { required = true }
mobile = {}
department = {}
"""


OWN_LIST = """
[template.own_list]
label = { zh = "财务名单", en = "Finance's list" }
kind = "workbook"
who = "hired"
purpose = "hire.contract"
recipients = ["own_finance", "statutory", "wage_bank"]
[template.own_list.column]
number = { value = "number", header = "序号" }
full_name = { required = true }
emergency_contact = {}
"""


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


def send(session: Session, standing: str, ids: list[str], out: Path) -> hand_offs.HandedOff:
    return hand_offs.send(session, standing, ids, passphrase=PASSPHRASE, folder=out)


def known(admin: Session, key: str = "payroll_new_hires") -> Any:
    return hand_off_templates.template_named(admin, key).template


def partner(admin: Session, **changes: Any) -> str:
    """Return an approved hand-off to a partner."""
    hand_off_templates.save_template(admin, PARTNERS)
    return approved(admin, "partner_list", **changes)


def recipient_of(admin: Session, standing: str) -> str:
    return standing_hand_offs.standing_named(admin, standing).recipient.id


def refuse(
    admin: Session, joiners: list[str], out: Path, standing: str, why: type[UserError]
) -> None:
    """Nothing leaves, nothing is registered, and the sentence can be said."""
    with pytest.raises(why) as refused:
        send(admin, standing, joiners, out)
    assert refused.value.text() and "{" not in refused.value.text()
    assert list(out.iterdir()) == [] and disclosure.registered(admin) == ()


def test_nobody_approved(admin: Session, joiners: list[str], out: Path) -> None:
    (id_,) = recipients.register(admin, recipient(known(admin))).created
    until = admin.today() + dt.timedelta(days=30)
    (standing,) = standing_hand_offs.ask(admin, id_, "payroll_new_hires", until=until).created
    refuse(admin, joiners, out, standing, NotApproved)


def test_who_asks_does_not_approve_and_who_may_not_neither(desk: Desk, admin: Session) -> None:
    (id_,) = recipients.register(admin, recipient(known(admin))).created
    until = admin.today() + dt.timedelta(days=30)
    (standing,) = standing_hand_offs.ask(admin, id_, "payroll_new_hires", until=until).created
    with pytest.raises(ApprovesOwn):
        standing_hand_offs.approve(admin, standing, approver="admin", passphrase=PASSPHRASE)
    with pytest.raises(MayNotApprove):
        standing_hand_offs.approve(admin, standing, approver="gate", passphrase=PASSPHRASES["gate"])
    limit = rules.latest_approval(admin.today())
    with pytest.raises(ApprovalTooLong):
        standing_hand_offs.ask(admin, id_, "payroll_new_hires", until=limit + dt.timedelta(days=1))


def test_a_second_admin_approves_at_their_own_desk(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    PASSPHRASES.setdefault("other", "three kettles near the bridge")
    users.add(admin, name="other", passphrase=PASSPHRASES["other"], roles=["hr_admin"])
    (id_,) = recipients.register(admin, recipient(known(admin))).created
    until = admin.today() + dt.timedelta(days=30)
    (standing,) = standing_hand_offs.ask(admin, id_, "payroll_new_hires", until=until).created
    other = desk.open("other")
    standing_hand_offs.approve(other, standing, approver="other", passphrase=PASSPHRASES["other"])
    assert send(admin, standing, joiners, out).rows == 2


def test_an_approval_that_is_over(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    from hr_desk.operations import retention

    standing = approved(admin, "payroll_new_hires", valid_until=dt.date(2028, 1, 1))
    desk.clock.at += dt.timedelta(days=366)
    retention.confirm_time(admin)
    refuse(admin, joiners, out, standing, ApprovalOver)


def test_an_approval_that_was_forged(admin: Session, joiners: list[str], out: Path) -> None:
    standing = approved(admin, "payroll_new_hires")
    with admin.compartment("personnel").change("test") as change:
        change.execute("UPDATE standing_hand_off SET asked_by = approved_by")
    refuse(admin, joiners, out, standing, ApprovalForged)
    with admin.compartment("personnel").change("test") as change:
        change.execute(
            "UPDATE standing_hand_off SET asked_by = 'x', signature = zeroblob(length(signature))"
        )
    refuse(admin, joiners, out, standing, ApprovalForged)


def test_terms_that_were_changed_after_the_approval(
    admin: Session, joiners: list[str], out: Path
) -> None:
    standing = approved(admin, "payroll_new_hires")
    view = recipient_named(admin, recipient_of(admin, standing))
    recipients.edit(
        admin, view.id, replace(view.recipient, contact="另一个人"), version=view.version
    )
    refuse(admin, joiners, out, standing, ApprovalOutdated)


def test_an_ended_hand_off(admin: Session, joiners: list[str], out: Path) -> None:
    standing = approved(admin, "payroll_new_hires")
    standing_hand_offs.end(admin, standing)
    refuse(admin, joiners, out, standing, NotApproved)


def test_a_recipient_that_is_struck_off_or_whose_days_are_over(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    from hr_desk.operations import retention

    standing = approved(admin, "payroll_new_hires", valid_until=dt.date(2026, 4, 1))
    ended = approved(admin, "bank_accounts")
    recipients.end(admin, recipient_of(admin, ended))
    refuse(admin, joiners, out, ended, RecipientEnded)
    desk.clock.at += dt.timedelta(days=20)
    retention.confirm_time(admin)
    refuse(admin, joiners, out, standing, RecipientNotValid)


ASKED: list[tuple[str, dict[str, Any], type[UserError]]] = [
    ("payroll_new_hires", {"kind": "wage_bank"}, NotForThisKind),
    ("payroll_new_hires", {"purposes": ("hire.contract",)}, PurposeNotAgreed),
    ("payroll_new_hires", {"fields": ("full_name",)}, FieldNotAllowed),
    ("payroll_new_hires", {"country": "SGP"}, AbroadRefused),
    (
        "payroll_new_hires",
        {"country": "HKG", "route": "standard_contract", "assessment": ""},
        AbroadRefused,
    ),
    ("payroll_new_hires", {"kind": "entrusted", "assessment": ""}, AssessmentMissing),
    ("payroll_new_hires", {"country": "SGP", "assessment": "PIA-1"}, AbroadRefused),
]


@pytest.mark.parametrize(("key", "changes", "why"), ASKED)
def test_what_does_not_fit_is_refused_when_it_is_asked_for(
    admin: Session, key: str, changes: dict[str, Any], why: type[UserError]
) -> None:
    (id_,) = recipients.register(admin, recipient(known(admin, key), **changes)).created
    with pytest.raises(why) as refused:
        standing_hand_offs.ask(admin, id_, key, until=admin.today())
    assert refused.value.text()


REGISTERED: list[tuple[dict[str, Any], type[UserError]]] = [
    ({"kind": "statutory", "registration": "911100006000373410"}, RegistrationWrong),
    ({"kind": "entrusted", "agreement": ""}, AgreementMissing),
    ({"valid_until": dt.date(2025, 1, 1)}, DaysReversed),
]


@pytest.mark.parametrize(("changes", "why"), REGISTERED)
def test_a_recipient_that_is_not_whole_is_not_registered(
    admin: Session, changes: dict[str, Any], why: type[UserError]
) -> None:
    with pytest.raises(why):
        recipients.register(admin, recipient(known(admin), **changes))
    assert recipients.list_recipients(admin) == ()


def test_what_is_missing_is_named_in_the_language_in_which_it_is_read(admin: Session) -> None:
    with pytest.raises(TextMissing) as refused:
        recipients.register(admin, recipient(known(admin), name=" "))
    said = {}
    for code in LANGUAGES:
        use_language(code)
        said[code] = refused.value.text()
    use_language(LANGUAGES[0])
    assert "Name" in said["en"] and "Name" not in said["zh_CN"]


def test_a_field_that_the_role_does_not_see(admin: Session) -> None:
    text = PARTNERS.replace("department = {}", "degree = {}")
    hand_off_templates.save_template(admin, text)
    (id_,) = recipients.register(admin, recipient(known(admin, "partner_list"))).created
    with pytest.raises(FieldClosed) as refused:
        standing_hand_offs.ask(admin, id_, "partner_list", until=admin.today())
    assert "学位" in refused.value.text()


def test_a_partner_gets_nobody_who_did_not_agree(
    admin: Session, joiners: list[str], out: Path
) -> None:
    standing = partner(admin)
    refuse(admin, joiners, out, standing, NoConsent)
    to = recipient_of(admin, standing)
    text = recipient_consents.text_of(admin, to, ["full_name"], "zh_CN")
    assert "示例市办理中心" in text and "姓名" in text
    recipient_consents.give(admin, joiners[0], to, ["full_name", "mobile"], how="paper")
    handed = send(admin, standing, joiners, out)
    assert (handed.rows, handed.left_out) == (1, (joiners[1],))
    ((person, fields),) = handed.stripped
    assert person == joiners[0] and [one.key for one in fields] == ["department"]
    (entry,) = disclosure.registered(admin)
    assert entry.people == 1


@pytest.mark.parametrize("kind", ["own_finance", "statutory", "wage_bank"])
def test_what_is_kept_on_consent_alone_goes_to_none_of_those_who_need_no_consent(
    desk: Desk, admin: Session, joiners: list[str], out: Path, kind: str
) -> None:
    colleague = welcome(desk)
    version = opened(colleague, joiners[0]).version
    given = typed(colleague, emergency_contact="王芳 | 母亲 | 13800138000")
    onboarding.edit(colleague, joiners[0], given, version=version)
    hand_off_templates.save_template(admin, OWN_LIST)
    standing = approved(admin, "own_list", kind=kind)
    handed = send(admin, standing, joiners, out)
    ((person, fields),) = handed.stripped
    assert person == joiners[0] and [one.key for one in fields] == ["emergency_contact"]
    rows = cells_of(unlocked(handed.file.read_bytes(), handed.password or ""))
    assert [row[1:] for row in rows] == [["姓名", "紧急联系人"], ["黎虚构", ""], ["白虚构", ""]]
    told = admin.compartment("personnel").read("SELECT fields FROM disclosure")
    assert told == [('["full_name"]',)]


def test_a_withdrawn_consent_covers_nothing(admin: Session, joiners: list[str], out: Path) -> None:
    standing = partner(admin)
    to = recipient_of(admin, standing)
    recipient_consents.give(admin, joiners[0], to, ["full_name"], how="tick")
    recipient_consents.withdraw(admin, joiners[0], to)
    with pytest.raises(ConsentUnknown):
        recipient_consents.withdraw(admin, joiners[0], to)
    refuse(admin, joiners, out, standing, NoConsent)
    (act,) = recipient_consents.acts(admin, joiners[0])
    assert act.withdrawn_at is not None and act.fields == ("full_name",)


def test_a_consent_to_another_field_or_recipient_is_none(
    admin: Session, joiners: list[str]
) -> None:
    standing, own = partner(admin), approved(admin, "payroll_new_hires")
    with pytest.raises(FieldNotAllowed):
        recipient_consents.give(
            admin, joiners[0], recipient_of(admin, standing), ["id_number"], how="tick"
        )
    with pytest.raises(ConsentNotNeeded):
        recipient_consents.give(
            admin, joiners[0], recipient_of(admin, own), ["full_name"], how="tick"
        )


def test_abroad_needs_route_assessment_consent_and_room(
    admin: Session, joiners: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = partner(
        admin, country="SGP", registration="201912345K", route="standard_contract",
        assessment="PIA-2026-01",
    )  # fmt: skip
    refuse(admin, joiners, out, standing, NoConsent)
    to = recipient_of(admin, standing)
    assert "新加坡" in recipient_consents.text_of(admin, to, ["full_name"], "zh_CN")
    recipient_consents.give(admin, joiners[0], to, ["full_name"], how="signature")
    monkeypatch.setattr(rules, "MOST_PEOPLE", {"standard_contract": 1})
    refuse(admin, joiners, out, standing, AbroadFull)
    monkeypatch.undo()
    assert send(admin, standing, joiners, out).rows == 1


def test_only_an_admin_does_any_of_it(desk: Desk, admin: Session) -> None:
    colleague = welcome(desk)
    ours = ("hand_off.", "recipient.", "account.hand_off")
    names = [name for name in OPERATIONS if name.startswith(ours)]
    assert len(names) > 12
    for name in names:
        consent = name in ("recipient.consent", "recipient.withdraw")
        assert colleague.may(name) is consent, name
        assert admin.may(name), name
        assert not desk.open("gate").may(name)
    with pytest.raises(NotPermitted):
        recipients.register(colleague, recipient(known(admin)))


def test_a_template_of_ones_own(admin: Session) -> None:
    filled = PARTNERS.replace('"workbook"', '"filled"').replace(
        'who = "hired"', 'who = "hired"\nworkbook = "a.xlsx"\nsheet = "增员表"\nfirst_row = 4'
    )
    places = iter("ABCD")
    filled = "\n".join(
        line.replace("}", f', place = "{next(places)}" }}').replace("{,", "{")
        if line.partition(" ")[0] in ("number", "full_name", "mobile", "department") else line
        for line in filled.splitlines()
    )  # fmt: skip
    with pytest.raises(WorkbookMissing):
        hand_off_templates.save_template(admin, filled)
    hand_off_templates.save_template(admin, filled, receivers_workbook())
    assert hand_off_templates.template_named(admin, "partner_list").workbook
    shipped = PARTNERS.replace("partner_list", "bank_accounts")
    with pytest.raises(TemplateShipped):
        hand_off_templates.save_template(admin, shipped)
    hand_off_templates.remove_template(admin, "partner_list")
    with pytest.raises(TemplateUnknown):
        hand_off_templates.template_named(admin, "partner_list")


FEW, MANY, SEED = 150, 1000, 20260316


def no_file_without_an_entry(
    desk: Desk, admin: Session, joiners: list[str], out: Path, tries: int
) -> None:
    """Whatever is asked for in whatever order: each file has its finished entry, and no other."""
    chance = random.Random(SEED)
    approver_of(admin)
    keys = list(hand_off_templates.list_templates(admin))
    made: list[str] = []

    def register() -> None:
        template = known(admin, chance.choice(keys))
        kind = chance.choice([*template.recipients, "partner"])
        fields = template.fields[: chance.choice([len(template.fields), 3])]
        days = chance.choice([3, 300])
        until = admin.today() + dt.timedelta(days=days)
        new = recipient(template, kind=kind, fields=fields, valid_until=until,
                        country=chance.choice(["CHN", "CHN", "CHN", "SGP"]))  # fmt: skip
        (id_,) = recipients.register(admin, new).created
        ask = standing_hand_offs.ask(admin, id_, template.key, until=until)
        made.append(ask.created[0])

    def approve() -> None:
        who, words = chance.choice([(APPROVER, APPROVERS_WORDS), ("admin", PASSPHRASE)])
        standing_hand_offs.approve(admin, chance.choice(made), approver=who, passphrase=words)

    def end() -> None:
        if chance.random() < 0.1:
            recipients.end(admin, recipient_of(admin, chance.choice(made)))

    def hand() -> None:
        number = len(list(out.iterdir()))
        folder = out / str(number) if chance.random() < 0.9 else desk.folder
        folder.mkdir(exist_ok=True)
        words = PASSPHRASE if chance.random() < 0.9 else "something else altogether"
        people = chance.choice([joiners, joiners[:1], ["0" * 32], []])
        hand_offs.send(admin, chance.choice(made), people, passphrase=words, folder=folder,
                       incomplete=chance.choice([joiners, []]))  # fmt: skip

    def again() -> None:
        lines = hand_off_register.list_hand_offs(admin)
        folder = out / str(len(list(out.iterdir())))
        folder.mkdir()
        id_ = chance.choice(lines).id if lines else "0"
        hand_offs.again(admin, id_, passphrase=PASSPHRASE, folder=folder)

    made.append(approved(admin, "payroll_new_hires"))
    acts: list[Callable[[], None]] = [register, approve, approve, end, hand, hand, hand, again]
    refused = 0
    for _ in range(tries):
        try:
            chance.choice(acts)()
        except UserError:
            refused += 1
    files = [path for path in out.rglob("*") if path.is_file()]
    lines = hand_off_register.list_hand_offs(admin)
    assert len(files) == len(lines) == len(disclosure.registered(admin))
    assert all(line.completed for line in lines) and lines
    assert refused > tries / 4
    stored = admin.compartment("personnel").read("SELECT place FROM hand_off")
    assert sorted(str(path) for path in files) == sorted(place for (place,) in stored)
    for line in lines:
        assert line.standing.approved_by not in (None, line.standing.asked_by)
        assert not line.standing.recipient.needs_consent


@pytest.fixture
def plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    # A password costs a tenth of a second to set; what is asked here is which files there are.
    monkeypatch.setattr(workbook, "locked", lambda plain, _password: plain)
    monkeypatch.setattr(hand_offs, "deliver", lambda _session: None)


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
