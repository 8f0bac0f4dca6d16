# SPDX-License-Identifier: Apache-2.0
"""Who comes to the gate on one made-up day, and the stations at which they are met.

Sixty visitors and twenty trucks. What happens at the front desk happens in its real window; a kiosk
is a real screen for two visitors and two who leave, for the others its flow without a screen, which
seals the same envelopes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.demo.people import people
from hr_desk.domain.clock import FixedClock, day_of
from hr_desk.i18n import use_language
from hr_desk.kiosk import flow
from hr_desk.kiosk.conversation import Conversation
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.flow import Idle
from hr_desk.kiosk.profile import catalogue_of, policy_of, take_up
from hr_desk.vault.profiles import Profile
from tests.support.fitting import misfits
from ui import theme
from ui.kiosk import style
from ui.kiosk.metrics import Metrics
from ui.kiosk.screen import Screen
from ui.kiosk.visiting import Visit, Words
from ui.printing.to_printer import pages

SEED = 20260302
STAFF = (("陈晓", "仓储部", "8012"), ("周敏", "综合部", "8001"), ("王建国", "制造部", "8020"),
         ("林工程师", "设备部", "8031"))  # fmt: skip
KINDS = ("business",) * 13 + ("contractor",) * 8 + ("interview",) * 5 + ("inspector", "inspector",
         "family", "family", "other", "group", "group", "other")  # fmt: skip
"""Kinds of the walk-ins at the kiosk, by their own choice; each decided by the host."""

WALK_INS, INVITED, AT_THE_COUNTER, TRUCKS = len(KINDS), 15, 11, 20
VISITORS = WALK_INS + INVITED + AT_THE_COUNTER
assert VISITORS == 60
FEWEST_COLOURS = 8
"""A picture with fewer shows nothing."""


@dataclass(frozen=True)
class Person:
    """A visitor of the day: what they type, by field key."""

    texts: Mapping[str, str]

    @property
    def name(self) -> str:
        """The full name."""
        return self.texts["full_name"]


def everybody() -> tuple[list[Person], list[Person]]:
    """Return the visitors and the drivers, with names, phones and plates that occur once."""
    seen: dict[str, str] = {}
    for one in islice(people(seed=SEED), 400):
        seen.setdefault(one.texts["full_name"], one.texts["mobile"])
    named = list(seen.items())[: VISITORS + TRUCKS]
    visitors = [
        Person({"full_name": name, "mobile": phone, "employer": f"示例来访{number:02}厂",
                "host_employee": STAFF[number % len(STAFF)][0], "job_title": "工程师"})
        for number, (name, phone) in enumerate(named[:VISITORS])
    ]  # fmt: skip
    drivers = [
        Person({"full_name": name, "mobile": phone, "employer": "示例物流",
                "host_employee": "陈晓", "plate_number": plate(number)})
        for number, (name, phone) in enumerate(named[VISITORS:])
    ]  # fmt: skip
    return visitors, drivers


def plate(number: int) -> str:
    """Return a truck's plate; every third one is of new energy and has eight characters."""
    return f"鲁BD{10_101 + number}" if number % 3 == 0 else f"鲁B{20_202 + number}"


@dataclass
class Kiosk:
    """The kiosk at the gate: a signed profile, its own folder, the desk's inbox."""

    folder: Path
    inbox: Path
    profile: Profile
    clock: FixedClock
    catalogue: Catalogue = field(init=False)
    drop: Drop = field(init=False)

    def __post_init__(self) -> None:
        """Take the profile up."""
        self.catalogue = catalogue_of(self.profile)
        self.drop = Drop(self.folder, self.inbox, self.profile, clock=self.clock)

    @classmethod
    def of(cls, data: bytes, *, desk: str, folder: Path, inbox: Path, clock: FixedClock) -> "Kiosk":
        """Return the kiosk that a profile's file makes."""
        profile = take_up(data, desk=desk, folder=folder, today=day_of(clock.now()))
        return cls(folder, inbox, profile, clock)

    def sign_in(self, person: Person, kind: str, *, language: str = "zh_CN") -> str:
        """Walk through the flow without a screen; returns the code of the thanks page."""
        today = day_of(self.clock.now())
        talk = Conversation(self.catalogue)
        purpose = self.catalogue.visit_types[kind].purposes[-1]
        texts = {**person.texts, "visit_purpose": purpose}
        texts |= dict.fromkeys(self.catalogue.visit_types[kind].required, "12")
        for choice in (flow.ADULT, kind, flow.AGREE):
            talk.choose(choice)
        while talk.step != flow.REVIEW:
            if talk.page is not None:
                asked = (question.field.key for question in talk.page.questions)
                talk.answer({key: texts.get(key, "") for key in asked})
                talk.choose(flow.NEXT)
            else:
                talk.choose(flow.AGREE)
        assert not talk.problems(today)
        given = talk.given(today)
        return self.drop.sign_in(
            given.fields, language=language, kind=given.kind, confirmed=given.confirmed
        )

    @contextmanager
    def screen(self) -> Iterator[Visit]:
        """Show the kiosk, dressed by itself; afterwards the program speaks Chinese again."""
        metrics = Metrics(1280, 720)
        shown = Screen(metrics, self.profile.company["name"])
        shown.setFont(metrics.font())
        shown.setPalette(theme.palette(theme.LIGHT))
        shown.setStyleSheet(style.sheet(metrics))
        notice = self.profile.notice
        words = Words(self.profile.languages, notice.short, policy_of(self.profile))
        visit = Visit(shown, words, self.catalogue, self.drop, idle=Idle(), clock=self.clock)
        shown.resize(1280, 720)
        shown.show()
        visit.begin()
        try:
            yield visit
        finally:
            visit.activity.stop()
            shown.hide()
            shown.deleteLater()
            use_language("zh_CN")


@dataclass
class Pictures:
    """Takes a picture of each station, and looks at it."""

    folder: Path
    taken: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def take(self, widget: QWidget, station: str, code: str) -> None:
        """Keep a picture; note what is cut, squeezed, without a glyph, or empty."""
        for _ in range(2):
            QApplication.sendPostedEvents()
            picture = widget.grab().toImage()
        self._keep(picture, station, code)
        self.wrong += [f"{station}-{code}: {line}" for line in misfits(widget)]

    def paper(self, content: bytes, station: str, code: str) -> None:
        """Keep a picture of the first sheet of a PDF; note if nothing stands on it."""
        picture, _size = next(pages(content))
        self._keep(picture, station, code)

    def _keep(self, picture: QImage, station: str, code: str) -> None:
        path = self.folder / f"{station}-{code}.png"
        assert picture.save(str(path))
        self.taken.add(f"{station}-{code}")
        if colours_of(QImage(str(path))) < FEWEST_COLOURS:
            self.wrong.append(f"{path.name}: shows nothing")


def colours_of(picture: QImage) -> int:
    """Return how many colours stand in a picture, looked at on a grid."""
    across, down = range(0, picture.width(), 5), range(0, picture.height(), 5)
    return len({picture.pixel(x, y) for x in across for y in down})
