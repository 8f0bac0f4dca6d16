# SPDX-License-Identifier: Apache-2.0
"""Controls over what people know and agreed to: policy, notice, consents, ages.

What they are told in words is looked at in ``controls_told``.
"""

import json
from datetime import timedelta
from typing import Any, Final

from hr_desk.domain import minors
from hr_desk.i18n import N_
from hr_desk.operations import policies
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.session import Session
from hr_desk.operations.shown_notices import WAYS
from hr_desk.operations.values import AGE_BAND, BIRTH_DATE, GUARDIAN

ACTS: Final = "consent_how"
_NOTICED: Final = {
    "hiring": "SELECT notice_how, count(*) FROM person GROUP BY 1",
    "personnel": "SELECT notice_how, count(*) FROM joiner GROUP BY 1",
    "visits": "SELECT notice_how, count(*) FROM visit WHERE arrived_at IS NOT NULL GROUP BY 1",
}
_AGED: Final = {
    "hiring": "SELECT p.seq, p.fields FROM person p",
    "visits": "SELECT v.seq, v.fields FROM visit v",
    "personnel": "SELECT owner, fields FROM part",
}
_AGES: Final = (GUARDIAN, BIRTH_DATE, AGE_BAND)


def _policy_in_force(session: Session) -> Seen:
    version = policies.in_force(session)
    if version is None:
        return Seen.broken(_NO_POLICY)
    values = {"number": version.number, "day": version.valid_from, "place": version.place}
    return Seen.kept(_POLICY, **values)


def _notice_shown(session: Session) -> Seen:
    held = [name for name in _NOTICED if session.holds(name)]
    if not held:
        return Seen.not_seen()
    known = session.catalogue.code_lists[WAYS].codes
    rows = [row for name in held for row in session.compartment(name).read(_NOTICED[name])]
    unknown = sum(count for how, count in rows if how not in known)
    if unknown:
        return Seen.broken(_NOT_SHOWN, count=unknown)
    owed = sum(count for how, count in rows if how == "owed")
    return Seen.kept(_SHOWN, count=sum(count for _, count in rows), owed=owed)


def _consent_acts(session: Session) -> Seen:
    held = [name for name in ("hiring", "personnel") if session.holds(name)]
    if not held:
        return Seen.not_seen()
    known = session.catalogue.code_lists[ACTS].codes
    acts = [act for name in held for act in session.compartment(name).read(_ACTS[name])]
    inferred = sum(how not in known for how, _ in acts)
    if inferred:
        return Seen.broken(_INFERRED, count=inferred)
    mute = sum(text is None for _, text in acts)
    if mute:
        return Seen.broken(_NO_TEXT, count=mute)
    return Seen.kept(_ACTED, count=len(acts))


def _minors_guarded(session: Session) -> Seen:
    held = [name for name in _AGED if session.holds(name)]
    if not held:
        return Seen.not_seen()
    people = [one for name in held for one in _ages(session, name).values()]
    young = [one for one in people if _is_young(session, one)]
    alone = sum(GUARDIAN not in one for one in young)
    if alone:
        return Seen.broken(_UNGUARDED, count=alone)
    return Seen.kept(_GUARDED, count=len(people), young=len(young))


def _ages(session: Session, name: str) -> dict[int, dict[str, Any]]:
    """Return what each record says about an age, by its row; the parts of a joiner as one."""
    found: dict[int, dict[str, Any]] = {}
    for seq, text in session.compartment(name).read(_AGED[name]):
        fields = json.loads(text)
        one = found.setdefault(seq, {})
        one.update({key: fields[key] for key in _AGES if fields.get(key)})
    return found


def _is_young(session: Session, said: dict[str, Any]) -> bool:
    """Whether somebody is below eighteen; a known birth date says more than a band of its day."""
    if BIRTH_DATE in said:
        birth = session.catalogue.field(BIRTH_DATE).type.load(said[BIRTH_DATE])
        return minors.is_minor(birth, session.today())
    return minors.is_minor_band(said.get(AGE_BAND, _ADULT))


def _age_rule(session: Session) -> Seen:
    """Try the rule itself on somebody whose eighteenth birthday is today."""
    today = session.today()
    born = minors.birthday_in(today, today.year - 18)
    if not minors.is_minor(born, today) or minors.is_minor(born, today + timedelta(days=1)):
        return Seen.broken(_AGE_WRONG, day=born)
    return Seen.kept(_AGE, day=born)


def _no_silent_decision(session: Session) -> Seen:
    if not session.holds("hiring"):
        return Seen.not_seen()
    count, silent = session.compartment("hiring").read_one(
        "SELECT count(*), coalesce(sum(reason IS NULL), 0) FROM application "
        "WHERE stage = 'not_hired'"
    )
    if silent:
        return Seen.broken(_SILENT, count=silent)
    return Seen.kept(_DECIDED, count=count)


_ADULT: Final = "adult"
_ACTS: Final = {
    "hiring": (
        "SELECT c.how, t.text FROM consent c LEFT JOIN consent_text t ON t.sha256 = c.text_sha256"
    ),
    # A joiner ticks on a page that is signed, or before a colleague who is named. The texts of
    # consents to recipients are looked at with the recipients (recipient_consents).
    "personnel": (
        "SELECT how, '' FROM recipient_consent UNION ALL "
        "SELECT iif(c.signature <> '' OR c.witness <> '', 'tick', ''), t.text "
        "FROM joiner_consent c LEFT JOIN consent_text t ON t.sha256 = c.text_sha256"
    ),
}
"""File to how each consent was given and the text it was given to, None where that is lost."""

_NO_POLICY: Final = N_("No policy is in force. Take the published one in.")
_POLICY: Final = N_(
    "Version {number}, signed and unchanged, holds since {day}; published: {place}."
)
_NOT_SHOWN: Final = N_("{count} people have no evidence of having been shown the notice.")
_SHOWN: Final = N_("{count} people with evidence of the notice; it is still owed to {owed}.")
_INFERRED: Final = N_("{count} consents rest on no act of the person.")
_NO_TEXT: Final = N_("Of {count} consents the text that was agreed to is lost.")
_ACTED: Final = N_("Each of {count} consents was an act of its own, and its text is kept.")
_UNGUARDED: Final = N_("{count} people below eighteen are kept without a guardian's consent.")
_GUARDED: Final = N_("{count} records looked at; {young} are of people below eighteen, guarded.")
_AGE_WRONG: Final = N_("Somebody born on {day} is not treated as the policy says.")
_AGE: Final = N_("Somebody born on {day} counts as a minor today and as an adult tomorrow.")
_SILENT: Final = N_("{count} applications ended without a reason that somebody gave.")
_DECIDED: Final = N_("{count} applications were not taken on, each for a stated reason.")

CONTROLS: Final = (
    Control("policy_in_force", N_("A policy is in force"), _policy_in_force),
    Control("notice_shown", N_("The notice was shown"), _notice_shown),
    Control("consent_acts", N_("Consents are acts"), _consent_acts),
    Control("minors_guarded", N_("Minors have a guardian"), _minors_guarded),
    Control("age_rule", N_("When somebody is of age"), _age_rule),
    Control("no_silent_decision", N_("People decide"), _no_silent_decision),
)
"""What people know, and what they agreed to."""
