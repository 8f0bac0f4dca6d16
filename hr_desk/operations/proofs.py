# SPDX-License-Identifier: Apache-2.0
"""The proof of a sweep: the file rewritten, its log emptied, the certificate issued.

A certificate is about one file and one sweep. Until its file can be rewritten alone, a sweep
waits for its proof; the deletion stands.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from hr_desk.operations import backups
from hr_desk.operations.session import Session
from hr_desk.store import sweeping
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.store.places import named_for_others
from hr_desk.vault import certificates as vault_certificates


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One sweep for a list; ``certificate`` is None while its proof waits."""

    number: int
    swept_at: datetime
    counts: Mapping[str, int]
    earliest_due: date
    latest_due: date
    certificate: bytes | None
    compartment: str

    @property
    def key(self) -> str:
        """What names the sweep at this desk: numbers are those of a file."""
        return key_of(self.compartment, self.number)


def key_of(compartment: str, number: int) -> str:
    """Return what names a sweep at this desk."""
    return f"{compartment}-{number:06}"


def swept_here(session: Session) -> tuple[str, ...]:
    """Return the files that this session holds and a sweep clears, in catalogue order."""
    return tuple(
        name
        for name in session.catalogue.compartments
        if name in sweeping.COMPARTMENTS and session.holds(name)
    )


def log_unproven(session: Session) -> None:
    """Tell the backup places at once: a restore must not wait for the proof to delete again."""
    for line in certificates(session):
        if line.certificate is None:
            backups.log_deletions(session, line.compartment, line.number)


def finish_proofs(session: Session) -> bool:
    """Rewrite the files and issue the certificates that wait; False while one is in use.

    Tombstones reach every backup place that can be reached before a certificate is issued; the
    certificate names the others.
    """
    proven = [_finish_file(session, name) for name in swept_here(session)]
    return all(proven)


def _finish_file(session: Session, name: str) -> bool:
    file = session.compartment(name)
    waiting = [line for line in _lines(session, name) if line.certificate is None]
    if not waiting:
        return True
    if not sweeping.rewrite(file):
        return False
    vacuumed_at = session.now()
    if not sweeping.empty_log(file):
        return False
    for line in waiting:
        unreached = backups.log_deletions(session, name, line.number)
        _certify(session, line, vacuumed_at=vacuumed_at, unreached=unreached)
    return sweeping.empty_log(file)


def _certify(
    session: Session, line: CertificateLine, *, vacuumed_at: datetime, unreached: tuple[str, ...]
) -> None:
    file, at = session.compartment(line.compartment), _moment(vacuumed_at)
    with file.change("retention.certify") as change:
        certificate = vault_certificates.issue(
            _facts(session, line, at=at, unreached=unreached),
            signer=session.keys,
            user=session.register.user(session.user.id),
            root_public=session.register.root_public,
        )
        change.execute(
            "UPDATE sweep SET certificate = ?, vacuumed_at = ?, truncated_at = ? WHERE number = ?",
            (certificate, at, at, line.number),
        )
        change.touched("sweep", str(line.number))
        replace_whole(_path(session, line.key), certificate)


def _path(session: Session, key: str) -> Path:
    return DeskFiles(session.folder).part("certificates") / f"{key}.certificate"


def forget_certificates(session: Session, compartment: str, numbers: Iterable[int]) -> None:
    """Remove the files of certificates that have had their years (class CERT)."""
    for number in numbers:
        _path(session, key_of(compartment, number)).unlink(missing_ok=True)


def _facts(
    session: Session, line: CertificateLine, *, at: str, unreached: tuple[str, ...]
) -> vault_certificates.Facts:
    head = session.compartment(line.compartment).head()
    return vault_certificates.Facts(
        number=line.number,
        desk_id=session.desk_id,
        company_name=session.company["name"],
        compartment=line.compartment,
        issued_at=_moment(session.now()),
        counts=dict(line.counts),
        earliest_due=line.earliest_due.isoformat(),
        latest_due=line.latest_due.isoformat(),
        vacuumed_at=at,
        truncated_at=at,
        last_backup_gone_on=backups.last_gone_on(session).isoformat(),
        unreached_backup_places=tuple(map(named_for_others, unreached)),
        audit_sequence=head.sequence,
        audit_head=head.hash.hex(),
    )


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def certificates(session: Session) -> tuple[CertificateLine, ...]:
    """Return the sweeps of the files this session holds, newest first, with their certificates."""
    lines = [line for name in swept_here(session) for line in _lines(session, name)]
    return tuple(sorted(lines, key=lambda line: (line.swept_at, line.number), reverse=True))


def _lines(session: Session, name: str) -> list[CertificateLine]:
    rows = session.compartment(name).read(
        "SELECT number, swept_at, counts, earliest_due, latest_due, certificate FROM sweep "
        "ORDER BY number DESC"
    )
    return [
        CertificateLine(
            number,
            datetime.fromisoformat(swept_at),
            json.loads(counts),
            date.fromisoformat(earliest),
            date.fromisoformat(latest),
            None if certificate is None else bytes(certificate),
            name,
        )
        for number, swept_at, counts, earliest, latest, certificate in rows
    ]


def verify_certificate(data: bytes) -> vault_certificates.Certificate:
    """Return a certificate's facts if every check holds; needs no desk.

    Raises CertificateProblem.
    """
    return vault_certificates.verify_certificate(data)
