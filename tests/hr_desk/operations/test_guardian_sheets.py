# SPDX-License-Identifier: Apache-2.0
"""Guardians' sheets of a class: one act for all, sealed with each file; nothing before that."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.file_problems import KindUnknown
from hr_desk.operations import (
    auditing,
    guardian_sheets,
    joiner_consents,
    joiner_prints,
    joiner_withdrawals,
    onboarding,
    requisitions,
    retention,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.guardian_sheets import NoSheet, NotAMinor, Sheet
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.problems import (
    GuardianNeeded,
    LanguageUnknown,
    NotPermitted,
    RecordGone,
    TargetExists,
)
from hr_desk.operations.session import Session
from hr_desk.store import personnel
from tests.support.desk import Desk
from tests.support.hostile_files import body, docx, paragraph, pdf, png
from tests.support.joining import FIRST_DAY, handed_over, opened, somebody, typed
from tests.support.made_up import MadeUp, one
from tests.support.minor_reading import approved

PAGE = b"\xff\xd8 a page"
GUARDIAN = "王芳 | 母亲 | 13800138000"


def intern(name: str, **more: str) -> MadeUp:
    """Return a school intern of seventeen with a guardian."""
    known = {"full_name": name, "age_band": "16-17", "guardian": GUARDIAN}
    return one(**{**known, "birth_date": "2009-01-01", **more})


@pytest.fixture
def school(desk: Desk, session: Session, colleague: Session) -> list[str]:
    """Three interns and an adult."""
    people = [intern("赵一"), intern("钱二"), intern("孙三"), somebody(full_name="李四")]
    (opening,) = requisitions.open_requisition(
        session, title="实习生", department="制造部", place="一号车间", head_count=9
    ).created
    own = replace(desk, requisition=opening)
    return handed_over(own, session, colleague, people=people)


@pytest.fixture
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def acts(session: Session, joiner_id: str) -> list[personnel.ConsentRecord]:
    (record,) = records(session, [joiner_id])
    part = record.part("CONS")
    return [] if part is None else personnel.consents(session.compartment("personnel"), part)


def sealed(session: Session) -> list[Path]:
    return sorted((session.folder / "documents").glob("*.personnel.sealed"))


def entries(session: Session) -> list[str]:
    rows = session.compartment("personnel").read("SELECT body FROM audit ORDER BY seq")
    return [json.loads(row[0])["operation"] for row in rows]


def test_those_below_eighteen_are_listed_in_the_order_they_came(
    colleague: Session, school: list[str]
) -> None:
    found = guardian_sheets.young(colleague)
    assert [one.joiner_id for one in found] == school[:3]
    assert [one.name for one in found] == ["赵一", "钱二", "孙三"]
    assert all(one.signed_at is None and one.first_day == FIRST_DAY for one in found)
    assert "王芳" in found[0].guardian


def test_one_act_for_all_is_one_entry_and_a_sealed_page_each(
    colleague: Session, school: list[str]
) -> None:
    approved(colleague, "personnel", "onboarding")
    before = entries(colleague)
    sheets = [Sheet(school[0], (PAGE, PAGE + b" 2")), Sheet(school[1], (b"other",))]
    changes = guardian_sheets.keep(colleague, sheets, language="en")
    assert len(changes.created) == 3
    assert len(sealed(colleague)) == 3
    assert entries(colleague)[len(before) :] == ["joiner.guardian_sheets"]
    assert guardian_sheets.read_sheet(colleague, school[0]) == (PAGE, PAGE + b" 2")
    assert guardian_sheets.read_sheet(colleague, school[1]) == (b"other",)
    assert all(PAGE not in path.read_bytes() for path in sealed(colleague))
    waiting = [one for one in guardian_sheets.young(colleague) if one.signed_at is None]
    assert [one.joiner_id for one in waiting] == [school[2]]
    assert not auditing.verify_file(colleague, "personnel").findings


def test_the_act_is_bound_to_the_printed_text(colleague: Session, school: list[str]) -> None:
    guardian_sheets.keep(colleague, [Sheet(school[0], (PAGE,))], language="en")
    text = guardian_sheets.text_of(colleague, "en")
    assert "赵一" not in text and "示例公司" in text
    (act,) = acts(colleague, school[0])
    assert (act.field, act.language) == ("guardian", "en")
    assert act.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert act.witness == colleague.user.id
    kept = colleague.compartment("personnel").read("SELECT text FROM consent_text")
    assert (text,) in [tuple(row) for row in kept]
    line = next(
        one for one in joiner_consents.lines(colleague, school[0]) if one.field.key == "guardian"
    )
    assert line.given_at is not None


def test_a_later_sheet_counts_and_the_earlier_one_stays_as_evidence(
    desk: Desk, colleague: Session, school: list[str]
) -> None:
    guardian_sheets.keep(colleague, [Sheet(school[0], (b"first",))])
    desk.clock.advance(hours=1)
    guardian_sheets.keep(colleague, [Sheet(school[0], (b"second",))])
    approved(colleague, "personnel", "onboarding")
    assert guardian_sheets.read_sheet(colleague, school[0]) == (b"second",)
    assert len(acts(colleague, school[0])) == 2
    assert len(sealed(colleague)) == 2


def test_a_withdrawn_act_is_missing_again(
    desk: Desk, colleague: Session, school: list[str]
) -> None:
    """Of somebody at work; before that the whole file is closed (test_joiner_withdrawals)."""
    desk.clock.advance(days=20)
    onboarding.start(colleague, [school[0]], on=FIRST_DAY)
    guardian_sheets.keep(colleague, [Sheet(school[0], (PAGE,))])
    joiner_withdrawals.withdraw(colleague, school[0], "guardian")
    assert guardian_sheets.young(colleague)[0].signed_at is None
    with pytest.raises(RecordGone):
        guardian_sheets.read_sheet(colleague, school[0])


def test_one_that_is_refused_keeps_all_the_others_out(
    colleague: Session, school: list[str]
) -> None:
    good = Sheet(school[0], (PAGE,))
    for bad, refusal in (
        (Sheet(school[3], (PAGE,)), NotAMinor),
        (Sheet("no such joiner", (PAGE,)), RecordGone),
        (Sheet(school[1], ()), NoSheet),
        (Sheet(school[1], (PAGE,) * 9), NoSheet),
    ):
        with pytest.raises(refusal):
            guardian_sheets.keep(colleague, [good, bad])
    with pytest.raises(NoSheet):
        guardian_sheets.keep(colleague, [])
    with pytest.raises(LanguageUnknown):
        guardian_sheets.keep(colleague, [good], language="xx")
    assert acts(colleague, school[0]) == []
    assert guardian_sheets.young(colleague)[0].signed_at is None
    assert sealed(colleague) == []


def test_without_a_known_guardian_no_sheet_is_kept(
    desk: Desk, session: Session, colleague: Session
) -> None:
    # Handed over before the date of birth counted beside the declared band.
    young = somebody(birth_date="2009-01-01", guardian=GUARDIAN)
    (id_,) = handed_over(desk, session, colleague, people=[young])
    with colleague.compartment("personnel").change("test") as change:
        change.execute("UPDATE part SET fields = json_remove(fields, '$.guardian')")
    (found,) = guardian_sheets.young(colleague)
    assert found.guardian == ""
    with pytest.raises(GuardianNeeded):
        guardian_sheets.keep(colleague, [Sheet(id_, (PAGE,))])
    assert sealed(colleague) == []
    approved(colleague, "personnel", "onboarding")
    version = opened(colleague, id_).version
    onboarding.edit(colleague, id_, typed(colleague, guardian=GUARDIAN), version=version)
    guardian_sheets.keep(colleague, [Sheet(id_, (PAGE,))])
    assert guardian_sheets.young(colleague)[0].signed_at is not None


def test_whoever_turns_eighteen_or_leaves_is_not_listed_any_more(
    desk: Desk, colleague: Session, school: list[str]
) -> None:
    onboarding.not_report(colleague, [school[0]], on=colleague.today())
    assert [one.joiner_id for one in guardian_sheets.young(colleague)] == school[1:3]
    desk.clock.advance(days=(dt.date(2027, 1, 2) - colleague.today()).days)
    assert guardian_sheets.young(colleague) == ()


@pytest.mark.parametrize("user", ["hiring", "admin"])
def test_who_sees_no_guardian_may_do_none_of_it(desk: Desk, school: list[str], user: str) -> None:
    session = desk.open(user)
    for act in (
        lambda: guardian_sheets.young(session),
        lambda: guardian_sheets.keep(session, [Sheet(school[0], (PAGE,))]),
        lambda: guardian_sheets.read_sheet(session, school[0]),
        lambda: guardian_sheets.open_scan(session, Reader(), Path("no file")),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_each_look_at_a_sheet_is_logged(colleague: Session, school: list[str]) -> None:
    guardian_sheets.keep(colleague, [Sheet(school[0], (PAGE,))])
    approved(colleague, "personnel", "onboarding", *school)
    before = entries(colleague)
    guardian_sheets.read_sheet(colleague, school[0])
    assert entries(colleague)[len(before) :] == ["joiner.read_sheet"]


def test_a_scan_is_read_page_by_page_as_pixels_alone(
    colleague: Session, reader: Reader, tmp_path: Path
) -> None:
    (tmp_path / "class.pdf").write_bytes(pdf("Zhao Yi AAAA1111", "Qian Er"))
    scan = guardian_sheets.open_scan(colleague, reader, tmp_path / "class.pdf")
    pages = [guardian_sheets.scanned_page(colleague, reader, scan, place) for place in range(2)]
    assert scan.pages == 2
    assert all(one.content.startswith(b"\xff\xd8\xff") for one in pages)
    assert [one.text for one in pages] == ["Zhao Yi AAAA1111", "Qian Er"]
    (tmp_path / "one.png").write_bytes(png((300, 200)))
    picture = guardian_sheets.open_scan(colleague, reader, tmp_path / "one.png")
    assert guardian_sheets.scanned_page(colleague, reader, picture, 0).text == ""
    (tmp_path / "letter.docx").write_bytes(docx(body(paragraph("同意"))))
    with pytest.raises(KindUnknown):
        guardian_sheets.open_scan(colleague, reader, tmp_path / "letter.docx")
    assert sealed(colleague) == []


def test_the_sheets_go_with_the_evidence(desk: Desk, colleague: Session, school: list[str]) -> None:
    guardian_sheets.keep(colleague, [Sheet(school[0], (PAGE,))])
    onboarding.not_report(colleague, [school[0]], on=colleague.today())
    desk.clock.advance(days=6 * 366)
    retention.confirm_time(colleague)
    retention.sweep(colleague)
    assert sealed(colleague) == []
    assert colleague.compartment("personnel").read("SELECT 1 FROM joiner_consent") == []


def test_a_print_of_sheets_is_registered_in_the_file_of_joiners(
    colleague: Session, school: list[str], tmp_path: Path
) -> None:
    about = Disclosure(
        kind="print", recipient="示例公司", purpose="hire.contract", fields=("full_name",),
        records=tuple(school[:3]),
    )  # fmt: skip
    joiner_prints.release(colleague, about, b"%PDF", tmp_path / "sheets.pdf")
    assert (tmp_path / "sheets.pdf").read_bytes() == b"%PDF"
    ((people, done),) = colleague.compartment("personnel").read(
        "SELECT json_array_length(records), completed_at IS NOT NULL FROM disclosure"
    )
    assert (people, done) == (3, 1)
    with pytest.raises(TargetExists):
        joiner_prints.release(colleague, about, b"%PDF", tmp_path / "sheets.pdf")
