# SPDX-License-Identifier: Apache-2.0
"""A company's own stages: added, changed, retired, taken away; kept in its ``catalogue.toml``.

What may stand there is decided where the file is read (``catalogue.own_stages``): a text that
would be refused at the next start is refused here, before it is written. A stage that anybody
stands at, stood at, or that a requisition has, is never taken away, only retired.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.catalogue.hand_off_drafts import free_key
from hr_desk.catalogue.loader import load, load_text
from hr_desk.catalogue.model import PREFIX, Stage
from hr_desk.catalogue.overlay_text import with_table
from hr_desk.catalogue.own_stages import stations
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message
from hr_desk.operations import scope
from hr_desk.operations.catalogue_in_force import declared, follow
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import hiring, stages
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import OVERLAY, replace_whole

LONGEST: Final = 20
"""Characters of a stage's name: what the heading of a column takes."""
_LONGEST_KEY: Final = 24
_KEEPING: Final = "stage.keep"
_LABELS: Final = {"zh": N_("Name in Chinese"), "en": N_("Name in English")}


class StageInUse(UserError):
    """A stage that cannot be taken away, because the file of hiring names it."""

    message = N_(
        "“{stage}” is in use: somebody was there, or a requisition has it. Retire it instead; then "
        "nobody is moved there any more."
    )


@dataclass(frozen=True, kw_only=True)
class OwnStage:
    """What a stage is to be. Of one that ships only ``key`` and ``usual`` count.

    ``key`` None makes a new one. ``after`` is the station before it, ``counts_as`` the one in
    whose line the funnel counts it (None: a line of its own), ``usual`` whether a requisition has
    it unless it says otherwise.
    """

    key: str | None = None
    zh: str = ""
    en: str = ""
    after: str = ""
    counts_as: str | None = None
    interviews: bool = False
    skippable: bool = True
    usual: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class StageLine:
    """One station before the offer, how many of the user's applications stand there, who has it."""

    stage: Stage
    here: int
    own: bool
    in_use: bool
    """Whether it is one of the company's own that can be retired alone."""

    def wanted(self) -> OwnStage:
        """Return what keeps it as it is."""
        one = self.stage
        return OwnStage(
            key=one.key, zh=one.label.zh, en=one.label.en, after=one.after or "",
            counts_as=one.counts_as, interviews=one.interviews, skippable=one.skippable,
            usual=one.choice == "usual", retired=one.retired and not one.vanished,
        )  # fmt: skip


def listed(session: Session) -> tuple[StageLine, ...]:
    """Return the stations before the offer, in their order; raises NotPermitted."""
    require(session, _KEEPING)
    follow(session)
    file, known = session.compartment("hiring"), session.catalogue.stages
    here = hiring.stage_counts(file, *scope.where(session))
    named = stages.named(file, f"{PREFIX}*")
    return tuple(
        StageLine(known[key], here.get(key, 0), key.startswith(PREFIX), key in named)
        for key in stations(known)
    )


@operation(_KEEPING, compartment="hiring", roles=RECRUITING)
def keep(session: Session, change: Change, /, wanted: OwnStage) -> tuple[str]:
    """Add a stage of the company's own, or change one; returns its key.

    Raises TextMissing, TextTooLong, WrittenByHand and what reading the file raises
    (CatalogueProblem), DiskFull, FolderReadOnly.
    """
    key = wanted.key or _new_key(session, wanted.en)
    body = _own_body(wanted) if key.startswith(PREFIX) else _shipped_body(key, wanted)
    _write(session, change, {key: body})
    return (key,)


@operation("stage.remove", compartment="hiring", roles=RECRUITING)
def remove(session: Session, change: Change, /, key: str) -> None:
    """Take a stage of the company's own away; what stood after it stands after the one before.

    Raises RecordGone for one that is not there, StageInUse, and what ``keep`` raises.
    """
    present = declared(session.folder).stages
    if not key.startswith(PREFIX) or key not in present:
        raise RecordGone
    if key in stages.named(change.compartment, key):
        raise StageInUse(stage=present[key].label)
    followers = [one for one in present.values() if one.after == key]
    before = present[key].after or ""
    moved = {one.key: {**_kept_body(one), "after": before} for one in followers}
    _write(session, change, {**moved, key: None})


def _write(session: Session, change: Change, bodies: dict[str, dict[str, Any] | None]) -> None:
    """Write tables of the overlay, and go on with the catalogue they make.

    The file is renamed into place last of all, while this change holds the only right to write:
    what is refused, or does not fit on the disk, leaves neither an entry nor another file.
    """
    path = session.folder / OVERLAY
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for key, body in bodies.items():
        text = with_table(OVERLAY, text, ("stage", key), body)
        change.touched("stage", key)
    load_text(text)
    replace_whole(path, text.encode())
    follow(session)


def _own_body(wanted: OwnStage) -> dict[str, Any]:
    label = {
        name: one_line(getattr(wanted, name), label=Message(text), longest=LONGEST)
        for name, text in _LABELS.items()
    }
    said = {"label": label, "after": wanted.after, "choice": "usual" if wanted.usual else "extra"}
    flags = {"interviews": wanted.interviews, "skippable": wanted.skippable,
             "retired": wanted.retired}  # fmt: skip
    counted = {} if wanted.counts_as is None else {"counts_as": wanted.counts_as}
    return said | counted | flags


def _kept_body(stage: Stage) -> dict[str, Any]:
    return _own_body(StageLine(stage, 0, True, True).wanted())


def _shipped_body(key: str, wanted: OwnStage) -> dict[str, Any] | None:
    """Return what the overlay says of a stage that ships: nothing where that changes nothing."""
    shipped = load().stages
    if key not in shipped:
        raise RecordGone
    choice = "usual" if wanted.usual else "extra"
    return None if shipped[key].choice == choice else {"choice": choice}


def _new_key(session: Session, english: str) -> str:
    """Return a key that says what the stage is called, and that nothing was ever called."""
    words = re.findall(r"[a-z0-9]+", english.casefold()) or ["stage"]
    return free_key((PREFIX + "_".join(words))[:_LONGEST_KEY], session.catalogue.stages)
