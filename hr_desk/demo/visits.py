# SPDX-License-Identifier: Apache-2.0
"""The gatehouse of the demo: a directory, a real kiosk's envelopes, and a day up to two o'clock.

What visitors type goes through a signed profile, is sealed by the kiosk's own code, lies in the
inbox and is taken in, confirmed and signed out through the operations, as in life.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from hr_desk.demo.people import people, typed
from hr_desk.domain import visits as states
from hr_desk.domain.clock import SHANGHAI, FixedClock, day_of
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.profile import take_up
from hr_desk.operations import delivery, directory, intake, profiles, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visit_kinds import kind_for
from hr_desk.operations.visits import NewVisit, VisitQuery, VisitRow

STAFF: Final = 30
SEED: Final = 20260601
DEPARTMENTS: Final = ("制造一部", "设备部", "质量部", "仓储部", "采购部", "综合部")
KIOSK: Final = "青岛工厂东门"
WRONG_CODE: Final = "000000"
"""A code of somebody who mistyped it."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One visitor, as they type; ``host`` is a place in the directory, or a name of their own.

    ``phone`` numbers their made-up telephones.
    """

    name: str
    employer: str
    purpose: str
    host: int | str
    phone: int
    plate: str = ""
    area: str = ""
    badge: str = ""
    companions: str = ""
    call: str = ""
    """Whom to call if they are hurt, as a contractor types it."""


YESTERDAY: Final = Guest("孟繁星", "示例保温", "contractor", 4, 21, area="production", badge="A11")
EXPECTED: Final = (
    (Guest("韩冬", "", "interview", 9, 1), "09:30"),
    (Guest("吴一凡", "示例电气", "business", 0, 2), "14:00"),
    (Guest("贾春来", "示例认证", "inspection", 14, 3), "15:30"),
    (Guest("单小梅", "", "interview", 9, 4), "16:00"),
)
"""Whom somebody invited for today, and when (Shanghai)."""

VISITS: Final = (
    (12, 71, Guest("袁立", "示例物流", "delivery", 3, 5, "鲁B12D34", "warehouse", "C07")),
    (24, 96, Guest("韩冬", "", "interview", 9, 1, "", "office", "B02")),
    (41, 0, Guest("欧阳志远", "示例机械", "contractor", 1, 6, "鲁B98K21", "production", "A03",
                 call="司徒示例 | 配偶 | 19912340021")),
    (58, 203, Guest("马晓", "示例包装", "business", 20, 7, "", "office", "B05")),
    (75, 0, Guest("沈静", "示例检测", "inspection", 2, 8, "", "laboratory", "B06")),
    (133, 0, Guest("程大勇", "示例物流", "pick_up", 3, 9, "鲁F55A07", "warehouse", "C09")),
    (214, 0, Guest("尉迟明", "示例空调", "contractor", 7, 10, "鲁B33C66", "production", "A08")),
    (251, 0, Guest("林小雨", "示例大学", "training", 26, 11, "", "production", "B09", "11")),
)  # fmt: skip
"""Minutes after nine of coming and of leaving (0: still here), and who."""

WAITING: Final = (
    (288, Guest("田野", "示例物流", "delivery", 3, 12, "鲁B70E19")),
    (296, Guest("吴一凡", "示例电气", "business", 0, 2)),
    (300, Guest("Alex Miller", "Example Tools", "business", "Mr. Zhao", 13)),
)
"""Who stands outside when the day is looked at."""
END: Final = 303


class Gate:
    """The front desk and the kiosk at the gate, under the demo's clock."""

    def __init__(self, session: Session, clock: FixedClock, folder: Path, *, carried: Path) -> None:
        self._session, self._clock = session, clock
        self._staff = _staff(session)
        made = profiles.create(session, name=KIOSK)
        profiles.hand_over(session, made.profile_id, carried)
        profile = take_up(
            carried.read_bytes(), desk=session.desk_id, folder=folder, today=day_of(clock.now())
        )
        self._kiosk = Drop(folder, session.folder / "inbox", profile, clock=clock)

    def yesterday(self) -> None:
        """Let one visitor in whom nobody sees leaving."""
        self._sign_in(YESTERDAY)
        self._let_in(YESTERDAY)

    def today(self) -> dict[str, int]:
        """Play the day from nine to two; returns how many stand where."""
        visits.close_day(self._session)
        for guest, at in EXPECTED:
            self._expect(guest, at)
        begun, codes = self._clock.now(), dict[str, str]()
        for minute, verb, guest in _hours():
            passed = int((self._clock.now() - begun).total_seconds()) // 60
            self._clock.advance(minutes=minute - passed)
            if verb == "leave":
                self._kiosk.sign_out(code=codes[guest.name])
                self._carry()
                continue
            codes[guest.name] = self._sign_in(guest)
            if verb == "come":
                self._let_in(guest)
        self._kiosk.sign_out(code=WRONG_CODE)
        self._clock.advance(minutes=END - WAITING[-1][0])
        self._carry()
        return dict(visits.counts(self._session))

    def _expect(self, guest: Guest, at: str) -> None:
        day = self._clock.now().astimezone(SHANGHAI).date()
        texts = {"full_name": guest.name, "visit_purpose": guest.purpose,
                 "host_employee": self._host(guest), "visit_planned": f"{day} {at}"}  # fmt: skip
        if guest.employer:
            texts["employer"] = guest.employer
        host = self._staff[guest.host].id if isinstance(guest.host, int) else None
        new = NewVisit(values=self._typed(texts), notice="owed", host_id=host)
        visits.expect(self._session, (new,))

    def _sign_in(self, guest: Guest) -> str:
        """Type at the kiosk; returns the sign-out code of the thanks page."""
        texts = {
            "full_name": guest.name,
            "age_band": "adult",
            "mobile": f"199{guest.phone:08}",
            "visit_purpose": guest.purpose,
            "host_employee": self._host(guest),
            "employer": guest.employer,
            "plate_number": guest.plate,
            "companions_count": guest.companions,
            "emergency_contact": guest.call,
        }
        values = self._typed({key: text for key, text in texts.items() if text})
        fields = self._session.catalogue
        stored = {key: fields.field(key).type.store(value) for key, value in values.items()}
        kind = kind_for(fields, guest.purpose)
        texts_read = fields.visit_types[kind].acknowledgements
        code = self._kiosk.sign_in(
            stored,
            language="zh_CN",
            kind=kind,
            confirmed={key: fields.acknowledgements[key].digest for key in texts_read},
        )
        self._carry()
        return code

    def _let_in(self, guest: Guest) -> None:
        one = self._waiting(guest.name)
        visits.confirm(
            self._session,
            one.visit_id,
            expected=next(iter(one.expected_guesses), None),
            values=self._typed({"visit_area": guest.area, "badge_no": guest.badge}),
            host_id=one.host_guesses[0].id if one.host_guesses else None,
        )

    def _waiting(self, name: str) -> VisitRow:
        rows = visits.list_visits(self._session, VisitQuery(states=(states.ANNOUNCED,)))
        return next(one for one in rows if one.cells["full_name"].text == name)

    def _carry(self) -> None:
        """Take in what the kiosk dropped, and let it have its receipts."""
        intake.take_in(self._session)
        delivery.deliver(self._session)
        self._kiosk.collect_receipts()

    def _host(self, guest: Guest) -> str:
        return guest.host if isinstance(guest.host, str) else self._staff[guest.host].name

    def _typed(self, texts: dict[str, str]) -> dict[str, Any]:
        return typed(self._session.catalogue, texts)


def _hours() -> list[tuple[int, str, Guest]]:
    """Return what happens after nine in its order: who comes, who leaves, who waits."""
    come = [(start, "come", guest) for start, _, guest in VISITS]
    leave = [(end, "leave", guest) for _, end, guest in VISITS if end]
    wait = [(start, "wait", guest) for start, guest in WAITING]
    return sorted([*come, *leave, *wait], key=lambda event: event[0])


def _staff(session: Session) -> tuple[directory.StaffLine, ...]:
    """Fill the directory; returns its employees in the order in which they were entered."""
    names = [person.texts["full_name"] for person in islice(people(seed=SEED), STAFF)]
    lines = tuple(
        (name, DEPARTMENTS[number % len(DEPARTMENTS)], f"{8001 + number}")
        for number, name in enumerate(names)
    )
    ids = directory.add(session, lines).created
    found = directory.by_id(session, ids)
    return tuple(found[id_] for id_ in ids)
