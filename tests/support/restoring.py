# SPDX-License-Identifier: Apache-2.0
"""A backup of one file, made and put back, also where the file itself is lost."""

from pathlib import Path

from hr_desk.operations import backups, restoring
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from tests.support.desk import PASSPHRASES, Desk


def backup_of(session: Session, compartment: str) -> Path:
    """Make backups, and return the one of a compartment."""
    made = backups.create(session)
    (path,) = (line.path for line in made if line.compartment == compartment)
    return Path(path)


def restored(desk: Desk, source: Path, *, user: str = "hiring") -> None:
    """Put a backup in force; nobody's session stays open."""
    desk.close()
    restoring.restore(
        desk.folder, source, user=user, passphrase=PASSPHRASES[user], clock=desk.clock
    )


def lose(desk: Desk, compartment: str) -> None:
    """Lose a compartment's file; what the backup places know is all that is left of its days."""
    desk.close()
    for path in DeskFiles(desk.folder).folder.glob(f"{compartment}*.db*"):
        path.unlink()
