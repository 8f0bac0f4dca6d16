# SPDX-License-Identifier: Apache-2.0
"""Guardians' consents on paper, for a whole class at once: who waits, the text, the sealed sheets.

The guardian's signature on the sheet is the act (policy 6.1, PIPL 31). Act and sheet are kept
together, as evidence that outlives the file it speaks of (class CONS), in one transaction for all
the sheets a person confirmed. Before that nothing of a scan is stored.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.domain import joiners as states
from hr_desk.domain import minors
from hr_desk.domain.guardian_sheets import Expected
from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.file_problems import KindUnknown
from hr_desk.exchange.files import DOCX
from hr_desk.i18n import LANGUAGES, N_, translated
from hr_desk.operations import consent_cover, consent_texts, in_use, policies
from hr_desk.operations.candidates import view_of
from hr_desk.operations.handed_over import Paper, read_bytes
from hr_desk.operations.joiner_consents import evidence_of
from hr_desk.operations.joiner_writing import NAME, first_day, records, require_open
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import GuardianNeeded, LanguageUnknown, NotYours, RecordGone
from hr_desk.operations.sealed_documents import opened, seal_into
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN, is_young
from hr_desk.store import personnel
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import ConsentRecord, JoinerRecord

WELCOMING: Final = ("onboarding",)
"""Who sees a guardian's data in full; an HR admin sees none of it (promises, fields.json)."""

_HERE: Final = "personnel"
MOST_PAGES: Final = 8
"""Pages of one person's sheet at most."""


class NotAMinor(UserError):
    """Somebody is eighteen, or no age below is known of them."""

    message = N_("“{name}” is not known to be under 18: no guardian has to agree. Leave them out.")


class NoSheet(UserError):
    """No page is anybody's, or there are too many of one person's."""

    message = N_("Say of at least one page whose it is, and of at most {most} of one person.")


@dataclass(frozen=True, slots=True)
class Minor:
    """A joiner below eighteen: ``guardian`` as this user may see it, empty where none is known."""

    joiner_id: str
    name: str
    guardian: str
    first_day: date | None
    signed_at: datetime | None
    """When the latest sheet was kept, None where none was."""

    @property
    def expected(self) -> Expected:
        """What a scanned page is compared with."""
        return Expected(self.joiner_id, self.name, signed=self.signed_at is not None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages (JPEG, pixels alone) that somebody's guardian signed."""

    joiner_id: str
    pages: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a scan: its pixels as a JPEG, and what can be read on it."""

    content: bytes = field(repr=False)
    text: str = field(repr=False)


def young(session: Session) -> tuple[Minor, ...]:
    """Return the joiners below eighteen, in the order they were handed over.

    Whoever left or did not report is not among them, nor whose use is restricted. Raises
    NotPermitted, CompartmentClosed.
    """
    require(session, "joiner.guardian_sheets")
    today = session.today()
    # Two days more than it takes: the birthday of somebody born on 29 February moves.
    eldest = today - timedelta(days=minors.ADULT * 366 + 2)
    bands = [band for band in minors.BANDS if minors.is_minor_band(band)]
    found = personnel.perhaps_young(
        session.compartment(_HERE), states.OPEN, born_from=eldest, bands=bands
    )
    return tuple(
        _minor(session, one)
        for one in in_use.only(session, _HERE, found)
        if is_young(session, one.fields) and NAME in one.fields
    )


def _minor(session: Session, joiner: JoinerRecord) -> Minor:
    act = _latest(session, joiner)
    return Minor(
        joiner_id=joiner.id,
        name=_shown(session, joiner, NAME),
        guardian=_shown(session, joiner, GUARDIAN),
        first_day=first_day(joiner.fields),
        signed_at=None if act is None else datetime.fromisoformat(act.given_at),
    )


def _shown(session: Session, joiner: JoinerRecord, key: str) -> str:
    stored = joiner.fields.get(key)
    view = view_of(session, _field(session, key), stored, stage=None, compartment=_HERE)
    return view.shown if view is not None and view.given else ""


def _field(session: Session, key: str) -> Field:
    return session.catalogue.field(key)


def _latest(session: Session, joiner: JoinerRecord) -> ConsentRecord | None:
    """Return the latest act of a guardian that a sheet proves and that stands.

    Nobody has taken it back, and what it was for has not changed since.
    """
    part = joiner.part(states.EVIDENCE)
    acts = [] if part is None else personnel.consents(session.compartment(_HERE), part)
    signed = [act for act in acts if act.field == GUARDIAN and act.signature]
    if not signed or signed[-1].withdrawn_at is not None:
        return None
    _, outdated = consent_cover.latest_acts(session, joiner)[GUARDIAN]
    return signed[-1] if outdated is None else None


def text_of(session: Session, language: str) -> str:
    """Return the text a guardian signs: what they agree to, and why their own data is kept.

    It names nobody, so that it is the same for a whole class. Raises LanguageUnknown,
    PolicyMissing.
    """
    if language not in LANGUAGES:
        raise LanguageUnknown
    agreed = translated(_AGREED, language, company=session.company["name"])
    own = consent_texts.text_of(session, GUARDIAN, language, occasion=Scenario.ONBOARDING)
    return f"{agreed}\n\n{own.text}"


def open_scan(session: Session, reader: Reader, path: Path) -> Paper:
    """Open a scan (PDF, JPEG, PNG) to see how many pages it has; nothing is stored.

    Raises NotPermitted, FileUnreadable, FileProblem, PhotoProblem.
    """
    require(session, "joiner.guardian_sheets")
    found = reader.examine(read_bytes(path))
    if found.kind == DOCX:
        raise KindUnknown
    return Paper(found.kind, found.pages, found.text, found.content)


def scanned_page(session: Session, reader: Reader, paper: Paper, number: int) -> ScannedPage:
    """Return page ``number`` (from 0) of an opened scan as pixels alone; raises a FileProblem."""
    del session  # no desk is asked: the page comes from what was opened
    content, text = reader.sheet(paper.content, number)
    return ScannedPage(content, text)


@operation("joiner.guardian_sheets", compartment="personnel", roles=WELCOMING)
def keep(
    session: Session, change: Change, /, sheets: Sequence[Sheet], *, language: str = LANGUAGES[0]
) -> tuple[str, ...]:
    """Keep guardians' acts with their sealed sheets: all of them, or none where one is refused.

    ``language`` is the one the sheets were printed in; the acts are bound to that text. Returns
    the ids of the sealed pages. Raises NoSheet, NotAMinor, GuardianNeeded, RecordGone,
    LanguageUnknown, PolicyMissing.
    """
    if not sheets or any(not 0 < len(one.pages) <= MOST_PAGES for one in sheets):
        raise NoSheet(most=MOST_PAGES)
    pages = {one.joiner_id: one.pages for one in sheets}
    joiners = records(session, pages)
    for joiner in joiners:
        require_open(session, joiner)
        _require_guardian(session, joiner)
    text = text_of(session, language)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    version = policies.require_in_force(session).number
    personnel.keep_text(change, sha256, text, language=language, policy_version=version)
    made: list[str] = []
    for joiner in joiners:
        act = _act(session, change, language=language, sha256=sha256)
        made += _keep_one(session, change, joiner, act, pages[joiner.id])
    change.fields.add(GUARDIAN)
    return tuple(made)


def _require_guardian(session: Session, joiner: JoinerRecord) -> None:
    if not is_young(session, joiner.fields):
        raise NotAMinor(name=_shown(session, joiner, NAME))
    if joiner.fields.get(GUARDIAN) is None:
        raise GuardianNeeded(field=_field(session, GUARDIAN).label)


def _act(session: Session, change: Change, *, language: str, sha256: str) -> dict[str, Any]:
    return {
        "field": GUARDIAN,
        "given_at": change.now.isoformat(timespec="milliseconds"),
        "language": language,
        "text_sha256": sha256,
        "witness": session.user.id,
        "withdrawn_at": None,
    }


def _keep_one(
    session: Session, change: Change, joiner: JoinerRecord, act: dict[str, Any],
    pages: Sequence[bytes],
) -> list[str]:  # fmt: skip
    part = evidence_of(session, change, joiner.id)
    ids = [
        seal_into(session, change, record=part.id, kind=GUARDIAN, content=content)
        for content in pages
    ]
    record = ConsentRecord(**act, signature=" ".join(ids))
    personnel.add_consents(change, part, [record])
    personnel.touch(change, joiner, {"consents": [GUARDIAN], "pages": ids})
    return ids


def read_sheet(session: Session, joiner_id: str) -> tuple[bytes, ...]:
    """Return the pages of a joiner's latest sheet (JPEG); the reading is logged.

    Raises NotPermitted, NotYours, RecordGone.
    """
    require(session, "joiner.read_sheet")
    guardian = _field(session, GUARDIAN)
    if session.access(guardian, stage=None, compartment=_HERE) < Access.FULL:
        raise NotYours(field=guardian.label)
    (joiner,) = records(session, [joiner_id])
    act = _latest(session, joiner)
    if act is None:
        raise RecordGone
    found = [opened(session, _HERE, id_) for id_ in act.signature.split()]
    _note_reading(session, joiner_id)
    return tuple(found)


@operation("joiner.read_sheet", compartment="personnel", roles=WELCOMING)
def _note_reading(session: Session, change: Change, /, joiner_id: str) -> None:
    del session
    change.touched("joiner", joiner_id)
    change.fields.add(GUARDIAN)


_AGREED: Final = N_(
    "I am a parent or guardian of the person named above, who is under 18. I have read the "
    "privacy notice. I agree that {company} uses the personal data of this person for work or an "
    "internship there, as the notice says."
)
