# SPDX-License-Identifier: Apache-2.0
"""An import under way: how far it is, and stopping it; taking one back with the question first."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import import_undo
from hr_desk.operations.import_problems import BatchWorkedOn
from hr_desk.operations.import_undo import Undone
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Question
from ui.widgets.words import Words

LOOK_MS = 100
"""How often the bar asks how far the worker is, in milliseconds."""


class Meter:
    """How far an import is: written by the worker, read by the bar; plain numbers alone."""

    def __init__(self) -> None:
        self.done = self.of = 0
        self.stopped = False

    def __call__(self, done: int, of: int) -> bool:
        """Note how far it is; False once somebody wants it stopped."""
        self.done, self.of = done, of
        return not self.stopped


class RunningPanel(QFrame):
    """A bar and a button that stops the import."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._words, self._meter = Words(), Meter()
        self.bar, self.stop_button, self._about = QProgressBar(), Button(), Label()
        self._words.put(N_("Stop the import"), self.stop_button.setText)
        self._words.put(N_("Progress of the import"), self.bar.setAccessibleName)
        self.stop_button.clicked.connect(self.stop)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        line = row(gap=theme.MEDIUM)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop_button)
        body = column(self, margin=theme.MEDIUM)
        body.addWidget(self._about)
        body.addLayout(line)
        self.hide()

    def begin(self) -> Meter:
        """Show the bar at its beginning; returns what the import is to be told to tell."""
        self._meter = Meter()
        self.stop_button.setEnabled(True)
        self._look()
        self._timer.start()
        self.show()
        return self._meter

    def stop(self) -> None:
        """Ask the import to stop; what came in is removed again."""
        self._meter.stopped = True
        self.stop_button.setEnabled(False)

    def end(self) -> None:
        """Hide the bar."""
        self._timer.stop()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._look()
        super().changeEvent(event)

    def _look(self) -> None:
        self.bar.setMaximum(max(self._meter.of, 1))
        self.bar.setValue(self._meter.done)
        if self._meter.stopped:
            self._about.setText(t("Stopping: what has come in is removed again."))
        else:
            self._about.setText(
                t("Importing: {done} of {of} rows.", done=self._meter.done, of=self._meter.of)
            )


class UndoQuestion(Question):
    """Asks before a whole import is taken back, and once more where somebody worked on it."""

    undone = Signal(object)
    """What taking it back did: an Undone."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(danger=True)
        self._desk = desk
        self._batch, self._people = "", 0
        self.banner = Banner()
        self.content.addWidget(self.banner)

    def start(self, batch_id: str, people: int) -> None:
        """Ask about one import that brought or renewed so many people."""
        self._batch, self._people = batch_id, people
        self.banner.clear()
        self.yes.setEnabled(True)
        self.ask(self._sentence, lambda: t("Undo this import"), self._run)

    def _sentence(self) -> str:
        return t(
            "Undo this import? The people it brought in are deleted, those it renewed are put "
            "back: {count} in all.",
            count=self._people,
        )

    def _run(self, *, also_worked_on: bool = False) -> None:
        self.yes.setEnabled(False)
        self._desk.run(
            import_undo.undo,
            self._batch,
            also_worked_on=also_worked_on,
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, undone: Undone) -> None:
        self.leave()
        self.undone.emit(undone)

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)
        if isinstance(error, BatchWorkedOn):
            self.ask(
                self._sentence,
                lambda: t("Remove that work too"),
                lambda: self._run(also_worked_on=True),
            )
