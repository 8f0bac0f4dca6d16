# SPDX-License-Identifier: Apache-2.0
"""``hr-desk kiosk PROFILE --desk ID [--inbox FOLDER] [--window] [--trial]``: its supervisor."""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Final

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.profile import folder_for, take_up
from hr_desk.kiosk.pulse import Heart
from ui.kiosk.hardening import forbid_dumps
from ui.kiosk.supervisor import Supervisor, complain, visit_command

USAGE: Final = 2
"""Exit code of what was typed wrongly."""

INBOX: Final = "inbox"
"""The folder beside the profile that is taken where ``--inbox`` names none."""


INBOX_AWAY: Final = N_(
    "The inbox “{folder}” is not there now. Visitors can sign in; what they type waits on this "
    "kiosk until it is. Check the name given with --inbox."
)


class InboxMissing(UserError):
    """No inbox was named, and none lies beside the profile."""

    message = N_(
        "There is no folder “inbox” beside the profile. Name the desk's inbox with --inbox FOLDER."
    )
    exit_code = USAGE


class ProfileMissing(UserError):
    """The profile cannot be read."""

    message = N_("“{file}” cannot be read. Name the file of the kiosk's profile.")


class NoScreen(UserError):
    """There is nothing to show a kiosk on."""

    message = N_("There is no screen here. Start the kiosk in a desktop session.")


def main(argv: Sequence[str], *, has_screen: bool = True) -> int:
    """Run the kiosk until a member of staff or the system ends it; returns the exit code."""
    options = parser().parse_args(argv)
    try:
        if not has_screen:
            raise NoScreen
        return run(
            options.profile,
            options.desk,
            inbox=options.inbox,
            window=options.window,
            trial=options.trial,
        )
    except UserError as problem:
        sys.stderr.write(problem.text() + "\n")
        return problem.exit_code


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    made = argparse.ArgumentParser(prog="hr-desk kiosk", description="Let visitors sign in.")
    made.add_argument("profile", type=Path, metavar="PROFILE", help="the kiosk's signed profile")
    made.add_argument("--desk", required=True, metavar="ID", help="id or fingerprint of the desk")
    made.add_argument("--inbox", type=Path, metavar="FOLDER", help="the desk's inbox")
    made.add_argument("--window", action="store_true", help="a window instead of the full screen")
    told = "let one made-up visitor sign in, then end: for a new kiosk, before visitors come"
    made.add_argument("--trial", action="store_true", help=told)
    return made


def run(
    profile: Path,
    desk: str,
    *,
    inbox: Path | None = None,
    folder: Path | None = None,
    window: bool = False,
    trial: bool = False,
    command: Sequence[str] | None = None,
) -> int:
    """Supervise the kiosk of a profile; returns 0 when it was ended on purpose.

    ``folder`` is the kiosk's own folder (by default one of this account), ``command`` starts one
    visit. A profile that is refused, at the start or later, closes the kiosk: visitors are sent to
    the front desk until there is a good one in its place. A ``trial`` ends after one made-up
    visitor, or with 1 if they do not get in. Raises InboxMissing, DeskUnreadable, and in a trial
    what is wrong with the profile.
    """
    forbid_dumps()
    chores = Chores(profile, desk, _inbox(profile, inbox), folder)
    chores.look_at_profile()
    if chores.refused is not None and (trial or chores.refused.exit_code == USAGE):
        raise chores.refused
    arguments = [str(profile.absolute()), "--desk", desk, "--inbox", str(chores.inbox)]
    arguments += ["--folder", str(folder.absolute())] if folder else []
    arguments += [*(["--window"] if window else []), *(["--trial"] if trial else [])]
    supervisor = Supervisor([*(command or visit_command()), *arguments], chores, trial=trial)
    chores.breaks = lambda: supervisor.back_off.failures > 1
    stop_on_signals(supervisor.stop)
    supervisor.run()
    return int(trial and supervisor.broken > 0)


def _inbox(profile: Path, named: Path | None) -> Path:
    if named is not None:
        if not named.is_dir():
            complain(t(INBOX_AWAY, folder=str(named)[-80:]))
        return named.absolute()
    beside = profile.absolute().parent / INBOX
    if not beside.is_dir():
        raise InboxMissing
    return beside


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Call ``stop`` when the system or the terminal asks this process to end."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop()

    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ask)


class Chores:
    """What the supervisor does between visits: receipts, delivery, and a look at the profile."""

    def __init__(
        self,
        profile: Path,
        desk: str,
        inbox: Path,
        folder: Path | None = None,
        *,
        today: Callable[[], date] = lambda: day_of(SystemClock().now()),
    ) -> None:
        self.inbox = inbox
        self.refused: UserError | None = None
        """Why the profile cannot be used; None while it can."""
        self.breaks: Callable[[], bool] = lambda: False
        """Whether visits break one after the other."""
        self._heart: Heart | None = None
        self._path, self._desk, self._folder, self._today = profile, desk, folder, today
        self._seen: tuple[bytes, date] | None = None
        self._drop: Drop | None = None

    def __call__(self) -> bool:
        """Do everything once; returns whether the children have to be replaced."""
        changed = self.look_at_profile()
        if self._drop is not None:
            self._drop.collect_receipts()
            self._drop.deliver_again()
            if self._heart is not None:
                self._heart.beat(self._drop, refused=self.refused is not None, broken=self.breaks())
        return changed

    def look_at_profile(self) -> bool:
        """Take the profile up again if its file or the day has changed; whether that matters."""
        now = (self._data(), self._today())
        if self._seen == now:
            return False
        before, was = self._seen, self.refused
        self._seen = now
        self.refused = self._take_up(*now)
        if self.refused is not None and type(was) is not type(self.refused):
            complain(self.refused.text())
        renewed = before is None or before[0] != now[0]
        return type(was) is not type(self.refused) or (self.refused is None and renewed)

    def _take_up(self, data: bytes, today: date) -> UserError | None:
        """Return why the profile is refused; the copies kept under an earlier one still go out."""
        try:
            if not data:
                raise ProfileMissing(file=self._path.name)
            folder = self._folder or folder_for(data, desk=self._desk)
            profile = take_up(data, desk=self._desk, folder=folder, today=today)
        except UserError as problem:
            return problem
        self._drop = Drop(folder, self.inbox, profile)
        self._heart = self._heart or Heart(folder)
        return None

    def _data(self) -> bytes:
        """Return the content of the profile's file; nothing where it cannot be read."""
        try:
            return self._path.read_bytes()
        except OSError:
            return b""
