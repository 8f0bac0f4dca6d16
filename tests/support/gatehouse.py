# SPDX-License-Identifier: Apache-2.0
"""What a kiosk puts into an inbox, sealed as a kiosk seals it, without a kiosk."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hr_desk.operations import policies
from hr_desk.operations.session import Session
from hr_desk.vault import canonical
from hr_desk.vault.envelopes import EnvelopeContext, key_name, read_header, seal
from hr_desk.vault.keys import sealing_public

SECRET = b"k" * 32
PROFILE = "0123456789abcdef"


def hold_key(session: Session) -> None:
    """Give the desk the intake key of the one kiosk there is."""
    with session.compartment("visits").change("test") as change:
        change.execute(
            "INSERT INTO intake_key (name, profile, secret, made_on) VALUES (?, ?, ?, ?)",
            (key_name(sealing_public(SECRET)), PROFILE, SECRET, session.today().isoformat()),
        )


def sign_in(
    session: Session,
    number: int,
    *,
    code: str = "",
    minutes: int = 0,
    beside: dict[str, Any] | None = None,
    **texts: str,
) -> Path:
    """Put the sign-in of a visitor into the inbox; ``texts`` are typed values by field key.

    ``beside`` is what a kiosk says beside them: kind, texts confirmed, an invitation's code.
    """
    given = {
        "age_band": "adult",
        "visit_purpose": "business",
        "host_employee": "陈晓",
        "mobile": f"138{number:08}",
        **texts,
    }
    message = {
        "catalogue": session.catalogue.fingerprint(),
        "fields": {key: _stored(session, key, text) for key, text in given.items()},
        "language": "zh_CN",
        "notice": policies.versions(session)[-1].number,
        "code": code or f"{number:06}",
        "at": _ago(session.now(), minutes),
        "number": number,
        **(beside or {}),
    }
    return _put(session, "visit.sign_in", message)


def sign_out(session: Session, number: int, *, code: str = "", phone_tail: str = "") -> Path:
    """Put the sign-out of a visitor into the inbox."""
    message = {
        "code": code,
        "phone_tail": phone_tail,
        "at": _ago(session.now(), 0),
        "number": number,
    }
    return _put(session, "visit.sign_out", message)


def scan_out(session: Session, number: int, **scanned: str) -> Path:
    """Put a sign-out by badge or plate into the inbox."""
    message = {**scanned, "at": _ago(session.now(), 0), "number": number}
    return _put(session, "visit.sign_out", message)


def foreign(session: Session, compartment: str = "hiring") -> Path:
    """Put an envelope into the inbox that somebody else has to read."""
    return _put(session, "disclosure", {"number": 1}, compartment=compartment)


def _stored(session: Session, key: str, text: str) -> Any:
    type_ = session.catalogue.field(key).type
    return type_.store(type_.parse(text))


def _ago(now: datetime, minutes: int) -> str:
    return (now - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _put(
    session: Session, kind: str, message: dict[str, Any], *, compartment: str = "visits"
) -> Path:
    context = EnvelopeContext(
        sender=f"kiosk/{PROFILE}",
        receiver=f"{session.desk_id}/{compartment}",
        kind=kind,
        id=secrets.token_hex(16),
    )
    to = sealing_public(SECRET)
    data = seal(canonical.encode(message), to=to, context=context, signer=None)
    inbox = session.folder / "inbox"
    inbox.mkdir(exist_ok=True)
    part = inbox / f".{secrets.token_hex(8)}.part"
    part.write_bytes(data)
    return part.rename(inbox / f"{read_header(data).reference}.envelope")
