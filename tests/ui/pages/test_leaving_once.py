# SPDX-License-Identifier: Apache-2.0
"""The page of what leaves once: asked for, approved, let out, told; the own copy at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.demo import hand_offs as demo
from hr_desk.domain import disclosing as rules
from hr_desk.operations import (
    candidates,
    disclosure_requests,
    disclosure_views,
    joiner_views,
    recipients,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.disclosure_views import BoardLine
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session
from tests.support.handing_off import cells_of, unlocked
from tests.ui.conftest import PASSPHRASE
from ui.pages.leaving_once import LeavingOncePage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Ask = Callable[..., Any]


@pytest.fixture
def page(handing: Surroundings, show: Show, settled: Wait) -> LeavingOncePage:
    made: LeavingOncePage = show(LeavingOncePage(handing))
    settled()
    return made


def looked(page: LeavingOncePage, settled: Wait) -> None:
    """Wait for the answer to what would leave now."""
    page.asking.look()
    settled()


def tick(page: LeavingOncePage, count: int, *fields: str) -> list[str]:
    """Tick the first people and some fields; returns the people's ids."""
    form = page.asking
    for _ in range(count):
        item = form.people.item(len(form.people.chosen()))
        form.people.tick(item.data(256))
    for key in fields:
        form.fields.tick(key)
    return list(form.people.chosen())


def choose(box: Any, key: str) -> None:
    place = box.findData(key)
    assert place >= 0
    box.setCurrentIndex(place)


def register(session: Session, kind: str) -> Changes:
    """Register a recipient of a kind that needs people's consent."""
    known = recipients.list_recipients(session)[0].recipient
    new = Recipient(
        name="示例工会", kind=kind, registration=known.registration, contact="示例联系人",
        purposes=("hire.payroll_si",), fields=("full_name", "department"),
        valid_from=session.today(), valid_until=known.valid_until, assessment="PIA-2026-01",
    )  # fmt: skip
    return recipients.register(session, new)


def line(page: LeavingOncePage) -> BoardLine:
    """Return the newest request of the list, marked."""
    found = next(iter(page.known.values()))
    page.table.mark([found.request.id])
    return found


def test_an_authority_gets_what_its_document_names_once_a_second_person_approved(
    page: LeavingOncePage, settled: Wait, ask_desk: Ask, tmp_path: Path
) -> None:
    assert page.empty.isVisible()
    page.empty.button.click()
    settled()
    form = page.asking
    assert form.isVisible() and form.people.count() > 1 and not form.yes.isEnabled()
    choose(form.to, rules.LEGAL_DEMAND)
    settled()
    ids = tick(page, 2, "full_name", "mobile")
    looked(page, settled)
    assert not form.yes.isEnabled() and form.stays.text()
    for key, text in (("authority", "示例市公安局"), ("document", "示公调〔2026〕1号"),
                      ("article", "刑事诉讼法 54")):  # fmt: skip
        form.papers[key].setText(text)
    looked(page, settled)
    assert form.yes.isEnabled() and "2" in form.leaves.text()
    form.yes.click()
    settled()
    assert not form.isVisible() and page.table.isVisible()
    one = line(page)
    assert one.request.wish.people == tuple(ids) and "示公调" in page.about.text()
    assert set(page.handlers()) == {
        "leaving_once.ask", "leaving_once.approve", "leaving_once.call_off",
    }  # fmt: skip

    page.handlers()["leaving_once.approve"]()
    settled()
    approving = page.approving
    assert [approving.approver.itemText(n) for n in range(approving.approver.count())] == [
        demo.AUDITOR
    ]
    approving.passphrase.setText("not the passphrase")
    approving.yes.click()
    settled()
    assert approving.isVisible() and approving._secret.error()
    approving.passphrase.setText(PASSPHRASE)
    approving.yes.click()
    settled()
    assert not approving.isVisible() and line(page).state == disclosure_views.READY

    page.handlers()["leaving_once.send"]()
    page.sending.passphrase.setText(PASSPHRASE)
    page.sending.write_into(tmp_path)
    settled()
    (file,) = tmp_path.glob("*.xlsx")
    password = page.once.password.text()
    rows = cells_of(unlocked(file.read_bytes(), password))
    assert len(rows) == 3
    one = line(page)
    assert one.state == disclosure_views.OUT and set(one.untold) == set(ids) and page.why.text()
    page.handlers()["leaving_once.told"]()
    assert page.telling.isVisible()
    page.telling.yes.click()
    settled()
    assert not line(page).untold and not page.why.isVisible()
    page.handlers()["leaving_once.password"]()
    settled()
    assert page.once.isVisible() and page.once.password.text() == password
    page.hide()
    assert page.once.password.text() == ""
    assert ask_desk(disclosure_views.waiting).untold == ()


def test_somebodys_own_copy_needs_no_second_person(
    page: LeavingOncePage, settled: Wait, tmp_path: Path
) -> None:
    page.ask()
    settled()
    form = page.asking
    choose(form.to, rules.OWN_COPY)
    settled()
    assert form.identity.isVisible() and not form.fields.isVisible()
    tick(page, 1)
    looked(page, settled)
    said = form.leaves.text()
    assert form.yes.isEnabled() and said
    tick(page, 1)
    looked(page, settled)
    assert not form.yes.isEnabled() and form.stays.text()
    form.people.start()
    form.seek()
    settled()
    tick(page, 1)
    looked(page, settled)
    form.yes.click()
    settled()
    assert page.sending.isVisible()
    page.sending.passphrase.setText(PASSPHRASE)
    page.sending.write_into(tmp_path)
    settled()
    assert page.once.isVisible() and list(tmp_path.glob("*.xlsx"))
    assert line(page).state == disclosure_views.OUT and not line(page).untold


def test_who_has_to_agree_is_left_out_until_it_is_noted(
    page: LeavingOncePage, settled: Wait, ask_desk: Ask
) -> None:
    ask_desk(register, "partner")
    settled()
    page.ask()
    settled()
    form = page.asking
    to = form.to.findText("示例工会")
    form.to.setCurrentIndex(to)
    settled()
    assert form.fields.count() == 2 and form.purpose.isVisible()
    ids = tick(page, 1, "full_name")
    looked(page, settled)
    assert not form.yes.isEnabled() and form.agreed.isVisible() and form.stays.text()
    form.agreed.click()
    settled()
    assert page.agreeing.isVisible() and "示例工会" in page.agreeing.text.text()
    page.agreeing.yes.click()
    settled()
    assert not page.agreeing.isVisible() and form.yes.isEnabled()
    assert not form.stays.isVisible() and form.people.chosen() == tuple(ids)
    form.yes.click()
    settled()
    line(page)
    page.handlers()["leaving_once.call_off"]()
    page.calling_off.yes.click()
    settled()
    assert line(page).state == disclosure_views.ENDED
    assert set(page.handlers()) == {"leaving_once.ask"}


def test_the_search_finds_others_and_keeps_who_is_ticked(
    page: LeavingOncePage, settled: Wait, ask_desk: Ask
) -> None:
    rows = ask_desk(joiner_views.list_joiners, JoinerQuery())
    last = rows[-1]
    page.ask()
    settled()
    form = page.asking
    (first,) = tick(page, 1)
    form.search.setText(last.cells["full_name"].text)
    form.seek()
    settled()
    keys = [form.people.item(n).data(256) for n in range(form.people.count())]
    assert keys[0] == first and last.joiner_id in keys and len(keys) <= len(rows)
    form.leave()
    assert form.people.count() == 0 and page.table.isVisible() is bool(page.known)


def test_another_page_brings_the_person_along(
    page: LeavingOncePage, settled: Wait, ask_desk: Ask
) -> None:
    (row, *_) = ask_desk(joiner_views.list_joiners, JoinerQuery())
    page.receive({"file": "personnel", "people": ((row.joiner_id, "示例"),)})
    settled()
    assert page.asking.isVisible() and page.asking.people.chosen() == (row.joiner_id,)
    page.asking.leave()
    wanted = ask_desk(
        disclosure_requests.ask,
        Wish(
            way=rules.OWN_COPY, people=(row.joiner_id,), purpose="other.request",
            ground=rules.ACCESS, identity="known",
        ),
    ).created[0]  # fmt: skip
    page.receive(wanted)
    settled()
    assert page.table.marked() == (wanted,)


def test_who_is_brought_before_the_offer_is_read_stays_in_their_own_file(
    handing: Surroundings, show: Show, settled: Wait, ask_desk: Ask
) -> None:
    (row, *_) = ask_desk(candidates.list_applications, ListQuery()).rows
    page = LeavingOncePage(handing)
    page.receive({"file": "hiring", "people": ((row.application_id, "示例"),)})
    assert page.asking.people.chosen() == ()
    show(page)
    settled()
    wish = page.asking.wish()
    assert (wish.file, wish.people) == ("hiring", (row.application_id,))
    assert page.asking.people.count() > 1 and not page.banner.isVisible()


def test_nobody_is_brought_into_a_file_that_is_not_theirs(
    page: LeavingOncePage, settled: Wait
) -> None:
    page.receive({"file": "payroll", "people": (("a" * 32, "示例"),)})
    settled()
    assert page.asking.people.chosen() == ()


def test_the_front_desk_lets_visits_out_for_an_authority_alone(
    open_gate: Callable[..., Surroundings], show: Show, wait_idle: Wait
) -> None:
    around = open_gate(lambda _session: None)
    made: LeavingOncePage = show(LeavingOncePage(around))
    for _ in range(4):
        wait_idle()
    made.ask()
    for _ in range(4):
        wait_idle()
    form = made.asking
    ways = [form.to.itemData(place) for place in range(form.to.count())]
    assert ways == [rules.LEGAL_DEMAND, rules.OWN_COPY]
    assert not form.file.isVisible() and form.wish().file == "visits"
    went: list[str] = []
    made.go.connect(lambda key, _argument: went.append(key))
    form.leave()
    made._back.click()
    assert went == ["front_desk"]
