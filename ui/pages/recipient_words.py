# SPDX-License-Identifier: Apache-2.0
"""What the page of recipients says of one: how it stands, and what is to be done next."""

from datetime import date

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import hand_offs as rules
from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import recipients
from hr_desk.operations.attestations import HOWS, EndedLine
from hr_desk.operations.recipients import RecipientView
from ui.pages.hand_off_words import ending_said
from ui.pages.recipient_form import valid_on
from ui.tables.rows import TableCell


def state_cell(one: RecipientView, over: EndedLine | None, today: date) -> TableCell:
    """Return how a recipient stands; ``over`` where its agreement ended after it got something."""
    if over is not None:
        return _attest_cell(over, today)
    if one.ended:
        return TableCell(t("Struck off"), sort=4)
    last = one.recipient.valid_until
    if valid_on(one.recipient, today):
        soon = rules.ends_soon(last, today)
        return TableCell(ending_said(last, today) if soon else t("Valid"), sort=2 - int(soon))
    return TableCell(t("Not valid today"), sort=2)


def _attest_cell(over: EndedLine, today: date) -> TableCell:
    if not over.ended.owed():
        return TableCell(t("Ended, attested"), sort=3)
    if over.ended.late(today):
        return TableCell(t("Overdue to attest"), sort=-1, late=True)
    return TableCell(t("To be attested"), sort=0)


def last_day_of(one: RecipientView, over: EndedLine | None) -> date:
    """Return until when it could receive, as the list shows it."""
    return one.recipient.valid_until if over is None else over.ended.on


def next_said(one: RecipientView, over: EndedLine | None, catalogue: Catalogue, today: date) -> str:
    """Say what is to be done about one; empty where nothing is."""
    if over is not None:
        return _attest_said(one, over, catalogue, today)
    if one.ended:
        return ""
    if not valid_on(one.recipient, today):
        return validity_said(one, today)
    if rules.ends_soon(one.recipient.valid_until, today):
        return t(
            "Valid until {day}. Extend it in good time: what was approved for it has to "
            "be approved anew then.",
            day=one.recipient.valid_until,
        )
    return ""


def _attest_said(one: RecipientView, over: EndedLine, catalogue: Catalogue, today: date) -> str:
    record, ended = over.record, over.ended
    if record is not None:
        how = catalogue.code_lists[HOWS].codes[record.how]
        said = t(
            "The agreement ended on {ended}. Attested on {day} by {reference}: {how}. Entered by "
            "{user}.",
            ended=ended.on, day=record.attested_on, reference=record.reference, how=how,
            user=over.entered_by,
        )  # fmt: skip
        if not record.file_sha256:
            return said
        return " ".join((said, t("Signed file: SHA-256 {sha256}", sha256=record.file_sha256)))
    if ended.late(today):
        return t(
            "The agreement ended on {ended}, and the data given under it has to be deleted or "
            "returned (PIPL 21). The attestation was due on {day}: ask “{name}” for it now, and "
            "enter it here.",
            ended=ended.on, day=ended.due, name=one.recipient.name,
        )  # fmt: skip
    return t(
        "The agreement ended on {ended}. Ask “{name}” to attest by {day} that the data given under "
        "it is deleted or returned (PIPL 21), and enter it here.",
        ended=ended.on, day=ended.due, name=one.recipient.name,
    )  # fmt: skip


def validity_said(one: RecipientView, today: date) -> str:
    """Say why a recipient may receive nothing today."""
    try:
        recipients.require_valid(one, today)
    except UserError as refusal:
        return refusal.text()
    return ""
