# SPDX-License-Identifier: Apache-2.0
"""The first run: four steps inside the window, from nothing to an open desk."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import desks, disclosure, policies
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.setup.steps import AdminStep, CompanyStep, PolicyStep, RecoveryStep, Step
from ui.printing.sheets import recovery_key_pdf
from ui.tasks import Tasks
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry
from ui.widgets.files import TargetImpossible, choose_folder, require_possible
from ui.widgets.label import Label
from ui.widgets.language_button import LanguageButton
from ui.widgets.layouts import centred, column, row, scrolled
from ui.widgets.panels import Card
from ui.widgets.words import Words

WIDTH = 680
"""Width of the card in pixels."""


class SetupPage(QWidget):
    """Makes a desk; ``opened`` carries its first session."""

    opened = Signal(object)
    cancelled = Signal()
    language_wanted = Signal()

    def __init__(self, tasks: Tasks, folder: Path, *, may_cancel: bool) -> None:
        super().__init__()
        self.setObjectName("Gate")
        self._tasks = tasks
        self._may_cancel = may_cancel
        self._creation: desks.Creation | None = None
        self.session: Session | None = None
        self._words = Words()
        self.banner = Banner()
        self.company, self.admin = CompanyStep(folder), AdminStep()
        self.recovery, self.policy = RecoveryStep(), PolicyStep()
        self.steps: tuple[Step, ...] = (self.company, self.admin, self.recovery, self.policy)
        self._stack = QStackedWidget()
        self._progress = Label(size="small", tone="soft")
        self.back, self.next = Button(icon="arrow-left"), Button(kind="primary")
        self._language = LanguageButton()
        self._lay_out()
        self._connect()
        self.show_step(0)

    @property
    def index(self) -> int:
        """The step in front, from 0."""
        return self._stack.currentIndex()

    def show_step(self, index: int) -> None:
        """Bring a step to the front."""
        self.banner.clear()
        self._stack.setCurrentIndex(index)
        self._busy(False)
        first = self.steps[index].findChild(QLineEdit)
        if first is not None:
            first.setFocus()

    def advance(self) -> None:
        """Check the step in front and go on, making or opening the desk where it is due."""
        if not self.steps[self.index].complete():
            return
        if self.index == 1:
            self._make_desk()
        elif self.index == len(self.steps) - 1:
            self._open_desk()
        else:
            self.show_step(self.index + 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
        super().changeEvent(event)

    def _make_desk(self) -> None:
        self._busy(True)
        self._tasks.query(
            made_and_opened,
            Path(self.company.folder.text().strip()),
            company=self.company.company(),
            admin=self.admin.user.text().strip(),
            passphrase=self.admin.first.text(),
            roles=self.admin.roles(),
            owner=self,
            done=self._made,
            failed=self._failed,
        )

    def _made(self, made: tuple[desks.Creation, Session]) -> None:
        creation, self.session = made
        self._creation = creation
        self.recovery.show_halves(creation.recovery_halves)
        self.show_step(2)

    def _open_desk(self) -> None:
        self._busy(True)
        self._tasks.query(
            filled,
            self.session,
            policy=self.policy.form.values(),
            demo=self.policy.demo.isChecked(),
            owner=self,
            done=self._opened,
            failed=self._failed,
        )

    def _opened(self, session: Any) -> None:
        self._busy(False)
        for editor in (self.admin.first, self.admin.second, *self.recovery.retyped):
            editor.clear()
        self.opened.emit(session)

    def _choose_folder(self) -> None:
        choose_folder(self, t("Save both halves as PDF…"), self._print_to)

    def _print_to(self, folder: Path) -> None:
        if self._creation is None or self.session is None:
            return
        targets = {which: folder / f"hr-desk-recovery-{which}.pdf" for which in "AB"}
        try:
            for target in targets.values():
                require_possible(target)
        except TargetImpossible as error:
            self.banner.show_error(error)
            return
        self._print_halves(self._creation, self.session, targets)

    def _print_halves(
        self, creation: desks.Creation, session: Session, targets: Mapping[str, Path]
    ) -> None:
        sheet = disclosure.Disclosure(
            kind="recovery_key", recipient=t("Two custodians"), purpose="verify.identity"
        )
        company, mark = session.company, creation.fingerprint
        for (which, target), half in zip(targets.items(), creation.recovery_halves, strict=True):
            self._tasks.draw(
                partial(recovery_key_pdf, company, mark, half, which), owner=self,
                done=partial(self._release, session, sheet, target),
            )  # fmt: skip

    def _release(
        self, session: Session, sheet: disclosure.Disclosure, target: Path, content: bytes
    ) -> None:
        self._tasks.run(
            disclosure.release,
            session,
            sheet,
            content,
            target,
            owner=self,
            done=partial(self._printed, target.parent),
            failed=self._failed,
        )

    def _printed(self, folder: Path, _changes: Any) -> None:
        self.banner.show_text(
            "good",
            lambda: t(
                "Both halves are in “{folder}”. Print them, then delete the files.",
                folder=str(folder),
            ),
        )

    def _failed(self, error: UserError) -> None:
        self._busy(False)
        self.banner.show_error(error)

    def _busy(self, busy: bool) -> None:
        self.next.setEnabled(not busy)
        first, made = self.index == 0, self._creation is not None
        can_go_back = (not first and not made) or self.index == 3 or (first and self._may_cancel)
        self.back.setVisible(can_go_back)
        self.back.setEnabled(not busy)
        self._say(busy=busy)

    def _go_back(self) -> None:
        if self.index == 0:
            self.cancelled.emit()
        else:
            self.show_step(self.index - 1)

    def _say(self, *, busy: bool = False) -> None:
        last = self.index == len(self.steps) - 1
        self._progress.setText(
            t("Step {number} of {count}", number=self.index + 1, count=len(self.steps))
        )
        forward = t("Open the desk") if last else t("Continue")
        self.next.setText(t("Working…") if busy else forward)
        self.back.setText(t("Cancel") if self.index == 0 else t("Back"))

    def _lay_out(self) -> None:
        title = Label(size="title", bold=True)
        self._words.put(N_("Set up HR Desk"), title.setText)
        card = Card(margin=theme.WIDE)
        card.setFixedWidth(WIDTH)
        for step in self.steps:
            self._stack.addWidget(scrolled(step))
        buttons = row()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.next)
        for widget in (title, self._progress, self.banner):
            card.body.addWidget(widget)
        card.body.addWidget(self._stack, 1)
        card.body.addLayout(buttons)
        top = row()
        top.addStretch(1)
        top.addWidget(self._language)
        layout = column(self, margin=theme.LARGE)
        layout.addLayout(top)
        layout.addLayout(centred(card), 1)

    def _connect(self) -> None:
        self.next.clicked.connect(self.advance)
        for entry in self.findChildren(Entry):
            if isinstance(entry.editor, QLineEdit):
                entry.editor.returnPressed.connect(self.advance)
        self.back.clicked.connect(self._go_back)
        self._language.clicked.connect(self.language_wanted)
        self.recovery.print_wanted.connect(self._choose_folder)


def made_and_opened(
    folder: Path,
    *,
    company: Mapping[str, str],
    admin: str,
    passphrase: str,
    roles: Sequence[str],
) -> tuple[desks.Creation, Session]:
    """Make a desk and open it as its first user; on the worker."""
    creation = desks.create(
        folder, company=company, admin=admin, passphrase=passphrase, roles=roles
    )
    return creation, desks.open_desk(folder, user=admin, passphrase=passphrase)


def filled(session: Session, *, policy: Mapping[str, Any], demo: bool) -> Session:
    """Take in the policy, and made-up people if they are wanted; on the worker."""
    if policies.in_force(session) is None:
        policies.take_in_published(session, **policy)
    if demo:
        from hr_desk.demo import fill

        fill(session)
    return session
