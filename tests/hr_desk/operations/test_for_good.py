# SPDX-License-Identifier: Apache-2.0
"""After a transfer: what goes here, what stays and why, and that nothing brings it back."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import (
    accounts,
    candidates,
    disclosure_files,
    disclosure_requests,
    for_good,
    for_good_views,
    handing_over,
    holds,
    intake,
    invitations,
    merging,
    promises,
    recruitment,
    retention,
)
from hr_desk.operations.application_query import ListQuery
from hr_desk.operations.controls import BROKEN, Seen
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.for_good_views import Remains
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.letters import Letter, Unacceptable
from hr_desk.operations.problems import TextMissing
from hr_desk.operations.session import Session
from hr_desk.store import hiring, payroll, personnel
from hr_desk.vault.certificates import verify_certificate
from tests.support.desk import Desk
from tests.support.handing_off import APPROVER, APPROVERS_WORDS, approver_of, employed
from tests.support.joining import somebody
from tests.support.leaving_once import agree, approve, asked, send, wish_for
from tests.support.made_up import one as made_up
from tests.support.many_employed import many_employed
from tests.support.restoring import backup_of, restored

NAMES = ("黎虚构", "白虚构")
GIVEN = ("full_name", "mobile", "department", "id_number", "bank_account_no")
GOES = {"id_number": 2, "bank_account_no": 2}
STAYS = [("full_name", "floor", "EMP", 731, 2), ("mobile", "floor", "EMP", 731, 2),
         ("department", "floor", "EMP", 731, 2)]  # fmt: skip


CROWD = 250


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def joiners(desk: Desk) -> list[str]:
    """Two people at work."""
    return employed(
        desk, somebody(name=NAMES[0], mobile="13912345678"),
        somebody(name=NAMES[1], mobile="13912345679"),
    )  # fmt: skip


@pytest.fixture
def admin(desk: Desk, joiners: list[str]) -> Session:
    del joiners
    return desk.open("admin")


def wanted(admin: Session, joiners: list[str], *agreed: str, kind: str = "transferee") -> Wish:
    """Return a wish for a transfer; everybody agreed to these fields, or to all."""
    wish = replace(wish_for(admin, joiners, kind, fields=GIVEN), fields=GIVEN)
    if kind == "transferee":
        for one in joiners:
            agree(admin, one, wish, *(agreed or GIVEN))
    return wish


def carried(admin: Session) -> None:
    """Let the other files of the desk take in their letters and answer."""
    while intake.take_in(admin).taken:
        pass


def given(admin: Session, wish: Wish, out: Path) -> str:
    """Let a transfer out, and the others answer; returns the id of its entry."""
    id_ = send(admin, approve(admin, asked(admin, wish)), out).id
    carried(admin)
    return id_


def remains(admin: Session, id_: str) -> Remains:
    return for_good_views.outcomes(admin, [id_])[id_]


def here(admin: Session, joiner: str) -> dict[str, Any]:
    (found,) = personnel.joiners(admin.compartment("personnel"), [joiner])
    return found.fields


def cards(admin: Session) -> list[str]:
    """Return the bank accounts that payroll keeps."""
    found = payroll.accounts(admin.compartment("payroll"))
    return [one.fields["bank_account_no"] for one in found if "bank_account_no" in one.fields]


def recruited(admin: Session) -> list[dict[str, Any]]:
    """Return what hiring keeps of its people."""
    found = hiring.applications_where(admin.compartment("hiring"), "1", (), limit=-1)
    return [dict(one.person_fields) for one in found]


def look(admin: Session) -> Seen:
    return promises.look(admin, "given_away").seen


def said(found: Remains) -> list[tuple[object, ...]]:
    return [(x.key, x.reason, x.class_key, x.floor, x.people) for x in found.stays]


def test_what_no_law_asks_for_goes_everywhere_and_the_counts_match(
    admin: Session, joiners: list[str], out: Path
) -> None:
    request = approve(admin, asked(admin, wanted(admin, joiners)))
    before = for_good_views.forecast(admin, request)
    assert before is not None and (before.sent, before.gone, before.kept) == (10, 4, 6)
    assert (dict(before.deleted), said(before), before.copies_asked) == (GOES, STAYS, 4)
    assert len(cards(admin)) == 2  # asking, approving and looking delete nothing
    id_ = send(admin, request, out).id
    assert remains(admin, id_).asked == 2  # payroll has not answered yet
    assert look(admin).state == "kept"
    carried(admin)
    found = remains(admin, id_)
    assert (dict(found.deleted), said(found)) == (GOES, STAYS)
    assert (found.sent, found.gone + found.kept, found.asked) == (10, 10, 0)
    assert (found.copies, found.copies_asked) == (4, 0)
    assert cards(admin) == [] and not any(
        {"full_name", "mobile"} & set(x) for x in recruited(admin)
    )
    for one in joiners:
        assert "id_number" not in here(admin, one) and here(admin, one)["full_name"] in NAMES
        assert "current_address" in here(admin, one)  # was not in the file
    certified(admin, id_)
    assert look(admin).state == "kept"
    assert dict(look(admin).values) == {
        "files": 1, "sent": 10, "gone": 4, "kept": 6, "waiting": 0, "ended": 0
    }  # fmt: skip


def certified(admin: Session, id_: str) -> None:
    """The certificates of personnel and payroll count what was sent minus what is kept."""
    assert not any(one.certified for one in remains(admin, id_).proofs)
    assert retention.finish_proofs(admin)
    found = remains(admin, id_)
    lines = {(one.compartment, one.number): one for one in retention.certificates(admin)}
    counts = {
        one.place: verify_certificate(lines[one.place, one.number].certificate or b"").counts
        for one in found.proofs
    }
    assert all(one.certified for one in found.proofs)
    assert counts == {"personnel": {"ID": 2}, "payroll": {"PAY": 2}, "hiring": {"RAW": 4}}
    own = sum(sum(counts[place].values()) for place in ("personnel", "payroll"))
    assert own == found.sent - found.kept


def test_of_each_person_only_what_was_in_the_file_goes(
    admin: Session, joiners: list[str], out: Path
) -> None:
    first, second = joiners
    wish = wanted(admin, [first], "full_name", "id_number")
    agree(admin, second, wish, "bank_account_no")
    found = remains(admin, given(admin, replace(wish, people=tuple(joiners)), out))
    assert (found.sent, dict(found.deleted)) == (3, {"id_number": 1, "bank_account_no": 1})
    assert "id_number" not in here(admin, first) and "id_number" in here(admin, second)
    assert cards(admin) and account_of(admin, second) not in accounts_with_cards(admin)
    left = {tuple(sorted({"full_name", "mobile"} & one.keys())) for one in recruited(admin)}
    assert left == {("mobile",), ("full_name", "mobile")}


def accounts_with_cards(admin: Session) -> set[str]:
    found = payroll.accounts(admin.compartment("payroll"))
    return {one.id for one in found if "bank_account_no" in one.fields}


def test_a_file_that_was_cut_off_deletes_nothing_until_it_is_completed(
    admin: Session, joiners: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = approve(admin, asked(admin, wanted(admin, joiners)))

    def cut(*_anything: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(disclosure_files._complete, "personnel", cut)
        with pytest.raises(KeyboardInterrupt):
            send(admin, request, out)
    (entry,) = disclosure_files.unfinished(admin)
    assert for_good_views.outcomes(admin, [entry.id]) == {}
    assert len(cards(admin)) == 2 and "id_number" in here(admin, joiners[0])
    assert look(admin).state == "kept"
    assert disclosure_files.finish(admin, entry.id) is not None
    carried(admin)
    assert dict(remains(admin, entry.id).deleted) == GOES and cards(admin) == []


def test_a_successor_takes_over_whoever_was_told(
    admin: Session, joiners: list[str], out: Path
) -> None:
    first, second = joiners
    request = approve(admin, asked(admin, wanted(admin, joiners, kind="successor")))
    disclosure_requests.note_told(admin, request, [second], how="paper")
    send(admin, request, out)
    carried(admin)
    assert {"id_number", "mobile"} <= here(admin, first).keys()  # still to be told, and reached
    assert "id_number" not in here(admin, second)
    assert look(admin).state == "kept"


def hold(admin: Session, file: str, id_: str) -> str:
    approver_of(admin)
    until = Wanted(reason="litigation", evidence="（2026）示例01民初1号",
                   review_on=admin.today() + dt.timedelta(days=60))  # fmt: skip
    approval = Approval(APPROVER, APPROVERS_WORDS)
    return str(holds.put(admin, file, id_, until, approval=approval).created[0])


@contextmanager
def kept_by_holds(admin: Session, joiner: str) -> Iterator[None]:
    """A hold on somebody in personnel and in payroll, lifted at the end."""
    files = {"personnel": joiner, "payroll": account_of(admin, joiner)}
    put = {file: hold(admin, file, id_) for file, id_ in files.items()}
    yield
    for file, id_ in put.items():
        holds.lift(admin, file, id_, because="撤诉")


def account_of(admin: Session, joiner: str) -> str:
    from hr_desk.operations.hand_off_people import account_ids

    return account_ids(admin)[joiner]


def test_what_a_hold_keeps_goes_with_the_first_sweep_after_it(
    admin: Session, joiners: list[str], out: Path
) -> None:
    with kept_by_holds(admin, joiners[0]):
        id_ = given(admin, wanted(admin, joiners), out)
        held = [one for one in said(remains(admin, id_)) if one[1] == "held"]
        assert held == [("id_number", "held", "ID", 0, 1),
                        ("bank_account_no", "held", "PAY", 0, 1)]  # fmt: skip
        retention.sweep(admin)
        carried(admin)
        assert len(cards(admin)) == 1 and "id_number" in here(admin, joiners[0])
        assert look(admin).state == "kept"
    assert look(admin).message.startswith("{count} values that were given away")
    retention.sweep(admin)
    carried(admin)
    found = remains(admin, id_)
    assert (dict(found.deleted), said(found)) == (GOES, STAYS)
    assert cards(admin) == [] and "id_number" not in here(admin, joiners[0])
    assert look(admin).state == "kept"
    settled = admin.compartment("payroll").read("SELECT * FROM transfer_kept")
    assert settled == []


@pytest.mark.parametrize(("file", "user"), [("personnel", "admin"), ("payroll", "admin")])
def test_no_older_backup_brings_it_back(
    desk: Desk, admin: Session, joiners: list[str], out: Path, file: str, user: str
) -> None:
    wish = wanted(admin, joiners)
    source = backup_of(admin, file)
    given(admin, wish, out)
    restored(desk, source, user=user)
    again = desk.open("admin")
    assert not any("id_number" in here(again, one) for one in joiners)
    assert cards(again) == []


def test_no_undone_merge_brings_it_back(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    desk.take_in(admin, [made_up("黎虚购", "13912345670")])
    people = {x["full_name"]: x for x in recruited(admin)}
    assert set(people) == {*NAMES, "黎虚购"}
    rows = candidates.list_applications(admin, ListQuery(limit=10)).rows
    ids = {row.cells["full_name"].text: row.application_id for row in rows}
    persons = {name: candidates.open_record(admin, id_).person_id for name, id_ in ids.items()}
    (merge,) = merging.merge(admin, persons["黎虚购"], persons[NAMES[0]]).created
    given(admin, wanted(admin, joiners), out)
    merging.undo_merge(admin, merge)
    assert NAMES[0] not in str(recruited(admin)) and "13912345678" not in str(recruited(admin))
    assert look(admin).state == "kept"


def test_who_lost_their_name_is_asked_for_it_before_they_come_or_start_again(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    (open_, again) = desk.take_in(
        admin, [made_up("黎虚购", "13912345670"), made_up("黎虚构", "13912345671")]
    )
    rows = candidates.list_applications(admin, ListQuery(limit=10)).rows
    person = {row.application_id: candidates.open_record(admin, row.application_id).person_id
              for row in rows}  # fmt: skip
    (hired,) = (
        row.application_id
        for row in rows
        if row.cells["full_name"].text == NAMES[0] and row.application_id != again
    )
    for one in (open_, again):
        merging.merge(admin, person[hired], person[one])
    given(admin, wanted(admin, joiners), out)
    with pytest.raises(TextMissing):
        at = admin.now() + dt.timedelta(days=1)
        invitations.invite(admin, [open_], at=at, host="admin")
    recruitment.accept_offer(admin, [again], told_by="admin", on=admin.today())
    with pytest.raises(TextMissing):
        start = admin.today() + dt.timedelta(days=9)
        handing_over.hand_over(admin, [again], start_on=start)


def test_hundreds_of_people_are_one_deletion_here_and_a_few_letters(desk: Desk, out: Path) -> None:
    admin = desk.open("admin")
    many_employed(admin, CROWD)
    ids = [one.id for one in personnel.where(admin.compartment("personnel"), "1", ())]
    request = approve(admin, asked(admin, wanted(admin, ids, kind="successor")))
    disclosure_requests.note_told(admin, request, ids, how="paper")
    id_ = send(admin, request, out).id
    carried(admin)
    found = remains(admin, id_)
    assert (found.sent, found.gone, found.kept) == (5 * CROWD, 2 * CROWD, 3 * CROWD)
    # Envelopes come in no order.
    assert sorted((one.place, one.values) for one in found.proofs) == [
        ("payroll", 50), ("payroll", 100), ("payroll", 100), ("personnel", CROWD),
    ]  # fmt: skip
    assert cards(admin) == [] and look(admin).state == "kept"


PLANTED = (
    "UPDATE part SET fields = json_set(fields, '$.bank_account_no', '6222020200112233445') "
    "WHERE kind = 'PAY' AND owner = (SELECT seq FROM account WHERE id = ?)"
)
TAKEN_OUT = (
    "UPDATE part SET fields = json_remove(fields, '$.bank_account_no') "
    "WHERE kind = 'PAY' AND owner = (SELECT seq FROM account WHERE id = ?)"
)


def past_every_operation(admin: Session, account: str, sql: str) -> None:
    with admin.compartment("payroll").change("planted") as change:
        change.execute(sql, (account,))


def test_a_residue_is_red_and_what_is_given_anew_is_not(
    admin: Session, joiners: list[str], out: Path
) -> None:
    given(admin, wanted(admin, joiners), out)
    account = account_of(admin, joiners[0])
    past_every_operation(admin, account, PLANTED)
    assert look(admin).state == BROKEN and dict(look(admin).values) == {"count": 1}
    past_every_operation(admin, account, TAKEN_OUT)
    assert look(admin).state == "kept"
    version = accounts.open_account(admin, account).version
    new = {"bank_account_no": "6222020200112233452"}
    kind = admin.catalogue.field("bank_account_no").type
    typed = {key: kind.parse(value) for key, value in new.items()}
    accounts.edit(admin, account, typed, version=version)
    assert len(cards(admin)) == 1 and look(admin).state == "kept"


@pytest.mark.parametrize("sql", [
    "UPDATE transferred SET state = 'gone', sweep = 1 WHERE field = 'mobile' AND place='personnel'",
    "UPDATE transferred SET sweep = NULL WHERE state = 'gone' AND place = 'personnel'",
    "UPDATE sweep SET counts = '{\"ID\": 1}'",
    "DELETE FROM transferred",
])  # fmt: skip
def test_counts_that_do_not_match_are_red(
    admin: Session, joiners: list[str], out: Path, sql: str
) -> None:
    given(admin, wanted(admin, joiners), out)
    with admin.compartment("personnel").change("planted") as change:
        change.execute(sql)
    assert look(admin).message.startswith("{count} transfers do not add up")


def test_an_answer_that_does_not_come_is_red_after_a_day(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    send(admin, approve(admin, asked(admin, wanted(admin, joiners))), out)
    assert look(admin).state == "kept"
    desk.clock.advance(days=1, hours=1)
    assert look(admin).message.startswith("Payroll or recruiting")
    carried(admin)
    assert look(admin).state == "kept"


@pytest.mark.parametrize("people", [
    "x", [["0" * 32, {"id_number": ["packed", None, None]}]],
    [["0" * 32, {"unheard_of": ["gone", None, None]}]],
])  # fmt: skip
def test_an_answer_that_says_nothing_known_is_refused(
    admin: Session, joiners: list[str], out: Path, people: Any
) -> None:
    id_ = given(admin, wanted(admin, joiners), out)
    (reference, peer), *_ = admin.compartment("personnel").read(
        "SELECT lower(hex(reference)), peer FROM link WHERE peer LIKE '%/payroll'"
    )
    told = people if isinstance(people, str) else [[reference, people[0][1]]]
    message = {"disclosure": id_, "people": told, "sweep": None}
    letter = Letter(for_good.ANSWER, "0" * 32, f"{peer}/somebody", message, admin.now())
    before = remains(admin, id_)
    with pytest.raises(Unacceptable), admin.compartment("personnel").change("taken") as change:
        for_good.answered(admin, change, letter)
    assert remains(admin, id_) == before


def test_other_ways_delete_nothing(admin: Session, joiners: list[str], out: Path) -> None:
    wish = wish_for(admin, joiners, "partner")
    for one in joiners:
        agree(admin, one, wish, "full_name", "bank_account_no")
    request = approve(admin, asked(admin, wish))
    assert for_good_views.forecast(admin, request) is None
    id_ = send(admin, request, out).id
    assert for_good_views.outcomes(admin, [id_]) == {} and len(cards(admin)) == 2
