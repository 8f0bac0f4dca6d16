# SPDX-License-Identifier: Apache-2.0
"""After a hand-off: when the copies here go, who was told, and the ways between the pages."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import account_views, hand_off_register, hand_offs
from hr_desk.operations.account_views import AccountQuery
from hr_desk.operations.hand_off_clocks import CopyLine
from tests.ui.conftest import PASSPHRASE
from ui.pages.account import AccountPage
from ui.pages.copies_words import copies_said, copy_said
from ui.pages.hand_off import HandOffPage
from ui.pages.hand_off_register import HandOffRegisterPage
from ui.pages.joiner import JoinerPage
from ui.pages.recipients import RecipientsPage
from ui.pages.standing_hand_offs import StandingHandOffsPage
from ui.pages.way_back import Visit, WayBack
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Went = list[tuple[str, Any]]


def listening(page: Any) -> Went:
    went: Went = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    return went


@pytest.fixture
def entry(ask_desk: Callable[..., Any]) -> str:
    """Return the id of the file that the demo handed over."""
    (line,) = ask_desk(hand_off_register.list_hand_offs)
    return str(line.id)


def test_the_days_stand_in_words(handing: Surroundings) -> None:
    session, day = handing.desk.session, dt.date(2026, 6, 14)
    lines = (
        CopyLine("hiring", "RAW", 1, 0, day, day),
        CopyLine("hiring", "RAW", 2, 3, day, day + dt.timedelta(days=4)),
    )
    one, several, waiting = copies_said(session, lines)
    assert "2026-06-14" in one
    assert "2026-06-14" in several and "2026-06-18" in several
    assert "90" in waiting and str(session.catalogue.classes["RAW"].clock_event) in waiting
    assert "2026-06-18" in copy_said(session, lines[1])
    assert "90" in copy_said(session, CopyLine("payroll", "PAY", 0, 1, None, None))


def test_after_the_file_left_the_page_says_when_the_copies_go(
    handing: Surroundings, show: Show, settled: Wait, standing: Callable[[str], str],
    tmp_path: Path,
) -> None:  # fmt: skip
    page: HandOffPage = show(HandOffPage(handing))
    page.open(standing("social_insurance_enrolment"))
    settled()
    page.ask_to_send()
    page.sending.passphrase.setText(PASSPHRASE)
    page.sending.write_into(tmp_path)
    settled()
    copies = page.handover.copies
    label = str(handing.desk.catalogue.classes["EMP"].label)
    assert copies.isVisible() and label in copies.said.text()
    went = listening(page)
    copies.to_register.click()
    ((key, visit),) = went
    assert key == "hand_off_register" and visit.at == page.standing_id and visit.what
    copies.close_button.click()
    assert copies.isHidden()


def test_the_register_says_it_and_leads_to_recipient_and_person_and_back(
    handing: Surroundings, show: Show, settled: Wait, entry: str
) -> None:
    page: HandOffRegisterPage = show(HandOffRegisterPage(handing))
    settled()
    label = str(handing.desk.catalogue.classes["PAY"].label)
    assert label in page.facts.values["copies"].text() and page.entry is not None
    went, known = listening(page), page.entry
    page.handlers()["hand_off_register.recipient"]()
    page.rows.mark(["1"])
    page.handlers()["hand_off_register.person"]()
    page.rows.opened.emit("1")
    person = Visit(known.rows[0].joiner_id, "hand_off_register", entry)
    recipient = Visit(known.line.standing.recipient.id, "hand_off_register", entry)
    assert went == [("recipients", recipient), ("joiner", person), ("joiner", person)]
    receiver: RecipientsPage = show(RecipientsPage(handing))
    receiver.receive(recipient)
    settled()
    assert receiver.table.marked() == (recipient.what,)
    back = listening(receiver)
    receiver._back.click()
    receiver._back.click()
    assert back == [("hand_off_register", entry), ("hand_offs", None)]


def test_an_entry_that_another_page_names_is_marked(
    handing: Surroundings, show: Show, settled: Wait, ask_desk: Callable[..., Any], entry: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    ask_desk(hand_offs.again, entry, passphrase=PASSPHRASE, folder=tmp_path)
    page: HandOffRegisterPage = show(HandOffRegisterPage(handing))
    settled()
    assert page.entry is not None and page.entry.line.id != entry
    page.receive("to_do")
    page.receive(entry)
    settled()
    assert page.entry is not None and page.entry.line.id == entry


def test_an_account_and_a_joiners_file_name_who_was_told_and_when_the_copies_go(
    handing: Surroundings, show: Show, settled: Wait, ask_desk: Callable[..., Any], entry: str
) -> None:
    lines = ask_desk(account_views.board, AccountQuery())
    told = ask_desk(hand_off_register.same_people, entry)[1]
    line = next(one for one in lines if one.joiner_id == told[0].joiner_id)
    for made, id_ in (
        (AccountPage(handing), line.account_id),
        (JoinerPage(handing), line.joiner_id),
    ):
        page = show(made)
        page.receive(id_)
        settled()
        card = page.side.told
        texts = [child.text() for child in card.findChildren(type(card.heading))]
        assert card.isVisible() and any("2026-" in text for text in texts)
        went = listening(page)
        card.buttons[0].click()
        assert went == [("hand_off_register", Visit(entry, made_key(page), id_))]
        page.hide()


def made_key(page: Any) -> str:
    return "account" if isinstance(page, AccountPage) else "joiner"


def test_nobody_told_is_not_said(handing: Surroundings, show: Show, settled: Wait) -> None:
    page: AccountPage = show(AccountPage(handing))
    page.side.told.look("")
    settled()
    assert page.side.told.isHidden()


def test_a_missing_value_leads_to_the_file_that_waits_for_it_and_back(
    handing: Surroundings, show: Show, settled: Wait, standing: Callable[[str], str]
) -> None:
    page: HandOffPage = show(HandOffPage(handing))
    page.open(standing("payroll_new_hires"))
    settled()
    page.shown.setCurrentIndex(page.shown.findData("incomplete"))
    lacking = next(one for one in page.going.plan.people if one.missing)  # type: ignore[union-attr]
    went = listening(page)
    page.table.mark([lacking.joiner_id])
    page.handlers()["hand_off.file"]()
    page.handlers()["hand_off.account"]()
    settled()
    assert page.banner.text()  # onboarding has told payroll nothing of them yet
    page.shown.setCurrentIndex(page.shown.findData("all"))
    page.table.mark([next(one.joiner_id for one in page.going.plan.people if not one.missing)])  # type: ignore[union-attr]
    page.handlers()["hand_off.account"]()
    settled()
    assert [key for key, _ in went] == ["joiner", "account"]
    assert {visit.page for _, visit in went} == {"hand_off"}
    page._open_lacking(lacking.joiner_id)
    settled()
    waits = {key for field in lacking.missing for key in field.retention}
    assert went[-1][0] == ("joiner" if "personnel" in waits else "account")
    joiner: JoinerPage = show(JoinerPage(handing))
    joiner.receive(went[0][1])
    settled()
    back = listening(joiner)
    joiner.leave()
    assert back == [("hand_off", page.standing_id)]


def test_a_standing_hand_off_leads_to_its_recipient(
    handing: Surroundings, show: Show, settled: Wait, standing: Callable[[str], str]
) -> None:
    page: StandingHandOffsPage = show(StandingHandOffsPage(handing))
    settled()
    payroll = standing("payroll_new_hires")
    page.receive(payroll)
    settled()
    went = listening(page)
    page.handlers()["standing_hand_offs.recipient"]()
    ((key, visit),) = went
    assert key == "recipients" and (visit.page, visit.at) == ("standing_hand_offs", payroll)


def test_a_way_back_holds_for_one_visit() -> None:
    way, went = WayBack("list"), Went()
    assert way.take(Visit("it", "other", "there")) == "it"
    assert way.take(None) is None  # the same page again, from the rail: the way stays
    way.go(lambda page, at: went.append((page, at)))
    assert way.take("plain") == "plain"
    way.go(lambda page, at: went.append((page, at)))
    assert went == [("other", "there"), ("list", None)]
