# SPDX-License-Identifier: Apache-2.0
"""The sheets HR Desk prints: notice, half of the recovery key, certificate."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.controller import controller_line
from hr_desk.i18n import N_, language, translated
from ui.printing.paper import Boxed, Paper

FINGERPRINT_USE = N_(
    "Whoever is given a deletion certificate compares its fingerprint with this one: only if both "
    "are the same does the certificate come from here."
)
"""What the fingerprint of a desk is for, said wherever it is shown to people."""

NOTHING_DELETED = N_(
    "No record was deleted: a consent was withdrawn, or a request was closed or its proof of "
    "identity forgotten, and no older backup that is restored brings that back."
)
"""What a certificate says that counts nothing: it proves what a restore does again."""

Say = Callable[..., str]


class CertificateFacts(Protocol):
    """What a deletion certificate says, as hr_desk.vault.certificates.Facts."""

    @property
    def number(self) -> int:
        """The running number of the sweep."""
        ...

    @property
    def desk_id(self) -> str:
        """The id of the desk."""
        ...

    @property
    def company_name(self) -> str:
        """The controller."""
        ...

    @property
    def compartment(self) -> str:
        """The compartment swept."""
        ...

    @property
    def issued_at(self) -> str:
        """When it was issued, UTC."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """Retention class to number of records."""
        ...

    @property
    def earliest_due(self) -> str | None:
        """The first due day among them."""
        ...

    @property
    def latest_due(self) -> str | None:
        """The last due day among them."""
        ...

    @property
    def vacuumed_at(self) -> str | None:
        """When the file was rewritten, UTC."""
        ...

    @property
    def truncated_at(self) -> str | None:
        """When the log was emptied, UTC."""
        ...

    @property
    def last_backup_gone_on(self) -> str | None:
        """The day on which the last backup that could hold the data goes."""
        ...

    @property
    def unreached_backup_places(self) -> tuple[str, ...]:
        """Backup places that could not be reached."""
        ...

    @property
    def audit_sequence(self) -> int:
        """The number of the last log entry."""
        ...

    @property
    def audit_head(self) -> str:
        """The hash of the last log entry."""
        ...


def _in(code: str) -> Say:
    """Return a translator into one language, whatever the screen speaks."""

    def say(message: str, /, **values: object) -> str:
        return translated(message, code, **values)

    return say


def notice_pdf(
    title: str,
    text: str,
    company: Mapping[str, str],
    language: str,
    *,
    fingerprint: str,
    printed_on: date,
) -> bytes:
    """Return the notice people are told before they give anything, as PDF to be posted or given.

    ``text`` is what ``policies.notice_text`` returned in ``language``; ``fingerprint`` is the
    desk's, with which a deletion certificate is compared.
    """
    say = _in(language)
    paper = Paper(title, controller_line(company))
    paper.heading(f"{company.get('name', '')}  {title}")
    for paragraph in text.split("\n\n"):
        paper.line(paragraph)
        paper.space(1)
    paper.space(3)
    paper.line(say(N_("Responsible for your data: {who}"), who=controller_line(company)))
    paper.line(say(N_("Fingerprint of the desk: {code}"), code=fingerprint))
    paper.line(say(FINGERPRINT_USE), points=9, soft=True)
    paper.line(say(N_("Printed on {day}"), day=printed_on.isoformat()), points=9, soft=True)
    return paper.finish()


def recovery_key_pdf(company: Mapping[str, str], fingerprint: str, half: str, which: str) -> bytes:
    """Return the sheet of one half of the recovery key; ``which`` is "A" or "B"."""
    say = _in(language())
    title = say(N_("Recovery key, half {which} of two"), which=which)
    paper = Paper(title, controller_line(company))
    paper.heading(f"{company.get('name', '')}  HR Desk")
    paper.heading(title, points=14)
    paper.key(half)
    for sentence in (
        N_("Both halves together open the desk when no passphrase does. One alone is useless."),
        N_("Give the two halves to two custodians who keep them apart, sealed and under lock."),
        N_("The desk keeps no copy of this sheet. Do not photograph, scan or mail it."),
        N_("If a half is lost or was seen by someone else, tell the HR administrator at once."),
    ):
        paper.line(say(sentence))
    paper.space(3)
    paper.line(say(N_("Fingerprint of the desk: {code}"), code=fingerprint))
    paper.space(6)
    paper.fields(
        [
            Boxed(say(N_("Custodian")), ""),
            Boxed(say(N_("Date")), ""),
            Boxed(say(N_("Place where it is kept")), "", wide=True),
        ]
    )
    return paper.finish()


def certificate_pdf(
    facts: CertificateFacts, catalogue: Catalogue | None = None, *, fingerprint: str = "",
    company: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return the paper of a deletion certificate; the signed file itself stays the evidence.

    ``fingerprint`` is that of the desk named in ``facts``, to be compared with the notice's;
    ``company`` is the record of whoever is responsible, to be reached about it.
    """
    say = _in(language())
    title = say(N_("Deletion certificate no. {number}"), number=facts.number)
    paper = Paper(title, controller_line(company or {"name": facts.company_name}))
    paper.heading(facts.company_name)
    paper.heading(title, points=14)
    counted = N_("The personal data counted below was deleted from this desk.")
    paper.line(say(counted if facts.counts else NOTHING_DELETED))
    paper.fields(_certificate_boxes(facts, catalogue, say))
    if facts.counts:
        paper.heading(say(N_("Deleted")), points=12.5)
        paper.fields(
            [
                Boxed(_class_name(key, catalogue), str(count), wide=True)
                for key, count in facts.counts.items()
            ]
        )
    paper.space(3)
    if fingerprint:
        paper.line(say(N_("Fingerprint of the desk: {code}"), code=fingerprint))
    paper.line(
        say(N_("This paper repeats what the signed file says. Check the file with: {command}"),
            command="hr-desk certificate verify"),
        points=9,
        soft=True,
    )  # fmt: skip
    return paper.finish()


def _certificate_boxes(
    facts: CertificateFacts, catalogue: Catalogue | None, say: Say
) -> list[Boxed]:
    pending = say(N_("not yet done"))
    due = " – ".join(sorted({day for day in (facts.earliest_due, facts.latest_due) if day}))
    return [
        Boxed(say(N_("Part of the desk")), _compartment_name(facts.compartment, catalogue)),
        Boxed(say(N_("Issued (UTC)")), facts.issued_at),
        Boxed(say(N_("Due between")), due or "–"),
        Boxed(say(N_("Last backup gone on")), facts.last_backup_gone_on or "–"),
        Boxed(say(N_("File rewritten (UTC)")), facts.vacuumed_at or pending),
        Boxed(say(N_("Log emptied (UTC)")), facts.truncated_at or pending),
        Boxed(
            say(N_("Backup places not reached")),
            ", ".join(facts.unreached_backup_places) or say(N_("none")),
            wide=True,
        ),
        Boxed(say(N_("Desk")), facts.desk_id, wide=True),
        Boxed(say(N_("Log entry")), f"{facts.audit_sequence}  {facts.audit_head}", wide=True),
    ]


def _class_name(key: str, catalogue: Catalogue | None) -> str:
    known: Any = catalogue.classes.get(key) if catalogue is not None else None
    return f"{key}  {known.label}" if known is not None else key


def _compartment_name(key: str, catalogue: Catalogue | None) -> str:
    return str(catalogue.compartments.get(key, key)) if catalogue is not None else key
