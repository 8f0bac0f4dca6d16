# SPDX-License-Identifier: Apache-2.0
"""Lists that leave the desk as encrypted workbooks, through the door."""

from dataclasses import dataclass, replace
from pathlib import Path

from hr_desk.catalogue.model import Scenario
from hr_desk.domain.controller import controller_line
from hr_desk.exchange.workbook import encrypted_workbook, new_password
from hr_desk.i18n import t
from hr_desk.operations.candidates import ApplicationRow, ListQuery, list_applications
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosure import Disclosure, release
from hr_desk.operations.problems import NothingToHandOut, PurposeUnknown
from hr_desk.operations.session import Session


@dataclass(frozen=True, slots=True)
class Handed:
    """A workbook that left the desk: how many rows, and its password, to be told another way."""

    changes: Changes
    rows: int
    password: str


def candidate_list(session: Session, query: ListQuery, *, purpose: str, target: Path) -> Handed:
    """Write the candidates of a query, as this user may see them, into an encrypted workbook.

    It is for the company's own recruiting and never asks: whatever goes to others leaves by a
    request (operations.disclosure_requests). Masked values stay masked. Raises PurposeUnknown,
    NothingToHandOut, TooManyRows and what ``disclosure.release`` raises.
    """
    if purpose not in purposes_of_lists(session):
        raise PurposeUnknown
    rows = _all_rows(session, query)
    if not rows:
        raise NothingToHandOut
    columns = session.catalogue.columns("hiring")
    shown = [field for field in columns if any(field.key in row.cells for row in rows)]
    password = new_password()
    content = encrypted_workbook(
        t("Candidates"),
        [t("No."), *(str(field.label) for field in shown), t("Position"), t("Stage")],
        [
            [
                str(number),
                *(row.cells[f.key].text if f.key in row.cells else "" for f in shown),
                row.requisition,
                str(session.catalogue.stages[row.stage].label),
            ]
            for number, row in enumerate(rows, start=1)
        ],
        password=password,
        manifest=_manifest(session, purpose),
    )
    disclosure = Disclosure(
        kind="export",
        recipient=session.company["name"],
        purpose=purpose,
        fields=tuple(field.key for field in shown),
        records=tuple(row.application_id for row in rows),
    )
    return Handed(release(session, disclosure, content, target), len(rows), password)


def _manifest(session: Session, purpose: str) -> dict[str, str]:
    head, company = session.compartment("hiring").head(), session.company["name"]
    return {
        t("Purpose"): str(session.catalogue.purposes[purpose].label),
        t("Recipient"): company,
        t("From"): controller_line(session.company),
        t("Made at"): session.now().isoformat(timespec="seconds"),
        t("Head of the audit log"): f"{head.sequence} {head.hash.hex()}",
    }


def purposes_of_lists(session: Session) -> tuple[str, ...]:
    """Return the purposes for which a list of candidates may be made: those of recruiting."""
    purposes = session.catalogue.purposes.values()
    return tuple(one.key for one in purposes if Scenario.RECRUITMENT in one.occasions)


def _all_rows(session: Session, query: ListQuery) -> list[ApplicationRow]:
    found: list[ApplicationRow] = []
    before: int | None = None
    while True:
        page = list_applications(session, replace(query, before=before, limit=1000))
        found += page.rows
        before = page.next_before
        if before is None:
            return found
