# SPDX-License-Identifier: Apache-2.0
"""What a request costs the person: nothing, or from the fourth of its kind at most its real cost.

The officer alone sets a fee, before the case is decided, so that the answer says it: how much, of
which cost, what that consists of, and why (policy 5.3; 网络数据安全管理条例 25).
"""

from datetime import datetime
from decimal import Decimal
from typing import Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types.money import Money
from hr_desk.domain import request_fees as rules
from hr_desk.domain.clock import day_of
from hr_desk.domain.request_fees import Counted
from hr_desk.i18n import N_, Message
from hr_desk.operations.operation import operation
from hr_desk.operations.request_problems import (
    FeeAboveCost,
    FeeOfNothing,
    NoFeeToTakeBack,
    RequestIsFree,
)
from hr_desk.operations.requests import LONGEST, OFFICER, PRIVACY, stepped
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import request_fees as store
from hr_desk.store import requests
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.request_fees import FeeRow
from hr_desk.store.requests import RequestRecord

CONSISTS: Final = N_("What the cost consists of")
REASON: Final = N_("Why a fee is asked")


@operation("request.charge", compartment=PRIVACY, roles=OFFICER)
def charge(
    session: Session, change: Change, /, request_id: str, *, fee: str, cost: str, consists: str,
    reason: str,
) -> None:  # fmt: skip
    """Ask a fee for a case: at most its real cost, both in yuan as typed, with a reason.

    Raises RequestGone, CaseStepNotAllowed once it is decided, RequestIsFree up to the third of
    its kind within twelve months, NotAnAmount, FeeOfNothing, FeeAboveCost, TextMissing,
    TextTooLong.
    """
    record = stepped(change, request_id, "charge")
    which = which_of_year(change.compartment, record)
    free = request_rules().terms.free_requests
    if not rules.may_cost(request_rules(), which):
        raise RequestIsFree(number=record.number, which=which, free=free)
    asked, real = _amounts(fee, cost)
    parts, why = (
        one_line(text, label=Message(label), longest=LONGEST)
        for text, label in ((consists, CONSISTS), (reason, REASON))
    )
    at = change.now.isoformat(timespec="seconds")
    store.put(change, FeeRow(record.seq, which, asked, real, parts, why, session.user.id, at))
    requests.update(change, record)
    change.facts["which"] = which


@operation("request.waive", compartment=PRIVACY, roles=OFFICER)
def waive(session: Session, change: Change, /, request_id: str) -> None:
    """Take the fee of a case back. Raises RequestGone, CaseStepNotAllowed, NoFeeToTakeBack."""
    del session
    record = stepped(change, request_id, "waive")
    if store.of(change.compartment, record.seq) is None:
        raise NoFeeToTakeBack(number=record.number)
    store.remove(change, record.seq)
    requests.update(change, record)


def which_of_year(file: Compartment, record: RequestRecord) -> int:
    """Return the number of a case among those of its kind by the same person within the months.

    Only who was verified counts: somebody else may have used the name.
    """
    earlier = requests.where(
        file, "code = ? AND seq < ? AND verified_at IS NOT NULL", (record.code, record.seq)
    )
    return rules.which_of_year(request_rules(), _counted(record), map(_counted, earlier))


def fee_of(file: Compartment, record: RequestRecord) -> FeeRow | None:
    """Return the fee of a case, None where it is free."""
    return store.of(file, record.seq)


def _counted(record: RequestRecord) -> Counted:
    return Counted(record.code, day_of(datetime.fromisoformat(record.received_at)), record.fields)


def _amounts(fee: str, cost: str) -> tuple[Decimal, Decimal]:
    asked, real = Money().parse(fee), Money().parse(cost)
    if asked == 0:
        raise FeeOfNothing
    if asked > real:
        raise FeeAboveCost(fee=Money().spell(asked), cost=Money().spell(real))
    return asked, real
