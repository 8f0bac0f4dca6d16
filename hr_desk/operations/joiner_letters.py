# SPDX-License-Identifier: Apache-2.0
"""What comes to personnel by envelope: candidates who accepted, and that a record is gone.

Every value is loaded and checked by its own type again; what does not fit is refused as a whole,
so that nobody is taken in by halves. The reference of the envelope links both files.
"""

import base64
import binascii
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import joiners as states
from hr_desk.domain.clock import day_of
from hr_desk.errors import UserError
from hr_desk.exchange.photos import SMALL_BYTES
from hr_desk.operations import evaluations
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.handing_over import crosses
from hr_desk.operations.joiner_documents import put_document
from hr_desk.operations.joiner_writing import (
    NAME,
    START,
    first_day,
    let_go,
    records,
    require_working_age,
    write_values,
)
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.session import Session
from hr_desk.operations.values import require_guardian
from hr_desk.store import crossings, personnel
from hr_desk.store.compartment import Change
from hr_desk.vault.documents import LARGEST

_SMALL: Final = "small_pictures"
_NAMES: Final = frozenset({"fields", "notice", "documents"})
_PERHAPS: Final = frozenset({"evaluation", _SMALL})
"""What a letter of an earlier version of the program does not have."""
_NOTICE: Final = frozenset({"version", "how", "at"})


@takes_in("joiner.handed_over", compartment="personnel", roles=RECRUITING)
def handed_over(session: Session, change: Change, letter: Letter) -> str:
    """Make a joiner of a candidate who accepted, with everything they gave."""
    if set(letter.message) - _PERHAPS != _NAMES:
        raise Unacceptable(what=letter.kind)
    fields, found = _fields(session, letter), evaluations.checked(session, letter)
    joiner = _new_joiner(letter)
    personnel.insert(change, joiner)
    (record,) = records(session, [joiner.id])
    write_values(session, change, record, fields)
    documents = _documents(session, letter)
    small = _small_pictures(session, letter, documents)
    for key, content in documents.items():
        (record,) = records(session, [joiner.id])
        field = session.catalogue.field(key)
        put_document(session, change, record, field, content, small=small.get(key, b""))
    (record,) = records(session, [joiner.id])
    evaluations.keep(session, change, record, found)
    crossings.link(change, letter.reference, record=joiner.id, peer=letter.peer)
    return joiner.id


def _new_joiner(letter: Letter) -> personnel.NewJoiner:
    notice = letter.message["notice"]
    if not isinstance(notice, Mapping) or set(notice) != _NOTICE:
        raise Unacceptable(what="notice")
    version, how, at = notice["version"], notice["how"], notice["at"]
    if type(version) is not int or not isinstance(how, str):
        raise Unacceptable(what="notice")
    return personnel.NewJoiner(
        id=secrets.token_hex(16),
        state=states.EXPECTED,
        on=day_of(letter.at),
        created_at=letter.at.isoformat(timespec="seconds"),
        notice_version=version,
        notice_how=how,
        notice_at=datetime.fromisoformat(at).isoformat(),
    )


def _fields(session: Session, letter: Letter) -> dict[str, Any]:
    """Return the checked stored values of a letter; raises Unacceptable."""
    sent = letter.message["fields"]
    if not isinstance(sent, Mapping) or len(sent) > len(session.catalogue.fields):
        raise Unacceptable(what="fields")
    fields = {key: _value(_field(session, key), value) for key, value in sent.items()}
    day = first_day(fields)
    if NAME not in fields or day is None:
        raise Unacceptable(what=START)
    try:
        require_working_age(session, fields, on=day)
        require_guardian(session, fields)
    except UserError:
        raise Unacceptable(what="birth_date") from None
    return fields


def _field(session: Session, key: str) -> Field:
    field = session.catalogue.fields.get(key)
    if field is None or not crosses(field):
        raise Unacceptable(what="fields")
    return field


def _value(field: Field, stored: Any) -> Any:
    if field.type.name in FILE_TYPES:
        # Its content comes beside it: an id of another file would name a stranger's document.
        raise Unacceptable(what=field.key)
    return value_of(field, stored)


def _documents(session: Session, letter: Letter) -> dict[str, bytes]:
    sent = letter.message["documents"]
    if not isinstance(sent, Mapping):
        raise Unacceptable(what="documents")
    return {key: _content(_field(session, key), text, LARGEST) for key, text in sent.items()}


def _small_pictures(
    session: Session, letter: Letter, documents: Collection[str]
) -> dict[str, bytes]:
    """Return the small pictures of the photos that came along, none without its photo."""
    sent = letter.message.get(_SMALL, {})
    if not isinstance(sent, Mapping) or not set(sent) <= set(documents):
        raise Unacceptable(what=_SMALL)
    return {key: _content(_field(session, key), text, SMALL_BYTES) for key, text in sent.items()}


def _content(field: Field, text: Any, most: int) -> bytes:
    if field.type.name != "document" or not isinstance(text, str):
        raise Unacceptable(what=field.key)
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unacceptable(what=field.key) from None
    if not content or len(content) > most:
        raise Unacceptable(what=field.key)
    return content


@takes_in("record.gone", compartment="personnel", roles=(*RECRUITING, SERVICE_ROLE))
def gone(session: Session, change: Change, letter: Letter) -> str | None:
    """Forget what another compartment called a joiner: its own record is deleted."""
    del session
    return let_go(change, letter, kind="joiner")
