# SPDX-License-Identifier: Apache-2.0
"""未成年人网络保护条例 37: the yearly report on minors is made of every file's word, and filed."""

import datetime as dt

import pytest

from hr_desk.operations import intake, minors_figures, minors_filing, promises, today
from hr_desk.operations.controls import BROKEN, KEPT
from hr_desk.operations.minor_problems import (
    MinorsFigures,
    MinorsFilingDayWrong,
    MinorsReportFiled,
    MinorsReportNotMade,
    MinorsYearRuns,
)
from hr_desk.operations.minors_report import MinorsReport
from hr_desk.operations.problems import CompartmentClosed, NotPermitted, TextMissing
from hr_desk.operations.session import Session
from hr_desk.operations.today import TodayLine
from hr_desk.store import minors_reports, outbox
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.inbox import Inbox
from tests.support import made_up
from tests.support.desk import START, Desk
from tests.support.minor_reading import approved

GUARDIAN = "张建国 | 父亲 | 13800138001"
YEAR = START.year
JANUARY = dt.date(YEAR + 1, 1, 12)
FILES = {"hiring", "visits", "personnel", "payroll"}


def january(desk: Desk) -> None:
    """Let it be the twelfth of January of the next year."""
    then = dt.datetime(JANUARY.year, JANUARY.month, JANUARY.day, 1, tzinfo=dt.UTC)
    desk.clock.advance(seconds=int((then - desk.clock.now()).total_seconds()))


def pupil(desk: Desk, session: Session) -> str:
    """Take in somebody of seventeen whom a recruiter may read about; the application's id."""
    person = made_up.one("张小明", "13800138002", age_band="16-17", guardian=GUARDIAN)
    (id_,) = desk.take_in(session, [person])
    approved(session, "hiring", "recruiter")
    return id_


def given(admin: Session, officer: Session) -> None:
    """Let every file give its figures, and the privacy office take them in."""
    minors_figures.contribute(admin, YEAR)
    intake.take_in(officer)


def test_the_report_is_made_of_what_each_file_gives(
    desk: Desk, session: Session, admin: Session, officer: Session
) -> None:
    pupil(desk, session)
    january(desk)
    before = minors_filing.of_year(officer, YEAR)
    assert {one.partition("/")[2] for one in before.missing} == FILES and not before.figures
    given(admin, officer)
    year = minors_filing.of_year(officer, YEAR)
    assert year.missing == () and year.report is None
    found = {one.file: one for _, one in year.figures}
    assert found.keys() == FILES
    assert (found["hiring"].older, found["hiring"].approvals) == (1, 1)
    assert (found["visits"].older, found["personnel"].older) == (0, 0)
    minors_filing.make(officer, YEAR)
    made = minors_filing.of_year(officer, YEAR).report
    assert made is not None and made.figures == year.figures
    assert (made.made_on, made.made_by, made.missing) == (JANUARY, officer.user.id, ())
    assert (made.filed_on, made.reference) == (None, "")


def test_what_is_given_holds_counts_and_nobody(
    desk: Desk, session: Session, admin: Session
) -> None:
    pupil(desk, session)
    january(desk)
    minors_figures.contribute(admin, YEAR)
    sent = [one for one in outbox.waiting(admin.compartment("hiring"))
            if one.kind == minors_figures.KIND]  # fmt: skip
    assert len(sent) == 1
    said = sent[0].message.decode()
    assert '"older":1' in said and "张" not in said and "1380013" not in said


def test_whoever_has_not_answered_stands_in_the_report_and_a_later_word_is_seen(
    desk: Desk, session: Session, admin: Session, officer: Session
) -> None:
    pupil(desk, session)
    january(desk)
    with pytest.raises(MinorsFigures):
        minors_filing.make(officer, YEAR)
    minors_figures.contribute(admin, YEAR)
    _hold_back(desk, admin, "visits")
    intake.take_in(officer)
    minors_filing.make(officer, YEAR)
    year = minors_filing.of_year(officer, YEAR)
    assert year.report is not None and not year.newer
    assert [one.partition("/")[2] for one in year.report.missing] == ["visits"]
    minors_figures.contribute(admin, YEAR)
    intake.take_in(officer)
    assert minors_filing.of_year(officer, YEAR).newer
    minors_filing.make(officer, YEAR)
    again = minors_filing.of_year(officer, YEAR)
    assert again.report is not None and again.report.missing == () and not again.newer


def _hold_back(desk: Desk, admin: Session, file: str) -> None:
    """Let a file's envelope get lost on its way."""
    inbox = Inbox(DeskFiles(desk.folder))
    for one in outbox.waiting(admin.compartment(file)):
        if one.kind == minors_figures.KIND:
            inbox.remove(inbox.folder / f"{one.reference}.envelope")


def test_it_is_filed_with_its_day_and_number_and_stays_as_it_was(
    desk: Desk, session: Session, admin: Session, officer: Session
) -> None:
    pupil(desk, session)
    january(desk)
    given(admin, officer)
    with pytest.raises(MinorsReportNotMade):
        minors_filing.note_filed(officer, YEAR, on=JANUARY, reference="网信 2027-1")
    minors_filing.make(officer, YEAR)
    for day in (dt.date(YEAR, 12, 31), JANUARY + dt.timedelta(days=1)):
        with pytest.raises(MinorsFilingDayWrong):
            minors_filing.note_filed(officer, YEAR, on=day, reference="网信 2027-1")
    with pytest.raises(TextMissing):
        minors_filing.note_filed(officer, YEAR, on=JANUARY, reference="  ")
    minors_filing.note_filed(officer, YEAR, on=JANUARY, reference="网信 2027-1")
    minors_filing.note_filed(officer, YEAR, on=JANUARY, reference="网信 2027-7")
    made = minors_filing.of_year(officer, YEAR).report
    assert made is not None and (made.filed_on, made.reference) == (JANUARY, "网信 2027-7")
    with pytest.raises(MinorsReportFiled) as refused:
        minors_filing.make(officer, YEAR)
    assert JANUARY.isoformat() in refused.value.text()


def test_only_a_year_that_is_over_is_reported_on(
    desk: Desk, admin: Session, officer: Session
) -> None:
    for year in (YEAR, minors_figures.FIRST_YEAR - 1):
        with pytest.raises(MinorsYearRuns):
            minors_figures.contribute(admin, year)
        with pytest.raises(MinorsYearRuns):
            minors_filing.make(officer, year)


def test_who_may_do_what(desk: Desk, session: Session, admin: Session, officer: Session) -> None:
    january(desk)
    with pytest.raises(NotPermitted):
        minors_figures.contribute(session, YEAR)
    with pytest.raises(NotPermitted):
        minors_filing.make(session, YEAR)
    with pytest.raises(CompartmentClosed):
        minors_filing.make(admin, YEAR)
    assert not admin.may("minors_report.make") and officer.may("minors_report.make")
    assert admin.may("minors_report.contribute") and not officer.may("minors_report.contribute")


@pytest.mark.parametrize(
    ("year", "counts"),
    [
        (1999, None),
        (YEAR + 7, None),
        (YEAR, {"older": -1}),
        (YEAR, {"older": True}),
        (YEAR, {"older": "张小明"}),
    ],
)
def test_a_word_that_is_no_count_is_set_aside(
    desk: Desk, admin: Session, officer: Session, monkeypatch: pytest.MonkeyPatch,
    year: int, counts: dict[str, object] | None,
) -> None:  # fmt: skip
    january(desk)
    good = dict.fromkeys(minors_figures.COUNTED, 0)
    monkeypatch.setattr(MinorsReport, "counts", {**good, **(counts or {})})
    monkeypatch.setattr(minors_figures, "require_over", lambda _session, _year: None)
    minors_figures.contribute(admin, year)
    taken = intake.take_in(officer)
    assert minors_reports.figures(officer.compartment("privacy"), year) == {}
    assert taken.set_aside == {"unacceptable": 4}


def test_figures_are_owed_by_files_that_were_there_in_the_year(
    desk: Desk, admin: Session, officer: Session, session: Session
) -> None:
    assert not minors_figures.is_owed(admin, YEAR - 1)
    january(desk)
    assert minors_figures.is_owed(admin, YEAR)
    assert not minors_figures.is_owed(session, YEAR)
    assert not minors_figures.is_owed(officer, YEAR)
    minors_figures.contribute(admin, YEAR)
    assert not minors_figures.is_owed(admin, YEAR)
    assert minors_figures.given_on(admin, YEAR) == JANUARY


def test_the_report_is_owed_by_the_office_where_somebody_was_counted(
    desk: Desk, session: Session, admin: Session, officer: Session
) -> None:
    january(desk)
    given(admin, officer)
    assert minors_filing.owed(officer) is None and minors_filing.unanswered(officer) == 0
    pupil(desk, session)
    given(admin, officer)
    assert minors_filing.owed(officer) == YEAR and minors_filing.owed(admin) is None
    minors_filing.make(officer, YEAR)
    assert minors_filing.owed(officer) == YEAR
    minors_filing.note_filed(officer, YEAR, on=JANUARY, reference="网信 2027-1")
    assert minors_filing.owed(officer) is None


def february(desk: Desk) -> None:
    """Let it be the first of February of the next year."""
    then = dt.datetime(YEAR + 1, 2, 1, 1, tzinfo=dt.UTC)
    desk.clock.advance(seconds=int((then - desk.clock.now()).total_seconds()))


def lines(session: Session) -> dict[str, TodayLine]:
    """Return what Today says of the yearly report, by key."""
    return {one.key: one for one in today.summary(session) if one.page == "minors_report"}


def test_today_says_it_from_january_on_and_red_from_february(
    desk: Desk, session: Session, admin: Session, officer: Session
) -> None:
    pupil(desk, session)
    assert not lines(admin) and not lines(officer)
    january(desk)
    assert lines(admin).keys() == {"minors_figures"} and not lines(session)
    assert not lines(officer)
    given(admin, officer)
    assert not lines(admin)
    line = lines(officer)["minors_report"]
    assert (line.level, line.about["year"]) == ("soon", str(YEAR))
    assert line.about["day"] == dt.date(YEAR + 1, 1, 31)
    february(desk)
    assert lines(officer)["minors_report"].level == "late"
    minors_filing.make(officer, YEAR)
    minors_filing.note_filed(officer, YEAR, on=JANUARY, reference="网信 2027-1")
    assert not lines(officer)


def seen(session: Session) -> tuple[str, str]:
    """Return how the control stands and its sentence."""
    found = promises.look(session, "minors_report")
    return found.seen.state, found.text()


def test_the_control_is_red_from_february_until_it_is_filed(
    desk: Desk, session: Session, admin: Session, officer: Session
) -> None:
    pupil(desk, session)
    january(desk)
    assert seen(officer)[0] == seen(admin)[0] == KEPT
    february(desk)
    state, said = seen(officer)
    assert state == BROKEN and "3" in said and str(YEAR) in said
    state, said = seen(admin)
    assert state == BROKEN and str(YEAR) in said
    given(admin, officer)
    assert seen(admin)[0] == KEPT
    assert seen(officer)[0] == BROKEN
    minors_filing.make(officer, YEAR)
    assert seen(officer)[0] == BROKEN
    minors_filing.note_filed(officer, YEAR, on=JANUARY, reference="网信 2027-1")
    state, said = seen(officer)
    assert state == KEPT and str(YEAR) in said and JANUARY.isoformat() in said


def test_nothing_is_due_of_a_year_before_the_desk_or_without_minors(
    desk: Desk, admin: Session, officer: Session
) -> None:
    assert desk.clock.now().date() > minors_filing.deadline(YEAR - 1)
    assert seen(officer)[0] == seen(admin)[0] == KEPT
    february(desk)
    assert seen(admin)[0] == KEPT
    given(admin, officer)
    assert seen(officer)[0] == KEPT and not lines(officer)
