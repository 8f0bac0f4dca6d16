# SPDX-License-Identifier: Apache-2.0
"""Wishes that data leave once, with all that the law asks for, and who asks and approves."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from hr_desk.domain import disclosing as rules
from hr_desk.operations import (
    disclosure_files,
    disclosure_requests,
    recipient_consents,
    recipients,
)
from hr_desk.operations.disclosing import Demand, Wish
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session
from tests.support.handing_off import APPROVER, APPROVERS_WORDS, PASSPHRASE, approver_of

PAY = "hire.payroll_si"
FIELDS = ("full_name", "mobile", "department", "bank_account_no")
DEMAND = Demand(
    authority="示例市公安局", document="示公调〔2026〕1号", dated=dt.date(2026, 3, 10),
    article="刑事诉讼法 54",
)  # fmt: skip
GROUND = {
    "own_finance": rules.CONTRACT, "statutory": rules.DUTY, "wage_bank": rules.CONTRACT,
    "entrusted": rules.ENTRUSTING, "successor": rules.SUCCESSION,
}  # fmt: skip


def receiver(admin: Session, kind: str, **changes: Any) -> str:
    """Return a registered recipient that may have FIELDS, with all that the law asks for."""
    known = Recipient(
        name="示例接收单位", kind=kind, registration="91110000600037341L", contact="示例联系人",
        agreement="A-1", purposes=(PAY,), fields=FIELDS, valid_from=dt.date(2026, 1, 1),
        valid_until=dt.date(2027, 12, 31), assessment="PIA-2026-01",
    )  # fmt: skip
    return recipients.register(admin, replace(known, **changes)).created[0]


def wish_for(admin: Session, joiners: list[str], kind: str, **changes: Any) -> Wish:
    """Return a wish for FIELDS of these people, for a fresh recipient of a kind."""
    to = receiver(admin, kind, **changes)
    return Wish(
        way=rules.WAY_OF[kind], people=tuple(joiners), fields=FIELDS, purpose=PAY,
        ground=GROUND.get(kind, rules.CONSENT), recipient_id=to,
    )  # fmt: skip


def demanded(joiners: list[str], **changes: Any) -> Wish:
    """Return a wish that an authority's document names."""
    return Wish(
        way=rules.LEGAL_DEMAND, people=tuple(joiners), fields=FIELDS, ground=rules.DUTY,
        purpose="other.legal_demand", demand=replace(DEMAND, **changes),
    )  # fmt: skip


def own(joiner: str, **changes: Any) -> Wish:
    """Return the wish for somebody's own copy."""
    known = Wish(way=rules.OWN_COPY, people=(joiner,), purpose="other.request",
                 ground=rules.ACCESS, identity="id_card")  # fmt: skip
    return replace(known, **changes)


def asked(admin: Session, wish: Wish) -> str:
    """Return the id of a request."""
    return disclosure_requests.ask(admin, wish).created[0]


def approve(admin: Session, id_: str) -> str:
    """Let the auditor approve a request; returns its id."""
    if admin.root is not None:
        approver_of(admin)
    disclosure_requests.approve(admin, id_, approver=APPROVER, passphrase=APPROVERS_WORDS)
    return id_


def send(admin: Session, id_: str, out: Path) -> disclosure_files.Left:
    """Let out what a request is about."""
    return disclosure_files.send(admin, id_, passphrase=PASSPHRASE, folder=out)


def agree(admin: Session, joiner: str, wish: Wish, *keys: str) -> None:
    """Note a person's consent to the recipient of a wish having these fields."""
    recipient_consents.give(admin, joiner, wish.recipient_id, keys, how="signature")
