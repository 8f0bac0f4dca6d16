# SPDX-License-Identifier: Apache-2.0
"""What goes here and what stays of something given away for good, in a person's words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.disclosing import deletes_here
from hr_desk.domain.for_good import FLOOR
from hr_desk.i18n import N_, t
from hr_desk.operations.for_good_views import Proof, Remains, Stays

_FOR_GOOD: Final = N_(
    "It is given away for good: once the file is out, the copies here are deleted, except what a "
    "law or a hold keeps."
)


def for_good_said(way: str) -> str:
    """Say what a way does to the copies here; empty for one that leaves them."""
    return t(_FOR_GOOD) if deletes_here(way) else ""


def before_said(catalogue: Catalogue, goes: Remains | None) -> str:
    """Say, before a file leaves, how it leaves, and what goes here with it."""
    lines = [t("The file is locked. A consent withdrawn meanwhile is honoured.")]
    if goes is not None:
        lines.append(
            t(
                "For good. Values in the file: {sent}; deleted here as soon as it is out: {gone}; "
                "kept: {kept}. This cannot be undone.",
                sent=goes.sent, gone=goes.gone, kept=goes.kept,
            )
        )  # fmt: skip
        if goes.deleted:
            lines.append(t("Deleted here: {fields}.", fields=_counted(catalogue, goes.deleted)))
        lines += _stays_said(catalogue, goes.stays)
        if goes.copies_asked:
            lines.append(
                t("Further copies that recruiting deletes: {count}.", count=goes.copies_asked)
            )
    return "\n".join(lines)


def after_said(catalogue: Catalogue, left: Remains) -> str:
    """Say what became of the copies here, and by which deletions that is proved."""
    lines = [
        t(
            "Given away for good. Values sent: {sent}; deleted here: {gone}; kept: {kept}.",
            sent=left.sent, gone=left.gone, kept=left.kept,
        )
    ]  # fmt: skip
    if left.deleted:
        lines.append(t("Deleted here: {fields}.", fields=_counted(catalogue, left.deleted)))
    lines += _stays_said(catalogue, left.stays)
    for count, message in (
        (left.ended, N_("Gone here by their own period: {count} values.")),
        (left.asked, N_("Waiting for payroll to delete: {count} values.")),
        (left.copies, N_("Further copies that recruiting deleted: {count}.")),
        (left.copies_asked, N_("Waiting for recruiting to delete further copies: {count}.")),
    ):
        if count:
            lines.append(t(message, count=count))
    lines += _proofs_said(catalogue, left.proofs)
    return "\n".join(lines)


def _counted(catalogue: Catalogue, counts: Mapping[str, int]) -> str:
    """Name fields, each with how many people's."""
    return t(", ").join(
        t("{field} ({count})", field=catalogue.fields[key].label, count=count)
        for key, count in counts.items()
    )


def _stays_said(catalogue: Catalogue, stays: Iterable[Stays]) -> list[str]:
    """Say what stays, a line for each reason."""
    groups: dict[Stays, dict[str, int]] = defaultdict(dict)
    for one in stays:
        reason = Stays("", one.reason, one.class_key, one.floor, 0, one.until)
        groups[reason][one.key] = one.people
    return [
        _reason_said(catalogue, reason, _counted(catalogue, counts))
        for reason, counts in groups.items()
    ]


def _reason_said(catalogue: Catalogue, reason: Stays, fields: str) -> str:
    class_ = catalogue.classes[reason.class_key]
    if reason.reason != FLOOR:
        return t(
            "Stays while a hold keeps it, for now until {day}: {fields}.",
            day=reason.until, fields=fields,
        )  # fmt: skip
    if reason.until is None:
        return t(
            "Stays by law: {fields} ({record}, {days} days from: {event}).",
            days=reason.floor, event=class_.clock_event, fields=fields, record=class_.label,
        )  # fmt: skip
    return t(
        "Stays by law until {day}: {fields} ({record}).",
        day=reason.until, fields=fields, record=class_.label,
    )  # fmt: skip


def _proofs_said(catalogue: Catalogue, proofs: Iterable[Proof]) -> list[str]:
    """Name the certificates there are, then those whose proof is still to come."""
    found: dict[bool, list[str]] = defaultdict(list)
    for one in proofs:
        found[one.certified].append(
            t(
                "{file} no. {number} (values: {count})",
                file=catalogue.compartments[one.place], number=one.number, count=one.values,
            )
        )  # fmt: skip
    joined = {key: t("; ").join(ones) for key, ones in found.items()}
    messages = (
        (True, N_("Deletion certificates: {numbers}.")),
        (False, N_("Deletions whose certificate comes with the next proof: {numbers}.")),
    )
    return [t(said, numbers=joined[key]) for key, said in messages if key in joined]
