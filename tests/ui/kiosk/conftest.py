# SPDX-License-Identifier: Apache-2.0
"""A kiosk's screen in the test's own process, with a way out that a test can look into."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.catalogue import load
from hr_desk.domain.clock import FixedClock
from hr_desk.domain.strokes import Signature
from hr_desk.errors import UserError
from hr_desk.i18n import Language, Text, use_language, with_more
from hr_desk.kiosk.errands import Errand
from hr_desk.kiosk.flow import Idle
from hr_desk.language_file import read_language
from tests.support.desk import START
from tests.support.pseudo import pseudo_language
from ui.kiosk import style
from ui.kiosk.activity import Activity
from ui.kiosk.metrics import Metrics
from ui.kiosk.screen import Screen
from ui.kiosk.visiting import Visit, Words

CODE = "482913"


@dataclass
class Dropped:
    """Takes what a visit drops; ``problem`` is raised instead where it is set."""

    sign_ins: list[tuple[Mapping[str, object], str]] = field(default_factory=list)
    sign_outs: list[tuple[str, str]] = field(default_factory=list)
    kinds: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    plates: list[str] = field(default_factory=list)
    invitations: list[str] = field(default_factory=list)
    signatures: list[Signature | None] = field(default_factory=list)
    applied: list[dict[str, Any]] = field(default_factory=list)
    joined: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    problem: UserError | None = None
    full: UserError | None = None

    def require_room(self) -> None:
        if self.full is not None:
            raise self.full

    def sign_in(
        self,
        fields: Mapping[str, object],
        *,
        language: str,
        kind: str = "",
        confirmed: Mapping[str, str] | None = None,
        invitation: str = "",
        signature: Signature | None = None,
    ) -> str:
        if self.problem is not None:
            raise self.problem
        self.signatures.append(signature)
        self.kinds.append((kind, dict(confirmed or {})))
        self.invitations.append(invitation)
        self.sign_ins.append((dict(fields), language))
        return CODE

    def sign_out(self, *, code: str = "", phone_tail: str = "") -> None:
        if self.problem is not None:
            raise self.problem
        self.sign_outs.append((code, phone_tail))

    def apply(self, fields: Mapping[str, object], **said: Any) -> None:
        if self.problem is not None:
            raise self.problem
        self.applied.append({"fields": dict(fields), **said})

    def join(self, fields: Mapping[str, object], **said: Any) -> None:
        if self.problem is not None:
            raise self.problem
        self.joined.append({"fields": dict(fields), **said})

    def ask(self, fields: Mapping[str, object], **said: Any) -> None:
        if self.problem is not None:
            raise self.problem
        self.asked.append({"fields": dict(fields), **said})

    def leave_by_badge(self, badge: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.badges.append(badge)

    def leave_by_plate(self, plate: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.plates.append(plate)


class Clocks:
    """A steady clock and a wall clock that a test turns."""

    steady = wall = 1_000.0

    def activity(self, parent: Any, idle: Idle) -> Activity:
        """Return an Activity on these clocks."""
        return Activity(parent, idle, steady=lambda: self.steady, wall=lambda: self.wall)


@dataclass
class Shown:
    """A visit on a screen, and everything a test looks at."""

    screen: Screen
    visit: Visit
    dropped: Dropped
    clocks: Clocks
    over: list[bool] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        """Let time pass without anybody touching anything."""
        self.clocks.steady += seconds
        self.visit.activity.look()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Callable[[Metrics], None]]:
    """Return a function that dresses the application as a kiosk; undone afterwards."""
    before = (qapp.styleSheet(), qapp.font(), qapp.palette())
    yield lambda metrics: style.apply(qapp, metrics)
    qapp.setStyleSheet(before[0])
    qapp.setFont(before[1])
    qapp.setPalette(before[2])


@pytest.fixture(scope="session")
def pseudo() -> Language:
    """The stretched pseudo-language as a kiosk's profile carries it."""
    return read_language(pseudo_language())


Open = Callable[..., Shown]


@pytest.fixture
def open_kiosk(
    qtbot: QtBot, qapp: QApplication, dressed: Callable[[Metrics], None], pseudo: Language
) -> Iterator[Open]:
    """Return a function that shows a visit in a window of a size, at its first step."""
    visits: list[Visit] = []

    def open_(
        size: tuple[int, int] = (1280, 720),
        *,
        dots: float = 96.0,
        short: str = "告知",
        policy: str = "政策",
        errands: Mapping[str, Errand] | None = None,
    ) -> Shown:
        metrics = Metrics(*size, dots)
        dressed(metrics)
        screen = Screen(metrics, "示例公司")
        qtbot.addWidget(screen)
        screen.resize(*size)
        codes = ("zh_CN", "en", pseudo.code)
        words = Words(codes, dict.fromkeys(codes, short), Text(zh=policy, en=policy), errands or {})
        dropped, clocks = Dropped(), Clocks()
        visit = Visit(
            screen,
            words,
            load(),
            dropped,
            idle=Idle(30, 10),
            clock=FixedClock(START),
            activity=clocks.activity,
        )
        qapp.installEventFilter(visit.activity)
        visits.append(visit)
        shown = Shown(screen, visit, dropped, clocks)
        visit.over.connect(lambda: shown.over.append(True))
        screen.show()
        visit.begin()
        return shown

    with with_more([pseudo]):
        yield open_
        use_language("zh_CN")
    for visit in visits:
        qapp.removeEventFilter(visit.activity)
        for timer in visit.screen.findChildren(QTimer):
            timer.stop()  # one of them ends the process
        visit.screen.hide()
