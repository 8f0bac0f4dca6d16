# SPDX-License-Identifier: Apache-2.0
"""Users and keys on the screen: the table of keys, and each form that changes them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from hr_desk.operations import desks, memberships, users
from hr_desk.operations.session import Session
from tests.ui.conftest import PASSPHRASE
from ui.language import Languages
from ui.pages import people_words
from ui.pages.people import PeoplePage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
NEW = "lantern under seven bridges"


def open_beside(folder: Path, user: str = "admin", passphrase: str = PASSPHRASE) -> Session:
    """Open the desk beside the window, as another window would."""
    return desks.open_desk(folder, user=user, passphrase=passphrase)


@pytest.fixture
def page(around: Surroundings, show: Show) -> PeoplePage:
    made: PeoplePage = show(PeoplePage(around))
    return made


def cells(page: PeoplePage, name: str) -> dict[str, str]:
    """Return one user's row: column key to what it shows."""
    model = page.table.records
    for row in range(model.rowCount()):
        found = {
            column.key: str(model.index(row, place).data())
            for place, column in enumerate(model.columns)
        }
        if found["name"] == name:
            return found
    raise LookupError(name)


def mark(page: PeoplePage, name: str) -> None:
    """Mark one user by login name."""
    (id_,) = (one.id for one in page.lines.values() if one.name == name)
    page.table.mark([id_])


def start(page: PeoplePage, name: str, action: str) -> Any:
    """Mark a user, press the button of an action, and return the form it opened."""
    mark(page, name)
    assert not page.buttons[action].isHidden()
    page.buttons[action].click()
    (form,) = (one for one in page._forms if not one.isHidden())
    return form


def add(page: PeoplePage, wait: Wait, name: str, role: str) -> None:
    page.buttons["people.add"].click()
    page.adding.name.setText(name)
    page.adding.passphrase.first.setText(PASSPHRASE)
    page.adding.passphrase.second.setText(PASSPHRASE)
    page.adding.roles[role].setChecked(True)
    page.adding.yes.click()
    wait()
    wait()


def test_the_table_says_who_holds_which_key(
    page: PeoplePage, wait_idle: Wait, around: Surroundings
) -> None:
    assert cells(page, "admin")["key.hiring"] == "是"
    assert cells(page, "desk")["key.hiring"] == "–"
    assert cells(page, "desk")["key.visits"] == "是"
    add(page, wait_idle, "officer", "privacy_officer")
    assert cells(page, "officer")["key.privacy"] not in ("是", "–", "")
    headings = {column.key: column.heading() for column in page.table.records.columns}
    assert headings["key.visits"] == around.desk.catalogue.compartments["visits"].zh


def test_roles_are_changed_and_what_is_lost_is_named_before(
    page: PeoplePage, wait_idle: Wait, folder: Path, around: Surroundings
) -> None:
    labels = around.desk.catalogue.compartments
    form = start(page, "desk", "people.roles")
    assert form.roles.chosen() == ("front_desk",)
    assert str(labels["visits"]) not in form.consequences.text()
    form.roles.choose(["recruiter"])
    wait_idle()
    assert str(labels["visits"]) in form.consequences.text()
    assert "admin" not in form.consequences.text()  # who asks need not lock
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden() and page.banner.text()
    assert str(labels["visits"]) in page.banner.text()
    assert (cells(page, "desk")["key.hiring"], cells(page, "desk")["key.visits"]) == ("是", "–")
    assert (folder / "visits-2.db").exists()


def test_more_rights_say_that_a_new_passphrase_is_chosen(page: PeoplePage, wait_idle: Wait) -> None:
    form = start(page, "desk", "people.roles")
    form.roles.choose(["front_desk", "hr_admin"])
    form.yes.click()
    wait_idle()
    wait_idle()
    assert "新口令" in cells(page, "desk")["roles"] or "passphrase" in cells(page, "desk")["roles"]


def test_a_user_is_removed_after_the_question_said_what_it_starts(
    page: PeoplePage, wait_idle: Wait, folder: Path, around: Surroundings
) -> None:
    add(page, wait_idle, "guard", "front_desk")
    form = start(page, "desk", "people.remove")
    assert "desk" in form.sentence.text()
    said = form.consequences.text()
    assert str(around.desk.catalogue.compartments["visits"]) in said and "guard" in said
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden()
    with pytest.raises(LookupError):
        cells(page, "desk")
    assert "desk" not in desks.user_names(folder)
    assert cells(page, "guard")["key.visits"] == "是"


def test_a_removed_admin_knows_the_root_and_the_question_says_so(
    page: PeoplePage, wait_idle: Wait
) -> None:
    add(page, wait_idle, "deputy", "hr_admin")
    plain = start(page, "desk", "people.remove").consequences.text().splitlines()
    admin = start(page, "deputy", "people.remove").consequences.text().splitlines()
    assert len(admin) == len(plain) + 1


def test_somebody_elses_window_is_named_and_need_not_be_waited_for(
    page: PeoplePage, wait_idle: Wait, folder: Path
) -> None:
    other = open_beside(folder, "desk")
    form = start(page, "desk", "people.remove")
    form.yes.click()
    wait_idle()
    assert not form.isHidden() and "desk" in form.banner.text()
    (at_once,) = (b for b in form.banner.findChildren(QPushButton) if b.text())
    at_once.click()
    wait_idle()
    wait_idle()
    assert form.isHidden() and not page.owed.isHidden()
    other.close()
    page.owed.buttons["visits"].click()
    page.renewing.yes.click()
    wait_idle()
    wait_idle()
    assert page.owed.isHidden() and (folder / "visits-2.db").exists()


def test_a_new_passphrase_is_set_for_somebody(
    page: PeoplePage, wait_idle: Wait, folder: Path
) -> None:
    form = start(page, "desk", "people.passphrase")
    form.passphrase.first.setText(NEW)
    form.passphrase.second.setText("something else")
    form.yes.click()
    assert form.passphrase.second_entry.error()
    form.passphrase.second.setText(NEW)
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden()
    open_beside(folder, "desk", NEW).close()


def test_a_refusal_is_said_in_the_form(page: PeoplePage, wait_idle: Wait) -> None:
    form = start(page, "admin", "people.roles")
    form.roles.choose(["recruiter"])
    form.yes.click()
    wait_idle()
    assert "admin" in form.banner.text() and form.yes.isEnabled()


def test_nothing_is_offered_for_recovery_and_little_for_oneself(page: PeoplePage) -> None:
    mark(page, "recovery")
    shown = {action for action, button in page.buttons.items() if not button.isHidden()}
    assert shown == {"people.add", "people.service_on"}
    mark(page, "admin")
    shown = {action for action, button in page.buttons.items() if not button.isHidden()}
    assert shown == {"people.add", "people.service_on", "people.roles"}


def test_one_form_at_a_time(page: PeoplePage) -> None:
    start(page, "desk", "people.roles")
    start(page, "desk", "people.remove")
    assert page.roles.isHidden()


def test_a_privacy_officer_sees_the_page_and_gives_the_key_they_hold(
    open_as: Callable[..., Surroundings], show: Show, wait_idle: Wait, tmp_path: Path, profile: Path
) -> None:
    folder = tmp_path / "own"
    made_with_officers(folder)
    page = show(PeoplePage(open_as(folder, "officer")))
    assert page.buttons["people.add"].isHidden()
    form = start(page, "deputy", "people.grant")
    form.yes.click()
    wait_idle()
    wait_idle()
    assert cells(page, "deputy")["key.privacy"] == "是"


def test_a_privacy_officer_renews_with_an_admin_beside_them(
    open_as: Callable[..., Surroundings], show: Show, wait_idle: Wait, tmp_path: Path, profile: Path
) -> None:
    folder = tmp_path / "own"
    halves = made_with_officers(folder)
    recovery = users.open_by_recovery(folder, halves=halves)
    deputy = next(line for line in users.list_users(recovery) if line.name == "deputy")
    memberships.grant(recovery, deputy.id)
    recovery.close()
    session = open_beside(folder)
    memberships.remove(session, deputy.id)
    session.close()
    page = show(PeoplePage(open_as(folder, "officer")))
    page.owed.buttons["privacy"].click()
    page.renewing.admin.setText("admin")
    page.renewing.passphrase.setText("not the passphrase")
    page.renewing.yes.click()
    wait_idle()
    assert page.renewing.banner.text()
    page.renewing.passphrase.setText(PASSPHRASE)
    page.renewing.yes.click()
    wait_idle()
    wait_idle()
    assert page.owed.isHidden() and (folder / "privacy-2.db").exists()


def made_with_officers(folder: Path) -> tuple[str, str]:
    """Make a desk with an officer who holds privacy and one who waits; returns the halves."""
    made = desks.create(folder, company={"name": "示例公司"}, admin="admin", passphrase=PASSPHRASE)
    session = open_beside(folder)
    for name in ("officer", "deputy"):
        users.add(session, name=name, passphrase=PASSPHRASE, roles=["privacy_officer"])
    officer = next(line for line in users.list_users(session) if line.name == "officer")
    session.close()
    recovery = users.open_by_recovery(folder, halves=made.recovery_halves)
    memberships.grant(recovery, officer.id)
    recovery.close()
    return made.recovery_halves


def test_forms_follow_the_language(page: PeoplePage, languages: Languages) -> None:
    form = start(page, "desk", "people.remove")
    chinese = form.consequences.text()
    languages.use("en")
    QApplication.processEvents()
    assert form.consequences.text() != chinese or "desk" in form.sentence.text()
    assert "Remove" in form.yes.text()


def switched_on(page: PeoplePage, wait: Wait, path: Path) -> None:
    """Switch the deletion service on, as if ``path`` had been chosen."""
    page.buttons["people.service_on"].click()
    page.service_on.switch_on(path)
    wait()
    wait()


def test_the_service_is_switched_on_and_the_table_says_what_it_reads(
    page: PeoplePage, wait_idle: Wait, tmp_path: Path, around: Surroundings
) -> None:
    page.buttons["people.service_on"].click()
    form = page.service_on
    assert form.yes.isEnabled()
    privacy = str(around.desk.catalogue.compartments["privacy"])
    assert privacy in form._waiting.text()
    form.boxes["privacy"].setChecked(False)
    assert form._waiting.isHidden()
    for box in form.boxes.values():
        box.setChecked(False)
    assert not form.yes.isEnabled()
    form.boxes["visits"].setChecked(True)
    form.switch_on(tmp_path / "service.key")
    wait_idle()
    wait_idle()
    assert form.isHidden() and str(tmp_path / "service.key") in page.banner.text()
    (line,) = (one for one in page.lines.values() if one.is_service)
    assert line.holds == ("visits",)
    row = cells(page, people_words.said_of_name(line))
    assert (row["key.visits"], row["key.hiring"]) == ("是", "–")
    assert row["roles"] == people_words.said_of_machine(line)
    assert page.buttons["people.service_on"].isHidden()


def test_nothing_of_a_person_is_offered_for_the_service(
    page: PeoplePage, wait_idle: Wait, tmp_path: Path
) -> None:
    switched_on(page, wait_idle, tmp_path / "service.key")
    mark(page, "service")
    shown = {name for name, button in page.buttons.items() if not button.isHidden()}
    assert shown == {"people.add", "people.service_off"}


def test_it_is_switched_off_after_the_question_said_what_gets_a_new_key(
    page: PeoplePage, wait_idle: Wait, tmp_path: Path, folder: Path, around: Surroundings
) -> None:
    switched_on(page, wait_idle, tmp_path / "service.key")
    form = start(page, "service", "people.service_off")
    said = form.consequences.text()
    for name in ("visits", "hiring", "personnel", "payroll"):
        assert str(around.desk.catalogue.compartments[name]) in said
    assert "desk" in said and "service" not in said  # people lock windows
    form.yes.click()
    wait_idle()
    wait_idle()
    assert form.isHidden() and (folder / "hiring-2.db").exists()
    assert not any(one.is_service for one in page.lines.values())
    assert not page.buttons["people.service_on"].isHidden()


def test_a_key_file_in_the_desk_is_refused_in_the_form(
    page: PeoplePage, wait_idle: Wait, folder: Path
) -> None:
    switched_on(page, wait_idle, folder / "service.key")
    assert not page.service_on.isHidden() and page.service_on.banner.text()
    assert page.service_on.yes.isEnabled()


def test_its_end_may_wait_for_another_window(
    page: PeoplePage, wait_idle: Wait, tmp_path: Path, folder: Path
) -> None:
    switched_on(page, wait_idle, tmp_path / "service.key")
    beside = open_beside(folder, "desk")
    try:
        form = start(page, "service", "people.service_off")
        form.yes.click()
        wait_idle()
        assert not form.isHidden() and form.banner.text()
        form.carry_out_later()
        wait_idle()
        wait_idle()
    finally:
        beside.close()
    assert not any(one.is_service for one in page.lines.values())
    assert (folder / "hiring-2.db").exists() and not (folder / "visits-2.db").exists()
