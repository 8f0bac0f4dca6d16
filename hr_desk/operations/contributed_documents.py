# SPDX-License-Identifier: Apache-2.0
"""The sealed documents of a person that go into their case: what each is, and its way there.

The contribution lists them; the content follows in envelopes of its own, in pieces that fit, sealed
to privacy (PIPL 45). Only files that are a value of the record go: a guardian's sheet shows
somebody else and stays where it is. No name a file once had is stored anywhere, nor its id told.
"""

import base64
import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.documents import ids_of, is_id
from hr_desk.domain import strokes
from hr_desk.domain.clock import day_of
from hr_desk.exchange.file_problems import FileProblem
from hr_desk.exchange.files import DOCX, JPEG, PDF, PNG, recognise
from hr_desk.exchange.signatures import drawn
from hr_desk.kiosk.joiner_form import SIGNATURE
from hr_desk.operations.delivery import send
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.sealed_documents import opened
from hr_desk.operations.session import Session
from hr_desk.store import audit, outbox, signatures
from hr_desk.store.compartment import Change
from hr_desk.vault.documents import DocumentProblem

PIECE: Final = 10 * 1024 * 1024
"""Bytes of a document in one envelope, whose largest size holds them in base64."""

MOST_PIECES: Final = 2
"""As many as the largest sealed document has."""

KINDS: Final = frozenset({PDF, DOCX, JPEG, PNG, ""})
"""What a document is by its first bytes; empty where that is none of those."""


@dataclass(frozen=True, slots=True)
class PersonDocument:
    """One document as a file contributes it; ``field`` is a key, ``size`` in bytes.

    ``reference`` is made for the case. One that cannot be opened where it lies has no pieces.
    """

    reference: str
    field: str
    kind: str
    size: int
    on: str
    """The day it was put there (ISO 8601), empty where the log does not say."""
    pieces: int
    sha256: str
    kept_as: str = ""
    """What it is kept as: a retention class, or the kind of the part it is in; empty if unsaid."""
    counted_from: str = ""
    """The day from which its time is counted (ISO 8601), empty while it is not."""


Contents = Mapping[PersonDocument, bytes]
Clock = Callable[[str], tuple[str, str]]
"""Returns class and day of the clock that ends the value of a key."""


def contents_of(
    session: Session, change: Change, values: Mapping[str, Any], *, clock: Clock
) -> Contents:
    """Return every document that stored values name, in their order, with its content.

    ``clock`` says what ends the value of a key. What a visitor signed at a kiosk is kept as strokes
    alone, and drawn for them.
    """
    known = session.catalogue.fields
    return {
        document: content
        for key, value in values.items()
        if key in known and known[key].type.name in FILE_TYPES and isinstance(value, str)
        for document, content in _named(session, change, key, value, clock=clock(key))
    }


def _named(
    session: Session, change: Change, key: str, value: str, *, clock: tuple[str, str]
) -> Iterator[tuple[PersonDocument, bytes]]:
    if change.compartment.name == signatures.FILE and key == SIGNATURE:
        for at, signed in signatures.strokes_of(change.compartment, value):
            yield _described(key, drawn(strokes.read(signed)), on=_day(at), clock=clock)
        return
    for id_ in ids_of(value):
        try:
            content = opened(session, change.compartment.name, id_)
        except (RecordGone, DocumentProblem):
            content = b""
        change.touched("document", id_)
        yield _described(key, content, on=_put_on(change, id_), clock=clock)


def _described(
    key: str, content: bytes, *, on: str, clock: tuple[str, str]
) -> tuple[PersonDocument, bytes]:
    return PersonDocument(
        reference=secrets.token_hex(16), field=key, kind=_kind(content), size=len(content), on=on,
        pieces=-(-len(content) // PIECE), sha256=hashlib.sha256(content).hexdigest(),
        kept_as=clock[0], counted_from=clock[1],
    ), content  # fmt: skip


def _kind(content: bytes) -> str:
    try:
        return recognise(content[:PIECE])
    except FileProblem:
        return ""


def _put_on(change: Change, id_: str) -> str:
    """Return the day on which the log first names a document."""
    entries = audit.entries_about(change.compartment.connection, (id_,), limit=-1)
    return _day(entries[-1].at) if entries else ""


def _day(at: str) -> str:
    return day_of(datetime.fromisoformat(at)).isoformat()


def numbered(found: Iterable[PersonDocument]) -> Iterator[tuple[PersonDocument, int]]:
    """Yield each document with its number (from 1) among those of its field."""
    counted = Counter[str]()
    for one in found:
        counted[one.field] += 1
        yield one, counted[one.field]


def piece_kind(reference: str, number: int) -> str:
    """Return what the row of a piece of a document is called in the case."""
    return f"{reference}.{number}"


def piece_kinds(document: PersonDocument) -> list[str]:
    """Return what the rows of a document's pieces are called, in their order."""
    return [piece_kind(document.reference, number) for number in range(document.pieces)]


def send_contents(
    session: Session, change: Change, found: Contents, *, about: str, receiver: str, record: str
) -> None:
    """Send every piece of these documents, inside ``change``.

    ``about`` is the question they answer, ``record`` the id of the record here.
    """
    for document, content in found.items():
        for number, piece in enumerate(_pieces(content)):
            send(
                session, change, receiver=receiver, kind="request.document",
                record=outbox.about_each([record]),
                message={"about": about, "document": document.reference, "piece": number,
                         "content": base64.b64encode(piece).decode("ascii")},
            )  # fmt: skip


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[at : at + PIECE] for at in range(0, len(content), PIECE))


_PARTS: Final = frozenset(one.name for one in fields(PersonDocument))
_TEXTS: Final = ("reference", "field", "kind", "on", "sha256")
_SINCE: Final = ("kept_as", "counted_from")
"""Parts that a document from a desk of an earlier version has not."""


def as_line(document: PersonDocument) -> dict[str, Any]:
    """Return a document as a message says it."""
    return asdict(document)


def from_line(line: Mapping[str, Any]) -> PersonDocument:
    """Return the document of a line that ``is_line`` takes."""
    return PersonDocument(**line)


def is_line(session: Session, one: Any) -> bool:
    """Whether this is a document as a message says it, with nothing unknown in it."""
    if not isinstance(one, dict) or not _PARTS - set(_SINCE) <= one.keys() <= _PARTS:
        return False
    if not all(isinstance(one.get(name, ""), str) for name in (*_TEXTS, *_SINCE)):
        return False
    numbers = [one["size"], one["pieces"]]
    if not all(type(number) is int and number >= 0 for number in numbers):
        return False
    field = session.catalogue.fields.get(one["field"])
    return (
        is_id(one["reference"])
        and field is not None
        and field.type.name in FILE_TYPES
        and one["kind"] in KINDS
        and one["pieces"] <= MOST_PIECES
        and all(_is_day_or_empty(one.get(name, "")) for name in ("on", "counted_from"))
    )


def _is_day_or_empty(text: str) -> bool:
    try:
        return text == "" or bool(date.fromisoformat(text))
    except ValueError:
        return False
