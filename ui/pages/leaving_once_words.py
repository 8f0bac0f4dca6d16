# SPDX-License-Identifier: Apache-2.0
"""What the page of what leaves once says in a person's words: state, terms, what stays and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Field
from hr_desk.i18n import N_, t
from hr_desk.operations.disclosing import GROUNDS, STRIPPED, WAYS, Outlook, Stripped, Wish
from hr_desk.operations.disclosure_files import Left
from hr_desk.operations.disclosure_requests import Request
from hr_desk.operations.disclosure_views import (
    CUT_OFF,
    ENDED,
    OUT,
    READY,
    STOPPED,
    WAITING,
    BoardLine,
)
from ui.pages import hand_off_words
from ui.pages.for_good_words import for_good_said
from ui.pages.hand_off_words import fields_said

STATES: Final = {
    CUT_OFF: N_("Not completed"),
    READY: N_("May leave"),
    WAITING: N_("Waits for approval"),
    STOPPED: N_("Cannot leave any more"),
    OUT: N_("Has left"),
    ENDED: N_("Called off"),
}


def way_said(catalogue: Catalogue, way: str) -> str:
    """Name a way in which data leaves."""
    return str(catalogue.code_lists[WAYS].codes[way])


def receiver_said(request: Request) -> str:
    """Name who gets it: the recipient, the authority, or the person themselves."""
    if request.recipient is not None:
        return request.recipient.recipient.name
    demand = request.wish.demand
    return t("The person themselves") if demand is None else demand.authority


def names_said(names: Sequence[str]) -> str:
    """Name a few people, and say how many more there are; who is gone is said to be."""
    return hand_off_words.names_said([one or t("deleted here") for one in names])


def people_said(line: BoardLine) -> str:
    """Name the people a request is about."""
    return names_said([line.names.get(one, "") for one in line.request.wish.people])


def terms_said(catalogue: Catalogue, line: BoardLine) -> str:
    """Say what is approved: who gets what of whom, for what, on which ground, until when."""
    request, wish = line.request, line.request.wish
    said = t(
        "“{receiver}” gets of {people}: {fields}. For: {purpose}. Ground: {ground}. "
        "It holds until {day}.",
        receiver=receiver_said(request),
        people=people_said(line),
        fields=fields_said(_known(catalogue, wish.fields)),
        purpose=catalogue.purposes[wish.purpose].label,
        ground=catalogue.code_lists[GROUNDS].codes[wish.ground],
        day=request.valid_until,
    )
    # What became of the copies is said once it is out.
    goes = "" if request.out else for_good_said(wish.way)
    return "\n".join(one for one in (said, _demand_said(wish), goes) if one)


def _demand_said(wish: Wish) -> str:
    demand = wish.demand
    if demand is None:
        return ""
    return t(
        "Document {document} of {day}, {article}.",
        document=demand.document,
        day=demand.dated,
        article=demand.article,
    )


def _known(catalogue: Catalogue, keys: Iterable[str]) -> list[Field]:
    return [catalogue.fields[key] for key in keys if key in catalogue.fields]


def outlook_said(catalogue: Catalogue, found: Outlook) -> str:
    """Say what would leave, of how many."""
    if not found.people:
        return t("Nothing would leave.")
    said = t(
        "Leaves, of {count} people: {fields}.",
        count=len(found.people),
        fields=fields_said(_known(catalogue, found.fields)),
    )
    return "\n".join(one for one in (said, for_good_said(found.wish.way)) if one)


def stays_said(catalogue: Catalogue, found: Outlook, names: Mapping[str, str]) -> str:
    """Say what stays here of whom although it was asked for, a line for each reason."""
    reasons = catalogue.code_lists[STRIPPED].codes
    by_reason: dict[str, dict[str, Field]] = {}
    counts: dict[str, int] = {}
    for one in found.people:
        for reason, fields in _by_reason(one.stripped).items():
            by_reason.setdefault(reason, {}).update({field.key: field for field in fields})
            counts[reason] = counts.get(reason, 0) + 1
    lines = [
        t(
            "Stays, of {count} people: {fields} ({reason}).",
            count=counts[reason],
            fields=fields_said(list(fields.values())),
            reason=reasons[reason],
        )
        for reason, fields in by_reason.items()
    ]
    return "\n".join([*lines, *_left_out(catalogue, found, names)])


def _by_reason(stripped: Iterable[Stripped]) -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for one in stripped:
        found.setdefault(one.reason, []).append(one.field)
    return found


def _left_out(catalogue: Catalogue, found: Outlook, names: Mapping[str, str]) -> list[str]:
    reasons = catalogue.code_lists[STRIPPED].codes
    people: dict[str, list[str]] = {}
    for id_, reason in found.left_out:
        people.setdefault(reason, []).append(names.get(id_, ""))
    return [
        t("Left out: {names} ({reason}).", names=names_said(ones), reason=reasons[reason])
        for reason, ones in people.items()
    ]


def stayed_said(catalogue: Catalogue, left: Left) -> str:
    """Say what stayed here of what was asked for, and of how many; the reasons beside it."""
    codes = catalogue.code_lists[STRIPPED].codes
    reasons = [reason for _, reason in left.left_out]
    reasons += [one.reason for _, some in left.stripped for one in some]
    said = t(", ").join(str(codes[one]) for one in dict.fromkeys(reasons))
    return t(
        "Left out: {people} people; of {others} something stayed here ({reasons}).",
        people=len(left.left_out),
        others=len(left.stripped),
        reasons=said,
    )
