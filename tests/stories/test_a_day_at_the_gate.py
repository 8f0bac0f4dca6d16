# SPDX-License-Identifier: Apache-2.0
"""A day of sixty visitors and twenty trucks at one gate, with a picture of each station.

``pytest --pictures FOLDER`` keeps the pictures; otherwise they go with the test's own folder.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hr_desk.i18n import LANGUAGES
from hr_desk.kiosk import flow
from hr_desk.operations import badges, desks, directory, profiles, shifts, visits
from hr_desk.operations.visits import NewVisit, VisitQuery, VisitRow
from tests.support import kiosk_robot
from tests.support.desk import PASSPHRASES, Desk
from tests.support.gate_day import (
    AT_THE_COUNTER,
    INVITED,
    KINDS,
    STAFF,
    TRUCKS,
    VISITORS,
    WALK_INS,
    Kiosk,
    Person,
    Pictures,
    everybody,
    plate,
)
from tests.support.operator import Operator
from tests.support.whole_window import whole_window
from tests.ui.conftest import typed
from ui.actions import action
from ui.kiosk import kinds, leaving, steps
from ui.kiosk.visiting import Visit
from ui.pages.front_desk import FrontDeskPage
from ui.pages.visit import VisitPage
from ui.pages.visit_rows import NAME
from ui.workspace import Workspace

REGULARS = 5
"""Trucks that come twice: their second visit is one of the twenty."""

STAY = 4
"""Visitors whom nobody sees leaving."""

STATIONS = frozenset(
    {"kiosk-start", "kiosk-kind", "kiosk-notice", "kiosk-you", "kiosk-confirm", "kiosk-review",
     "kiosk-thanks", "kiosk-sign-out", "kiosk-sign-out-by-plate", "kiosk-goodbye", "guard-new",
     "guard-known", "guard-out", "queue", "host-said-yes", "expected", "front-desk", "badge-left",
     "unmatched", "roll-call", "closing-time", "roll-call-next-day", "correction",
     "corrected", "locked", "shift-change", "shift-begins", "veil", "slip", "badge"}
)  # fmt: skip

LOOKS = 20
"""How often the story waits for an inbox that is being taken in."""


@dataclass
class Gate:
    """The front desk's window, the kiosk beside it, and whoever was met so far."""

    operator: Operator
    page: FrontDeskPage
    kiosk: Kiosk
    desk: Desk
    pictures: Pictures
    codes: dict[str, str] = field(default_factory=dict)
    slips: list[bytes] = field(default_factory=list)
    """What the printer put out by itself."""

    @property
    def workspace(self) -> Workspace:
        """The pages of the window."""
        found = self.operator.built.window.workspace
        assert found is not None
        return found

    def later(self, minutes: int = 1) -> None:
        """Let time pass, and what lies in the inbox be taken in."""
        self.desk.clock.advance(minutes=minutes)
        # The window looks by itself as well; a look while another one is under way does nothing.
        for _ in range(LOOKS):
            self.workspace.inbox_watch.look()
            self.operator.wait()
            if not any((self.desk.folder / "inbox").glob("*.envelope")):
                break
        self.operator.wait()
        self.kiosk.drop.collect_receipts()

    def do(self, id_: str) -> None:
        """Take an action of the window."""
        self.workspace.do(action(id_))
        self.operator.wait()

    def enter(self) -> None:
        """Press Enter where the keyboard is in the entry of vehicles."""
        QTest.keyClick(self.page.gate.focusWidget() or self.page.gate, Qt.Key.Key_Return)
        self.operator.wait()

    def shoot(self, station: str) -> None:
        """Take a picture of the window in each language."""
        built = self.operator.built
        for code in LANGUAGES:
            built.languages.use(code)
            self.operator.wait()
            self.pictures.take(built.window, station, code)
        built.languages.use(LANGUAGES[0])
        self.operator.wait()

    def rows(self, *states: str) -> dict[str, list[VisitRow]]:
        """Return visits by name."""
        found: dict[str, list[VisitRow]] = {}
        for one in self.operator.ask(visits.list_visits, VisitQuery(states=states, limit=500)):
            found.setdefault(one.cells[NAME].text, []).append(one)
        return found

    def run(self, operation: Callable[..., Any], *arguments: Any, **values: Any) -> Any:
        """Carry an operation out as the front desk does."""
        desk, done = self.operator.built.window.desk, list[Any]()
        assert desk is not None
        desk.run(operation, *arguments, owner=self.page, done=done.append, **values)
        self.operator.wait()
        (changes,) = done
        return changes


@pytest.fixture
def gate(
    qapp: QApplication, qtbot: QtBot, desk: Desk, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Gate]:
    """A gate in the morning: an encrypted desk, its front desk at work, a kiosk with a profile."""
    admin = desk.open("admin")
    data = profiles.create(admin, name="东门").content
    directory.add(admin, STAFF)
    desk.close()
    chosen = request.config.getoption("--pictures")
    folder = Path(str(chosen)) if chosen else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with whole_window(qapp, tmp_path, size=(1280, 800)) as built:
        qtbot.waitUntil(built.window.isActiveWindow)
        built.languages.use(LANGUAGES[0])
        found = list[Any]()
        built.tasks.query(
            desks.open_desk, desk.folder, user="gate", passphrase=PASSPHRASES["gate"],
            clock=desk.clock, profile=desk.profile, done=found.append,
        )  # fmt: skip
        qtbot.waitUntil(lambda: bool(found), timeout=20_000)
        built.window.enter(found[0])
        operator = Operator(qtbot, built)
        operator.wait()
        assert built.window.workspace is not None
        built.window.workspace.show_page("front_desk")
        page = built.window.workspace.page("front_desk")
        assert isinstance(page, FrontDeskPage)
        page.arrivals._pause.setInterval(0)
        kiosk = Kiosk.of(
            data, desk=desk.desk_id, folder=tmp_path / "kiosk", inbox=desk.folder / "inbox",
            clock=desk.clock,
        )  # fmt: skip
        made = Gate(operator, page, kiosk, desk, Pictures(folder))
        made.workspace.slip_printer.printer = made.slips.append
        made.workspace.slip_printer.has_printer = lambda: True
        yield made
        built.tasks.query(found[0].close)
        qtbot.waitUntil(built.tasks.is_idle, timeout=30_000)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_day_of_sixty_visitors_and_twenty_trucks(gate: Gate) -> None:
    visitors, drivers = everybody()
    walk_ins, invited = visitors[:WALK_INS], visitors[WALK_INS : WALK_INS + INVITED]
    counter = visitors[WALK_INS + INVITED :]
    expect(gate, invited)
    trucks_come(gate, drivers[: TRUCKS - REGULARS])
    on_the_screen(gate, walk_ins[:2])
    shift_changes(gate, walk_ins[2], KINDS[2])
    walk_in(gate, walk_ins[3:], KINDS[3:])
    come_as_expected(gate, invited)
    at_the_counter(gate, counter)
    papers_come_out(gate, counter[0])
    a_guard_only_watches(gate)
    trucks_leave_and_come_back(gate, drivers)
    assert len(gate.rows()) == VISITORS + TRUCKS - REGULARS
    assert sum(map(len, gate.rows().values())) == VISITORS + TRUCKS
    alarm(gate, [*visitors, *drivers[:REGULARS]])
    everybody_leaves_but(gate, [*walk_ins, *invited, *counter], drivers)
    closing_time(gate, visitors[-STAY:])
    assert not gate.pictures.wrong, "\n".join(gate.pictures.wrong)
    assert gate.pictures.taken == {f"{one}-{code}" for one in STATIONS for code in LANGUAGES}


def expect(gate: Gate, invited: list[Person]) -> None:
    """Enter who was invited for today."""
    catalogue, day = gate.kiosk.catalogue, gate.desk.clock.now().date()
    new = [
        NewVisit(
            values=typed(catalogue, full_name=one.name, host_employee=one.texts["host_employee"],
                         visit_purpose="business",
                         visit_planned=f"{day} {10 + number % 6}:30"),
            notice="owed",
        )
        for number, one in enumerate(invited)
    ]  # fmt: skip
    gate.run(visits.expect, new)
    gate.page.list.choose("expected")
    gate.operator.wait()
    gate.shoot("expected")
    gate.page.list.choose("on_site")


def trucks_come(gate: Gate, drivers: list[Person]) -> None:
    """Let new trucks in at the guard's entry: plate, driver, what they bring, dock."""
    for number, driver in enumerate(drivers):
        gate.later(2)
        gate.page.open_gate()
        gate.page.gate.plate.set_text(driver.texts["plate_number"])
        gate.page.gate.plate.edited.emit()
        gate.enter()
        form = gate.page.gate.form
        for key in ("full_name", "employer", "mobile"):
            form.editors[key].set_text(driver.texts[key])
        form.editors["delivery_note"].set_text(f"SH-2026-{number:04}")
        form.editors["dock"].set_text(str(1 + number % 6))
        purpose = "pick_up" if number % 4 == 0 else "delivery"
        form.purpose.setCurrentIndex(form.purpose.findData(purpose))
        form.host.setEditText("陈晓")
        gate.page.gate.texts.told.setChecked(True)
        if number == 0:
            gate.shoot("guard-new")
        gate.enter()
        assert gate.page.gate.error.text() == ""
    gate.page.gate.leave()
    assert len(gate.rows("on_site")) == len(drivers)


def on_the_screen(gate: Gate, people: list[Person]) -> None:
    """Let one visitor sign in at the kiosk's screen in each language."""
    for person, code in zip(people, LANGUAGES, strict=True):
        with gate.kiosk.screen() as visit:
            gate.codes[person.name] = sign_in_on(gate.pictures, visit, person, code)
        gate.later()
    decide(gate, people, picture=True)


def sign_in_on(pictures: Pictures, visit: Visit, person: Person, code: str) -> str:
    """Sign in with a finger, a picture of each page; returns the code of the last one."""
    screen = visit.screen
    names = {steps.Start: "start", kinds.Kinds: "kind", steps.Notice: "notice",
             kinds.Confirming: "confirm", steps.Review: "review"}  # fmt: skip
    texts = {**person.texts, "kind": "business"}
    if code != LANGUAGES[0]:
        kiosk_robot.touch(_start(visit).languages[code])
    while not isinstance(screen.step, steps.Thanks):
        step = screen.step
        assert step is not None
        if isinstance(step, steps.Form):
            if visit.step == f"{flow.FORM}you":
                for asked in step.asked:
                    asked.set_text(texts.get(asked.key, ""))
                pictures.take(screen, "kiosk-you", code)
        else:
            (name,) = (name for kind, name in names.items() if isinstance(step, kind))
            pictures.take(screen, f"kiosk-{name}", code)
        assert kiosk_robot.go_on(screen, texts)
    pictures.take(screen, "kiosk-thanks", code)
    return screen.step.code.text().replace(" ", "")


def _start(visit: Visit) -> steps.Start:
    assert isinstance(visit.screen.step, steps.Start)
    return visit.screen.step


def walk_in(gate: Gate, people: list[Person], chosen: tuple[str, ...]) -> None:
    """Let people sign in at the kiosk by their kind, and their hosts decide."""
    for number, (person, kind) in enumerate(zip(people, chosen, strict=True)):
        gate.codes[person.name] = gate.kiosk.sign_in(person, kind)
        gate.later(3)
        if number % 4 == 3:
            if number == 3:
                gate.shoot("queue")
            decide(gate, people[number - 3 : number + 1])
    decide(gate, people[len(people) // 4 * 4 :])


def decide(gate: Gate, people: list[Person], *, picture: bool = False) -> None:
    """Take each into hand, note the host's yes, and let them in."""
    for person in people:
        (row,) = gate.rows("announced")[person.name]
        gate.page.arrivals.choose(row.visit_id)
        gate.do("front_desk.host_yes")
        assert gate.rows("let_in")[person.name][0].visit_id == row.visit_id
        gate.page.arrivals.choose(row.visit_id)
        if picture and person is people[0]:
            gate.shoot("host-said-yes")
        gate.do("front_desk.confirm")
    inside = gate.rows("on_site")
    assert {one.name for one in people} <= set(inside)


def shift_changes(gate: Gate, visitor: Person, kind: str) -> None:
    """Nobody is at the desk for a moment: who signs in is counted on the lock page, unnamed.

    The lock ends the process of a window; here its page comes in front of a desk that rests.
    """
    window = gate.operator.built.window
    bell = window.unlock_page.meanwhile.bell
    gate.run(shifts.change_over)
    gate.workspace.inbox_watch.stop()
    window.show_unlock(gate.desk.folder, "gate")
    window.menuBar().hide()
    window.unlock_page.begin_shift()
    gate.operator.wait()
    gate.shoot("shift-change")
    window.unlock_page.banner.clear()
    gate.codes[visitor.name] = gate.kiosk.sign_in(visitor, kind)
    bell.look()
    gate.operator.wait()
    assert window.unlock_page.meanwhile.isVisible()
    assert "1" in window.unlock_page.meanwhile.text()
    assert not [one.text() for one in window.unlock_page.findChildren(QLabel)
                if visitor.name in one.text()]  # fmt: skip
    gate.shoot("locked")
    bell.stop()
    window.stack.setCurrentWidget(gate.workspace)
    window.menuBar().show()
    gate.workspace.show_page("front_desk", "shift")
    gate.workspace.inbox_watch.start()
    gate.later()
    assert "gate" in gate.page.banner.text()
    gate.shoot("shift-begins")
    decide(gate, [visitor])


def papers_come_out(gate: Gate, person: Person) -> None:
    """Who was let in got a slip by itself; a badge is printed when it is asked for.

    The row stays marked, with its steps, in the pictures that follow.
    """
    kinds = gate.kiosk.catalogue.visit_types
    at_once = sum(kinds[one].slip_at_once for one in KINDS) + INVITED + AT_THE_COUNTER
    gate.operator.qtbot.waitUntil(lambda: len(gate.slips) == at_once, timeout=30_000)
    gate.operator.wait()
    (row,) = gate.rows("on_site")[person.name]
    assert row.slip == "out" and gate.workspace.slip_printer.waiting() == ()
    languages = gate.operator.built.languages
    gate.page.list.choose("on_site")
    gate.operator.wait()
    gate.page.list.table.mark([row.visit_id])
    for code in LANGUAGES:
        languages.use(code)
        gate.operator.wait()
        prints: dict[str, Callable[[], object]] = {
            "slip": partial(gate.page.start, "slip"),
            "badge": gate.page.print_badges,
        }
        for station, begin in prints.items():
            sheets = list[bytes]()
            gate.page.badges.printer = sheets.append
            begin()
            gate.operator.qtbot.waitUntil(partial(bool, sheets))
            gate.operator.wait()
            gate.pictures.paper(sheets[0], station, code)
            assert person.name in text_of(sheets[0])
    languages.use(LANGUAGES[0])
    gate.operator.wait()


def a_guard_only_watches(gate: Gate) -> None:
    """The veil counts who waits and who is inside, and shows nobody."""
    built = gate.operator.built
    built.window._preferences.veils = True
    built.window.idle_is_over()
    gate.operator.wait()
    assert built.window.veil is not None
    names = set(gate.rows())
    said = [one.text() for one in built.window.veil.findChildren(QLabel)]
    assert str(len(gate.rows("on_site"))) in " ".join(said)
    assert not [line for line in said for name in names if name in line]
    gate.shoot("veil")
    built.window.lift_veil()
    built.window._preferences.veils = False


def come_as_expected(gate: Gate, invited: list[Person]) -> None:
    """Two of three invited guests use the kiosk and become one visit; the others are known."""
    for number, person in enumerate(invited):
        (planned,) = gate.rows("expected")[person.name]
        if number % 3 == 2:
            gate.run(visits.arrive, (planned.visit_id,), notice="paper")
            continue
        gate.codes[person.name] = gate.kiosk.sign_in(person, "business")
        gate.later(2)
        (row,) = gate.rows("announced")[person.name]
        assert row.expected_guesses == (planned.visit_id,)
        gate.page.arrivals.choose(row.visit_id)
        gate.do("front_desk.confirm")
        (one,) = gate.rows()[person.name]
        assert (one.visit_id, one.state) == (planned.visit_id, "on_site")


def at_the_counter(gate: Gate, people: list[Person]) -> None:
    """Enter people who do not use the kiosk."""
    for person in people:
        gate.desk.clock.advance(minutes=1)
        texts = {**person.texts, "age_band": "adult", "visit_purpose": "business"}
        del texts["job_title"]
        values = typed(gate.kiosk.catalogue, **texts)
        new = NewVisit(values=values, kind="business", confirmed=("secrecy",))
        gate.run(visits.sign_in, [new])
    gate.shoot("front-desk")


def trucks_leave_and_come_back(gate: Gate, drivers: list[Person]) -> None:
    """All trucks leave by their plates; five come back with two Enters and the plate's end."""
    for number in range(TRUCKS - REGULARS):
        gate.later()
        gate.page.open_gate()
        gate.page.gate.plate.set_text(plate(number)[-5:])
        gate.page.gate.plate.edited.emit()
        gate.enter()
        if number == 0:
            gate.shoot("guard-out")
        gate.enter()
    gate.page.gate.leave()
    assert not {one.name for one in drivers} & set(gate.rows("on_site"))
    for number in range(REGULARS):
        gate.later()
        gate.page.open_gate()
        gate.page.gate.plate.set_text(plate(number)[-5:])
        gate.page.gate.plate.edited.emit()
        gate.enter()
        if number == 0:
            gate.shoot("guard-known")
        gate.enter()
    gate.page.gate.leave()


def text_of(sheets: bytes) -> str:
    """Return all words of a PDF."""
    return "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(sheets))


def alarm(gate: Gate, inside: list[Person]) -> None:
    """Call the roll: on the screen and on paper stands everybody who is inside, once."""
    printed = list[bytes]()
    gate.page.roll_call.printer = printed.append
    gate.do("front_desk.print_roll_call")
    said = gate.page.roll_call.inside.sentences()
    text = text_of(printed[0])
    assert len(said) == len(inside)
    for one in inside:
        assert sum(one.name in line.split() or one.name in line for line in said) >= 1
        assert one.name in text
    gate.shoot("roll-call")
    gate.page.leave_roll_call()


def everybody_leaves_but(gate: Gate, visitors: list[Person], drivers: list[Person]) -> None:
    """By badge, code, phone and plate, at the kiosk and at the desk; the last four do not."""
    going = visitors[:-STAY]
    by_badge, by_phone = going[2:20], going[-4:]
    by_code = [one for one in going[20:-4] if one.name in gate.codes]
    by_desk = [one for one in going[20:-4] if one.name not in gate.codes]
    inside = gate.rows("on_site")
    made = gate.run(badges.make, [inside[one.name][0].visit_id for one in by_badge]).created
    for number, code in enumerate(made):
        if number % 2:
            gate.kiosk.drop.leave_by_badge(code)
        else:
            gate.operator.built.window.take_scan(code)
        gate.later()
        if number == 0:
            gate.shoot("badge-left")
    for one in by_code:
        gate.kiosk.drop.sign_out(code=gate.codes[one.name])
    for one in by_phone:
        gate.kiosk.drop.sign_out(phone_tail=one.texts["mobile"][-4:])
    gate.later()
    gate.run(visits.sign_out, [gate.rows("on_site")[one.name][0].visit_id for one in by_desk])
    leave_on_the_screen(gate, going[:2], [plate(0), plate(1)])
    for number in range(2, REGULARS):
        gate.kiosk.drop.leave_by_plate(plate(number))
    gate.later()
    gate.kiosk.drop.leave_by_plate("藏A00000")
    gate.later()
    gate.shoot("unmatched")
    gate.page.unmatched.dismiss_button.click()
    gate.operator.wait()
    assert set(gate.rows("on_site")) == {one.name for one in visitors[-STAY:]}


def leave_on_the_screen(gate: Gate, people: list[Person], plates: list[str]) -> None:
    """Leave at the kiosk's screen, in each language one by code and one by plate."""
    for person, number, code in zip(people, plates, LANGUAGES, strict=True):
        with gate.kiosk.screen() as visit:
            page = _leaving(visit, code)
            page.line.setText(gate.codes[person.name])
            gate.pictures.take(visit.screen, "kiosk-sign-out", code)
            kiosk_robot.touch(visit.screen.foot.next)
            assert visit.step == flow.SIGN_OUT_THANKS
            gate.pictures.take(visit.screen, "kiosk-goodbye", code)
        with gate.kiosk.screen() as visit:
            kiosk_robot.touch(_leaving(visit, code).by_plate)
            there = visit.screen.step
            assert isinstance(there, leaving.SignOutByPlate)
            for character in number:
                kiosk_robot.touch(there.pad.offered()[character])
            gate.pictures.take(visit.screen, "kiosk-sign-out-by-plate", code)
            kiosk_robot.touch(visit.screen.foot.next)
            assert visit.step == flow.SIGN_OUT_THANKS
        gate.later()


def _leaving(visit: Visit, code: str) -> leaving.SignOut:
    if code != LANGUAGES[0]:
        kiosk_robot.touch(_start(visit).languages[code])
    kiosk_robot.touch(_start(visit).leave)
    assert isinstance(visit.screen.step, leaving.SignOut)
    return visit.screen.step


def closing_time(gate: Gate, staying: list[Person]) -> None:
    """The day is closed by itself; roll call keeps who was not seen, until somebody says so."""
    gate.page.list.choose("left")
    gate.desk.clock.advance(hours=14)
    gate.workspace.inbox_watch._look_anyway()
    gate.operator.wait()
    gate.operator.wait()
    unseen = gate.rows("not_seen")
    assert set(unseen) == {one.name for one in staying}
    assert {row.left_how for rows in unseen.values() for row in rows} == {"automatic"}
    gate.page.list.choose("ever")
    gate.operator.wait()
    gate.shoot("closing-time")
    gate.do("front_desk.roll_call")
    assert len(gate.page.roll_call.unseen.sentences()) == STAY
    gate.shoot("roll-call-next-day")
    gate.page.leave_roll_call()
    correct(gate, unseen[staying[0].name][0])
    gate.run(visits.account_for, [unseen[staying[1].name][0].visit_id])
    gate.workspace.show_page("front_desk")
    gate.do("front_desk.roll_call")
    assert len(gate.page.roll_call.unseen.sentences()) == STAY - 2
    states = Counter(row.state for rows in gate.rows().values() for row in rows)
    assert states == {"left": VISITORS + TRUCKS - STAY + 2, "not_seen": STAY - 2}


def correct(gate: Gate, row: VisitRow) -> None:
    """Say on the visit's own page when somebody left."""
    gate.workspace.show_page("visit", row.visit_id)
    page = gate.workspace.page("visit")
    assert isinstance(page, VisitPage)
    gate.operator.wait()
    page._correct.click()
    page.correcting.at.setTime(QTime(18, 20))
    page.correcting.reason.setCurrentIndex(0)
    gate.shoot("correction")
    page.correcting.yes.click()
    gate.operator.wait()
    gate.shoot("corrected")
    assert row.arrived is not None
    (after,) = [one for rows in gate.rows("left").values() for one in rows
                if one.visit_id == row.visit_id]  # fmt: skip
    assert after.left is not None and after.left_how == "staff"
    assert after.left - row.arrived < timedelta(hours=10)
