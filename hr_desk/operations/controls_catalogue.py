# SPDX-License-Identifier: Apache-2.0
"""Controls over the catalogue in force, the company's own additions included.

Where records can show whether it is kept, the records this session holds are looked at too.
"""

import re
from collections.abc import Callable
from typing import Final

from hr_desk.catalogue import load
from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Field, Sensitivity
from hr_desk.i18n import N_, Text
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.session import Session
from hr_desk.store import stored_keys

ITEMS: Final = frozenset(range(1, 20))
"""The places in the published list of clause 1.3(3)."""

AFTER_OFFER: Final = frozenset({"ID", "IDIMG", "PAY", "SI"})
"""Classes of what is kept from an accepted offer on alone (promises, b.4)."""

OFFER: Final = "offer_accepted"
PREFECTURES: Final = "prefecture"
LOCATION: Final = "coarse_location"
HIRING: Final = "hiring"
_PREFECTURE_SHAPE: Final = "[0-9][0-9][0-9][0-9]00"
_PREFECTURE: Final = re.compile(r"\d{4}00")

LONGEST_IDLE: Final = 15
"""Minutes after which an idle window locks at the latest."""

_SELLING: Final = ("market", "promot", "advert", "营销", "推广", "推销", "广告")
_CATCH_ALL: Final = ("服务请求", "service request")


def _policy_items(session: Session) -> Seen:
    found = {field.policy_item for field in session.catalogue.fields.values()}
    lacking = sorted(ITEMS - found)
    if lacking:
        return Seen.broken(_ITEM_LACKS, count=len(lacking), number=lacking[0])
    return Seen.kept(_ITEMS_THERE, count=len(ITEMS))


def _purposes_told(session: Session) -> Seen:
    return _each_field(session, _purpose_fault, _PURPOSE_LACKS, _PURPOSES_TOLD)


def _purpose_fault(field: Field) -> bool:
    said = (field.purpose.zh, field.purpose.en)
    return not _is_said(field.purpose) or any(word in text for word in _CATCH_ALL for text in said)


def _refusals_told(session: Session) -> Seen:
    return _each_field(session, lambda f: not _is_said(f.refusal), _REFUSAL_LACKS, _REFUSALS_TOLD)


def _fields_declared(session: Session) -> Seen:
    """Look at each field, and at each value that is stored: its field says where it may lie."""
    catalogue = session.catalogue
    bare = [
        field
        for field in catalogue.fields.values()
        if not field.retention or not set(field.retention.values()) <= catalogue.classes.keys()
    ]
    if bare:
        return Seen.broken(_NOT_PLACED, count=len(bare), field=bare[0].label)
    stored = [
        (name, key, count)
        for name in session.held
        for key, count in stored_keys.counts(session.compartment(name)).items()
    ]
    stray = sum(count for name, key, count in stored if not _belongs(catalogue, key, name))
    if stray:
        return Seen.broken(_STRAY, count=stray)
    values = sum(count for _, _, count in stored)
    return Seen.kept(_PLACED, count=len(catalogue.fields), values=values)


def _belongs(catalogue: Catalogue, key: str, compartment: str) -> bool:
    """Whether a field is declared for a file."""
    field = catalogue.fields.get(key)
    return field is not None and compartment in field.retention


def _each_field(session: Session, fault: Callable[[Field], bool], broken: str, kept: str) -> Seen:
    fields = session.catalogue.fields.values()
    wrong = [field for field in fields if fault(field)]
    if wrong:
        return Seen.broken(broken, count=len(wrong), field=wrong[0].label)
    return Seen.kept(kept, count=len(fields))


def _is_said(text: Text | None) -> bool:
    return text is not None and bool(text.zh.strip() and text.en.strip())


def _sensitive_cards(session: Session) -> Seen:
    asked = [f for f in session.catalogue.fields.values() if f.sensitivity != Sensitivity.ORDINARY]
    wrong = [f for f in asked if not (_is_said(f.necessity) and _is_said(f.impact))]
    if wrong:
        return Seen.broken(_CARD_LACKS, count=len(wrong), field=wrong[0].label)
    return Seen.kept(_CARDS, count=len(asked))


def _stage_gates(session: Session) -> Seen:
    catalogue = session.catalogue
    # Staff may note at any stage that a paper was seen; what people give is kept later.
    held_back = [
        field
        for field in catalogue.fields.values()
        if field.supplied_by == "person" and AFTER_OFFER & set(field.retention.values())
    ]
    wrong = [
        field
        for field in held_back
        if field.reason is None and not catalogue.reached(field.earliest_stage, OFFER)
    ]
    if wrong:
        return Seen.broken(_GATE_OPEN, count=len(wrong), field=wrong[0].label)
    early = _stored_early(session) if session.holds(HIRING) else 0
    if early:
        return Seen.broken(_TOO_EARLY, count=early)
    return Seen.kept(_GATES, count=len(held_back))


def _stored_early(session: Session) -> int:
    """Count the values that applications hold although their stage does not allow it yet."""
    catalogue = session.catalogue
    return sum(
        count
        for stage, key, count in stored_keys.at_stages(session.compartment(HIRING))
        if (field := catalogue.fields.get(key)) is not None
        and catalogue.reached(field.earliest_stage, OFFER)
        and not catalogue.reached(stage, field.earliest_stage)
    )


def _location_coarse(session: Session) -> Seen:
    places = session.catalogue.code_lists[PREFECTURES].codes
    finer = [code for code in places if not _PREFECTURE.fullmatch(code)]
    if finer:
        return Seen.broken(_FINER, count=len(finer), code=finer[0])
    held = [session.compartment(name) for name in session.held]
    odd = sum(stored_keys.odd_values(file, LOCATION, _PREFECTURE_SHAPE) for file in held)
    if odd:
        return Seen.broken(_ODD_PLACE, count=odd)
    return Seen.kept(_COARSE, count=len(places))


def _no_marketing(session: Session) -> Seen:
    purposes = session.catalogue.purposes.values()
    selling = [one for one in purposes if _sells(f"{one.key} {one.label.zh} {one.label.en}")]
    if selling:
        return Seen.broken(_SELLS, purpose=selling[0].label)
    return Seen.kept(_NO_SELLING, count=len(purposes))


def _sells(text: str) -> bool:
    return any(word in text.lower() for word in _SELLING)


def _forbidden_fields(session: Session) -> Seen:
    catalogue, shipped = session.catalogue, load().forbidden
    asked = [key for key in catalogue.forbidden if key in catalogue.fields]
    if asked:
        return Seen.broken(_ASKED, what=catalogue.forbidden[asked[0]].label)
    dropped = sorted(shipped.keys() - catalogue.forbidden.keys())
    if dropped:
        return Seen.broken(_ALLOWED, what=shipped[dropped[0]].label)
    return Seen.kept(_FORBIDDEN, count=len(catalogue.forbidden))


def _idle_lock(session: Session) -> Seen:
    roles = session.catalogue.roles.values()
    wrong = [role for role in roles if not 0 < role.idle_minutes <= LONGEST_IDLE]
    if wrong:
        return Seen.broken(_NO_LOCK, role=wrong[0].label, count=wrong[0].idle_minutes)
    return Seen.kept(_LOCKS, count=max(role.idle_minutes for role in roles))


def _retention_periods(session: Session) -> Seen:
    shipped, classes = load().classes, session.catalogue.classes
    wrong = [
        one
        for one in classes.values()
        for event, days in one.periods.items()
        if not max(one.minimum, one.floor) <= days <= one.maximum
        and shipped[one.key].periods.get(event) != days
    ]
    if wrong:
        return Seen.broken(_PERIOD_OUT, count=len(wrong), kept=wrong[0].label)
    return Seen.kept(_PERIODS, count=len(classes))


_ITEM_LACKS: Final = N_("{count} items of the published list have no field, number {number} first.")
_ITEMS_THERE: Final = N_("All {count} items of the published list have a field.")
_PURPOSE_LACKS: Final = N_("{count} fields do not say what they are for, “{field}” first.")
_PURPOSES_TOLD: Final = N_("{count} fields each say in both languages what they are for.")
_REFUSAL_LACKS: Final = N_("{count} fields do not say what refusing means, “{field}” first.")
_REFUSALS_TOLD: Final = N_("{count} fields each say what follows if somebody does not give them.")
_NOT_PLACED: Final = N_("{count} fields have no place or no class, “{field}” first.")
_PLACED: Final = N_(
    "{count} fields each have a place, a class and a degree of sensitivity, and each of {values} "
    "stored values lies where its field says."
)
_STRAY: Final = N_(
    "{count} stored values belong to no field, or lie in a file that their field does not name."
)
_CARD_LACKS: Final = N_("{count} sensitive fields lack their necessity or impact, “{field}” first.")
_CARDS: Final = N_("{count} sensitive fields say why they are needed and what a leak means.")
_GATE_OPEN: Final = N_(
    "{count} fields are open before an offer is accepted and no reason is written, “{field}” first."
)
_TOO_EARLY: Final = N_(
    "{count} values lie in applications that have not come to where they may be asked."
)
_GATES: Final = N_("{count} fields are closed until an offer is accepted.")
_FINER: Final = N_("{count} places are finer than a prefecture, {code} first.")
_ODD_PLACE: Final = N_("{count} records hold a place that is finer than a prefecture.")
_COARSE: Final = N_("{count} prefectures to choose from, and nothing finer.")
_SELLS: Final = N_("“{purpose}” is a purpose of marketing.")
_NO_SELLING: Final = N_("None of the {count} purposes is marketing.")
_ASKED: Final = N_("“{what}” may not be asked and has a field.")
_ALLOWED: Final = N_("“{what}” is no longer on the list of what may not be asked.")
_FORBIDDEN: Final = N_("None of the {count} things that may not be asked has a field.")
_NO_LOCK: Final = N_("An idle window of “{role}” locks after {count} minutes.")
_LOCKS: Final = N_("Every idle window locks, after {count} minutes at the latest.")
_PERIOD_OUT: Final = N_("{count} periods lie outside what their class allows, “{kept}” first.")
_PERIODS: Final = N_("The periods of {count} classes are within what they allow.")

CONTROLS: Final = (
    Control("policy_items", N_("The published list is covered"), _policy_items),
    Control("purposes_told", N_("Each field says what it is for"), _purposes_told),
    Control("refusals_told", N_("Each field says what refusing means"), _refusals_told),
    Control("fields_declared", N_("Each field has its place and class"), _fields_declared),
    Control("sensitive_cards", N_("Sensitive fields say necessity and impact"), _sensitive_cards),
    Control("stage_gates", N_("Closed before an accepted offer"), _stage_gates),
    Control("location_coarse", N_("Places are coarse"), _location_coarse),
    Control("no_marketing", N_("No marketing"), _no_marketing),
    Control("forbidden_fields", N_("What may not be asked"), _forbidden_fields),
    Control("idle_lock", N_("Idle windows lock"), _idle_lock),
    Control("retention_periods", N_("Periods of keeping"), _retention_periods),
)
"""What the catalogue in force promises by itself."""
