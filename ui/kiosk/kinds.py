# SPDX-License-Identifier: Apache-2.0
"""The two steps a kind of visitor brings: choosing it, and confirming what it has to read."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QGridLayout

from hr_desk.catalogue.model import Acknowledgement, VisitType
from hr_desk.domain.strokes import Stroke
from hr_desk.i18n import N_, t
from hr_desk.kiosk import flow
from hr_desk.kiosk.conversation import Conversation
from ui import theme
from ui.kiosk.big import CHOSEN, BigButton, BigLabel
from ui.kiosk.metrics import Metrics
from ui.kiosk.paged import PagedText
from ui.kiosk.signing import Place
from ui.kiosk.steps import Sheet, Step
from ui.widgets.layouts import reveal, row

ACROSS: Final = 2
"""Kinds side by side."""

_AGREE: Final = N_("I have read it and keep to it")
_REFUSE: Final = N_("I do not agree")


class Kinds(Step):
    """Each kind of visitor a button, with one line that helps to find the own one."""

    def __init__(
        self,
        metrics: Metrics,
        kinds: Mapping[str, VisitType],
        *,
        chosen: str = "",
        invited: bool = False,
    ) -> None:
        """``chosen`` is the kind chosen before, shown pressed; ``invited``: a code is noted."""
        super().__init__(metrics)
        above = row(gap=metrics.gap)
        title = BigLabel(metrics, t("What brings you here?"), size="heading", bold=True)
        above.addWidget(title, 1)
        said = t("Invitation code noted") if invited else t("I have an invitation code")
        self.code = BigButton(metrics, said, kind="plain", widest=metrics.width // 2)
        self.code.touched.connect(partial(self.chosen.emit, flow.INVITED))
        above.addWidget(self.code)
        self.layout_.addLayout(above)
        grid = QGridLayout()
        grid.setHorizontalSpacing(metrics.gap)
        grid.setVerticalSpacing(metrics.px(3))  # eight kinds with two lines each fit, just
        self.buttons: dict[str, BigButton] = {}
        widest = metrics.column(ACROSS)  # a narrower one would ask for lines it does not need
        for place, kind in enumerate(kinds.values()):
            button = KindButton(metrics, str(kind.label), str(kind.hint), widest=widest)
            button.set_least(metrics.px(92))
            button.setCheckable(True)
            button.setChecked(kind.key == chosen)
            button.touched.connect(partial(self.chosen.emit, kind.key))
            grid.addWidget(button, place // ACROSS, place % ACROSS)
            self.buttons[kind.key] = button
        for place in range(ACROSS):
            grid.setColumnStretch(place, 1)
        self.layout_.addLayout(grid)
        self.layout_.addStretch(1)


class KindButton(BigButton):
    """What a kind is called, and below it in small type the line that helps to find it."""

    def __init__(self, metrics: Metrics, label: str, hint: str, *, widest: int) -> None:
        super().__init__(metrics, f"{label}\n{hint}", widest=widest, left=True)
        self._label, self._hint = label, hint
        self._small = metrics.font("small")

    def _wanted(self) -> QSize:
        """Ask for the height of both texts, each in its own type."""
        asked = super()._wanted()
        inner = QRect(0, 0, self._widest, 10_000).marginsRemoved(self._padding())
        wrapped = int(Qt.TextFlag.TextWordWrap)
        texts = ((self.fontMetrics(), f"{CHOSEN}{self._label}"),
                 (QFontMetrics(self._small), self._hint))  # fmt: skip
        heights = [font.boundingRect(inner, wrapped, text).height() for font, text in texts]
        least = sum(heights) + 10_000 - inner.height()
        return QSize(asked.width(), max(least, self._least.height()))

    def write(self, painter: QPainter, room: QRect, flags: int) -> None:
        """Write both, together in the middle; what is chosen has its mark."""
        del flags
        top = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        said = f"{CHOSEN}{self._label}" if self.isChecked() else self._label
        above = painter.boundingRect(room, top, said)
        large = painter.font()
        painter.setFont(self._small)
        below = painter.boundingRect(room, top, self._hint)
        down = max(0, (room.height() - above.height() - below.height()) // 2)
        place = room.adjusted(0, down, 0, 0)
        painter.setPen(QColor(theme.LIGHT.text_soft))
        painter.drawText(place.adjusted(0, above.height(), 0, 0), top, self._hint)
        painter.setFont(large)
        painter.setPen(QColor(theme.LIGHT.text))
        painter.drawText(place, top, said)


class Confirming(Step):
    """A text to be read and confirmed; both answers are equally large.

    Where something may be signed there is a place for it below, at once or behind a button. Who
    leaves it empty confirms with the same touch.
    """

    answers = ((_REFUSE, flow.REFUSE), (_AGREE, flow.AGREE))

    def __init__(
        self,
        metrics: Metrics,
        text: Acknowledgement,
        *,
        signs: bool = False,
        asked: bool = False,
        drawn: Sequence[Stroke] = (),
    ) -> None:
        """``signs``: there is a place to sign; ``asked``: open at once; ``drawn`` stood there."""
        super().__init__(metrics)
        above = row(gap=metrics.gap)
        above.addWidget(BigLabel(metrics, str(text.label), size="heading", bold=True), 1)
        self.layout_.addLayout(above)
        self.text = PagedText(metrics, "\n\n".join(str(text.text).split("\n")))
        sheet = Sheet(metrics)
        sheet.box.addWidget(self.text)
        self.layout_.addWidget(sheet, 1)
        self.place: Place | None = None
        self.wish = BigButton(metrics, t(_WISH), kind="plain", widest=metrics.width // 2)
        self.wish.touched.connect(self._open)
        above.addWidget(self.wish)
        reveal(self.wish, signs)
        if signs and (asked or drawn):
            self._open(drawn)

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was drawn; empty for nothing."""
        return () if self.place is None else self.place.strokes()

    def sign(self, drawn: Iterable[Sequence[QPointF]]) -> None:
        """Draw strokes, in pixels of the place, as if a finger did; opens it where it is closed."""
        if self.place is None:
            self._open()
        if self.place is not None:
            for stroke in drawn:
                self.place.pad.add_stroke(stroke)

    def _open(self, drawn: Sequence[Stroke] = ()) -> None:
        self.wish.hide()
        self.place = Place(self.metrics, drawn)
        self.layout_.addWidget(self.place)


def confirming(metrics: Metrics, text: Acknowledgement, talk: Conversation) -> Confirming:
    """Return the step of a text for whoever talks, with what they have drawn there before."""
    asked = talk.type is not None and talk.type.signature
    return Confirming(metrics, text, signs=talk.may_sign, asked=asked, drawn=talk.strokes)


_WISH: Final = N_("Sign, if you wish")
