# SPDX-License-Identifier: Apache-2.0
"""A visitor's signature from a kiosk: checked against the very text it stands below, and kept.

It is bound to that text: the text came along, its digest is made here anew, and it has to be the
one that was confirmed in the same message. The drawing is shown to nobody at the front desk (role
letters of ``signature_image``); that there is one, and below which text, is.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.model import Access, Scenario
from hr_desk.domain import strokes
from hr_desk.kiosk.joiner_form import SIGNATURE
from hr_desk.operations.kiosk_letters import MOST_TEXTS, confirmed
from hr_desk.operations.letters import Letter, Unacceptable
from hr_desk.operations.session import Session
from hr_desk.operations.visit_writing import KIOSK
from hr_desk.store import signatures
from hr_desk.store.compartment import Change

_NAMES: Final = frozenset({"strokes", "texts"})
_LONGEST: Final = 20_000
"""Characters of a text to sign; what a page of a kiosk shows is far shorter."""


def signed(letter: Letter) -> Mapping[str, Any] | None:
    """Return ``strokes`` and ``texts`` of a letter, None without; raises Unacceptable."""
    if "signature" not in letter.message:
        return None
    sent = letter.message["signature"]
    if not isinstance(sent, Mapping) or set(sent) != _NAMES:
        raise Unacceptable(what=SIGNATURE)
    try:
        strokes.read(sent["strokes"])
    except ValueError:
        raise Unacceptable(what=SIGNATURE) from None
    _require_confirmed(letter, sent["texts"])
    return sent


def _require_confirmed(letter: Letter, texts: Any) -> None:
    """Raise Unacceptable unless each text is the very one that was confirmed."""
    if not isinstance(texts, Mapping) or not 1 <= len(texts) <= MOST_TEXTS:
        raise Unacceptable(what=SIGNATURE)
    known = confirmed(letter)
    for key, text in texts.items():
        if not isinstance(text, str) or len(text) > _LONGEST or known.get(key) != _digest(text):
            raise Unacceptable(what=SIGNATURE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def keep(
    session: Session, change: Change, visit: str, given: Mapping[str, Any] | None, *,
    at: datetime, language: str,
) -> None:  # fmt: skip
    """Keep what ``signed`` returned of a visit (id); nothing where this desk takes none."""
    if given is None or not _taken(session):
        return
    new = signatures.NewSignature(
        id=secrets.token_hex(16),
        visit=visit,
        signed_at=at.isoformat(timespec="seconds"),
        language=language,
        texts=given["texts"],
        digests={key: _digest(text) for key, text in given["texts"].items()},
        strokes=given["strokes"],
    )
    signatures.insert(change, new)
    change.fields.add(SIGNATURE)


def _taken(session: Session) -> bool:
    """Whether the desk's catalogue lets a kiosk give a signature: an overlay may have closed it."""
    field = session.catalogue.fields.get(SIGNATURE)
    if field is None or not field.asked_in(Scenario.VISITOR):
        return False
    return session.catalogue.access(field, (KIOSK,), compartment="visits") is Access.WRITE


def signed_texts(session: Session, visit: str) -> tuple[str, ...]:
    """Return the keys of the texts that were signed at a visit."""
    return tuple(signatures.texts_of(session.compartment(signatures.FILE), visit))
