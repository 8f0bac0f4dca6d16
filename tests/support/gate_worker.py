# SPDX-License-Identifier: Apache-2.0
"""Kiosk, intakes and front desk until they are killed: ``python -m tests.support.gate_worker``.

The launcher imports everything once and forks one worker per line on stdin ("kiosk 17" or
"intake 17" or "desk 17"), whose pid it answers. A kiosk tells one JSON line for each code that a
visitor was shown, a front desk one for each visitor it said yes or goodbye to: that is what must
not be lost. No Qt, no threads.
"""

import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from hr_desk.domain.clock import FixedClock
from hr_desk.domain.visits import VisitStepNotAllowed
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.problems import KioskFull
from hr_desk.kiosk.profile import take_up
from hr_desk.operations import delivery, desks, intake, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support.desk import PASSPHRASES, START
from tests.support.launching import end_with_the_launcher

SIGN_OUT_EVERY = 5
DESKS = 5_000
"""What is added to the number of a front desk, whose visitors are others than those of a kiosk."""


def visitor(kiosk: int, number: int) -> dict[str, Any]:
    """Return a made-up visitor's stored values; name, phone and plate occur nowhere else."""
    mark = f"{kiosk:04}{number:04}"
    name = "".join(chr(0x9A6C + int(digit)) for digit in mark)
    return {
        "full_name": f"访{name}",
        "age_band": "adult",
        "mobile": f"139{mark}",
        "plate_number": f"鲁B{mark[-5:]}",
        "visit_purpose": "business",
        "host_employee": "刘经理",
        "employer": f"虚构{mark}公司",
    }


def tell(told: int, what: str, **facts: Any) -> None:
    """Acknowledge: what stands here was shown to a visitor."""
    os.write(told, json.dumps({"what": what, **facts}).encode() + b"\n")


def kiosk(place: Mapping[str, str], number: int, told: int) -> None:
    """Sign people in, one after the other, and some of them out again."""
    folder, clock = Path(place["kiosk"]), FixedClock(START)
    profile = take_up(
        Path(place["profile"]).read_bytes(), desk=place["desk_id"], folder=folder,
        today=START.date(),
    )  # fmt: skip
    drop = Drop(folder, Path(place["desk"]) / "inbox", profile, clock=clock)
    at = 0
    while True:
        fields = visitor(number, at)
        with suppress(KioskFull):  # the visitor is told so, and goes to the front desk
            code = drop.sign_in(fields, language="zh_CN")
            tell(told, "in", code=code, name=fields["full_name"], number=number)
            if at % SIGN_OUT_EVERY == 0:
                drop.sign_out(code=code)
                tell(told, "out", code=code, name=fields["full_name"])
        drop.collect_receipts()
        drop.deliver_again()
        at += 1


def take_in(place: Mapping[str, str], number: int, told: int) -> None:
    """Take in what arrives, and carry what goes out."""
    del number, told
    session = _opened(place)
    while True:
        intake.take_in(session)
        delivery.deliver(session)


def front_desk(place: Mapping[str, str], number: int, told: int) -> None:
    """Sign people in who have not been at the kiosk, let in who waits, and let people leave."""
    session = _opened(place)
    at = 0
    while True:
        person = visitor(DESKS + number, at)
        (id_,) = visits.sign_in(session, [NewVisit(values=_values(session, person))]).created
        name = person["full_name"]
        tell(told, "in", code="", name=name, number=DESKS + number)
        if at % SIGN_OUT_EVERY == 0:
            visits.sign_out(session, [id_])
            tell(told, "out", code="", name=name)
        for one in visits.list_visits(session, VisitQuery(states=("announced",)))[:1]:
            with suppress(VisitStepNotAllowed):  # they have left meanwhile
                visits.confirm(session, one.visit_id)
                tell(told, "let_in", name=one.cells["full_name"].text)
        at += 1


def _values(session: Session, person: Mapping[str, Any]) -> dict[str, object]:
    """Return stored values as a form hands them over."""
    fields = session.catalogue
    return {key: fields.field(key).type.load(stored) for key, stored in person.items()}


def _opened(place: Mapping[str, str]) -> Session:
    return desks.open_desk(
        Path(place["desk"]), user="gate", passphrase=PASSPHRASES["gate"], clock=FixedClock(START),
        profile=Path(place["profiles"]),
    )  # fmt: skip


WORK = {"kiosk": kiosk, "intake": take_in, "desk": front_desk}


def main(place: Mapping[str, str], told: int) -> None:
    """Fork workers on command until stdin ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        kind, number = line.split()
        pid = os.fork()
        if pid == 0:
            _run(place, kind, int(number), told)
        os.write(1, f"{pid}\n".encode())


def _run(place: Mapping[str, str], kind: str, number: int, told: int) -> None:
    end_with_the_launcher()
    try:
        with use_cheap_key_derivation():
            WORK[kind](place, number, told)
    except BaseException as error:  # noqa: BLE001 - the test reads it and fails
        tell(told, "error", kind=kind, error=repr(error), cause=repr(error.__cause__))
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), int(sys.argv[2]))
