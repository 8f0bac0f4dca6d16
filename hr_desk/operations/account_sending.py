# SPDX-License-Identifier: Apache-2.0
"""What personnel tells payroll, by envelope: values it keeps, and that somebody has gone.

Both sides know the person by one random reference. Envelopes have no order: each says which
version of the joiner's file it is from, also after a restore (``store.sent_numbers``), and the
receiver lets an earlier one replace nothing.
Of whoever is below eighteen each says from which day they no longer are, and never a birthday, so
that reads about them are approved in payroll too (decision 21).
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from hr_desk.operations.delivery import address, send
from hr_desk.operations.joiner_writing import NAME
from hr_desk.operations.session import Session
from hr_desk.operations.values import ADULT_FROM, adult_from
from hr_desk.store import crossings, personnel, sent_numbers
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord

HOLDER: Final = "account_holder"
"""The name goes along with the first value, so that nobody types it again."""


def tell_payroll(
    session: Session,
    change: Change,
    joiner: JoinerRecord,
    values: Mapping[str, Any],
    *,
    ended: tuple[str, date] | None = None,
    compared: Collection[str] = (),
) -> None:
    """Send stored values (None removes one), or how and on which day it ended.

    ``compared`` are the keys of those that somebody compared with the original.
    The joiner is the record as it was before this change. Nothing is sent where payroll knows
    nothing of somebody and is told nothing; where their age is another one since this change, it
    hears of that alone. Raises NobodyReceives.
    """
    known = _reference(change, joiner)
    (now,) = personnel.joiners(change.compartment, [joiner.id])
    grown = adult_from(session, now.fields)
    aged = grown != adult_from(session, joiner.fields)
    if not values and (known is None or not (ended or aged)):
        return
    sent = dict(values)
    if sent and HOLDER not in joiner.handed and HOLDER not in sent and NAME in joiner.fields:
        sent[HOLDER] = joiner.fields[NAME]
    peer = known[1] if known is not None else address(session, "payroll")
    reference = known[0] if known is not None else secrets.token_hex(16)
    number = sent_numbers.of_version(change.compartment, joiner.version + 1)
    message: dict[str, Any] = {
        "account": reference, "number": number, "values": sent,
        "ended": None if ended is None else [ended[0], ended[1].isoformat()],
        "compared": sorted(set(compared) & set(sent)),
        ADULT_FROM: None if grown is None else grown.isoformat(),
    }  # fmt: skip
    send(session, change, receiver=peer, kind="account.told", record=joiner.id, message=message)
    crossings.link(change, reference, record=joiner.id, peer=peer)
    given = {key for key, value in sent.items() if value is not None}
    personnel.note_handed(change, joiner, (joiner.handed - set(sent)) | given)
    change.fields.update(sent)


def _reference(change: Change, joiner: JoinerRecord) -> tuple[str, str] | None:
    """Return by what payroll knows a joiner, and its address; None where it does not."""
    links = crossings.links_of(change.compartment, joiner.id)
    return next((link for link in links if link[1].endswith("/payroll")), None)
