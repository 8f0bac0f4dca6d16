# SPDX-License-Identifier: Apache-2.0
"""Two recruiters at one desk, each with a requisition; and every function that can read hiring."""

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType, ModuleType

from hr_desk import operations
from hr_desk.operations import (
    consents,
    documents,
    importing,
    interviews,
    invitations,
    merging,
    pool,
    recruitment,
    requisitions,
    sources,
)
from hr_desk.operations.consent_texts import text_of
from hr_desk.operations.importing import Preview
from hr_desk.operations.interviews import Plan
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.importing import LI, seen
from tests.support.made_up import MadeUp, candidates, one

NAME, NUMBER = "蓝晓棠", "13712345678"
PLAN = Plan(at=START + dt.timedelta(hours=3), minutes=30, host="刘经理", interviewers=("赵工",))


@dataclass
class Work:
    """What one recruiter has: ids of all that another one must not reach."""

    requisition: str = ""
    closed: str = ""
    application: str = ""
    other: str = ""
    decided: str = ""
    interview: str = ""
    invitation: str = ""
    document: str = ""
    merge: str = ""
    source: str = ""
    batch: str = ""
    previewed: Preview | None = None
    entries: dict[str, int] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def open_post(session: Session, title: str) -> str:
    """Open a requisition of the session's user; returns its id."""
    return requisitions.open_requisition(
        session, title=title, department="制造部", place="青岛", head_count=9
    ).created[0]


def take_in(session: Session, requisition: str, *everyone: MadeUp) -> tuple[str, ...]:
    """Take people in for a requisition; returns their applications' ids."""
    return recruitment.take_in(
        session, candidates(everyone, session.catalogue, requisition)
    ).created


def person_of(session: Session, application: str) -> str:
    """Return the person of an application, whoever works on it."""
    return recruitment.records_of_all(session, [application])[0].person_id


def work(desk: Desk, session: Session) -> Work:
    """Let a recruiter do everything there is to do, for a requisition of their own."""
    mine = Work(requisition=open_post(session, "铣工"), closed=open_post(session, "磨工"))
    mine.entries["close"] = requisitions.close_requisition(
        session, mine.closed, reason="ended"
    ).sequence
    employed = {"employer": "虚构旧厂", "email": "tang@example.com"}
    mine.application, mine.other, mine.decided, twin = take_in(
        session,
        mine.requisition,
        one(NAME, NUMBER, source_channel="招聘会", **employed),
        one("蓝晓塘", "13712345679", employer="虚构旧厂"),
        one("白若水", "13712345670"),
        one("白若冰", "13712345671"),
    )
    ids = (mine.application, mine.other, mine.decided)
    mine.people = {id_: person_of(session, id_) for id_ in ids}
    mine.merge = merging.merge(
        session, mine.people[mine.decided], person_of(session, twin)
    ).created[0]
    mine.interview = interviews.arrange(session, [mine.application], PLAN).created[0]
    at = PLAN.at + dt.timedelta(hours=2)
    mine.invitation = invitations.invite(session, [mine.other], at=at, host="刘经理").created[0]
    cv = documents.add(session, mine.application, "resume_file", b"x", text="会开蒸汽机")
    mine.document = cv.created[0]
    mine.source = sources.enter(
        session, mine.application, ["employer"], kind="lawful_public", place="示例日报",
        published_on=session.today(),
    ).created[0]  # fmt: skip
    consents.give(session, mine.application, "photo", shown=text_of(session, "photo", "zh_CN"),
                  how="signature")  # fmt: skip
    first, _, _ = pool.ends(session)
    shown = pool.pool_text(session, "zh_CN", until=first)
    pool.join_pool(session, mine.application, shown=shown, how="signature")
    done = recruitment.withdraw(session, [mine.decided, twin])
    mine.entries["withdraw"] = done.sequence
    mine.previewed = seen(desk, session, LI, requisition_id=mine.requisition)
    mine.batch = importing.take_in(session, mine.previewed).batch_id
    return mine


def modules() -> Iterator[ModuleType]:
    """Yield every module of the operations."""
    for found in pkgutil.iter_modules(operations.__path__):
        yield importlib.import_module(f"{operations.__name__}.{found.name}")


def reaching_hiring() -> dict[str, FunctionType]:
    """Return every public function of the operations that takes a session and reaches hiring.

    It reaches it where it, or a function of the operations that it names, asks the session for
    that file, or for each file that can be swept. Named ``module.function``.
    """
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            own = isinstance(value, FunctionType) and value.__module__ == module.__name__
            if not own or name.startswith("_"):
                continue
            if next(iter(inspect.signature(value).parameters), "") != "session":
                continue
            if _reaches(inspect.unwrap(value), set()):
                found[f"{module.__name__.rpartition('.')[2]}.{name}"] = value
    return found


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _codes(part)


def _reaches(function: FunctionType, seen_already: set[FunctionType]) -> bool:
    if function in seen_already:
        return False
    seen_already.add(function)
    codes = list(_codes(function.__code__))
    names = {name for code in codes for name in code.co_names}
    texts = {part for code in codes for part in code.co_consts if isinstance(part, str)}
    if "swept_here" in names or ("compartment" in names and ("hiring" in texts or "FILE" in names)):
        return True
    return any(_reaches(one, seen_already) for one in _named(function, names))


def _named(function: FunctionType, names: set[str]) -> Iterator[FunctionType]:
    """Yield the functions of the operations that a function names, also by their module."""
    for name in names:
        value = function.__globals__.get(name)
        parts = [getattr(value, other, None) for other in names] if inspect.ismodule(value) else []
        rows = value.values() if isinstance(value, dict) else ()
        parts += [part for row in rows if isinstance(row, tuple) for part in row]
        for one_found in (value, *parts):
            plain = inspect.unwrap(one_found) if callable(one_found) else None
            if isinstance(plain, FunctionType) and plain.__module__.startswith(operations.__name__):
                yield plain
