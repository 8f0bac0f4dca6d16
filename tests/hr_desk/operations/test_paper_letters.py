# SPDX-License-Identifier: Apache-2.0
"""Letters to one person: filled as the user may see, registered before they are out."""

import datetime as dt
import json
from pathlib import Path

import pytest

from hr_desk.domain.letter_texts import APPLICATION, JOINER, OWN_FOLDER, load_letters
from hr_desk.operations import (
    backups,
    disclosure,
    hand_offs,
    onboarding,
    paper_letters,
    recruitment,
)
from hr_desk.operations.letter_problems import (
    LetterIncomplete,
    LetterNotNow,
    LetterUnknown,
    NobodyWasTold,
)
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    NotPermitted,
    RecordGone,
    TargetExists,
    TextMissing,
    TextTooLong,
)
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.handing_off import PASSPHRASE, approved, employed
from tests.support.joining import handed_over, opened, somebody, typed, welcome
from tests.support.made_up import one

OFFER = {"begin_on": "2026-03-16", "place": "一号车间", "reply_by": "2026-03-09"}


@pytest.fixture
def application(desk: Desk, session: Session) -> str:
    (id_,) = desk.take_in(session, [one("欧阳娜娜", "13900139000")])
    return id_


def in_whole(made: Draft) -> str:
    return "\n".join((made.title, made.salutation, *made.paragraphs, made.rights))


def entry_of(session: Session, compartment: str) -> tuple[str, str, list[str], list[str], bool]:
    row = session.compartment(compartment).read_one(
        "SELECT kind, purpose, fields, records, completed_at FROM disclosure "
        "ORDER BY seq DESC LIMIT 1"
    )
    return row[0], row[1], json.loads(row[2]), json.loads(row[3]), row[4] is not None


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_an_offer_says_post_day_and_who_makes_it(
    session: Session, application: str, tmp_path: Path, code: str
) -> None:
    recruitment.advance(session, [application], to="offered")
    assert [o.key for o in paper_letters.offered(session, APPLICATION, "offered")] == [
        "offer", "told",
    ]  # fmt: skip
    made = paper_letters.draft(session, APPLICATION, application, "offer", code=code, typed=OFFER)
    text = in_whole(made)
    day = "2026年3月16日" if code == "zh_CN" else "2026-03-16"
    for word in ("欧阳娜娜", "装配工", day, "一号车间", "示例公司", "青岛市示例路 1 号",
                 "0532-80000000"):  # fmt: skip
        assert word in text
    assert len(made.paragraphs) == 5  # nothing was said of pay
    assert "{" not in text and "13900139000" not in text
    paper_letters.release(session, made, b"%PDF", tmp_path / "offer.pdf")
    assert (tmp_path / "offer.pdf").read_bytes() == b"%PDF"
    assert entry_of(session, "hiring") == (
        "print", "apply.contact", ["full_name", "applied_position"], [application], True,
    )  # fmt: skip


def test_what_is_typed_for_a_letter_is_checked_and_kept_nowhere(
    desk: Desk, session: Session, application: str
) -> None:
    recruitment.advance(session, [application], to="offered")
    for changed, refused in (
        ({"reply_by": ""}, TextMissing), ({"place": "号" * 301}, TextTooLong),
    ):  # fmt: skip
        with pytest.raises(refused):
            paper_letters.draft(
                session, APPLICATION, application, "offer", typed={**OFFER, **changed}
            )
    paid = {**OFFER, "terms": "税前每月 6543 元"}
    made = paper_letters.draft(session, APPLICATION, application, "offer", typed=paid)
    assert "6543" in in_whole(made)
    paper_letters.release(session, made, b"%PDF", desk.folder.parent / "offer.pdf")
    file = session.compartment("hiring")
    tables = [name for (name,) in file.read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [
        str(tuple(row))
        for name in tables
        for row in file.read(f"SELECT * FROM {name}")  # noqa: S608 - the file's own tables
    ]
    assert any("apply.contact" in row for row in kept)
    assert not any("6543" in row for row in kept)


def test_a_rejection_gives_no_reason_and_says_when_the_data_goes(
    session: Session, application: str
) -> None:
    with pytest.raises(LetterNotNow):
        paper_letters.draft(session, APPLICATION, application, "not_hired")
    recruitment.reject(session, [application], reason="skills")
    made = paper_letters.draft(session, APPLICATION, application, "not_hired")
    text = in_whole(made)
    reason = session.catalogue.code_lists["decision_reason"].codes["skills"].zh
    assert "未能录用" in text and reason not in text and "拒绝" not in text
    assert "2026年8月29日" in text  # 180 days from 2 March


def test_a_letter_that_would_say_something_else_by_now_does_not_leave(
    session: Session, application: str, tmp_path: Path
) -> None:
    recruitment.advance(session, [application], to="offered")
    made = paper_letters.draft(session, APPLICATION, application, "offer", typed=OFFER)
    version = session.compartment("hiring").read_one("SELECT version FROM person")[0]
    view_version = version + session.compartment("hiring").read_one(
        "SELECT version FROM application"
    )[0]  # fmt: skip
    recruitment.edit(session, application, typed(session, full_name="欧阳娜"), version=view_version)
    with pytest.raises(ChangedMeanwhile):
        paper_letters.release(session, made, b"%PDF", tmp_path / "offer.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
    assert disclosure.registered(session) == ()
    made = paper_letters.draft(session, APPLICATION, application, "offer", typed=OFFER)
    (tmp_path / "offer.pdf").write_bytes(b"somebody's")
    with pytest.raises(TargetExists):
        paper_letters.release(session, made, b"%PDF", tmp_path / "offer.pdf")


def test_who_may_not_gets_no_letter(desk: Desk, session: Session, application: str) -> None:
    with pytest.raises(NotPermitted):
        paper_letters.draft(desk.open("gate"), APPLICATION, application, "told")
    with pytest.raises(NotPermitted):
        paper_letters.draft(session, JOINER, application, "told")
    for about, id_, key, refused in (
        (APPLICATION, application, "leaving", LetterUnknown),
        (APPLICATION, application, "none", LetterUnknown),
        ("visit", application, "told", LetterUnknown),
        (APPLICATION, "none", "told", RecordGone),
        (APPLICATION, application, "told", NobodyWasTold),
    ):
        with pytest.raises(refused):
            paper_letters.draft(session, about, id_, key)


def test_a_certificate_of_leaving_names_what_is_missing_and_then_says_it(
    desk: Desk, tmp_path: Path
) -> None:
    (joiner,) = employed(desk, somebody())
    colleague = welcome(desk)
    with pytest.raises(LetterNotNow):
        paper_letters.draft(colleague, JOINER, joiner, "leaving")
    version = opened(colleague, joiner).version
    onboarding.edit(colleague, joiner, {"job_title": None}, version=version)
    with pytest.raises(LetterIncomplete) as refused:
        paper_letters.draft(colleague, JOINER, joiner, "appointment")
    assert str(colleague.catalogue.field("job_title").label) in str(refused.value.values["fields"])
    version = opened(colleague, joiner).version
    onboarding.edit(colleague, joiner, typed(colleague, job_title="装配工"), version=version)
    appointed = paper_letters.draft(colleague, JOINER, joiner, "appointment", code="en")
    assert "from 2026-03-16 to 2029-03-15" in in_whole(appointed)
    assert "probation_until" in appointed.fields and "base_pay" not in appointed.fields
    leaves = dt.date(2026, 9, 30)
    onboarding.record_leaving(colleague, [joiner], on=leaves, kind="resigned")
    made = paper_letters.draft(colleague, JOINER, joiner, "leaving")
    text = in_whole(made)
    for word in ("装配工", "2026年9月30日解除", "2026年3月16日"):
        assert word in text
    english = paper_letters.draft(colleague, JOINER, joiner, "leaving", code="en")
    assert "6 month(s) 15 day(s)" in in_whole(english)
    assert "辞职" not in text and "110105" not in text
    paper_letters.release(colleague, made, b"%PDF", tmp_path / "leaving.pdf")
    kind, purpose, fields, records, completed = entry_of(colleague, "personnel")
    assert (kind, purpose, records, completed) == ("print", "hire.contract", [joiner], True)
    assert set(fields) == {
        "full_name", "contract_term", "leaving_date", "leaving_kind", "job_title", "start_date",
    }  # fmt: skip


def test_a_notice_of_what_was_disclosed_names_every_receiver_and_no_print(
    desk: Desk, tmp_path: Path
) -> None:
    (joiner,) = employed(desk, somebody())
    admin = desk.open("admin")
    with pytest.raises(NobodyWasTold):
        paper_letters.draft(admin, JOINER, joiner, "told")
    standing = approved(admin, "social_insurance_enrolment")
    hand_offs.send(admin, standing, [joiner], passphrase=PASSPHRASE, folder=tmp_path)
    made = paper_letters.draft(admin, JOINER, joiner, "told")
    text = in_whole(made)
    number = admin.catalogue.field("id_number").label.zh
    for word in ("示例市办理中心", "示例联系人", "发放工资、办理社保和公积金", number):
        assert word in text
    assert "11010519491231002X" not in text
    paper_letters.release(admin, made, b"%PDF", tmp_path / "told.pdf")
    again = paper_letters.draft(admin, JOINER, joiner, "told")
    assert again.paragraphs == made.paragraphs  # the notice itself is no disclosure to others


def test_a_companys_own_letter_is_found_in_its_desk_and_backed_up(
    desk: Desk, session: Session, application: str, tmp_path: Path
) -> None:
    own = desk.folder / OWN_FOLDER
    own.mkdir()
    (own / "mine.toml").write_text(
        '[letter.mine]\nlabel = { zh = "通知", en = "Notice" }\npurpose = "apply.contact"\n'
        'application = ["any"]\n[letter.mine.paragraph.first]\n'
        'text = { zh = "{full_name}请致电{phone}。", en = "{full_name}, please call {phone}." }\n',
        encoding="utf-8",
    )
    made = paper_letters.draft(session, APPLICATION, application, "mine")
    assert made.paragraphs == ("欧阳娜娜请致电0532-80000000。",)
    assert set(load_letters(catalogue=session.catalogue)) < set(paper_letters.letters(session))
    backups.create(session, to=tmp_path / "backups")
    kept = tmp_path / "backups" / OWN_FOLDER / "mine.toml"
    assert kept.read_bytes() == (own / "mine.toml").read_bytes()


def test_an_expected_joiner_is_no_employee_yet(desk: Desk, session: Session) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague)
    assert [o.key for o in paper_letters.offered(colleague, JOINER, "expected")] == ["told"]
    with pytest.raises(LetterNotNow):
        paper_letters.draft(colleague, JOINER, joiner, "appointment")
