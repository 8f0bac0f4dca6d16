# SPDX-License-Identifier: Apache-2.0
"""What HR Desk leaves on this computer outside any desk, and the clearing of it (clauses 2.1, 2.2).

Every file in the account's own folder is of a known kind, or told of as unknown. Clearing takes
nothing that a desk still needs: heads let it notice an older file, a kiosk's envelopes have not
all arrived, and notes about the roll call are still to be entered into the log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.i18n import N_
from hr_desk.store.desk_files import writing

PREFERENCES: Final = "preferences"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of trace: its words, the files it is in, and whether clearing is harmless.

    ``patterns`` are looked for in the account's folder; no kind with ``clears`` False is removed.
    """

    key: str
    label: str
    what: str
    patterns: tuple[str, ...]
    clears: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """One kind of trace as it lies there now: how many files, how many bytes, and where."""

    kind: Kind
    files: int
    bytes: int
    place: Path


KINDS: Final = (
    Kind(
        PREFERENCES,
        N_("Settings of the window"),
        N_(
            "Language, look and whether an idle window is veiled; the folders of desks opened "
            "lately and who unlocked them last; saved filters; the folders of an exchange and of "
            "the second roll call. Clearing keeps the first three alone: exchange and second roll "
            "call have to be set up again."
        ),
        (),
        clears=True,
    ),
    Kind(
        "problems",
        N_("Reports of crashes"),
        N_("Which kind of error happened where in the program. No message, no value, no name."),
        ("problems/crash-*.txt",),
        clears=True,
    ),
    Kind(
        "roll_call",
        N_("Sealed roll call"),
        N_(
            "Who was on site when it was sealed last, with the key that opens it together with the "
            "PIN. An open desk of the front desk seals a new one."
        ),
        ("roll-call/*.sealed", "roll-call/*.key", "roll-call/.*.part"),
        clears=True,
    ),
    Kind(
        "roll_call_notes",
        N_("Notes about the roll call"),
        N_("When it was opened or printed. Goes by itself once the desk has entered it."),
        ("roll-call/*.opened",),
        clears=False,
    ),
    Kind(
        "heads",
        N_("Where each log ended"),
        N_(
            "A number and a hash for each file and user, no personal data. It stays: with it a "
            "desk notices that a file was replaced by an older one."
        ),
        ("heads/*",),
        clears=False,
    ),
    Kind(
        "kiosk",
        N_("Envelopes of a kiosk"),
        N_(
            "What was typed at a kiosk of this computer, sealed, until the desk has it. It stays "
            "until then, and this computer cannot open it."
        ),
        ("kiosk/**/*",),
        clears=False,
    ),
    Kind(
        UNKNOWN,
        N_("Files of no known kind"),
        N_("HR Desk did not make them. Look at them before clearing."),
        (),
        clears=True,
    ),
)
"""Every kind of trace; the clipboard and what the system keeps are the window's to tell."""


def list_traces(profile: Path, *, settings: Path | None = None) -> tuple[Trace, ...]:
    """Return every kind of trace with what there is of it now.

    ``profile`` is the account's folder, ``settings`` the file of the window's preferences.
    """
    return tuple(_trace(kind, profile, settings) for kind in KINDS)


def unknown(profile: Path) -> tuple[Path, ...]:
    """Return the files in the account's folder that are of no known kind."""
    known = {path for kind in KINDS for path in _found(kind, profile)}
    return tuple(path for path in _all_files(profile) if path not in known)


def clear(profile: Path, key: str) -> int:
    """Remove the files of a kind; returns how many. The window clears its own preferences.

    Raises KeyError for no kind, ValueError for one that stays, FolderReadOnly.
    """
    kind = {one.key: one for one in KINDS}[key]
    if not kind.clears:
        raise ValueError(key)
    files = _files(kind, profile)
    for path in files:
        with writing(path.parent):
            path.unlink(missing_ok=True)
    return len(files)


def _trace(kind: Kind, profile: Path, settings: Path | None) -> Trace:
    if kind.key == PREFERENCES:
        files = [settings] if settings is not None and settings.is_file() else []
        return Trace(kind, len(files), sum(map(_size, files)), settings or profile)
    found = _files(kind, profile)
    return Trace(kind, len(found), sum(map(_size, found)), _place(kind, profile))


def _place(kind: Kind, profile: Path) -> Path:
    return profile / kind.patterns[0].partition("/")[0] if kind.patterns else profile


def _files(kind: Kind, profile: Path) -> list[Path]:
    return list(unknown(profile)) if kind.key == UNKNOWN else list(_found(kind, profile))


def _found(kind: Kind, profile: Path) -> Iterator[Path]:
    for pattern in kind.patterns:
        yield from (path for path in sorted(profile.glob(pattern)) if path.is_file())


def _all_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; a desk in it is no trace outside a desk."""
    if (folder / "slots.json").exists() or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _all_files(path)
        else:
            yield path


def _size(path: Path) -> int:
    """Return the bytes of a file; one that has just gone counts none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
