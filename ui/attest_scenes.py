# SPDX-License-Identifier: Apache-2.0
"""The scenes of an agreement that ended: deletion or return is asked for, and what is attested."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo import day
from hr_desk.demo.hand_offs import AUDITOR
from hr_desk.domain import disclosing as rules
from hr_desk.domain import hand_offs
from hr_desk.operations import disclosure_files, disclosure_requests, joiner_views, recipients
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
_FIELDS: Final = ("full_name", "mobile")
_PURPOSE: Final = "hire.payroll_si"


def attesting(workspace: "Workspace", folder: Path) -> Iterator[str]:
    """Let an agreement end after a file left under it into ``folder``, and enter the word of it."""
    page: Any = workspace.page("recipients")
    workspace.show_page("recipients")
    yield SETTLE
    page.desk.run(_ended, folder, owner=page, done=page.receive)
    yield SETTLE
    page.refresh()
    yield SETTLE
    yield "recipients-to-attest"
    page.handlers()["recipients.attest"]()
    page.attesting.sha256.setText("12345")
    page.attesting.reference.setText("示例外包公司 删除证明 2026-1")
    page.attesting.yes.click()
    yield "recipients-attesting"
    page.attesting.sha256.setText("ab" * 32)
    page.attesting.yes.click()
    yield SETTLE
    yield "recipients-attested"


def _ended(session: Session, folder: Path) -> str:
    """Entrust somebody with the data of one person, and strike them off afterwards; worker."""
    people = (joiner_views.list_joiners(session, JoinerQuery())[0].joiner_id,)
    (to,) = recipients.register(session, Recipient(
        name="示例外包公司", kind=hand_offs.ENTRUSTED, registration="91370200MA00000002",
        contact="示例联系人", agreement="示委〔2026〕1号", purposes=(_PURPOSE,), fields=_FIELDS,
        valid_from=session.today(), valid_until=hand_offs.latest_approval(session.today()),
        assessment="PIA-2026-08",
    )).created  # fmt: skip
    wish = Wish(way=rules.ENTRUST, people=people, fields=_FIELDS, purpose=_PURPOSE,
                ground=rules.ENTRUSTING, recipient_id=to)  # fmt: skip
    (id_,) = disclosure_requests.ask(session, wish).created
    disclosure_requests.approve(session, id_, approver=AUDITOR, passphrase=day.PASSPHRASE)
    disclosure_files.send(session, id_, passphrase=day.PASSPHRASE, folder=folder)
    recipients.end(session, to)
    return str(to)
