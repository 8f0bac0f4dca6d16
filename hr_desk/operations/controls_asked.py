# SPDX-License-Identifier: Apache-2.0
"""The control over how little is required: what is declared, what kiosks ask, what people gave.

That leaving out the rest blocks nothing shows in the records: in whom was taken in with nothing
but what is needed, and in why visitors were turned away.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load_text
from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain import visits as states
from hr_desk.i18n import N_
from hr_desk.operations import policies, shown_notices
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.session import Session
from hr_desk.store import given_items
from hr_desk.vault.profiles import Profile

MOST_REQUIRED: Final = {
    Scenario.RECRUITMENT: 5,
    Scenario.VISITOR: 5,
    Scenario.ONBOARDING: 16,
}
"""How many items a person must give at most on each occasion (promises, 1.3(3)-b)."""

OCCASION: Final[Mapping[str, Scenario]] = {
    **{file: scenario for scenario, file in policies.FILE_OF.items()},
    "payroll": Scenario.ONBOARDING,
}
"""File to the occasion on which its people are asked."""

LATEST: Final = 1_000
"""How many of the newest records of a file are looked at for what people left out."""

REASONS: Final = "turned_away_reason"
"""The code list of why a visitor is not let in: nothing on it is an item that was left out."""


def _required_sets(session: Session) -> Seen:
    counts = _counts(session.catalogue)
    values = {one.value: count for one, count in counts.items()}
    if _is_too_much(counts):
        return Seen.broken(_TOO_MANY, **values)
    if not session.held:
        return Seen.not_seen()
    return _asked_otherwise(session) or _lived(session, values)


def _counts(catalogue: Catalogue) -> dict[Scenario, int]:
    """Return how many items must be given on each occasion, of visitors by the strictest kind."""
    return {one: _required(catalogue, one) for one in Scenario}


def _required(catalogue: Catalogue, scenario: Scenario) -> int:
    """Return how many items the person has to give; of a group one is enough."""
    own = {one.key for one in catalogue.required(scenario) if one.supplied_by == "person"}
    kinds = catalogue.visit_types.values() if scenario is Scenario.VISITOR else ()
    more = max((len(set(kind.required) - own) for kind in kinds), default=0)
    return len(own) + len(catalogue.alternatives(scenario)) + more


def _is_too_much(counts: Mapping[Scenario, int]) -> bool:
    return any(count > MOST_REQUIRED[one] for one, count in counts.items())


def _asked_otherwise(session: Session) -> Seen | None:
    """Return where more was asked, or somebody was sent away, than the catalogue says."""
    strict = sum(_asks_too_much(session, one) for one in shown_notices.kiosks(session))
    if strict:
        return Seen.broken(_KIOSK_ASKS, count=strict)
    stray = [(field, count) for field, count in _not_asked(session) if count]
    if stray:
        return Seen.broken(
            _NOT_ASKED, count=sum(count for _, count in stray), field=stray[0][0].label
        )
    known = session.catalogue.code_lists[REASONS].codes
    odd = sum(count for reason, count in _turned_away(session) if reason not in known)
    return Seen.broken(_NO_REASON, count=odd) if odd else None


def _asks_too_much(session: Session, profile: Profile) -> bool:
    """Whether a kiosk asks too much by the catalogue that came with its profile."""
    if profile.catalogue == session.catalogue.fingerprint():
        return False
    try:
        return _is_too_much(_counts(load_text(profile.overlay)))
    except CatalogueProblem:
        return False  # that kiosk starts no more: it would say so itself (kiosk.profile)


def _not_asked(session: Session) -> Iterator[tuple[Field, int]]:
    """Yield what people are not asked where they gave it, with how many records hold it."""
    for name in filter(OCCASION.__contains__, session.held):
        for one in session.catalogue.fields.values():
            given = name in one.retention and one.supplied_by == "person"
            if given and not one.asked_in(OCCASION[name]):
                yield one, given_items.holding(session.compartment(name), one.key)


def _turned_away(session: Session) -> list[tuple[str | None, int]]:
    if not session.holds(given_items.VISITS):
        return []
    return given_items.reasons(session.compartment(given_items.VISITS), states.TURNED_AWAY)


def _lived(session: Session, values: Mapping[str, int]) -> Seen:
    looked = bare = 0
    for name in filter(session.holds, given_items.SUBMISSIONS):
        extra = _extra(session.catalogue, OCCASION[name])
        for fields in given_items.newest(session.compartment(name), LATEST):
            looked += 1
            bare += not extra & set(json.loads(fields))
    away = sum(count for _, count in _turned_away(session))
    return Seen.kept(_FEW, **values, looked=looked, bare=bare, away=away)


def _extra(catalogue: Catalogue, occasion: Scenario) -> set[str]:
    """Return what people are asked on an occasion and need not give."""
    needed = {one.key for one in catalogue.required(occasion)}
    needed |= {one.key for group in catalogue.alternatives(occasion) for one in group}
    asked = (one for one in catalogue.fields.values() if one.asked_in(occasion))
    return {one.key for one in asked if one.supplied_by == "person"} - needed


_TOO_MANY: Final = N_(
    "Too much is required: {recruitment} items when applying, {visitor} when visiting, "
    "{onboarding} when joining."
)
_KIOSK_ASKS: Final = N_("{count} kiosks require more than may be required. Give them new profiles.")
_NOT_ASKED: Final = N_(
    "{count} records hold an item that people are not asked for there, “{field}” first."
)
_NO_REASON: Final = N_(
    "{count} visitors were turned away for a reason that is not on the list of reasons."
)
_FEW: Final = N_(
    "Required are {recruitment} items when applying, {visitor} when visiting, {onboarding} when "
    "joining, at kiosks too. Of the {looked} newest applications and visits, {bare} were taken in "
    "with nothing more; {away} visitors were turned away, each for a reason of the list, on which "
    "no item left out stands."
)

CONTROLS: Final = (Control("required_sets", N_("Little is required"), _required_sets),)
"""What people have to give."""
