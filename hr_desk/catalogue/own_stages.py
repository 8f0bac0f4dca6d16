# SPDX-License-Identifier: Apache-2.0
"""A company's own stations of an application, put between those that ship.

``[stage.x_…]`` in the overlay says after which station it stands, and what it means: whether
interviews are held there, whether it may be skipped, whether a requisition has it unless it says
otherwise, under which station the funnel counts it. The way there and on is worked out here, so
that no file can leave a station which nobody comes to or from which nobody gets on. For a station
that ships, ``[stage.KEY]`` says only whether requisitions have it by default.

Gates of fields stay with the stations that ship: a company's own comes and goes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from hr_desk.catalogue.model import CHOICES, PREFIX, Stage
from hr_desk.catalogue.problems import (
    AfterDecision,
    ChoiceFixed,
    StageLabelTaken,
    StageUnreached,
    TooManyStages,
)
from hr_desk.catalogue.source import Table
from hr_desk.i18n import Text

KEYS: Final = ("label", "after", "counts_as", "interviews", "skippable", "choice", "retired")
"""What the table of a company's own station may say."""

MOST: Final = 12
"""Own stations of one company; more columns than that no board shows."""

OFFER: Final = "offered"
"""The decision: every station of a company's own stands before it."""

BARELY: Final = 0.5
"""How far a stage whose place nobody knows stands behind the first one."""

Label = Callable[[Table], Text]


class Stages(dict[str, Stage]):
    """Stages by key; of a company's own that is declared no more there is a stand-in."""

    def __missing__(self, key: str) -> Stage:
        """Return the stand-in of an own stage; raises KeyError for any other key."""
        if not key.startswith(PREFIX):
            raise KeyError(key)
        return stand_in(self, key)


def stations(stages: Mapping[str, Stage]) -> tuple[str, ...]:
    """Return the stages from which a candidate may be moved on to an offer, in their order."""
    found = [one for one in stages.values() if OFFER in one.next]
    return tuple(one.key for one in sorted(found, key=lambda one: one.order))


def stand_in(stages: Mapping[str, Stage], key: str) -> Stage:
    """Return what an own stage is taken for whose declaration is gone: named by its own words.

    Whoever stands there can be moved to every station, and ended; nobody is moved there. It opens
    no gate of a field beyond the first station's.
    """
    ways = stations(stages)
    first = stages[ways[0]]
    said = key.removeprefix(PREFIX).replace("_", " ")
    return replace(
        first, key=key, label=Text(zh=said, en=said), order=first.order + BARELY,
        operation="advance", next=(*ways[1:], OFFER), choice="extra", retired=True, vanished=True,
    )  # fmt: skip


def with_stand_ins(stages: Mapping[str, Stage], keys: Iterable[str]) -> Stages:
    """Return the stages with a stand-in, at its place in their order, for each key they lack."""
    known = Stages(stages)
    lacking = [key for key in keys if key.startswith(PREFIX) and key not in stages]
    if not lacking:
        return known
    first = stations(stages)[0]
    found = Stages()
    for key, stage in stages.items():
        found[key] = stage
        if key == first:
            found.update({one: stand_in(stages, one) for one in sorted(set(lacking))})
    return found


def merged_stages(core: Mapping[str, Stage], file: Table, *, label: Label) -> Stages:
    """Return the stages with the company's own among them, and what it says of the others.

    ``label`` reads and checks a company's label. Raises CatalogueProblem.
    """
    tables = {table.key: table for table in file.tables("stage")}
    shipped = {key: _chosen(stage, tables.get(key)) for key, stage in core.items()}
    own = {key: table for key, table in tables.items() if key not in core}
    if len(own) > MOST:
        last = tuple(own.values())[MOST]
        raise TooManyStages(**last.where(), name=last.key, most=MOST)
    read = {key: _own_stage(table, shipped, own, label=label) for key, table in own.items()}
    _refuse_same_labels(shipped, read, own)
    return _joined(shipped, read, own)


def _chosen(stage: Stage, table: Table | None) -> Stage:
    """Return a stage that ships; the company may say whether a requisition has it by default."""
    if table is None:
        return stage
    table.only(("choice",))
    if stage.choice is None:
        raise ChoiceFixed(**table.where(), name=stage.label)
    return replace(stage, choice=table.name("choice", CHOICES, "word"))


def _own_stage(
    table: Table, shipped: Mapping[str, Stage], own: Mapping[str, Table], *, label: Label
) -> Stage:
    """Read one own station; its order and the way on from it come later."""
    table.only(KEYS)
    before = stations(shipped)
    after = _require_station(table, "after", (*before, *own), shipped)
    counts_as = None
    if "counts_as" in table.body:
        counts_as = _require_station(table, "counts_as", before, shipped)
    return Stage(
        key=table.key,
        label=label(table),
        order=0,
        next=(),
        exits=shipped[before[0]].exits,
        ends=False,
        clock=None,
        clock_event=None,
        operation="advance",
        choice=table.name("choice", CHOICES, "word") if "choice" in table.body else "extra",
        interviews=table.flag("interviews"),
        skippable=table.flag("skippable", default=True),
        after=after,
        counts_as=counts_as,
        retired=table.flag("retired"),
    )


def _require_station(
    table: Table, key: str, known: Iterable[str], shipped: Mapping[str, Stage]
) -> str:
    """Return the station a key names; raises AfterDecision, UnknownWord, MissingKey."""
    names = tuple(known)
    word = table.string(key)
    if word in shipped and word not in names and shipped[word].order > 0:
        raise AfterDecision(
            **table.where(key), name=table.key, key=key, stage=shipped[word].label,
            last=shipped[stations(shipped)[-1]].label,
        )  # fmt: skip
    return table.known(word, names, "stage", key)


def _refuse_same_labels(
    shipped: Mapping[str, Stage], read: Mapping[str, Stage], own: Mapping[str, Table]
) -> None:
    """Raise StageLabelTaken where two stages would be told apart by nothing."""
    taken = {word.casefold() for one in shipped.values() for word in (one.label.zh, one.label.en)}
    for key, one in read.items():
        words = {one.label.zh.casefold(), one.label.en.casefold()}
        if taken & words:
            raise StageLabelTaken(**own[key].where("label"), name=one.label)
        taken |= words


def _joined(
    shipped: Mapping[str, Stage], own: Mapping[str, Stage], tables: Mapping[str, Table]
) -> Stages:
    """Return all stages in their order, with the ways between them; raises StageUnreached."""
    placed = [key for one in shipped for key in _with_followers(one, own)]
    for key, table in tables.items():
        if key not in placed:
            raise StageUnreached(**table.where("after"), name=key, after=own[key].after)
    ordered = _with_orders({key: shipped.get(key) or own[key] for key in placed}, own)
    before = [key for key in placed if key in own or OFFER in ordered[key].next]
    return Stages(
        (key, _with_ways(stage, ordered, before) if key in before else stage)
        for key, stage in ordered.items()
    )


def _with_followers(key: str, own: Mapping[str, Stage]) -> Iterator[str]:
    """Yield a stage, and behind it what stands after it and after that, as the file has it."""
    yield key
    for one in own.values():
        if one.after == key:
            yield from _with_followers(one.key, own)


def _with_orders(placed: Mapping[str, Stage], own: Mapping[str, Stage]) -> dict[str, Stage]:
    """Give own stages orders evenly between those of the two that ship around them."""
    found: dict[str, Stage] = {}
    waiting: list[Stage] = []
    last = 0.0
    for key, stage in placed.items():
        if key in own:
            waiting.append(stage)
            continue
        step = (stage.order - last) / (len(waiting) + 1)
        for number, one in enumerate(waiting, 1):
            found[one.key] = replace(one, order=last + step * number)
        waiting, last = [], stage.order
        found[key] = stage
    return found


def _with_ways(stage: Stage, stages: Mapping[str, Stage], before: Iterable[str]) -> Stage:
    """Let a station lead to every later one up to the offer."""
    later = [key for key in before if stages[key].order > stage.order]
    return replace(stage, next=(*later, OFFER))
