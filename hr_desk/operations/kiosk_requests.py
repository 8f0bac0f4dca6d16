# SPDX-License-Identifier: Apache-2.0
"""What somebody asked about their own data at a kiosk: passed on as a request to be verified.

It comes to the visits, which every kiosk sends to, and goes on to the privacy office as a request
that staff took in does. A kiosk is not trusted: every part is checked, and nobody is verified by
having stood there.
"""

from typing import Any, Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.requests import ASKED_WITH, is_number
from hr_desk.i18n import N_, translated
from hr_desk.operations.delivery import deliver_afterwards, send
from hr_desk.operations.kiosk_letters import believed, confirmed, shown_version
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change

PRIVACY: Final = "privacy"
CHANNEL: Final = "kiosk"
"""How it came, of the channels of requests."""

_NAMES: Final = frozenset(
    {"catalogue", "fields", "language", "notice", "code", "ground", "receipt", "confirmed", "at",
     "number"}
)  # fmt: skip
_TOUCHED: Final = N_("Chosen at the kiosk: {what}.")


@takes_in("request.from_kiosk", compartment="visits", kiosk=True)
def from_kiosk(session: Session, change: Change, letter: Letter) -> None:
    """Pass a request on to the privacy office; what does not fit is refused as a whole."""
    if set(letter.message) != _NAMES:
        raise Unacceptable(what=letter.kind)
    shown_version(session, letter)
    confirmed(letter)
    code, ground, receipt = letter.text("code"), letter.text("ground"), letter.text("receipt", 20)
    _require_words(code, ground)
    if not is_number(receipt):
        raise Unacceptable(what="receipt")
    what = request_rules().codes[code].label.within("zh_CN")
    message = {
        "number": receipt, "code": code, "channel": CHANNEL, "ground": ground,
        "at": believed(letter).isoformat(timespec="seconds"), "fields": _fields(session, letter),
        "text": translated(_TOUCHED, "zh_CN", what=what),
    }  # fmt: skip
    send(session, change, receiver=PRIVACY, kind="request.taken_in", record="", message=message)
    deliver_afterwards(session, change)
    change.facts.update(code=code, channel=CHANNEL)


def _require_words(code: str, ground: str) -> None:
    known = request_rules()
    if code not in known.codes or (ground and ground not in known.grounds):
        raise Unacceptable(what="code")
    if (known.codes[code].kind == "delete") != bool(ground):
        raise Unacceptable(what="ground")


def _fields(session: Session, letter: Letter) -> dict[str, Any]:
    """Return name and how to be reached, checked; raises Unacceptable where either is missing."""
    sent = letter.message["fields"]
    if not isinstance(sent, dict) or not set(sent) <= set(ASKED_WITH):
        raise Unacceptable(what="fields")
    if "full_name" not in sent or len(sent) < 2:
        raise Unacceptable(what="fields")
    return {
        key: value_of(session.catalogue.field(key), value, session.today())
        for key, value in sent.items()
    }
