# SPDX-License-Identifier: Apache-2.0
"""What is written into the file of an incident: sections, a reason where due, when it was done."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QPlainTextEdit

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.i18n import N_, t
from hr_desk.operations import incidents
from hr_desk.operations.incident_views import IncidentView
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.incident_when import DoneAt
from ui.session import OpenDesk
from ui.widgets.entry import Entry, choice, fill, line
from ui.widgets.layouts import row
from ui.widgets.words import Said

HEIGHT: Final = 72
"""Height of the editor of one section in pixels: three lines."""


class SectionsForm(MarkedQuestion):
    """Takes every section of the file; nobody is told before all of them stand."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._version = 0
        self._level, self.level = choice(self._own, N_("How grave"))
        self.content.addWidget(self._level)
        self.texts: dict[str, QPlainTextEdit] = {}
        self._entries: dict[str, Entry] = {}
        for key in incident_rules().sections:
            editor = QPlainTextEdit()
            editor.setFixedHeight(HEIGHT)
            editor.setTabChangesFocus(True)
            self.texts[key], self._entries[key] = editor, Entry(editor)
            self.content.addWidget(self._entries[key])

    def start(self, view: IncidentView) -> None:
        """Show what is written of an incident."""
        self.begin((view.row.id,))
        self._version = view.version
        self._say()
        self.level.setCurrentIndex(self.level.findData(view.row.level))
        for key, editor in self.texts.items():
            editor.setPlainText(view.sections.get(key, ""))
        next(iter(self.texts.values())).setFocus()

    def leave(self) -> None:
        """Hide the form and forget what stands in it."""
        for editor in self.texts.values():
            editor.clear()
        super().leave()

    def _say(self) -> None:
        known = incident_rules()
        fill(self.level, [(str(one.label), key) for key, one in known.levels.items()])
        for key, entry in self._entries.items():
            entry.set_label(str(known.sections[key]))
        self.ask(
            t("Every part is told to the people and to the authority. Plain words, no names."),
            t("Save the sections"), self._run,
        )  # fmt: skip

    def _run(self) -> None:
        texts = {key: editor.toPlainText() for key, editor in self.texts.items()}
        for id_ in self._about:
            self._do_it(incidents.write, id_, texts, level=str(self.level.currentData()),
                        version=self._version, done=self.leave)  # fmt: skip


class ReasonForm(MarkedQuestion):
    """Takes the reason for an announcement, or for telling nobody."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._asks: tuple[Said, Said] = ("", "")
        self._step: Callable[..., Any] = incidents.announce
        self._dated = False
        self._entry, self.reason = line(self._own, N_("Reason (kept in the file)"))
        self.when = DoneAt(desk, self._own)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._entry, 1)
        across.addWidget(self.when.entry)
        self.content.addLayout(across)

    def start(
        self, id_: str, sentence: Said, yes: Said, act: Callable[..., Any], *, dated: bool = False
    ) -> None:
        """Ask ``sentence``; ``act`` takes a reason, and where it is ``dated`` a moment ``at``."""
        self.begin((id_,))
        self._dated = dated
        self.when.entry.setVisible(dated)
        self.when.start()
        self.reason.clear()
        self._asks, self._step = (sentence, yes), act
        self._say()
        self.reason.setFocus()

    def _say(self) -> None:
        self.ask(*self._asks, self._run)

    def _run(self) -> None:
        for id_ in self._about:
            dated = {"at": self.when.chosen()} if self._dated else {}
            self._do_it(self._step, id_, reason=self.reason.text(), done=self.leave, **dated)
