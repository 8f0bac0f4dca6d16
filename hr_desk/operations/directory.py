# SPDX-License-Identifier: Apache-2.0
"""The staff directory: whom a visitor may name as host, and how to reach them.

It lives in ``visits``. A kiosk never gets it, and never learns whether a name is in it.
"""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.terms import Conjunction, narrowed, queries, terms_of
from hr_desk.i18n import N_, Message
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotPermitted, RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import search, staff
from hr_desk.store.compartment import Change
from hr_desk.store.staff import StaffRecord

VISITING: Final = ("front_desk", "hr_admin")
"""The roles that work with visits; both hold the key of the compartment."""

LONGEST_NAME: Final = 60
LONGEST_DEPARTMENT: Final = 60
LONGEST_EXTENSION: Final = 30
MOST_GUESSES: Final = 5
MOST_LISTED: Final = 500

_NAME: Final = N_("Name")
_DEPARTMENT: Final = N_("Department")
_EXTENSION: Final = N_("Extension")
_HEADINGS: Final = frozenset({"姓名", "名字", "员工", "员工姓名", "name", "full name"})
_FORMS_OF_ADDRESS: Final = re.compile(
    r"(?:总?经理|主任|部长|科长|课长|厂长|组长|班长|主管|工程师|老师|师傅|女士|先生|小姐|总|工)$"
)
_ALIKE: Final = re.compile(r"^[小老阿](?=[\u4e00-\u9fff]$)")


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One employee whom visitors come to see."""

    id: str
    name: str
    department: str
    extension: str


@operation("staff.add", compartment="visits", roles=VISITING)
def add(
    session: Session, change: Change, /, lines: Sequence[tuple[str, str, str]]
) -> tuple[str, ...]:
    """Add employees, each a name, a department and an extension; returns their ids in order.

    Only the name is required. Raises TextMissing, TextTooLong.
    """
    del session
    ids = []
    for name, department, extension in lines:
        record = StaffRecord(0, secrets.token_hex(16), 1, *_checked(name, department, extension))
        staff.insert(change, record, _terms(record))
        ids.append(record.id)
    return tuple(ids)


def _checked(name: str, department: str, extension: str) -> tuple[str, str, str]:
    return (
        one_line(name, label=Message(_NAME), longest=LONGEST_NAME),
        one_line(
            department, label=Message(_DEPARTMENT), longest=LONGEST_DEPARTMENT, required=False
        ),
        one_line(extension, label=Message(_EXTENSION), longest=LONGEST_EXTENSION, required=False),
    )


def _terms(record: StaffRecord) -> frozenset[str]:
    texts = terms_of("text", record.department) | terms_of("text", record.extension)
    return terms_of("name", record.name) | texts


@operation("staff.edit", compartment="visits", roles=VISITING)
def edit(
    session: Session, change: Change, /, staff_id: str, *, name: str, department: str,
    extension: str,
) -> None:  # fmt: skip
    """Replace what is known of one employee. Raises RecordGone, TextMissing, TextTooLong."""
    (old,) = _records(session, [staff_id])
    new = StaffRecord(old.seq, old.id, old.version + 1, *_checked(name, department, extension))
    staff.update(change, new, old=_terms(old), new=_terms(new))


@operation("staff.remove", compartment="visits", roles=VISITING)
def remove(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Take employees out of the directory; visits keep the name that was typed.

    Raises RecordGone.
    """
    for record in _records(session, ids):
        staff.remove(change, record)


def _records(session: Session, ids: Iterable[str]) -> list[StaffRecord]:
    wanted = list(dict.fromkeys(ids))
    found = staff.staff(session.compartment("visits"), wanted)
    if not wanted or len(found) != len(wanted):
        raise RecordGone
    return found


def require_reader(session: Session) -> None:
    """Raise NotPermitted unless the user works with visits."""
    if not set(VISITING) & set(session.user.roles):
        raise NotPermitted


def list_staff(session: Session, text: str = "") -> tuple[StaffLine, ...]:
    """Return the directory by department and name; ``text`` narrows it to at most 500.

    Found are names (also by pinyin and initials), words of the department and the extension.
    Raises NotPermitted, CompartmentClosed.
    """
    require_reader(session)
    file = session.compartment("visits")
    if not text.strip():
        return tuple(map(_line, staff.everybody(file)))
    return _found(session, queries(text), limit=MOST_LISTED)


def _found(
    session: Session, alternatives: Sequence[Conjunction], *, limit: int
) -> tuple[StaffLine, ...]:
    file = session.compartment("visits")
    seqs = search.newest_matching(file, alternatives, before=None, limit=limit, terms="staff_term")
    return tuple(map(_line, staff.by_seq(file, seqs)))


def guesses(session: Session, typed: str) -> tuple[StaffLine, ...]:
    """Return at most five employees whom a visitor may mean: exact names first, then readings.

    A visitor types what they remember: 张伟, zhangwei, zw, 张经理, 小张.
    """
    name = clean(typed, prose=True)
    if len(name) < 2:
        return ()
    file = session.compartment("visits")
    found = [_line(record) for record in staff.named(file, name)]
    short = _ALIKE.sub("", _FORMS_OF_ADDRESS.sub("", name)) or name
    for text in dict.fromkeys((name, short)):
        readings = narrowed(queries(text), {"name"})
        likely = _found(session, readings, limit=MOST_LISTED)
        # A visitor begins with the surname; the same character further on is somebody else.
        found += [line for line in likely if len(text) > 1 or line.name.startswith(text)]
    return tuple(dict.fromkeys(found))[:MOST_GUESSES]


def by_id(session: Session, ids: Iterable[str]) -> dict[str, StaffLine]:
    """Return the employees with these ids; those taken out are absent."""
    found = staff.staff(session.compartment("visits"), list(dict.fromkeys(ids)))
    return {record.id: _line(record) for record in found}


def _line(record: StaffRecord) -> StaffLine:
    return StaffLine(record.id, record.name, record.department, record.extension)


def parse(text: str) -> tuple[tuple[str, str, str], ...]:
    """Read a pasted table: a line for each employee with name, department, extension.

    Cells are parted by tabs, commas (，、 too) or, failing these, spaces; empty lines and a heading
    are passed over. More than three cells are not read.
    """
    rows = [_cells(line) for line in text.splitlines() if line.strip()]
    people = [row for row in rows if row[0] and row[0].casefold() not in _HEADINGS]
    return tuple(people)


def _cells(line: str) -> tuple[str, str, str]:
    for separator in ("\t", r"[,，、;；]", r" {2,}|\u3000"):
        cells = [clean(cell, prose=True) for cell in re.split(separator, line.strip())]
        if len(cells) > 1:
            return (*cells, "", "")[:3]  # type: ignore[return-value]
    return _spaced(clean(line, prose=True).split())


def _spaced(words: list[str]) -> tuple[str, str, str]:
    """Read words parted by single spaces: a number at the end is the extension."""
    extension = words.pop() if len(words) > 1 and re.search(r"\d", words[-1]) else ""
    apart = len(words) > 1 and (_is_han(words) or (len(words) > 2 and extension != ""))
    department = words.pop() if apart else ""
    return " ".join(words), department, extension


def _is_han(words: list[str]) -> bool:
    """Whether the last of the words is Chinese, so that it is no part of a Latin name."""
    return bool(re.search(r"[\u3400-\u9fff]", words[-1]))
