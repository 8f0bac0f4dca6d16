# SPDX-License-Identifier: Apache-2.0
"""The person's own copy, and the statement of who read what, when and why."""

import io
import random
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from pypdf import PasswordType, PdfReader, PdfWriter

from hr_desk.exchange.confined import Reader
from hr_desk.operations import (
    candidates,
    disclosure,
    documents,
    exports,
    merging,
    messages,
    recruitment,
    request_asking,
    request_copies,
    requests,
    visit_notes,
    visit_prints,
    visit_reads,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.problems import NotPermitted, TargetExists
from hr_desk.operations.request_copies import OwnCopy, StatementLine
from hr_desk.operations.request_problems import CaseStepNotAllowed, StillWaiting
from hr_desk.operations.session import Session
from hr_desk.store.audit import entries
from tests.support import visitors
from tests.support.desk import Desk
from tests.support.made_up import one, people
from tests.support.requests import HER, closed, contributed, copied, verified

Act = Callable[[], object]

assert visit_notes.KEY  # what an opened visit allows asks for its operation


EXPORTED = 0.005
"""How often everybody's list leaves, instead of something being read."""


def printed(visit: str) -> Disclosure:
    """Return what a badge of a visit says in the register."""
    return Disclosure(
        kind="print", recipient="示例公司", purpose="visit.access", fields=("full_name",),
        records=(visit,),
    )  # fmt: skip


def scripted(desk: Desk, *, count: int, seed: int) -> list[tuple[str, str, str, str]]:
    """Let three users read her and others in every way; return her reads as they were made.

    Opened, unmasked, a file shown, a print, now and then an export of everybody. Each is time,
    user, operation and purpose, noted by the script and not taken from the log.
    """
    chance, clock = random.Random(seed), desk.clock
    recruiter, gate, admin = desk.open("hiring"), desk.open("gate"), desk.open("admin")
    others = desk.take_in(recruiter, list(people(3, seed=9)))
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234", birth_date="1990-05-12")])
    known = [one.person_id for one in recruitment.records(recruiter, [hers, *others])]
    persons = {True: (known[0], known[1]), False: (known[2], known[3])}
    visit = visitors.signed_in(gate, **HER)
    strangers = visitors.signed_in(gate)
    for application in (hers, *others):
        documents.add(recruiter, application, "photo", b"\xff\xd8 pixels")
    reads: list[tuple[str, str, str, str]] = []
    for _ in range(count):
        who, mine = chance.choice((recruiter, admin)), chance.random() < 0.7
        application = hers if mine else chance.choice(others)
        seen = visit if mine else strangers
        acts: dict[tuple[str, str], tuple[Session, Act]] = {
            ("record.open", ""): (who, partial(candidates.open_record, who, application)),
            ("record.unmask", "apply.assess"): (
                who,
                partial(
                    candidates.unmask, who, application, ["birth_date"], purpose="apply.assess"
                ),
            ),
            ("person.compare", ""): (who, partial(merging.compare, who, *persons[mine])),
            ("message.copy", "apply.contact"): (
                who,
                partial(messages.copied, who, [application], "offer"),
            ),
            ("visit.open", ""): (gate, partial(visit_reads.open_visit, gate, seen)),
            ("document.read", ""): (
                recruiter,
                partial(documents.read, recruiter, application, "photo"),
            ),
            ("visit.unmask", "visit.access"): (
                gate,
                partial(visit_reads.unmask, gate, seen, ["mobile"], purpose="visit.access"),
            ),
            ("visit.print", "visit.access"): (
                gate,
                partial(visit_prints.register, gate, printed(seen), b"a badge"),
            ),
            ("", ""): (who, partial(candidates.list_applications, who, candidates.ListQuery())),
        }
        if chance.random() < EXPORTED:
            mine, target = True, desk.folder.parent / f"{len(reads)}.xlsx"
            acts = {("disclosure.register", "apply.assess"): (who, partial(
                exports.candidate_list, who, candidates.ListQuery(), purpose="apply.assess",
                target=target,
            ))}  # fmt: skip
        (name, purpose), (session, act) = chance.choice(list(acts.items()))
        clock.advance(seconds=chance.randint(1, 20))
        act()
        if mine and name:
            at = clock.now().isoformat(timespec="milliseconds")
            reads.append((at, session.user.name, name, purpose))
    return reads


def drawn(copy: OwnCopy) -> bytes:
    """Stand for the paper: what a screen would draw of it."""
    return f"%PDF {copy.number} {len(copy.records)} {len(copy.reads)}".encode()


def written(copy: OwnCopy) -> bytes:
    """Return a PDF that says how many records and reads a copy has."""
    target, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_metadata({"/Title": drawn(copy).decode()})
    writer.write(target)
    return target.getvalue()


def told(lines: tuple[StatementLine, ...]) -> list[tuple[str, str, str, str]]:
    """Return a statement as the script notes its reads."""
    return [
        (line.at.isoformat(timespec="milliseconds"), line.user, line.operation, line.purpose)
        for line in lines
    ]


@pytest.mark.parametrize(
    ("count", "least"),
    [
        (300, 140),
        pytest.param(20_000, 10_000, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)]),
    ],
)
def test_the_statement_matches_the_scripted_reads_one_to_one(
    desk: Desk, officer: Session, count: int, least: int
) -> None:
    reads = scripted(desk, count=count, seed=count)
    assert len(reads) >= least
    assert {name for _, _, name, _ in reads} == {
        "record.open", "record.unmask", "document.read", "disclosure.register", "visit.open",
        "visit.unmask", "visit.print", "person.compare", "message.copy",
    }  # fmt: skip
    case = verified(officer, HER)
    contributed(officer, desk.open("admin"), case)
    assert told(request_copies.statement(officer, case)) == reads


def test_l_5_the_copy_has_every_field_and_comes_back_the_same(
    desk: Desk, officer: Session, tmp_path: Path
) -> None:
    recruiter, target = desk.open("hiring"), tmp_path / "copy.zip"
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234", email="mei@example.com")])
    candidates.open_record(recruiter, hers)
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, desk.open("admin"), case)
    copy, paper = copied(officer, case, target, draw=drawn), tmp_path / "copy.PDF"
    manifest, documents = copy.manifest, copy.parts
    assert copy.files[request_copies.PAPER].endswith(b" 1 1")
    code = request_copies.hand_out(officer, case, paper, draw=written, reader=Reader()).code
    assert code != copy.code, "each copy has a code of its own"
    reader = PdfReader(paper)
    assert reader.decrypt(copy.code) == PasswordType.NOT_DECRYPTED
    assert reader.decrypt(code)
    assert reader.metadata is not None
    assert reader.metadata.title == f"%PDF {manifest['request']} 1 1"
    (kept,) = documents[request_copies.DATA]
    (row,) = recruiter.compartment("hiring").read("SELECT fields FROM person")
    assert {key: one_["value"] for key, one_ in kept["fields"].items()} == dict(record.stored)
    assert manifest["fields"] == len(record.stored)
    for text in ("孙小梅", "mei@example.com"):
        assert text in row[0]
        assert text in [one_["text"] for one_ in kept["fields"].values()]
    (read,) = documents[request_copies.READS]
    assert (read["user"], read["operation"]) == ("hiring", "record.open")
    assert datetime.fromisoformat(read["at"]).tzinfo is not None


def test_3_1_the_copy_leaves_by_the_one_door_and_the_register_names_nobody(
    desk: Desk, officer: Session, tmp_path: Path
) -> None:
    desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234")])
    case, target = verified(officer, HER, code="copy"), tmp_path / "copy.zip"
    with pytest.raises(NotPermitted):
        request_copies.hand_out(desk.open("admin"), case, target, draw=drawn, reader=Reader())
    request_asking.ask(officer, case)
    with pytest.raises(StillWaiting):
        request_copies.hand_out(officer, case, target, draw=drawn, reader=Reader())
    contributed(officer, desk.open("admin"), case)
    code = request_copies.hand_out(officer, case, target, draw=drawn, reader=Reader()).code
    (line,) = disclosure.registered(officer)
    assert (line.kind, line.purpose, line.people) == ("own_copy", "other.request", 1)
    assert line.completed
    assert "孙小梅" not in line.recipient
    with pytest.raises(TargetExists):
        request_copies.hand_out(officer, case, target, draw=drawn, reader=Reader())
    bodies = [entry.body() for entry in entries(officer.compartment("privacy").connection)]
    assert "孙小梅" not in " ".join(bodies)
    privacy = officer.compartment("privacy")
    tables = privacy.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    kept = [str(privacy.read(f'SELECT * FROM "{name}"')) for (name,) in tables]  # noqa: S608 - ours
    assert case in "".join(kept) and code not in "".join(kept)
    requests.decide(officer, case, outcome="granted")
    closed(officer, case)
    with pytest.raises(CaseStepNotAllowed):
        request_copies.hand_out(officer, case, tmp_path / "again.zip", draw=drawn, reader=Reader())
