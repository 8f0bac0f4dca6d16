# SPDX-License-Identifier: Apache-2.0
"""What restoring a backup would lose and what would stay: said before it is done, and after.

The window shows it of a chosen backup, the command once it is done. A restore needs the desk for
itself, so the window says which command does it.
"""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import t
from hr_desk.operations.backups import read_manifest
from hr_desk.operations.operation import require
from hr_desk.operations.problems import BackupUnusable
from hr_desk.operations.session import Session
from hr_desk.store import since_backup
from hr_desk.store.since_backup import Since


@dataclass(frozen=True, slots=True)
class Outlook:
    """A backup: of which compartment, when (aware UTC), and what the file was given since.

    ``since`` is None where the file was put back to an earlier day meanwhile. ``command`` restores
    it, with the desk closed everywhere.
    """

    compartment: str
    at: datetime
    since: Since | None
    command: str


def outlook(session: Session, source: Path) -> Outlook:
    """Return what restoring a backup would lose; nothing is touched, and the backup not opened.

    Raises NotPermitted, BackupUnusable for what is no backup of a file this session holds, and
    ReplacedByRestore for the file that an earlier restore replaced.
    """
    require(session, "backup.create")
    manifest, _ = read_manifest(source)
    name = str(manifest.get("compartment"))
    if manifest.get("desk") != session.desk_id or not session.holds(name):
        raise BackupUnusable(file=source.name)
    since = since_backup.read(
        session.compartment(name).connection, sequence=int(manifest["sequence"]),
        head=bytes.fromhex(manifest["head"]),
    )  # fmt: skip
    at = datetime.fromisoformat(manifest["at"])
    command = shlex.join(
        ["hr-desk", "backup", "restore", str(session.folder), str(source), "--user",
         session.user.name]
    )  # fmt: skip
    return Outlook(name, at, since, command)


def moment(at: datetime) -> str:
    """Return a moment as people here read it, to the minute."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def lost(since: Since | None, catalogue: Catalogue) -> str:
    """Say what a restore loses, in the language in use."""
    if since is None:
        return t(
            "How much is lost cannot be said: the file cannot be read, or was put back to an "
            "earlier day since this backup."
        )
    if not since.changes and not since.letters:
        return t("Nothing was entered since, so nothing is lost.")
    said = []
    if since.changes and since.last_at is not None:
        last = moment(datetime.fromisoformat(since.last_at))
        said.append(
            t("Changes since then that are lost: {count}, the last one at {last}.",
              count=since.changes, last=last)
        )  # fmt: skip
    if since.letters:
        said.append(
            t("Messages that arrived since and are not sent again: {senders}.",
              senders=_senders(since.letters, catalogue))
        )  # fmt: skip
    return " ".join(said)


def _senders(letters: Mapping[str, int], catalogue: Catalogue) -> str:
    names = {key: str(name) for key, name in catalogue.compartments.items()}
    kiosk = t("Kiosk")
    said = [
        t("{count} from “{sender}”", count=count, sender=names.get(key, kiosk))
        for key, count in letters.items()
    ]
    return t(", ").join(said)


def stays() -> str:
    """Say what a restore does again or takes over, in the language in use."""
    return t(
        "What stays as it is now: all that was deleted, withdrawn, restricted or corrected by "
        "order, holds, closed requests, what left the desk, and the periods that were set."
    )


def unread() -> str:
    """Say what a restore could not take over, as the file it replaced could not be read."""
    return t(
        "The replaced file could not be read. What was deleted or withdrawn is deleted again; "
        "holds, restrictions, corrections by order, what left the desk and settings of after the "
        "backup have to be entered again."
    )


def afterwards() -> str:
    """Say what to do next, in the language in use."""
    return t(
        "Then open HR Desk and let it delete what is due. Enter again what was changed since, and "
        "ask for the messages that arrived since."
    )
