# SPDX-License-Identifier: Apache-2.0
"""The story of hand-offs: who receives, what a second person approved, and the first file."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from hr_desk.domain import hand_offs as rules
from hr_desk.operations import (
    hand_off_people,
    hand_off_templates,
    hand_offs,
    recipients,
    standing_hand_offs,
    users,
)
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session

AUDITOR: Final = "何静"
"""The second person: she approves, and holds no key."""

RECIPIENTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "own_finance": ("示例公司财务部", "", ""),
    "statutory": ("示例市社会保险事业中心", "12370200MB00000009", "参保科 0532-00000001"),
    "wage_bank": ("示例银行青岛示例支行", "91370200MA00000002", "公司业务部 0532-00000002"),
}
"""Kind of recipient to its name, its code and its contact."""

TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "own_finance": ("payroll_new_hires",),
    "statutory": ("social_insurance_enrolment", "social_insurance_stop", "staff_register"),
    "wage_bank": ("bank_accounts",),
}
"""Kind of recipient to the templates whose fields it may have; the first is asked for."""

WAITS: Final = "wage_bank"
"""The kind of recipient whose hand-off nobody has approved yet."""
_PAST: Final = timedelta(days=60)


def play(session: Session, folder: Path, *, passphrase: str) -> None:
    """Register recipients, let a second person approve, and hand the first file to finance."""
    users.add(session, name=AUDITOR, passphrase=passphrase, roles=["auditor"])
    asked = {kind: _ask(session, kind) for kind in RECIPIENTS}
    for kind, standing in asked.items():
        if kind != WAITS:
            standing_hand_offs.approve(session, standing, approver=AUDITOR, passphrase=passphrase)
    folder.mkdir(parents=True, exist_ok=True)
    monthly = asked["own_finance"]
    going = [one.joiner_id for one in hand_off_people.plan(session, monthly).proposed]
    hand_offs.send(session, monthly, going, passphrase=passphrase, folder=folder)


def _ask(session: Session, kind: str) -> str:
    """Register a recipient and ask for its first template; returns the standing hand-off."""
    name, registration, contact = RECIPIENTS[kind]
    templates = [hand_off_templates.template_named(session, key).template for key in TOLD[kind]]
    today = session.today()
    (id_,) = recipients.register(
        session,
        Recipient(
            name=name, kind=kind, registration=registration, contact=contact,
            purposes=tuple(dict.fromkeys(one.purpose for one in templates)),
            fields=tuple(dict.fromkeys(key for one in templates for key in one.fields)),
            valid_from=today - _PAST, valid_until=rules.latest_approval(today),
        ),
    ).created  # fmt: skip
    until = rules.latest_approval(today)
    (standing,) = standing_hand_offs.ask(session, id_, templates[0].key, until=until).created
    return standing
