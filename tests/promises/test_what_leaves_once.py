# SPDX-License-Identifier: Apache-2.0
"""The clauses on giving people's data to a partner, a transferee, a successor, the public."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hr_desk.domain import hand_offs
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    attestations,
    disclosing,
    disclosure,
    disclosure_requests,
    for_good_views,
    hand_off_today,
    intake,
    promises,
    recipient_consents,
    recipients,
    retention,
    today,
)
from hr_desk.operations.attestations import Attestation
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.disclosing_problems import NothingCovered, RequestNotApproved, RequestOver
from hr_desk.operations.disclosure_files import Left
from hr_desk.operations.hand_off_problems import (
    AbroadFull,
    AbroadRefused,
    AgreementMissing,
    ApprovesOwn,
    FieldNotAllowed,
    PurposeNotAgreed,
    RecipientNotValid,
    RecipientUnknown,
)
from hr_desk.operations.problems import TextMissing
from hr_desk.operations.session import Session
from hr_desk.vault import certificates
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support.desk import Desk, make_desk
from tests.support.handing_off import PASSPHRASE, cells_of, employed, unlocked
from tests.support.joining import somebody
from tests.support.leaving_once import agree, approve, asked, receiver, send, wish_for

DAY = dt.timedelta(days=1)
NAMES = ("黎虚构", "白虚构")


def noon_after(day: dt.date) -> dt.datetime:
    """Return noon at Qingdao of the next day."""
    return dt.datetime.combine(day + DAY, dt.time(4), tzinfo=dt.UTC)


@dataclass
class Leaving:
    """An HR admin, two people at work, and an empty folder outside the desk."""

    admin: Session
    joiners: list[str]
    out: Path

    def rows(self, left: Left) -> list[list[str]]:
        """Return what the receiver reads; the number in front of each row is left out."""
        read = [row[1:] for row in cells_of(unlocked(left.file.read_bytes(), left.password))]
        left.file.unlink()
        return read

    def labels(self, *keys: str) -> list[str]:
        """Return what fields are called."""
        return [str(self.admin.catalogue.fields[key].label) for key in keys]

    def nothing_leaves(self, wish: Wish) -> None:
        """What nobody agreed to is refused when it is asked for, and leaves no file."""
        with pytest.raises(NothingCovered):
            asked(self.admin, wish)
        assert list(self.out.iterdir()) == []

    def second_person_is_needed(self, id_: str) -> None:
        """Neither unapproved nor approved by whoever asked does a request let anything out."""
        with pytest.raises(RequestNotApproved):
            send(self.admin, id_, self.out)
        with pytest.raises(ApprovesOwn):
            disclosure_requests.approve(self.admin, id_, approver="admin", passphrase=PASSPHRASE)
        assert list(self.out.iterdir()) == []


@pytest.fixture(scope="module")
def two_at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, list[str]]]:
    """A desk with two people at work, made once."""
    with use_cheap_key_derivation():
        desk = make_desk(tmp_path_factory.mktemp("leaving"))
        joiners = employed(
            desk, somebody(name=NAMES[0], mobile="13912345678"),
            somebody(name=NAMES[1], mobile="13912345679"),
        )  # fmt: skip
        yield desk.open("admin"), joiners
        desk.close()


@pytest.fixture
def on_their_own(desk: Desk, tmp_path: Path) -> Leaving:
    """Another desk with the same two, whose copies one test may let go."""
    joiners = employed(
        desk, somebody(name=NAMES[0], mobile="13912345678"),
        somebody(name=NAMES[1], mobile="13912345679"),
    )  # fmt: skip
    (tmp_path / "out").mkdir()
    return Leaving(desk.open("admin"), joiners, tmp_path / "out")


@pytest.fixture
def leaving(two_at_work: tuple[Session, list[str]], tmp_path: Path) -> Leaving:
    """The desk of this module, with a folder of the test's own."""
    admin, joiners = two_at_work
    (tmp_path / "out").mkdir()
    return Leaving(admin, joiners, tmp_path / "out")


def test_c_3_1_1(leaving: Leaving) -> None:
    admin, (first, second) = leaving.admin, leaving.joiners
    wish = wish_for(admin, leaving.joiners, "partner")
    leaving.nothing_leaves(wish)
    for code in LANGUAGES:
        text = recipient_consents.text_of(admin, wish.recipient_id, ["department"], code)
        purpose = admin.catalogue.purposes[wish.purpose].label.within(code)
        kind = admin.catalogue.fields["department"].label.within(code)
        assert all(said in text for said in ("示例接收单位", "示例联系人", purpose, kind))
    agree(admin, first, wish, "full_name", "department")
    assert promises.look(admin, "recipient_consents").green
    now, later = (approve(admin, asked(admin, wish)) for _ in range(2))
    left = send(admin, now, leaving.out)
    stripped = [(joiner, one.field.key) for joiner, some in left.stripped for one in some]
    assert sorted(stripped) == [(first, "bank_account_no"), (first, "mobile")]
    assert left.left_out == ((second, "no_consent"),)
    headings, *people = leaving.rows(left)
    assert headings == leaving.labels("full_name", "department")
    assert [row[0] for row in people] == [NAMES[0]]
    recipient_consents.withdraw(admin, first, wish.recipient_id)
    with pytest.raises(NothingCovered):  # approved before, and stopped at once
        send(admin, later, leaving.out)
    leaving.nothing_leaves(wish)


def test_c_3_2_1(on_their_own: Leaving) -> None:
    admin, (first, second) = on_their_own.admin, on_their_own.joiners
    wish = wish_for(admin, on_their_own.joiners, "transferee")
    other = wish_for(admin, on_their_own.joiners, "partner", name="示例协作单位")
    agree(admin, second, other, "full_name")
    on_their_own.nothing_leaves(wish)  # a consent to another recipient is none to this one
    agree(admin, second, wish, "full_name", "mobile", "bank_account_no")
    request = asked(admin, wish)
    on_their_own.second_person_is_needed(request)
    left = send(admin, approve(admin, request), on_their_own.out)
    assert (left.people, left.left_out) == (1, ((first, "no_consent"),))
    headings, *people = on_their_own.rows(left)
    assert headings == on_their_own.labels("full_name", "mobile", "bank_account_no")
    assert [row[0] for row in people] == [NAMES[1]]
    entry = disclosure.registered(admin)[0]
    assert (entry.kind, entry.people, entry.completed) == ("transfer", left.people, True)
    assert promises.look(admin, "second_person").green
    while intake.take_in(admin).taken:  # recruiting lets its copies go, and answers
        pass
    assert retention.finish_proofs(admin)
    remains = for_good_views.outcomes(admin, [left.id])[left.id]
    certified = {
        one.compartment: sum(certificates.verify_certificate(one.certificate).counts.values())
        for one in retention.certificates(admin) if one.certificate is not None
    }  # fmt: skip
    # What the roster needs is kept by the law; nothing else of what was sent is left anywhere.
    assert [(one.key, one.class_key, one.floor, one.people) for one in remains.stays] == [
        ("full_name", "EMP", 731, 1), ("mobile", "EMP", 731, 1),
    ]  # fmt: skip
    assert certified["payroll"] + certified.get("personnel", 0) == remains.sent - remains.kept == 1
    assert dict(remains.deleted) == {"bank_account_no": 1}
    assert certified["hiring"] == remains.copies == 2
    assert promises.look(admin, "given_away").green


def test_c_3_2_2(leaving: Leaving) -> None:
    admin, (first, second) = leaving.admin, leaving.joiners
    with pytest.raises(TextMissing):
        receiver(admin, "successor", contact="")
    wish = wish_for(admin, leaving.joiners, "successor")
    request = asked(admin, wish)
    leaving.second_person_is_needed(request)
    approve(admin, request)
    with pytest.raises(NothingCovered):  # nobody has been told who goes on with their data
        send(admin, request, leaving.out)
    owed = {one.id: waiting for one, waiting in disclosure_requests.owed_notices(admin)}
    assert list(owed[request]) == leaving.joiners
    disclosure_requests.note_told(admin, request, [second], how="paper")
    owed = {one.id: waiting for one, waiting in disclosure_requests.owed_notices(admin)}
    assert list(owed[request]) == [first]
    left = send(admin, request, leaving.out)
    assert left.left_out == ((first, "not_told"),)
    assert [row[0] for row in leaving.rows(left)[1:]] == [NAMES[1]]
    assert disclosure.registered(admin)[0].kind == "transfer"


def test_c_3_3(leaving: Leaving) -> None:
    admin, (first, second) = leaving.admin, leaving.joiners
    wish = wish_for(admin, leaving.joiners, "public", name="厂门口大屏", registration="")
    leaving.nothing_leaves(wish)
    agree(admin, second, wish, "full_name")
    assert disclosing.look(admin, wish).left_out == ((first, "no_consent"),)
    request = asked(admin, wish)
    leaving.second_person_is_needed(request)
    left = send(admin, approve(admin, request), leaving.out)
    assert leaving.rows(left) == [leaving.labels("full_name"), [NAMES[1]]]
    assert disclosure.registered(admin)[0].kind == "publish"
    recipient_consents.withdraw(admin, second, wish.recipient_id)
    leaving.nothing_leaves(wish)


def test_c_3_1_3(leaving: Leaving, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, (first, second) = leaving.admin, leaving.joiners
    with pytest.raises(TextMissing):
        receiver(admin, "affiliate", registration="")
    over = wish_for(admin, leaving.joiners, "affiliate", valid_until=admin.today() - DAY)
    with pytest.raises(RecipientNotValid):
        asked(admin, over)
    unknown = replace(over, recipient_id="0" * 32)
    with pytest.raises(RecipientUnknown):
        asked(admin, unknown)
    wish = wish_for(admin, leaving.joiners, "affiliate", fields=("full_name", "mobile"))
    with pytest.raises(FieldNotAllowed):  # its template names no department
        asked(admin, replace(wish, fields=("full_name", "department")))
    with pytest.raises(PurposeNotAgreed):
        asked(admin, replace(wish, fields=("full_name",), purpose="hire.safety"))
    wish = replace(wish, fields=("full_name", "mobile"))
    leaving.nothing_leaves(wish)
    agree(admin, first, wish, "full_name", "mobile")
    request = approve(admin, asked(admin, wish))
    later = approve(admin, asked(admin, wish))
    left = send(admin, request, leaving.out)
    assert left.left_out == ((second, "no_consent"),)
    leaving.rows(left)
    (keys,) = admin.compartment("personnel").read_one(
        "SELECT fields FROM disclosure ORDER BY seq DESC LIMIT 1"
    )
    assert set(json.loads(keys)) == {"full_name", "mobile"}
    assert disclosure.registered(admin)[0].people == 1
    end = recipients.recipient_named(admin, wish.recipient_id).recipient.valid_until
    monkeypatch.setattr(admin.clock, "at", noon_after(end))
    with pytest.raises((RecipientNotValid, RequestOver)):  # approved while it was still valid
        send(admin, later, leaving.out)
    assert not promises.look(admin, "recipients_valid").green


def test_c_3_1_4(leaving: Leaving, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = leaving.admin
    with pytest.raises(AgreementMissing):
        receiver(admin, "entrusted", agreement="")
    end = admin.today() + 31 * DAY
    wish = wish_for(admin, leaving.joiners, "entrusted", name="示例实名核验单位", valid_until=end)
    now, later = (approve(admin, asked(admin, wish)) for _ in range(2))
    assert send(admin, now, leaving.out).people == 2  # on behalf of the company: no consent

    def warned() -> bool:
        found = hand_off_today.waiting(admin).endings
        return "示例实名核验单位" in {one.recipient for one in found}

    assert not warned()
    monkeypatch.setattr(admin.clock, "at", admin.clock.now() + DAY)
    assert warned()
    monkeypatch.setattr(admin.clock, "at", noon_after(end))
    with pytest.raises((RecipientNotValid, RequestOver)):
        send(admin, later, leaving.out)
    with pytest.raises(RecipientNotValid):
        asked(admin, wish)
    assert not promises.look(admin, "recipients_valid").green
    deletion_is_attested(leaving, str(wish.recipient_id), end, monkeypatch)


def deletion_is_attested(
    leaving: Leaving, given: str, end: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deletion or return is asked for after the end, unless nothing was given or it goes on."""
    admin = leaving.admin

    def owing() -> list[str]:
        return [one.argument or "" for one in today.summary(admin)
                if one.key.startswith("attestation")]  # fmt: skip

    def red() -> set[str]:
        return {each.control for one in promises.board(admin) for each in one.evidence
                if not each.green}  # fmt: skip

    receiver(admin, "entrusted", name="示例未用单位", registration="91370200MA00000002",
             valid_until=end)  # fmt: skip
    assert owing() == [given]
    known = recipients.recipient_named(admin, given)
    following = receiver(admin, "entrusted", name=known.recipient.name, agreement="A-2",
                         valid_from=end + DAY, valid_until=end + 2 * DAY)  # fmt: skip
    assert owing() == []
    monkeypatch.setattr(admin.clock, "at", noon_after(end + 2 * DAY))
    assert owing() == [following]
    due = end + 32 * DAY
    for day, late in ((due - DAY, False), (due, True)):
        monkeypatch.setattr(admin.clock, "at", noon_after(day))
        assert promises.look(admin, "deletion_attested").green is not late
    before, said = red(), promises.look(admin, "deletion_attested").text()
    assert known.recipient.name in said and due.isoformat() in said
    word = Attestation(attested_on=admin.today(), how="deleted", reference="示例删除证明")
    attestations.attest(admin, following, word, version=1)
    assert owing() == [] and before - red() == {"deletion_attested"}


def test_c_7_out(leaving: Leaving, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, (first, second) = leaving.admin, leaving.joiners
    there = {"country": "SGP", "registration": "201912345K"}
    for owed in ({"assessment": ""}, {}, {"assessment": "", "route": "standard_contract"}):
        with pytest.raises(AbroadRefused):  # route, assessment: nothing is on by default
            asked(admin, wish_for(admin, leaving.joiners, "entrusted", **{**there, **owed}))
    assert not promises.look(admin, "cross_border").green
    whole = {**there, "route": "standard_contract"}
    wish = wish_for(admin, leaving.joiners, "entrusted", name="示例境外单位", **whole)
    leaving.nothing_leaves(wish)  # whoever works for the company at home needs no consent
    for joiner in (first, second):
        agree(admin, joiner, wish, "full_name")
    request = asked(admin, replace(wish, people=(first,)))
    leaving.second_person_is_needed(request)
    approve(admin, request)
    other = approve(admin, asked(admin, replace(wish, people=(second,))))
    monkeypatch.setattr(hand_offs, "MOST_PEOPLE", {"standard_contract": 2})
    send(admin, request, leaving.out).file.unlink()
    with pytest.raises(AbroadFull):  # counted over the year, both kinds by their own limit
        send(admin, other, leaving.out)
    assert list(leaving.out.iterdir()) == []
