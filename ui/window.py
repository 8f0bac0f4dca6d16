# SPDX-License-Identifier: Apache-2.0
"""The one window: it shows the set-up, the unlock page, the open desk, or the crash page."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from hr_desk.i18n import t
from ui import theme
from ui.language import Languages
from ui.lock import IdleWatch
from ui.pages.crash import CrashPage
from ui.pages.unlock import UnlockPage
from ui.preferences import Preferences, default_desk_folder, is_desk
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.pages.emergency import EmergencyPage
    from ui.pages.recovery import RecoveryPage
    from ui.pages.setup.wizard import SetupPage
    from ui.pages.veil import VeilPage
    from ui.session import OpenDesk
    from ui.workspace import Workspace

USUAL = QSize(1280, 800)
FRAME = QSize(16, 48)
"""What a window manager puts around a window, in pixels; more than most do."""
PRELOAD_MILLISECONDS = 60
"""When the pages are loaded behind the painted unlock page, while somebody types."""


class Window(QMainWindow):
    """Shows one of the gates or the workspace; everything it needs is passed in."""

    locking = Signal()
    """The window was hidden and drafts are queued: end this process."""
    entered = Signal(object)
    """A desk was opened; carries the IdleWatch that wants to see the program's events."""

    def __init__(self, tasks: Tasks, preferences: Preferences, languages: Languages) -> None:
        super().__init__()
        theme.dress(self)
        self._tasks, self._preferences, self._languages = tasks, preferences, languages
        self.workspace: Workspace | None = None
        self.desk: OpenDesk | None = None
        self.idle: IdleWatch | None = None
        self._before_crash: QWidget | None = None
        self.changes_shift = self._takes_over = False
        """Whether the lock hands the desk over to the next guard, and whether this is theirs."""
        self.stack = QStackedWidget()
        self.unlock_page = UnlockPage(tasks)
        self.crash_page = CrashPage()
        self.setup_page: SetupPage | None = None
        self.recovery_page: RecoveryPage | None = None
        self.emergency_page: EmergencyPage | None = None
        self.veil: VeilPage | None = None
        self.stack.addWidget(self.unlock_page)
        self.stack.addWidget(self.crash_page)
        self.setCentralWidget(self.stack)
        self.setMinimumSize(1024, 640)
        self.resize(self._size_that_fits())
        self.setWindowIcon(theme.icon("users", theme.Chosen.colours.accent))
        self._connect()
        self._name()

    def start(self, folder: Path | None) -> None:
        """Begin with the desk in ``folder``, the last one used, or the set-up of a first one."""
        known = self._preferences.desks
        chosen = folder or (known[0] if known else default_desk_folder())
        if is_desk(chosen):
            self.show_unlock(chosen)
        else:
            self.show_setup(chosen)

    def _size_that_fits(self) -> QSize:
        """Return the usual size, or less where the screen has less: what is below is not seen."""
        room = self.screen().availableGeometry().size() - FRAME
        return USUAL.boundedTo(room).expandedTo(self.minimumSize())

    def show_unlock(self, folder: Path, user: str = "") -> None:
        """Offer to unlock the desk in ``folder``, as ``user`` or whoever did so last."""
        named = user or self._preferences.last_user(folder)
        self.unlock_page.offer(folder, self._preferences.desks, user=named)
        self.stack.setCurrentWidget(self.unlock_page)
        QTimer.singleShot(PRELOAD_MILLISECONDS, self, _load_pages)

    def begin_shift(self) -> None:
        """Wait for the card of the next guard, who goes on at the front desk."""
        self._takes_over = True
        self.unlock_page.begin_shift()

    def show_setup(self, folder: Path) -> None:
        """Begin the set-up of a new desk, proposing ``folder``."""
        from ui.pages.setup.wizard import SetupPage

        self._forget_setup()
        may_cancel = self.stack.currentWidget() is self.unlock_page and self.isVisible()
        self.setup_page = SetupPage(self._tasks, folder, may_cancel=may_cancel)
        self.setup_page.opened.connect(self.enter)
        self.setup_page.cancelled.connect(self._back_to_unlock)
        self.setup_page.language_wanted.connect(self._languages.switch)
        self.stack.addWidget(self.setup_page)
        self.stack.setCurrentWidget(self.setup_page)

    def show_recovery(self, folder: Path) -> None:
        """Let somebody in at the desk in ``folder`` with both halves of its recovery key."""
        from ui.pages.recovery import RecoveryPage

        self._forget_recovery()
        self.recovery_page = RecoveryPage(self._tasks, folder)
        self.recovery_page.done.connect(self._recovered)
        self.recovery_page.cancelled.connect(self._leave_recovery)
        self.recovery_page.language_wanted.connect(self._languages.switch)
        self.stack.addWidget(self.recovery_page)
        self.stack.setCurrentWidget(self.recovery_page)

    def show_roll_call(self) -> None:
        """Show the roll call from its sealed copy, behind its PIN; no desk is opened."""
        from ui.pages.emergency import EmergencyPage

        if self.emergency_page is None:
            self.emergency_page = EmergencyPage(self._tasks)
            self.emergency_page.left.connect(self._leave_roll_call)
            self.emergency_page.language_wanted.connect(self._languages.switch)
            self.stack.addWidget(self.emergency_page)
        self.stack.setCurrentWidget(self.emergency_page)

    def enter(self, session: Any) -> None:
        """Show an opened desk."""
        self._leave_workspace()
        from ui.actions import table, visible_pages
        from ui.pages.registry import PAGES
        from ui.session import OpenDesk, Surroundings
        from ui.workspace import Workspace

        self._preferences.remember_desk(session.folder)
        self._preferences.keep_last_user(session.folder, session.user.name)
        self.desk = OpenDesk(session, self._tasks, self)
        actions = table(visible_pages(PAGES, self.desk.means()))
        around = Surroundings(self.desk, self._preferences, self._languages, actions)
        self.workspace = Workspace(around)
        self.workspace.lock_wanted.connect(self.lock)
        self.workspace.shift_wanted.connect(partial(self.lock, shift=True))
        self.workspace.quit_wanted.connect(self.close)
        self._tasks.idle_changed.connect(self.workspace.status.show_idle)
        self.stack.addWidget(self.workspace)
        self.stack.setCurrentWidget(self.workspace)
        self._fill_menus()
        self._watch_idle(self.desk.idle_minutes)
        self._forget_setup()
        self._name()
        self.unlock_page.meanwhile.bell.stop()
        if self._takes_over:
            self._takes_over = False
            self.workspace.show_page("front_desk", "shift")
        self.entered.emit(self.idle)

    def show_crash(self, number: str, file: str) -> None:
        """Show the crash page over whatever is in front."""
        if self.stack.currentWidget() is not self.crash_page:
            self._before_crash = self.stack.currentWidget()
        self.crash_page.show_number(number, file)
        self.menuBar().hide()
        self.stack.setCurrentWidget(self.crash_page)

    def lock(self, *, shift: bool = False) -> None:
        """Hide, keep drafts, and ask for the end of the process. Never asks a question.

        With ``shift`` the next process waits for the card of the next guard.
        """
        if self.workspace is None:
            return
        self.changes_shift = shift
        self.hide()
        self.workspace.keep_drafts()
        self.locking.emit()

    def idle_is_over(self) -> None:
        """Lock a window nobody has touched, or veil it where this machine and the roles say so."""
        from ui.pages.veil import VeilPage, may_veil

        if self.desk is None or not (self._preferences.veils and may_veil(self.desk)):
            self.lock()
            return
        if self.workspace is not None:
            self.workspace.keep_drafts()
        self.veil = VeilPage(self.desk)
        self.veil.lifted.connect(self.lift_veil)
        self.veil.lock_wanted.connect(self.lock)
        self.veil.roll_call_wanted.connect(self.show_roll_call)
        self.veil.language_wanted.connect(self._languages.switch)
        self.stack.addWidget(self.veil)
        self.stack.setCurrentWidget(self.veil)
        self.menuBar().hide()
        self._close_what_is_above()
        self.veil.begin()

    def lift_veil(self) -> None:
        """Show the desk again; idle time counts afresh."""
        if self.workspace is None or self.desk is None:
            return
        self.stack.setCurrentWidget(self.workspace)
        self.menuBar().show()
        self._drop_veil()
        if self.idle is not None:
            self.idle.resume()

    def _close_what_is_above(self) -> None:
        """Close calendars, lists and choosers that are windows of their own: they show values."""
        for above in QApplication.topLevelWidgets():
            if above is not self and above.isVisible():
                above.close()

    def _drop_veil(self) -> None:
        if self.veil is not None:
            self.veil.stop()
            self.stack.removeWidget(self.veil)
            self.veil.deleteLater()
            self.veil = None

    def take_scan(self, code: str) -> None:
        """Hand what a scanner read to the flow it belongs to; without one it goes nowhere."""
        front = self.stack.currentWidget()
        if self.workspace is not None and front is self.workspace:
            self.workspace.take_scan(code)
        elif self.veil is not None and front is self.veil:
            self.veil.take_scan(code)
        elif front is self.unlock_page:
            self.unlock_page.take_scan(code)
        elif self.recovery_page is not None and front is self.recovery_page:
            self.recovery_page.take_scan(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts before the window closes."""
        if self.workspace is not None:
            self.workspace.keep_drafts()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def _name(self) -> None:
        company = "" if self.desk is None else str(self.desk.session.company.get("name", ""))
        name = t("HR Desk")
        self.setWindowTitle(f"{company} · {name}" if company else name)

    def _fill_menus(self) -> None:
        if self.workspace is not None:
            self.workspace.commands.fill(self.menuBar())
            self.menuBar().show()

    def _watch_idle(self, minutes: int) -> None:
        self.idle = IdleWatch(minutes, self)
        self.idle.expired.connect(self.idle_is_over)
        if self.workspace is not None:
            self.idle.seconds_left.connect(self.workspace.status.show_seconds)

    def _after_crash(self) -> None:
        if self._before_crash is not None:
            self.stack.setCurrentWidget(self._before_crash)
        self.menuBar().setVisible(self.stack.currentWidget() is self.workspace)

    def _end_after_crash(self) -> None:
        if self.workspace is not None:
            self.lock()
        else:
            self.close()

    def _back_to_unlock(self) -> None:
        self.stack.setCurrentWidget(self.unlock_page)

    def _leave_workspace(self) -> None:
        """Drop the pages of a desk that was open before; its session was closed elsewhere."""
        if self.workspace is not None and self.desk is not None and self.idle is not None:
            self.stack.removeWidget(self.workspace)
            for part in (self.workspace, self.idle, self.desk):
                part.deleteLater()
            self.workspace = self.desk = self.idle = None

    def _set_up_another(self) -> None:
        self.show_setup(default_desk_folder())

    def _recovered(self, folder: Path, user: str) -> None:
        self._forget_recovery()
        self.show_unlock(folder, user)
        self.unlock_page.banner.show_text(
            "good", lambda: t("Unlock the desk as {name} with the new passphrase.", name=user)
        )

    def _leave_recovery(self) -> None:
        self._forget_recovery()
        self.stack.setCurrentWidget(self.unlock_page)

    def _leave_roll_call(self) -> None:
        """Go back to the veil, to the unlock page, or to the set-up where there is no desk yet."""
        page, self.emergency_page = self.emergency_page, None
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()
        self.stack.setCurrentWidget(self.veil or self.setup_page or self.unlock_page)

    def _forget_recovery(self) -> None:
        if self.recovery_page is not None:
            self.stack.removeWidget(self.recovery_page)
            self.recovery_page.deleteLater()
            self.recovery_page = None

    def _forget_setup(self) -> None:
        if self.setup_page is not None:
            self.stack.removeWidget(self.setup_page)
            self.setup_page.deleteLater()
            self.setup_page = None

    def _connect(self) -> None:
        self.unlock_page.unlocked.connect(self.enter)
        self.unlock_page.new_desk_wanted.connect(self._set_up_another)
        self.unlock_page.recovery_wanted.connect(self.show_recovery)
        self.unlock_page.roll_call_wanted.connect(self.show_roll_call)
        self.unlock_page.language_wanted.connect(self._languages.switch)
        self.crash_page.back_wanted.connect(self._after_crash)
        self.crash_page.end_wanted.connect(self._end_after_crash)


def _load_pages() -> None:
    """Load what an open desk shows, which takes longer than painting the unlock page."""
    import ui.workspace  # noqa: F401
