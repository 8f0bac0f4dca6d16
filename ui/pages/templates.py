# SPDX-License-Identifier: Apache-2.0
"""The templates of hand-offs: those of the program, and those made here for a city or a bank."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from hr_desk.catalogue.hand_off_templates import RECIPIENT_KINDS
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_templates, template_making
from hr_desk.operations.standing_hand_offs import Standing
from hr_desk.operations.template_making import TemplateLine
from ui.pages.page import Page
from ui.pages.template_opening import Wanted
from ui.pages.template_saving import receivers_of
from ui.pages.template_words import KINDS, WHO
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.files import choose_file
from ui.widgets.layouts import row
from ui.widgets.panels import Question

COLUMNS = (
    text_column("name", N_("Template"), width=16),
    text_column("made", N_("Made by"), width=8),
    text_column("kind", N_("Kind of file"), width=12),
    text_column("who", N_("Whose rows"), width=9),
    text_column("recipients", N_("Who may receive it"), width=14),
    text_column("day", N_("Day of the month"), width=5),
)
ORIGINS = {True: N_("The program"), False: N_("Your company")}
"""Whether a template ships, and what is said of it."""


class TemplatesPage(Page):
    """The list; Enter opens one, whatever is made begins here."""

    kinds = frozenset({"hand_off_template"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.found: Mapping[str, TemplateLine] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.removing = Question(danger=True)
        self.buttons = {
            "templates.open": Button(kind="primary", icon="file-text"),
            "templates.copy": Button(icon="file-text"),
            "templates.remove": Button(kind="danger", icon="trash-2"),
        }
        self._new, self._text = Button(kind="primary", icon="plus"), Button(icon="folder-open")
        self._lay_out()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Begin one always; open, copy and delete the one that is marked."""
        found: dict[str, Callable[[], object]] = {
            "templates.new": partial(self._edit, Wanted()),
            "templates.from_text": self.choose_text,
        }
        one = self._marked()
        if one is not None:
            found["templates.open"] = partial(self._edit, Wanted(one.key))
            if one.template is not None:
                found["templates.copy"] = partial(self._edit, Wanted(one.key, copy=True))
            if one.own:
                found["templates.remove"] = partial(self.ask_remove, one.key)
        return found

    def refresh(self) -> None:
        """Read the list again."""
        self.desk.query(
            template_making.list_lines, owner=self, done=self._show,
            failed=self.banner.show_error, slot="templates.list",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Templates of hand-offs"),
            t("What the file of each receiver looks like. Copy one to make that of your own city."),
        )
        self.table.set_name(t("Templates of hand-offs"))

    def choose_text(self) -> None:
        """Ask for the text of a template."""
        kinds = t("Texts of templates ({kinds})", kinds="*.toml *.txt")
        choose_file(self, t("Open the text of a template"), kinds, self.open_text)

    def open_text(self, path: Path) -> None:
        """Read the text of a template and show it in the editor."""
        self.banner.clear()
        self.desk.query(
            template_making.read_text, path, owner=self,
            done=lambda text: self._edit(Wanted(text=text)), failed=self.banner.show_error,
        )  # fmt: skip

    def ask_remove(self, key: str) -> None:
        """Ask before a template goes; the hand-offs that need it are named."""
        self.banner.clear()
        self.desk.query(
            template_making.standing_with, key, owner=self, done=partial(self._ask_remove, key),
            slot="templates.void",
        )  # fmt: skip

    def _ask_remove(self, key: str, void: tuple[Standing, ...]) -> None:
        if key not in self.found:
            return
        template, names = self.found[key].template, receivers_of(void)
        label = key if template is None else template.label

        def sentence() -> str:
            if not void:
                return t("Delete “{name}”? Save it as a text first if you may want it again.",
                         name=label)  # fmt: skip
            return t(
                "Delete “{name}”? Standing hand-offs that use it: {count} ({receivers}). They "
                "make no file any more.",
                name=label, count=len(void), receivers=names,
            )  # fmt: skip

        self.removing.ask(sentence, lambda: t("Delete"), partial(self._remove, key))

    def _remove(self, key: str) -> None:
        self.removing.leave()
        self.desk.run(
            hand_off_templates.remove_template, key, owner=self,
            done=lambda _changes: self.banner.show_text("good", lambda: t("It is deleted.")),
            failed=self.banner.show_error,
        )  # fmt: skip

    def _edit(self, wanted: Wanted) -> None:
        self.go.emit("template", wanted)

    def _marked(self) -> TemplateLine | None:
        marked = self.table.marked()
        return self.found.get(marked[0]) if len(marked) == 1 else None

    def _show(self, lines: tuple[TemplateLine, ...]) -> None:
        self.found = {one.key: one for one in lines}
        self.table.show_rows([self._row(one) for one in lines])
        self._show_buttons()

    def _row(self, one: TemplateLine) -> TableRow:
        made, template = t(ORIGINS[not one.own]), one.template
        if template is None:
            said = "" if one.problem is None else one.problem.text()
            return text_row(one.key, name=one.key, made=made, kind=said)
        kinds = self.desk.catalogue.code_lists[RECIPIENT_KINDS].codes
        return text_row(
            one.key,
            name=str(template.label),
            made=made,
            kind=t(KINDS[template.kind]),
            who=t(WHO[template.who]),
            recipients=", ".join(str(kinds[key]) for key in template.recipients),
            day=TableCell(str(template.day), sort=template.day) if template.day else None,
        )

    def _show_buttons(self, *_marked: object) -> None:
        handlers = self.handlers()
        for key, button in self.buttons.items():
            button.setVisible(key in handlers)
        self.situation_changed.emit()

    def _do(self, key: str) -> None:
        act = self.handlers().get(key)
        if act is not None:
            act()

    def _lay_out(self) -> None:
        for label, key in (
            (N_("Open"), "templates.open"),
            (N_("Copy and change"), "templates.copy"),
            (N_("Delete…"), "templates.remove"),
        ):
            self.words.put(label, self.buttons[key].setText)
            self.buttons[key].clicked.connect(partial(self._do, key))
        for label, button, key in (
            (N_("From a text…"), self._text, "templates.from_text"),
            (N_("New template"), self._new, "templates.new"),
        ):
            self.words.put(label, button.setText)
            button.clicked.connect(partial(self._do, key))
            self.header.add(button)
        below = row()
        for button in self.buttons.values():
            below.addWidget(button)
        below.addStretch(1)
        self.body.addWidget(self.removing)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self.table.opened.connect(lambda key: self._edit(Wanted(key)))
        self.table.marked_changed.connect(self._show_buttons)
