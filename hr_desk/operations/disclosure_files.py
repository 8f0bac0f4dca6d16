# SPDX-License-Identifier: Apache-2.0
"""The file of what leaves once: registered, written, completed, in this order.

Whatever is killed in between leaves an entry that says "not completed", never a file without one.
Every file is locked; nothing readable is written anywhere.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from hr_desk.catalogue.hand_off_templates import NUMBER, WORKBOOK, Column, Template
from hr_desk.domain import disclosing as rules
from hr_desk.domain import hand_off_rows
from hr_desk.domain import hand_offs as hand_off_rules
from hr_desk.domain.controller import controller_line
from hr_desk.domain.hand_off_rows import Around
from hr_desk.errors import UserError
from hr_desk.exchange import hand_off_files
from hr_desk.exchange.workbook import encrypted_workbook, new_password
from hr_desk.i18n import Text, t
from hr_desk.operations import disclosing, disclosing_people, disclosure, for_good, hand_offs
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver
from hr_desk.operations.disclosing import GROUNDS, WAYS, Outlook, Stripped
from hr_desk.operations.disclosing_people import NOUNS, in_each
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.disclosure_requests import Request, list_requests, require_in_force
from hr_desk.operations.hand_off_problems import PasswordOver
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.operation import require
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import disclosing as store
from hr_desk.store.compartment import Change
from hr_desk.store.disclosing import FileRecord

_NUMBER: Final = Text("序号", "No.")


@dataclass(frozen=True, slots=True)
class Left:
    """What left: the file, its password (told another way), what stayed and who was left out.

    ``stripped`` are record ids with the fields that stayed; ``left_out`` record ids with a code of
    ``disclosing.STRIPPED``.
    """

    changes: Changes
    id: str
    file: Path
    people: int
    password: str
    stripped: tuple[tuple[str, tuple[Stripped, ...]], ...]
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of the register; moments in UTC, ``user`` is a name."""

    id: str
    request: Request
    at: str
    user: str
    people: int
    file: str
    completed: bool
    password_until: date | None
    """Until when its password is shown; None where it has none any more."""


def send(session: Session, request_id: str, *, passphrase: str, folder: Path) -> Left:
    """Let out what a request is about, as a locked file in ``folder`` named 公司_用途_日期.xlsx.

    A consent withdrawn since is honoured: what it covered stays. Raises NotPermitted,
    WrongPassphrase, what ``disclosure_requests.require_in_force`` and ``disclosing.look`` raise,
    NothingCovered, AbroadFull, CellTooLong, and what the door raises (TargetExists, TargetInDesk,
    PlaceUnusable, DiskFull, FolderReadOnly).
    """
    hand_offs.require_passphrase(session, passphrase)
    request = require_in_force(session, request_id)
    file = request.wish.file
    outlook = disclosing.look(session, request.wish, request_id=request_id)
    disclosing.require_somebody(session, outlook)
    people = [one.id for one in outlook.people]
    if outlook.recipient is not None:
        hand_offs.require_room_abroad(session, outlook.recipient.recipient, people, outlook.fields)
    target = _target(session, outlook, folder)
    disclosure.require_place(session, target)
    password = new_password()
    content = _content(session, request, outlook, password)
    if file == HERE:
        hand_offs.note_payroll_read(session, people, outlook.fields, purpose=outlook.wish.purpose)
    changes = _register[file](session, request, outlook, content, target, password)
    disclosure.write_registered(content, target)
    _complete[file](session, changes.created[0])
    with suppress(UserError):
        # The file is out and its password still has to be shown; the envelope waits its turn.
        deliver(session)
    stripped = tuple((one.id, one.stripped) for one in outlook.people if one.stripped)
    return Left(
        changes, changes.created[0], target, len(people), password, stripped, outlook.left_out
    )


def _label(session: Session, outlook: Outlook) -> Text:
    return session.catalogue.code_lists[WAYS].codes[outlook.wish.way]


def _template(session: Session, outlook: Outlook) -> Template:
    """Return the columns of the file: a number, and what leaves of anybody, in order of forms."""
    fields = (session.catalogue.fields[key] for key in outlook.fields)
    number = Column(key="number", header=_NUMBER.within("zh_CN"), computed=NUMBER)
    columns = (Column(key=one.key, header=one.label.zh, field=one.key) for one in fields)
    return Template(
        key=outlook.wish.way, label=_label(session, outlook), kind=WORKBOOK, who="hired",
        purpose=outlook.wish.purpose, recipients=(), columns=(number, *columns),
    )  # fmt: skip


def _target(session: Session, outlook: Outlook, folder: Path) -> Path:
    name = hand_off_files.file_name(
        _template(session, outlook), company=session.company.get("name", ""),
        language=hand_off_rows.RECEIVERS_LANGUAGE, on=session.today(),
    )  # fmt: skip
    return folder / name


def _content(session: Session, request: Request, outlook: Outlook, password: str) -> bytes:
    template, company = _template(session, outlook), session.company.get("name", "")
    rows = [
        hand_off_rows.cells(
            template, session.catalogue, one.values,
            around=Around(number, hand_off_rows.NEW, company, session.today()),
        )
        for number, one in enumerate(outlook.people, start=1)
    ]  # fmt: skip
    manifest = _manifest(session, request, outlook)
    if outlook.wish.way == rules.OWN_COPY:
        return _own_copy(session, outlook, rows[0], password=password, manifest=manifest)
    return hand_off_files.hand_off_file(
        template, rows, title=template.label.within("zh_CN"), password=password, manifest=manifest
    )


def _own_copy(
    session: Session, outlook: Outlook, row: tuple[str, ...], *, password: str,
    manifest: dict[str, str],
) -> bytes:  # fmt: skip
    """Return somebody's copy: a line for each field, with what it is for and what will happen."""
    catalogue = session.catalogue
    lines = []
    for key, value in zip(outlook.fields, row[1:], strict=True):
        field = catalogue.fields[key]
        kept = dict.fromkeys(disclosing_people.classes_of(field, outlook.wish.file))
        ends = t("; ").join(str(catalogue.classes[one].label) for one in kept)
        lines.append([str(field.label), value, str(field.purpose), ends])
    heads = [t("Item"), t("Content"), t("What it is for"), t("Kept as")]
    title = str(_label(session, outlook))
    return encrypted_workbook(title, heads, lines, password=password, manifest=manifest)


def _manifest(session: Session, request: Request, outlook: Outlook) -> dict[str, str]:
    catalogue, wish = session.catalogue, outlook.wish
    head = session.compartment(wish.file).head()
    said = {
        t("Purpose"): str(catalogue.purposes[wish.purpose].label),
        t("Legal ground"): str(catalogue.code_lists[GROUNDS].codes[wish.ground]),
        t("Recipient"): disclosing.recipient_name(session, outlook),
        t("From"): controller_line(session.company),
        t("Made at"): session.now().isoformat(timespec="seconds"),
        t("Request"): request.id,
        t("Head of the audit log"): f"{head.sequence} {head.hash.hex()}",
    }
    if wish.demand is not None:
        said[t("Document number")] = wish.demand.document
        said[t("Article")] = wish.demand.article
    return said


@in_each("send")
def _register(
    session: Session, change: Change, /, request: Request, outlook: Outlook, content: bytes,
    target: Path, password: str,
) -> tuple[str]:  # fmt: skip
    """Write the entry of the register, with everybody who is in the file, before there is one."""
    about = Disclosure(
        kind=outlook.wish.way,
        recipient=disclosing.recipient_name(session, outlook),
        purpose=outlook.wish.purpose,
        fields=outlook.fields,
        records=tuple(one.id for one in outlook.people),
    )
    disclosure.require_entry(session, about)
    kind = disclosing_people.RECORDS[outlook.wish.file]
    id_ = disclosure.enter(session, change, about, content, kind=kind)
    today = session.today()
    until = today + timedelta(days=hand_off_rules.PASSWORD_DAYS)
    store.put_file(
        change, id_, request=request.id, place=str(target), password=password, until=until
    )
    store.forget_passwords(change, today)
    for_good.note_packed(session, change, id_, outlook)
    change.touched("disclosure_request", request.id)
    change.facts["stripped"] = sum(len(one.stripped) for one in outlook.people)
    change.facts["left_out"] = len(outlook.left_out)
    return (id_,)


@in_each("sent")
def _complete(session: Session, change: Change, /, id_: str) -> None:
    _is_out(session, change, id_)


def _is_out(session: Session, change: Change, id_: str) -> None:
    """Note that a file is out; what was given away for good goes here in the same transaction."""
    disclosure.complete(session, change, id_)
    for_good.let_go(session, change, id_)


def list_files(session: Session) -> tuple[FileLine, ...]:
    """Return what left once or was about to, of the user's files, newest first.

    Raises NotPermitted.
    """
    requests = {one.id: one for one in list_requests(session)}
    names = {user.id: user.name for user in session.register.users}
    lines = [
        FileLine(
            id=one.id,
            request=requests[one.request],
            at=one.at,
            user=names.get(one.user, one.user),
            people=one.people,
            file=Path(one.place).name,
            completed=one.completed_at is not None,
            password_until=one.password_until if _shown(session, one) else None,
        )
        for file in disclosing.files_of(session)
        for one in store.files(session.compartment(file))
    ]
    return tuple(sorted(lines, key=lambda one: one.at, reverse=True))


def unfinished(session: Session) -> tuple[FileLine, ...]:
    """Return the files that were registered and never finished: shown as "not completed"."""
    return tuple(one for one in list_files(session) if not one.completed)


def _shown(session: Session, record: FileRecord) -> bool:
    return record.password is not None and session.today() <= record.password_until


def _found(session: Session, id_: str) -> tuple[str, FileRecord]:
    """Return the file that registered an entry, and what it says.

    Raises RecordGone, NotPermitted.
    """
    for file in disclosing.files_of(session):
        for one in store.files(session.compartment(file)):
            if one.id == id_:
                return file, one
    raise RecordGone


def finish(session: Session, id_: str) -> Changes | None:
    """Complete an entry whose very file lies where it was to be written; None where it does not.

    Raises RecordGone, NotPermitted.
    """
    file, record = _found(session, id_)
    require(session, f"{NOUNS[file]}.finish")
    place = Path(record.place)
    if record.completed_at is not None or not place.is_file():
        return None
    if hashlib.sha256(place.read_bytes()).hexdigest() != record.content_sha256:
        return None
    return _finish[file](session, id_)


@in_each("finish")
def _finish(session: Session, change: Change, /, id_: str) -> None:
    _is_out(session, change, id_)


def password(session: Session, id_: str) -> str:
    """Return the password of a file again; the look is logged before it is shown.

    Raises RecordGone, PasswordOver, NotPermitted.
    """
    file, record = _found(session, id_)
    require(session, f"{NOUNS[file]}.password")
    if record.password is None or not _shown(session, record):
        raise PasswordOver
    _look[file](session, id_)
    return record.password


@in_each("password")
def _look(session: Session, change: Change, /, id_: str) -> None:
    del session
    change.touched("disclosure", id_)
