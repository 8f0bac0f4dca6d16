# SPDX-License-Identifier: Apache-2.0
"""A transfer on its page: what goes and what stays is said before it leaves, and afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from hr_desk.demo import hand_offs as demo
from hr_desk.domain import disclosing as rules
from hr_desk.operations import (
    disclosure_requests,
    for_good_views,
    intake,
    recipient_consents,
    recipients,
    retention,
)
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session
from hr_desk.store import personnel
from tests.ui.conftest import PASSPHRASE
from ui.pages.for_good_words import after_said, before_said, for_good_said
from ui.pages.leaving_once import LeavingOncePage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Ask = Callable[..., Any]

FIELDS = ("full_name", "department", "id_number")


def approved(session: Session, kind: str) -> str:
    """Ask for the data of one person at work to be given to somebody, and let it be approved."""
    known = recipients.list_recipients(session)[0].recipient
    new = Recipient(
        name="示例承接公司", kind=kind, registration=known.registration, contact="示例联系人",
        purposes=("hire.payroll_si",), fields=FIELDS, valid_from=session.today(),
        valid_until=known.valid_until, assessment="PIA-2026-01",
    )  # fmt: skip
    to = recipients.register(session, new).created[0]
    everybody = personnel.where(session.compartment("personnel"), "1", ())
    person = next(one.id for one in everybody if set(FIELDS) <= one.fields.keys())
    recipient_consents.give(session, person, to, FIELDS, how="signature")
    wish = Wish(way=rules.WAY_OF[kind], people=(person,), fields=FIELDS, recipient_id=to,
                purpose="hire.payroll_si", ground=rules.CONSENT)  # fmt: skip
    (id_,) = disclosure_requests.ask(session, wish).created
    disclosure_requests.approve(session, id_, approver=demo.AUDITOR, passphrase=PASSPHRASE)
    return str(id_)


@pytest.fixture
def page(handing: Surroundings, show: Show, settled: Wait) -> LeavingOncePage:
    made: LeavingOncePage = show(LeavingOncePage(handing))
    settled()
    return made


def ready(page: LeavingOncePage, settled: Wait, id_: str) -> None:
    """Mark a request and ask to let it out."""
    page.refresh()
    settled()
    page.table.mark([id_])
    page.handlers()["leaving_once.send"]()
    settled()


def test_what_goes_is_said_before_and_after(
    page: LeavingOncePage, settled: Wait, ask_desk: Ask, tmp_path: Path
) -> None:
    id_ = ask_desk(approved, "transferee")
    ready(page, settled, id_)
    assert for_good_said(rules.TRANSFER) in page.about.text()  # so the second person read it
    goes = ask_desk(for_good_views.forecast, id_)
    asked = page.sending.about.text()
    assert page.sending.isVisible() and asked == before_said(page.desk.catalogue, goes)
    labels = {key: str(page.desk.catalogue.fields[key].label) for key in FIELDS}
    (gone,) = (one for one in asked.split("\n") if labels["id_number"] in one)
    (stays,) = (one for one in asked.split("\n") if labels["full_name"] in one)
    assert "1" in gone and labels["department"] in stays and "731" in stays
    page.sending.passphrase.setText(PASSPHRASE)
    page.sending.write_into(tmp_path)
    settled()
    while ask_desk(intake.take_in).taken:
        pass
    told = shown(page, settled, id_)
    left = page.known[id_].remains
    assert left is not None and (left.sent, left.gone, left.kept, left.asked) == (3, 1, 2, 0)
    assert after_said(page.desk.catalogue, left) in told and labels["id_number"] in told
    ask_desk(retention.finish_proofs)
    assert shown(page, settled, id_).split("\n")[-1] != told.split("\n")[-1]
    certified = page.known[id_].remains
    assert certified is not None and all(one.certified for one in certified.proofs)
    number = next(one.number for one in certified.proofs if one.place == "personnel")
    assert str(number) in page.about.text().split("\n")[-1]


def shown(page: LeavingOncePage, settled: Wait, id_: str) -> str:
    """Read the list again, and return what it says of a request."""
    page.refresh()
    settled()
    page.table.mark([id_])
    return str(page.about.text())


def test_it_follows_the_language(page: LeavingOncePage, settled: Wait, ask_desk: Ask) -> None:
    ready(page, settled, ask_desk(approved, "transferee"))
    said = page.sending.about.text()
    page.sending.about.setText("")
    QApplication.sendEvent(page.sending, QEvent(QEvent.Type.LanguageChange))
    assert page.sending.about.text() == said and "\n" in said


def test_other_ways_say_nothing_of_it(page: LeavingOncePage, settled: Wait, ask_desk: Ask) -> None:
    ready(page, settled, ask_desk(approved, "partner"))
    assert page.sending.isVisible() and "\n" not in page.sending.about.text()
    assert for_good_said(rules.TRANSFER) not in page.about.text()
