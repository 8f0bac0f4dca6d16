# SPDX-License-Identifier: Apache-2.0
"""Incidents in the window: opened, asked, answered by who holds files, told of, closed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.operations import disclosure, incident_people, incident_views, incidents, today
from hr_desk.operations.incidents import Facts
from hr_desk.operations.session import Session
from ui.inbox_watch import exchange
from ui.language import Languages
from ui.pages.incident import IncidentPage
from ui.pages.incident_opening import show_moment
from ui.pages.incidents import IncidentsPage
from ui.pages.questions import QuestionsPage
from ui.session import Surroundings
from ui.tables.model import LATE
from ui.widgets.label import Label

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]


@pytest.fixture
def listed(office: Surroundings, show: Show, settled: Wait) -> IncidentsPage:
    page: IncidentsPage = show(IncidentsPage(office))
    settled()
    return page


def opened(page: IncidentsPage, settled: Wait, *, kind: str = "real", way: str = "device") -> str:
    """Open a file with the form; return its id."""
    made: list[tuple[str, object]] = []
    page.go.connect(lambda key, argument: made.append((key, argument)))
    page.handlers()["incidents.open"]()
    settled()
    form = page.form
    form.kind.setCurrentIndex(form.kind.findData(kind))
    form.way.setCurrentIndex(form.way.findData(way))
    form.people.setValue(3)
    form.yes.click()
    settled()
    ((key, id_),) = made
    assert key == "incident"
    return str(id_)


def written(page: IncidentPage, settled: Wait) -> None:
    """Write every section."""
    page.handlers()["incident.write"]()
    for key, editor in page.sections.texts.items():
        editor.setPlainText(f"{key}的说明。")
    page.sections.yes.click()
    settled()


def lines(session: Session) -> dict[str, tuple[int, str]]:
    """Return what Today says of incidents."""
    return {
        one.key: (one.count, one.page) for one in today.summary(session)
        if one.key in ("incidents", "incidents_late", "touched")
    }  # fmt: skip


def test_without_an_incident_the_page_leads_to_the_list(
    office: Surroundings, show: Show, languages: Languages
) -> None:
    languages.use("en")
    page: IncidentPage = show(IncidentPage(office))
    went: list[tuple[str, object]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    assert page.nothing.title.text() == "No incident is open"
    page.nothing.button.click()
    assert went == [("incidents", None)]


def test_4_4_an_incident_from_its_opening_to_its_close(
    listed: IncidentsPage, office: Surroundings, show: Show, settled: Wait, ask_office: Do,
    tmp_path: Path,
) -> None:  # fmt: skip
    assert listed.nothing.isVisible()
    id_ = opened(listed, settled)
    page: IncidentPage = show(IncidentPage(office))
    page.receive(id_)
    settled()
    assert page.nothing.isVisible() and "incident.papers" not in page.handlers()
    page.nothing.button.click()
    settled()
    ask_office(exchange)
    asked = ask_office(incident_people.questions)
    assert ask_office(lines) == {
        "incidents": (1, "incidents"), "touched": (len(asked), "questions"),
    }  # fmt: skip
    questions: QuestionsPage = show(QuestionsPage(office))
    settled()
    assert questions.incidents.isVisible() and questions.incidents.people() > 1
    questions.handlers()["questions.incident"]()
    questions.asking.yes.click()
    settled()
    assert not questions.incidents.isVisible()
    assert "questions.incident" not in questions.handlers()
    questions.hide()
    ask_office(exchange)
    settled()
    model = page.table.records
    people = model.rowCount()
    assert people > 1 and page.view is not None and page.view.row.waiting == 0
    written(page, settled)
    page.table.mark([model.row_id(0)])
    page.handlers()["incident.papers"]()
    settled()
    page.papers.write(tmp_path / "letter.pdf")
    settled()
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    (entry,) = ask_office(disclosure.registered)
    assert entry.recipient == page.view.row.number and entry.completed
    page.table.mark([model.row_id(0)])
    page.handlers()["incident.told"]()
    page.moments.yes.click()
    settled()
    assert page.view.people[0].result == "sent" and page.view.row.left == people - 1
    page.handlers()["incident.announce"]()
    page.reasons.yes.click()
    settled()
    assert page.reasons.isVisible() and page.reasons.banner.text()
    page.reasons.reason.setText("电话停机")
    page.reasons.yes.click()
    settled()
    page.handlers()["incident.close"]()
    page.sure.yes.click()
    settled()
    assert page.sure.banner.text()
    page.sure.leave()
    page.handlers()["incident.report"]()
    page.moments.yes.click()
    settled()
    page.handlers()["incident.close"]()
    page.sure.yes.click()
    settled()
    assert page.view.row.closed and set(page.handlers()) == {"incident.back"}
    assert ask_office(lines) == {}


def test_4_4_drill_says_so_everywhere_and_nothing_leaves(
    listed: IncidentsPage, office: Surroundings, show: Show, settled: Wait, ask_office: Do,
    tmp_path: Path,
) -> None:  # fmt: skip
    id_ = opened(listed, settled, kind="drill", way="account")
    listed.refresh()
    settled()
    number = listed.rows[0].number
    assert listed.table.records.look(0, 0)[0] not in ("", number)
    page: IncidentPage = show(IncidentPage(office))
    page.receive(id_)
    settled()
    assert page.table.records.rowCount() == 3 and "incident.ask" not in page.handlers()
    assert page.side.cards["drill"].isVisible()
    assert page.header.title.text() != listed.table.records.look(0, 1)[0]
    written(page, settled)
    for key in incident_rules().papers:
        page.handlers()["incident.papers"]()
        page.papers.paper.setCurrentIndex(page.papers.paper.findData(key))
        page.papers.in_language.setCurrentIndex(page.papers.in_language.findData("en"))
        settled()
        found = page.papers._drawn
        assert found is not None and len(found[0]) == (3 if key == "letter" else 1)
        assert all(one.title.startswith("Drill: ") for one in found[0])
        page.papers.write(tmp_path / f"{key}.pdf")
        settled()
        assert (tmp_path / f"{key}.pdf").exists()
    assert ask_office(disclosure.registered) == ()


def test_a_guardian_has_a_line_and_whoever_was_not_reached_is_announced(
    listed: IncidentsPage, office: Surroundings, show: Show, settled: Wait, ask_office: Do,
    languages: Languages,
) -> None:  # fmt: skip
    languages.use("en")
    facts = Facts(way="device", level="larger", found_at=office.desk.session.now())
    (id_,) = ask_office(incidents.open_incident, facts, drill=10).created
    page: IncidentPage = show(IncidentPage(office))
    page.receive(id_)
    settled()
    model = page.table.records
    assert model.look(9, 0)[0] == "钱示例 (below 18)"
    assert model.look(10, 0)[0] == "示例母亲 (guardian of 钱示例: Mother)"
    assert model.look(10, 1)[0] == "199 1234 0001"
    written(page, settled)
    page.handlers()["incident.report"]()
    page.moments.yes.click()
    settled()
    page.table.mark([model.row_id(row) for row in range(10)])
    page.handlers()["incident.told"]()
    page.moments.yes.click()
    settled()
    page.table.mark([model.row_id(10)])
    page.handlers()["incident.failed"]()
    page.moments.yes.click()
    settled()
    assert page.view is not None and page.view.row.left == 1
    page.handlers()["incident.close"]()
    page.sure.yes.click()
    settled()
    assert "Reach them, or announce it" in page.sure.banner.text()
    page.handlers()["incident.announce"]()
    page.reasons.reason.setText("电话停机")
    page.reasons.yes.click()
    settled()
    assert "incident.announce" not in page.handlers()
    page.handlers()["incident.close"]()
    page.sure.yes.click()
    settled()
    assert page.view.row.closed


def test_how_far_a_record_was_seen_stands_apart_where_an_account_was_in_other_hands(
    listed: IncidentsPage, office: Surroundings, show: Show, settled: Wait, ask_office: Do,
    languages: Languages,
) -> None:  # fmt: skip
    languages.use("en")
    page: IncidentPage = show(IncidentPage(office))
    user = ask_office(lambda session: session.user.id)
    for way, named in (("account", user), ("device", "")):
        facts = Facts(way=way, level="larger", found_at=office.desk.session.now(), named=named)
        (id_,) = ask_office(incidents.open_incident, facts, drill=3).created
        page.receive(id_)
        settled()
        said = [one.text() for one in page.side.findChildren(Label)]
        apart = way == "account"
        assert ("seen" in page.table.visible_columns()) is apart
        assert ("Record opened: 2; could be listed: 1" in said) is apart
        assert any("A list shows of those" in one for one in said) is apart
        if apart:
            cells = [page.table.records.look(row, 3)[0] for row in range(3)]
            assert cells == ["Was opened", "Could be listed", "Was opened"]


def test_when_it_was_done_is_entered_with_now_proposed(
    listed: IncidentsPage, office: Surroundings, show: Show, settled: Wait, ask_office: Do,
) -> None:  # fmt: skip
    found_at = office.desk.session.now().replace(second=0, microsecond=0) - timedelta(hours=90)
    facts = Facts(way="device", level="larger", found_at=found_at)
    (id_,) = ask_office(incidents.open_incident, facts, drill=3).created
    page: IncidentPage = show(IncidentPage(office))
    page.receive(id_)
    settled()
    written(page, settled)
    page.handlers()["incident.report"]()
    when = page.moments.when
    assert when.chosen() is None
    show_moment(when.editor, found_at - timedelta(minutes=1))
    page.moments.yes.click()
    settled()
    assert page.moments.isVisible() and page.moments.banner.text()
    show_moment(when.editor, found_at + timedelta(hours=2))
    page.moments.yes.click()
    settled()
    assert page.moments.isHidden() and page.view is not None
    assert page.view.reported_at == found_at + timedelta(hours=2)
    page.table.mark([page.table.records.row_id(0)])
    page.handlers()["incident.told"]()
    show_moment(when.editor, found_at + timedelta(hours=3))
    page.moments.yes.click()
    settled()
    page.handlers()["incident.announce"]()
    assert page.reasons.when.entry.isVisible()
    page.reasons.reason.setText("电话停机")
    show_moment(page.reasons.when.editor, found_at + timedelta(hours=4))
    page.reasons.yes.click()
    settled()
    told = [one.result_at for one in page.view.people]
    assert told == [found_at + timedelta(hours=hours) for hours in (3, 4, 4)]


def test_nobody_is_asked_when_where_nothing_was_done(
    listed: IncidentsPage, office: Surroundings, show: Show, settled: Wait, ask_office: Do,
) -> None:  # fmt: skip
    id_ = opened(listed, settled, kind="drill")
    page: IncidentPage = show(IncidentPage(office))
    page.receive(id_)
    settled()
    written(page, settled)
    page.handlers()["incident.spare"]()
    assert not page.reasons.when.entry.isVisible()
    page.reasons.reason.setText("设备已加密")
    page.reasons.yes.click()
    settled()
    assert page.view is not None and page.view.spared == "设备已加密"


def test_a_lowered_level_leaves_the_clock_and_the_page_says_so(
    listed: IncidentsPage, office: Surroundings, show: Show, settled: Wait, ask_office: Do,
    languages: Languages,
) -> None:  # fmt: skip
    languages.use("en")
    facts = Facts(way="device", level="larger", found_at=office.desk.session.now())
    (id_,) = ask_office(incidents.open_incident, facts).created
    ask_office(incidents.write, id_, {}, level="general", version=1)
    page: IncidentPage = show(IncidentPage(office))
    page.receive(id_)
    settled()
    said = [one.text() for one in page.side.cards["facts"].findChildren(Label)]
    assert "The clock goes by the gravest level this file had: Larger or worse" in said


def test_what_is_overdue_stands_in_red_and_first_on_today(
    listed: IncidentsPage, office: Surroundings, settled: Wait, ask_office: Do
) -> None:
    found_at = office.desk.session.now() - timedelta(hours=100)
    ask_office(incidents.open_incident, Facts(way="device", level="general", found_at=found_at))
    listed.refresh()
    settled()
    look = listed.table.records.look
    assert look(0, 4)[1] == look(0, 5)[1] == LATE
    assert ask_office(lines) == {"incidents_late": (1, "incidents")}


def test_an_account_in_other_hands_is_named_and_its_time(
    listed: IncidentsPage, office: Surroundings, settled: Wait, ask_office: Do
) -> None:
    id_ = opened(listed, settled, way="account")
    view = ask_office(incident_views.open_in_full, id_)
    assert view.named == listed.form.user.itemText(0) != ""
    listed.handlers()["incidents.open"]()
    form = listed.form
    form.way.setCurrentIndex(form.way.findData("disclosure"))
    settled()
    form.yes.click()
    settled()
    assert form.isVisible() and form.banner.text()
