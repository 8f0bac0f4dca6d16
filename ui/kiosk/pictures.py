# SPDX-License-Identifier: Apache-2.0
"""A walk through every screen of the kiosk: the demo photographs it, a test measures it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from hr_desk.domain.clock import Clock, SystemClock, day_of
from hr_desk.domain.strokes import Signature, Stroke
from hr_desk.i18n import language, use_language
from hr_desk.kiosk import flow
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.flow import Idle
from hr_desk.kiosk.profile import catalogue_of, policy_of, take_up
from ui.kiosk import kinds, leaving, steps, style
from ui.kiosk.joining_steps import made_up_strokes
from ui.kiosk.metrics import Metrics
from ui.kiosk.screen import Screen
from ui.kiosk.visiting import Visit, Words
from ui.kiosk.way_out import WayOut

SIZES: Final = ((1280, 720), (1920, 1080))

_LAID_OUT: Final = 2
"""Rounds after which a text that had to wrap anew stands in its place."""

MADE_UP: Final[Mapping[str, str]] = {
    "full_name": "欧阳晓春",
    "visit_purpose": "business",
    "host_employee": "王建国",
    "mobile": "13800138000",
    "employer": "虚构精密机械有限公司",
    "plate_number": "鲁B12345",
    "companions_count": "2",
    "carried_items": "笔记本电脑一台，序列号 SN-2048",
    "trailer_plate": "鲁B1234挂",
    "delivery_note": "SH-2026-0315",
    "job_title": "工程师",
}
"""A visitor who does not exist, as typed: field key to text."""


class Nowhere:
    """A way out that leads nowhere, for pictures that no desk should hear of."""

    def require_room(self) -> None:
        """There is always room."""

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
        """Return a made-up code."""
        del fields, language, kind, confirmed, invitation, signature
        return "482913"

    def sign_out(self, *, code: str = "", phone_tail: str = "") -> None:
        """Drop nothing."""

    def leave_by_plate(self, plate: str) -> None:
        """Drop nothing."""

    def apply(
        self, fields: Mapping[str, object], *, post: str, confirmed: Mapping[str, str],
        language: str,
    ) -> None:  # fmt: skip
        """Drop nothing."""

    def join(
        self, fields: Mapping[str, object], *, code: str, strokes: Sequence[Stroke],
        confirmed: Mapping[str, str], language: str,
    ) -> None:  # fmt: skip
        """Drop nothing."""

    def ask(
        self, fields: Mapping[str, object], *, confirmed: Mapping[str, str], language: str,
        **asked: str,
    ) -> None:  # fmt: skip
        """Drop nothing."""


def walk(
    visit: Visit, texts: Mapping[str, str] = MADE_UP, *, kind: str = "business"
) -> Iterator[str]:
    """Yield the name of each screen when it is shown to a kind of visitor, in their language."""
    screen, spoken = visit.screen, language()
    visit.go(flow.START)
    yield "start"
    visit.choose(flow.MINOR)
    yield "under-age"
    visit.go(flow.SCANNED)
    yield "scanned"
    visit.go(flow.INVITATION)
    yield "invitation"
    visit.go(flow.KIND)
    yield "kind"
    visit.choose(kind)
    yield "notice"
    visit.choose(flow.REFUSE)
    yield "disagree"
    visit.go(flow.KIND)
    visit.choose(kind)
    notice = screen.step
    if isinstance(notice, steps.Notice):
        notice.policy.click()
        yield "policy"
        screen.foot.back.click()
    visit.choose(flow.AGREE)
    yield from _form(visit, texts)
    while visit.step != flow.REVIEW:
        yield f"confirm-{visit.flow.text_of(visit.step)}"
        if visit.talk.may_sign and isinstance(screen.step, kinds.Confirming):
            screen.step.sign(made_up_strokes())
            yield "signed"
        visit.choose(flow.AGREE)
    yield "review"
    screen.count(8)
    yield "countdown"
    screen.count(0)
    visit.choose(flow.CONFIRM)
    screen.count(20)
    yield "thanks"
    visit.go(flow.SIGN_OUT)
    visit.choose(flow.CONFIRM)
    yield "sign-out"
    visit.choose(flow.BY_PLATE)
    visit.choose(flow.CONFIRM)
    yield "sign-out-by-plate-empty"
    if isinstance(screen.step, leaving.SignOutByPlate):
        screen.step.line.setText(texts["plate_number"])
    yield "sign-out-by-plate"
    visit.go(flow.SIGN_OUT_THANKS)
    yield "sign-out-thanks"
    visit.show_problem("")
    yield "front-desk"
    use_language(spoken)


def _form(visit: Visit, texts: Mapping[str, str]) -> Iterator[str]:
    """Fill every page in; the first time each page is sent empty, to show what is missing."""
    while isinstance(form := visit.screen.step, steps.Form):
        visit.choose(flow.NEXT)
        if visit.screen.step is not form:
            visit.back()
            form = visit.screen.step
        yield f"form-{visit.flow.page_of(visit.step)}-empty"
        if isinstance(form, steps.Form):
            form.show_problems({})
            for widget in form.asked:
                widget.set_text(texts.get(widget.key, ""))
        yield f"form-{visit.flow.page_of(visit.step)}"
        visit.choose(flow.NEXT)


def pictures(
    folder: Path,
    profile: Path,
    desk: str,
    *,
    kiosk: Path,
    inbox: Path,
    sizes: Sequence[tuple[int, int]] = SIZES,
    clock: Clock | None = None,
) -> list[str]:
    """Photograph every screen in each language of the profile and each size; returns the names.

    ``kiosk`` is the kiosk's own folder. The first walk is a real visit: its envelope lies in
    ``inbox`` afterwards. The application looks as before when it is done.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("pictures need an application")
    before = (application.styleSheet(), application.font(), application.palette(), language())
    time = clock or SystemClock()
    taken = take_up(profile.read_bytes(), desk=desk, folder=kiosk, today=day_of(time.now()))
    words = Words(taken.languages, taken.notice.short, policy_of(taken), taken.errands)
    catalogue = catalogue_of(taken)
    out: WayOut = Drop(kiosk, inbox, taken, clock=time)
    names: list[str] = []
    for width, height in sizes:
        metrics = Metrics(width, height)
        style.apply(application, metrics)
        for code in taken.languages:
            use_language(code)
            screen = Screen(metrics, taken.company["name"])
            screen.resize(width, height)
            visit = Visit(screen, words, catalogue, out, idle=Idle(), clock=time)
            names += _photographs(folder, visit, code)
            out = Nowhere()
            screen.deleteLater()
    application.setStyleSheet(before[0])
    application.setFont(before[1])
    application.setPalette(before[2])
    use_language(before[3])
    return names


def _photographs(folder: Path, visit: Visit, code: str) -> Iterator[str]:
    size = f"{visit.screen.width()}x{visit.screen.height()}"
    for number, scene in enumerate(walk(visit), start=1):
        name = f"kiosk-{size}-{code}-{number:02}-{scene}.png"
        for _ in range(_LAID_OUT):
            QApplication.sendPostedEvents()
            visit.screen.grab()
        visit.screen.grab().save(str(folder / name))
        yield name
    visit.activity.stop()
