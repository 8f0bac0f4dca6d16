# SPDX-License-Identifier: Apache-2.0
"""The scenes of a transfer, a part of the walk: what goes here is said before and after it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo import day
from hr_desk.demo.hand_offs import AUDITOR
from hr_desk.domain import disclosing as rules
from hr_desk.operations import (
    disclosure_requests,
    intake,
    joiner_views,
    recipient_consents,
    recipients,
)
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
_FIELDS: Final = ("full_name", "mobile", "id_number", "bank_account_no")
_PURPOSE: Final = "hire.payroll_si"
_PEOPLE: Final = 2


def giving_away(workspace: "Workspace", folder: Path) -> Iterator[str]:
    """Give the data of two people away for good, into ``folder``."""
    page: Any = workspace.page("leaving_once")
    workspace.show_page("leaving_once")
    yield SETTLE
    page.desk.run(_approved, owner=page, done=page.receive)
    yield SETTLE
    page.refresh()
    yield SETTLE
    page.handlers()["leaving_once.send"]()
    yield SETTLE
    yield "for-good-before"
    page.sending.passphrase.setText(day.PASSPHRASE)
    page.sending.write_into(folder)
    yield SETTLE
    page.desk.run(_answered, owner=page)
    yield SETTLE
    page.refresh()
    yield SETTLE
    yield "for-good-after"
    page.once.forget()


def _approved(session: Session) -> str:
    """Ask for a transfer that everybody agreed to, and let a second person approve it; worker."""
    everybody = joiner_views.list_joiners(session, JoinerQuery())
    people = tuple(one.joiner_id for one in everybody[-_PEOPLE:])
    known = recipients.list_recipients(session)[0].recipient
    to = recipients.register(session, Recipient(
        name="示例承接公司", kind="transferee", registration=known.registration,
        contact="示例联系人", purposes=(_PURPOSE,), fields=_FIELDS, valid_from=session.today(),
        valid_until=known.valid_until, assessment="PIA-2026-07",
    )).created[0]  # fmt: skip
    for one in people:
        recipient_consents.give(session, one, to, _FIELDS, how="signature")
    wish = Wish(way=rules.TRANSFER, people=people, fields=_FIELDS, purpose=_PURPOSE,
                ground=rules.CONSENT, recipient_id=to)  # fmt: skip
    (id_,) = disclosure_requests.ask(session, wish).created
    disclosure_requests.approve(session, id_, approver=AUDITOR, passphrase=day.PASSPHRASE)
    return str(id_)


def _answered(session: Session) -> None:
    """Let payroll and recruiting take in their letters, and answer; worker."""
    while intake.take_in(session).taken:
        pass
