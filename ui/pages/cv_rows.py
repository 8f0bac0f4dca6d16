# SPDX-License-Identifier: Apache-2.0
"""CVs on their way in: what each proposes, what a person made of it, what is still wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.errors import UserError
from hr_desk.exchange.contacts import Found
from hr_desk.i18n import N_, t
from hr_desk.operations.handed_over import Cv, Known, Paper
from hr_desk.operations.import_rows import IDENTIFYING
from ui.pages.owed import Saying, owed_sayings

_CHANGED: Final = N_("The file is another one than before the lock. Please check it again.")

PROPOSED: Final = ("full_name", "mobile", "email")
"""What a CV proposes, by field key."""


@dataclass(frozen=True)
class Before:
    """What was kept of a row over a lock: its texts, and of which file they were."""

    texts: Mapping[str, str]
    digest: str
    """Of the file they were checked beside; empty where it was not read yet."""
    confirmed: bool


@dataclass(frozen=True)
class CvRow:
    """One file: its texts by field key, as a person would type them, and where it stands."""

    number: int
    """Stays the same while rows come and go."""
    file: str
    path: str = ""
    """Where the file lies."""
    digest: str = ""
    """What the file is known by (handed_over.Cv)."""
    before: Before | None = None
    """What stood here before a lock, until the file is read once more."""
    texts: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)
    paper: Paper | None = None
    refusal: Saying | None = None
    """Why the file cannot be used; there is nothing to confirm then."""
    problem: Saying | None = None
    """Why it could not be confirmed or taken in, until something is changed."""
    known: tuple[Known, ...] = ()
    confirmed: bool = False
    identity: frozenset[tuple[str, str]] = frozenset()
    """Field and value of what somebody is recognised by, as far as it is any (with_identity)."""

    @property
    def waits(self) -> bool:
        """Whether the file is still being read."""
        return self.paper is None and self.refusal is None


def from_cv(row: CvRow, cv: Cv) -> CvRow:
    """Return the row with what was read and is proposed, or with what was typed before a lock."""
    proposed = dict(
        zip(PROPOSED, (cv.proposal.name, cv.proposal.mobile, cv.proposal.email), strict=True)
    )
    found = {key: one for key, one in proposed.items() if one is not None}
    texts = {key: one.value for key, one in found.items()}
    read = replace(
        row, paper=cv.paper, texts=texts, found=found, digest=cv.digest, before=None
    )  # fmt: skip
    return read if row.before is None else _as_before(read, row.before)


def _as_before(row: CvRow, before: Before) -> CvRow:
    """Put back what was typed; beside another file than then it is confirmed anew."""
    if not before.digest:
        return row
    same = before.digest == row.digest
    problem = None if same else partial(t, _CHANGED)
    return replace(
        row, texts=before.texts, confirmed=same and before.confirmed, problem=problem
    )  # fmt: skip


def refused(row: CvRow, error: UserError) -> CvRow:
    """Return the row of a file that cannot be read, with what was typed beside it before."""
    texts = {} if row.before is None else row.before.texts
    typed = [texts[key] for key in PROPOSED if texts.get(key)]
    return replace(row, refusal=partial(_refusal, error, typed))


def _refusal(error: UserError, typed: Sequence[str]) -> str:
    if not typed:
        return error.text()
    said = t(", ").join(typed)
    return t("{why} What was typed beside it: {typed}", why=error.text(), typed=said)


def values_of(row: CvRow, catalogue: Catalogue) -> dict[str, Any]:
    """Return the values typed; raises ValueProblem for the first that is none."""
    return {
        key: catalogue.field(key).type.parse(text)
        for key, text in row.texts.items()
        if text.strip()
    }


def identifying(row: CvRow, catalogue: Catalogue) -> dict[str, Any]:
    """Return the numbers and addresses by which somebody is recognised, as far as they are any."""
    found = {}
    for key, text in row.texts.items():
        kind = catalogue.field(key)
        if kind.search in IDENTIFYING and text.strip():
            try:
                found[key] = kind.type.parse(text)
            except ValueProblem:
                continue
    return found


def wrong_in(row: CvRow, catalogue: Catalogue, keys: Sequence[str]) -> Saying | None:
    """Return why the row cannot be confirmed yet, None if it can: nothing is ever guessed."""
    for key, text in row.texts.items():
        try:
            if text.strip():
                catalogue.field(key).type.parse(text)
        except ValueProblem as problem:
            return _in_field(str(catalogue.field(key).label), problem.text)
    given = [key for key, text in row.texts.items() if text.strip()]
    owed = owed_sayings(catalogue, given, keys, scenario=Scenario.RECRUITMENT)
    return next(iter(owed.values()), None)


def with_identity(row: CvRow, catalogue: Catalogue) -> CvRow:
    """Return the row with what it is recognised by, read from its texts."""
    found = identifying(row, catalogue)
    return replace(row, identity=frozenset((key, str(value)) for key, value in found.items()))


def twice(row: CvRow, rows: Sequence[CvRow]) -> CvRow | None:
    """Return another row with the same number or address, None if there is none."""
    others = (one for one in rows if one.number != row.number and one.identity & row.identity)
    return next(others, None)


def state_of(row: CvRow, other: CvRow | None) -> str:
    """Say in the language in use where a row stands; ``other`` has the same number or address."""
    if row.refusal is not None:
        return row.refusal()
    if row.waits:
        return t("Being read…")
    said = [row.problem()] if row.problem is not None else []
    said += [_same(known) for known in row.known]
    if other is not None:
        said.append(t("The same number or address as in “{file}”.", file=other.file))
    if row.confirmed:
        said.insert(0, t("Confirmed."))
    return " ".join(said) if said else t("Please check and confirm.")


def _same(known: Known) -> str:
    if known.held_by:
        return t(
            "Somebody with the same “{field}” is in the file already, with another recruiter "
            "({owner}). Ask them.",
            field=known.field,
            owner=known.held_by,
        )
    if known.name:
        return t("{name} is in the file with the same “{field}”.", name=known.name,
                 field=known.field)  # fmt: skip
    return t("Somebody with the same “{field}” is in the file already.", field=known.field)


def _in_field(label: str, say: Callable[[], str]) -> Saying:
    return lambda: f"{label}: {say()}"
