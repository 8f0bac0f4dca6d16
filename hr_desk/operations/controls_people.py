# SPDX-License-Identifier: Apache-2.0
"""Controls over what people are told and what they agreed to: notice, policy, consents, ages."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import minors
from hr_desk.domain.controller import PARTS
from hr_desk.i18n import LANGUAGES, N_
from hr_desk.operations import policies
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.session import Session
from hr_desk.operations.values import AGE_BAND, BIRTH_DATE, GUARDIAN

NOTICES: Final = "notice_how"
ACTS: Final = "consent_how"
ROUTES: Final = {
    "zh_CN": ("网信", "消费者", "法院"),
    "en": ("cyberspace", "consumer", "court"),
}
"""The words by which the three ways to complain are found in a text (clause 9)."""

TIP: Final = {"zh_CN": "验证码", "en": "SMS"}
CLAIMED: Final = ("ISO 27001", "ISO27001", "ISO/IEC")

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


def _controller_named(session: Session) -> Seen:
    record = {part: session.company.get(part, "") for part in PARTS}
    told = [policies.controller_text(session, code) for code in LANGUAGES]
    lacking = [part for part, value in record.items() if not value]
    if lacking or any(value not in text for value in record.values() for text in told):
        return Seen.broken(_NOT_NAMED, count=max(1, len(lacking)))
    return Seen.kept(_NAMED, count=len(told))


def _safety_tip(session: Session) -> Seen:
    notices = list(_notices(session))
    lacking = sum(TIP[code] not in text for code, text in notices)
    if lacking:
        return Seen.broken(_NO_TIP, count=lacking)
    return Seen.kept(_TIP, count=len(notices))


def _complaint_routes(session: Session) -> Seen:
    told = [(code, policies.controller_text(session, code)) for code in LANGUAGES]
    lacking = [word for code, text in told for word in ROUTES[code] if word not in text]
    if lacking:
        return Seen.broken(_NO_ROUTE, count=len(lacking))
    return Seen.kept(_ROUTES, count=len(told))


def _nothing_claimed(session: Session) -> Seen:
    notices = list(_notices(session))
    claims = sum(any(word in text for word in CLAIMED) for _, text in notices)
    if claims:
        return Seen.broken(_CLAIMS, count=claims)
    return Seen.kept(_NO_CLAIM, count=len(notices))


def _notices(session: Session) -> Iterator[tuple[str, str]]:
    """Yield language and text of the notice of each occasion."""
    for code in LANGUAGES:
        for scenario in Scenario:
            yield code, policies.notice_text(session, scenario, code)


def _notice_shown(session: Session) -> Seen:
    held = [name for name in _NOTICED if session.holds(name)]
    if not held:
        return Seen.not_seen()
    known = session.catalogue.code_lists[NOTICES].codes
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
_NOT_NAMED: Final = N_("{count} parts of the company's name, address and phone are not told.")
_NAMED: Final = N_("Name, address and phone stand in what people are told, in {count} languages.")
_NO_TIP: Final = N_("{count} notices do not warn of being asked for passwords or codes.")
_TIP: Final = N_("{count} notices warn of being asked for passwords or codes.")
_NO_ROUTE: Final = N_("{count} of the ways to complain are not told.")
_ROUTES: Final = N_("All three ways to complain are told, in {count} languages.")
_CLAIMS: Final = N_("{count} notices claim a certification.")
_NO_CLAIM: Final = N_("None of {count} notices claims a certification.")
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
    Control("controller_named", N_("Who is responsible is told"), _controller_named),
    Control("notice_shown", N_("The notice was shown"), _notice_shown),
    Control("safety_tip", N_("People are warned"), _safety_tip),
    Control("complaint_routes", N_("Ways to complain are told"), _complaint_routes),
    Control("nothing_claimed", N_("No certification is claimed"), _nothing_claimed),
    Control("consent_acts", N_("Consents are acts"), _consent_acts),
    Control("minors_guarded", N_("Minors have a guardian"), _minors_guarded),
    Control("age_rule", N_("When somebody is of age"), _age_rule),
    Control("no_silent_decision", N_("People decide"), _no_silent_decision),
)
"""What people are told, and what they agreed to."""
