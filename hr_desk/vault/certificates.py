# SPDX-License-Identifier: Apache-2.0
"""The deletion certificate: one byte string that proves what a sweep removed, without a desk.

It holds counts, days and hashes, no personal data; its signer is a user id. Whoever checks it
compares the fingerprint of the desk with one on paper (a printed notice): anyone can make a desk
of their own, nobody can make a certificate of this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.keys import SignatureProblem, UserKeys
from hr_desk.vault.records import Record, check_day, check_moment, damage_as, refuse_newer, written
from hr_desk.vault.statements import Signed, signed_by, signed_bytes, signer_of, verify_signer

FORMAT = "hr-desk-certificate"
VERSION = 1
SUITE = 1
"""Suite 1: SHA-256, Ed25519."""

LARGEST = 256 * 1024
"""Bytes of a certificate at most; usual ones have about 2,000."""

_CONTEXT = "certificate"
_HASH_SIZE = 32


class CertificateProblem(UserError):
    """The certificate proves nothing."""

    message = N_("This certificate is not valid. Ask the desk that issued it for the original.")


class DamagedCertificate(CertificateProblem):
    """Not the bytes that were issued."""

    message = N_(
        "This is not a deletion certificate, or it was changed after it was issued. "
        "Ask the desk that issued it for the original file."
    )


class NewerCertificate(CertificateProblem):
    """Issued by a newer program."""

    message = N_(
        "This certificate was issued by a newer version of HR Desk. "
        "Update HR Desk, then check it again."
    )


class ForgedCertificate(CertificateProblem):
    """A signature in it does not fit."""

    message = N_(
        "A signature on this certificate does not fit, so it proves nothing. "
        "Ask the desk that issued it for the original file, and keep this one as evidence."
    )


@dataclass(frozen=True)
class Facts:
    """What a sweep of one compartment did.

    ``issued_at``, ``vacuumed_at`` and ``truncated_at`` are UTC (2026-01-31T08:00:00Z), the latter
    two None while not yet done; days (2026-01-31) are those of Asia/Shanghai. ``counts`` are the
    records removed per retention class; ``last_backup_gone_on`` is the day on which the last
    backup that could hold the data goes, ``unreached_backup_places`` those without the tombstones.
    """

    number: int
    desk_id: str
    company_name: str
    compartment: str
    issued_at: str
    counts: Mapping[str, int]
    earliest_due: str | None
    latest_due: str | None
    vacuumed_at: str | None
    truncated_at: str | None
    last_backup_gone_on: str | None
    unreached_backup_places: tuple[str, ...]
    audit_sequence: int
    audit_head: str


@dataclass(frozen=True)
class Certificate(Facts, Signed):
    """The facts with their signer."""


_NAMES = ("format", "version", "suite", *(one.name for one in fields(Certificate)))


def issue(facts: Facts, *, signer: UserKeys, user: RegisteredUser, root_public: bytes) -> bytes:
    """Return the certificate of ``facts``, signed by ``user``: one canonical byte string.

    Raises CertificateProblem where the result would not verify: another desk's facts, a user
    whose keys or delegation are not these, days that are none.
    """
    values: dict[str, Any] = {one.name: getattr(facts, one.name) for one in fields(Facts)}
    unsigned = Certificate(**values, **signed_by(user, root_public))
    signature = signer.sign(_CONTEXT, signed_bytes(_record(unsigned)))
    data = canonical.encode(_record(replace(unsigned, signature=signature)))
    verify_certificate(data)
    return data


def verify_certificate(data: bytes) -> Certificate:
    """Return the certificate if every check holds; raises a CertificateProblem that says why not.

    The bytes are decoded, encoded again and compared before any signature is looked at; then the
    desk's id must be the hash of the root key, the signature the signer's, and the signer's key
    one that the root delegated to.
    """
    if len(data) > LARGEST:
        raise DamagedCertificate
    with damage_as(DamagedCertificate, NewerCertificate):
        value = canonical.decode(data)
        refuse_newer(value, version=VERSION, suite=SUITE)
        certificate = _read(Record(value, *_NAMES))
    try:
        verify_signer(
            certificate, _record(certificate), desk_id=certificate.desk_id, context=_CONTEXT
        )
    except SignatureProblem:
        raise ForgedCertificate from None
    return certificate


def _read(record: Record) -> Certificate:
    record.expect(format=FORMAT, version=VERSION, suite=SUITE)
    certificate = Certificate(**_facts_of(record), **signer_of(record))
    for moment in (certificate.issued_at, certificate.vacuumed_at, certificate.truncated_at):
        check_moment(moment)
    for day in (certificate.earliest_due, certificate.latest_due, certificate.last_backup_gone_on):
        check_day(day)
    return certificate


def _facts_of(record: Record) -> dict[str, Any]:
    return {
        "number": record.number("number", least=1),
        "desk_id": record.text("desk_id"),
        "company_name": record.text("company_name"),
        "compartment": record.text("compartment"),
        "issued_at": record.text("issued_at"),
        "counts": record.numbers("counts"),
        "earliest_due": record.optional_text("earliest_due"),
        "latest_due": record.optional_text("latest_due"),
        "vacuumed_at": record.optional_text("vacuumed_at"),
        "truncated_at": record.optional_text("truncated_at"),
        "last_backup_gone_on": record.optional_text("last_backup_gone_on"),
        "unreached_backup_places": record.texts("unreached_backup_places"),
        "audit_sequence": record.number("audit_sequence"),
        "audit_head": record.data("audit_head", _HASH_SIZE).hex(),
    }


def _record(certificate: Certificate) -> dict[str, Any]:
    return written(certificate, kind=FORMAT, version=VERSION, suite=SUITE)
