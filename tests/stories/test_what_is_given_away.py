# SPDX-License-Identifier: Apache-2.0
"""A workshop is sold, and its people's data goes along for good: what the seller has afterwards.

One of three says no. Of the others what the law does not ask for is gone the moment the file is
out, in every file; the roster stays its two years after they left, and then goes too.
"""

from dataclasses import replace
from pathlib import Path

from hr_desk.operations import (
    disclosure_views,
    for_good_views,
    intake,
    onboarding,
    promises,
    retention,
)
from hr_desk.operations.disclosure_views import BoardLine
from hr_desk.operations.session import Session
from hr_desk.store import payroll, personnel
from hr_desk.vault.certificates import verify_certificate
from tests.support.desk import Desk
from tests.support.handing_off import employed
from tests.support.joining import FIRST_DAY, somebody
from tests.support.leaving_once import agree, approve, asked, send, wish_for
from tests.support.restoring import backup_of, restored

NAMES = ("黎虚构", "白虚构", "程虚构")
PACKAGE = ("full_name", "mobile", "id_number", "current_address", "bank_account_no")
ROSTER = ("full_name", "mobile", "current_address")
TWO_YEARS = 731


def carried(admin: Session) -> None:
    """Let payroll and recruiting do what they were asked, and answer."""
    while intake.take_in(admin).taken:
        pass


def known_of(admin: Session, joiner: str) -> set[str]:
    """Return which of the fields in question the company still has of somebody."""
    found = personnel.joiners(admin.compartment("personnel"), [joiner])
    return {key for one in found for key in one.fields} & set(PACKAGE)


def cards(admin: Session) -> int:
    found = payroll.accounts(admin.compartment("payroll"))
    return sum("bank_account_no" in one.fields for one in found)


def line(admin: Session) -> BoardLine:
    (found,) = disclosure_views.board(admin)
    return found


def test_what_was_sold_is_not_kept(desk: Desk, tmp_path: Path) -> None:
    joiners = employed(desk, *(
        somebody(name=name, mobile=f"1391234567{number}") for number, name in enumerate(NAMES)
    ))  # fmt: skip
    admin, out = desk.open("admin"), tmp_path / "out"
    out.mkdir()
    said_no, *said_yes = joiners
    wish = replace(wish_for(admin, joiners, "transferee", fields=PACKAGE), fields=PACKAGE)
    for one in said_yes:
        agree(admin, one, wish, *PACKAGE)
    older = {file: backup_of(admin, file) for file in ("personnel", "payroll")}
    request = approve(admin, asked(admin, wish))
    seen = for_good_views.forecast(admin, request)
    assert seen is not None and (seen.sent, seen.gone, seen.kept) == (10, 4, 6)
    assert cards(admin) == 3 and line(admin).remains is None

    left = send(admin, request, out)
    carried(admin)
    assert left.left_out == ((said_no, "no_consent"),)
    assert known_of(admin, said_no) == set(PACKAGE) - {"bank_account_no"}
    assert [known_of(admin, one) for one in said_yes] == [set(ROSTER)] * 2
    assert cards(admin) == 1
    the_certificates_say_the_same(admin)

    for source in older.values():
        restored(desk, source, user="admin")
    admin = desk.open("admin")
    assert [known_of(admin, one) for one in said_yes] == [set(ROSTER)] * 2 and cards(admin) == 1


def the_certificates_say_the_same(admin: Session) -> None:
    assert retention.finish_proofs(admin)
    remains = line(admin).remains
    assert remains is not None
    issued = {(one.compartment, one.number): one.certificate
              for one in retention.certificates(admin)}  # fmt: skip
    counts = {
        one.place: sum(verify_certificate(issued[one.place, one.number] or b"").counts.values())
        for one in remains.proofs
    }
    assert counts["personnel"] + counts["payroll"] == remains.sent - remains.kept == 4
    assert [(one.key, one.class_key, one.floor) for one in remains.stays] == [
        (key, "EMP", TWO_YEARS) for key in ROSTER
    ]
    assert promises.look(admin, "given_away").green


def test_the_roster_goes_two_years_after_they_left(desk: Desk, tmp_path: Path) -> None:
    joiners = employed(desk, somebody(name=NAMES[0], mobile="13912345678"))
    admin, out = desk.open("admin"), tmp_path / "out"
    out.mkdir()
    wish = replace(wish_for(admin, joiners, "transferee", fields=PACKAGE), fields=PACKAGE)
    agree(admin, joiners[0], wish, *PACKAGE)
    send(admin, approve(admin, asked(admin, wish)), out)
    carried(admin)
    onboarding.record_leaving(admin, joiners, on=FIRST_DAY, kind="resigned")
    for days, there in ((TWO_YEARS - 1, set(ROSTER)), (1, set())):
        desk.clock.advance(days=days)
        retention.confirm_time(admin)
        retention.sweep(admin)
        assert known_of(admin, joiners[0]) == there
    remains = line(admin).remains
    assert remains is not None and (remains.sent, remains.gone, remains.ended) == (5, 2, 3)
    assert remains.kept == 0 and promises.look(admin, "given_away").green
