# SPDX-License-Identifier: Apache-2.0
"""Controls over what people are told, by what is declared and by what was really shown and sent.

What the desk would say today is made from its record and its catalogue. What people saw is another
matter: a kiosk shows its signed profile, an answer left as it was, a text was agreed to in its very
words. Each control looks at the first and then at the second.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, timedelta
from typing import Final

from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain import complaining
from hr_desk.domain import visits as states
from hr_desk.domain.clock import start_of
from hr_desk.domain.controller import PARTS, is_placeholder
from hr_desk.domain.policy_changes import COMPANY
from hr_desk.i18n import LANGUAGES, N_
from hr_desk.operations import policies, request_letters, shown_notices
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session
from hr_desk.operations.visit_letters import OWED
from hr_desk.store import shown_texts as store

TIP: Final = {"zh_CN": "验证码", "en": "SMS"}
"""The word by which the warning is found in a text."""

CLAIMED: Final = ("ISO 27001", "ISO27001", "ISO/IEC")

LOOKED_BACK: Final = timedelta(days=30)
"""How far back the board looks at what visitors were shown and people agreed to: what was done
wrong longer ago is not mended by a board that stays red."""

INSIDE: Final = (states.ON_SITE, states.LEFT, states.NOT_SEEN)
"""The states of whoever came in; an announced guest may still go away again."""


def _since(session: Session) -> date:
    return session.today() - LOOKED_BACK


def _controller_named(session: Session) -> Seen:
    record = {part: session.company.get(part, "") for part in PARTS}
    told = [policies.controller_text(session, code) for code in LANGUAGES]
    lacking = [part for part, value in record.items() if not value]
    if lacking or any(value not in text for value in record.values() for text in told):
        return Seen.broken(_NOT_NAMED, count=max(1, len(lacking)))
    unfilled = sum(is_placeholder(value) for value in record.values())
    if unfilled:
        return Seen.broken(_PLACEHOLDER, count=unfilled)
    return _lately_named(session, record)


def _lately_named(session: Session, record: dict[str, str]) -> Seen:
    """Look for where people are or were lately told of somebody else than the desk's record."""
    kiosks, agreed = shown_notices.kiosks(session), _agreed(session)
    other = sum(_differs(record, one.company) for one in kiosks)
    if other:
        return Seen.broken(_KIOSK_NAMES, count=other)
    version = _own_version(session)
    known = {} if version is None else version.facts.get(COMPANY, {})
    if version is not None and known and _differs(record, known):
        return Seen.broken(_POLICY_NAMES, number=version.number)
    if _printed_otherwise(session, clean(record["name"], prose=True)):
        return Seen.broken(_PRINT_NAMES)
    mute = sum(one.count for one in agreed if record["name"] not in one.text)
    if mute:
        return Seen.broken(_TEXT_NAMES, count=mute, days=LOOKED_BACK.days)
    if not session.held:
        return Seen.not_seen()
    texts = sum(one.count for one in agreed)
    return Seen.kept(_NAMED, count=len(LANGUAGES), kiosks=len(kiosks), texts=texts,
                     days=LOOKED_BACK.days)  # fmt: skip


def _printed_otherwise(session: Session, name: str) -> bool:
    """Whether the notice that a file printed last names another company."""
    printed = [
        store.last_print(session.compartment(file), shown_notices.PRINTED)
        for file in _held(session)
    ]
    return any(one is not None and one != name for one in printed)


def _differs(record: dict[str, str], told: object) -> bool:
    return not isinstance(told, dict) or any(told.get(key) != one for key, one in record.items())


def _own_version(session: Session) -> PolicyVersion | None:
    """Return the policy in force if this desk wrote it: that of a paired desk names its record."""
    version = policies.in_force(session)
    own = version is not None and policies.path_of(session, version.number).exists()
    return version if own else None


def _held(session: Session) -> list[str]:
    return [name for name in ("hiring", "visits") if session.holds(name)]


def _agreed(session: Session) -> tuple[shown_notices.ShownText, ...]:
    since = start_of(_since(session)).astimezone(UTC).isoformat(timespec="seconds")
    return shown_notices.agreed_since(session, since)


def _safety_tip(session: Session) -> Seen:
    made = list(_made(session))
    lacking = sum(TIP[code] not in text for code, text in made)
    if lacking:
        return Seen.broken(_NO_TIP, count=lacking)
    if not session.held:
        return Seen.not_seen()
    shown = shown_notices.notices(session)
    mute = sum(one.count for one in shown if TIP[one.code] not in one.text)
    if mute:
        return Seen.broken(_SHOWN_NO_TIP, count=mute)
    came = _came_in(session)
    unwarned = _unwarned(session, came)
    if unwarned:
        return Seen.broken(_UNWARNED, count=unwarned, days=LOOKED_BACK.days)
    return Seen.kept(
        _TIP,
        count=len(made),
        texts=sum(one.count for one in shown),
        visitors=sum(row[-1] for row in came),
        days=LOOKED_BACK.days,
    )


def _made(session: Session) -> Iterator[tuple[str, str]]:
    """Yield language and text of the notice of each occasion, as it is made today."""
    for code in LANGUAGES:
        for scenario in Scenario:
            yield code, policies.notice_text(session, scenario, code)


def _came_in(session: Session) -> Sequence[tuple[int, str, str, int]]:
    """Return who came in lately: version, way and day of their notice, and how many."""
    if not session.holds(store.VISITS):
        return ()
    since = _since(session).isoformat()
    return store.came_in(session.compartment(store.VISITS), INSIDE, since)


def _unwarned(session: Session, came: Sequence[tuple[int, str, str, int]]) -> int:
    """Count who was not given the notice, or one that a kiosk should not show any more by then."""
    ways = session.catalogue.code_lists[shown_notices.WAYS].codes.keys() - {OWED}
    known = policies.versions(session) if came else ()
    return sum(
        count
        for version, how, day, count in came
        if how not in ways or not _first(known, day) <= version <= _valid(known, day)
    )


def _first(known: Sequence[PolicyVersion], day: str) -> int:
    """Return the oldest version whose notice may be shown on a day: a profile follows later."""
    return max(1, _valid(known, (date.fromisoformat(day) - policies.LEAD).isoformat()))


def _valid(known: Sequence[PolicyVersion], day: str) -> int:
    """Return the number of the version in force on a day, 0 before the first."""
    return max((one.number for one in known if one.valid_from <= day), default=0)


def _complaint_routes(session: Session) -> Seen:
    made = [(code, text(code)) for code in LANGUAGES for text in _tellers(session)]
    lacking = sum(len(_unnamed(text, code)) for code, text in made)
    if lacking:
        return Seen.broken(_NO_ROUTE, count=lacking)
    if not session.held:
        return Seen.not_seen()
    shown = shown_notices.notices(session)
    mute = sum(one.count for one in shown if _unnamed(one.text, one.code))
    if mute:
        return Seen.broken(_SHOWN_NO_ROUTE, count=mute)
    sent = _answers(session)
    bare = sum(count for routes, count in sent if set(complaining.NAMES) - set(routes))
    if bare:
        return Seen.broken(_SENT_NO_ROUTE, count=bare)
    letters = sum(count for _, count in sent)
    texts = sum(one.count for one in shown)
    return Seen.kept(_ROUTES, count=len(LANGUAGES), letters=letters, texts=texts)


def _tellers(session: Session) -> tuple[Callable[[str], str], ...]:
    """Return what makes the texts that tell the ways to complain, in a language."""
    return (
        lambda code: policies.controller_text(session, code),
        request_letters.complaint_text,
    )


def _unnamed(text: str, code: str) -> set[str]:
    return set(complaining.NAMES) - set(complaining.named_in(text, code))


def _answers(session: Session) -> list[tuple[list[str], int]]:
    """Return the ways to complain that answers told as they left, with how many told these."""
    if not session.holds(PRIVACY):
        return []
    return store.routes_told(
        session.compartment(PRIVACY), request_letters.LETTER, request_letters.ROUTES
    )


def _nothing_claimed(session: Session) -> Seen:
    notices = list(_made(session))
    claims = sum(any(word in text for word in CLAIMED) for _, text in notices)
    if claims:
        return Seen.broken(_CLAIMS, count=claims)
    return Seen.kept(_NO_CLAIM, count=len(notices))


_NOT_NAMED: Final = N_("{count} parts of the company's name, address and phone are not told.")
_PLACEHOLDER: Final = N_(
    "{count} parts of the company's name, address and phone were never filled in: what people are "
    "told names nobody."
)
_KIOSK_NAMES: Final = N_(
    "{count} kiosks name another company, address or phone than the desk does. Give them new "
    "profiles."
)
_POLICY_NAMES: Final = N_(
    "Version {number} of the policy was written under another name, address or phone of the "
    "company. Publish a new version."
)
_PRINT_NAMES: Final = N_(
    "The notice that was printed last names another company. Print it again and post it."
)
_TEXT_NAMES: Final = N_(
    "{count} consents of the last {days} days were given to texts that do not name the company. "
    "Ask these people anew."
)
_NAMED: Final = N_(
    "Name, address and phone stand in what people are told, in {count} languages, and in the "
    "profiles of {kiosks} kiosks; the company is named in all {texts} texts that people agreed to "
    "in the last {days} days."
)
_NO_TIP: Final = N_("{count} notices do not warn of being asked for passwords or codes.")
_SHOWN_NO_TIP: Final = N_(
    "{count} notices that kiosks show or people confirmed do not warn of being asked for passwords "
    "or codes. Give the kiosks new profiles."
)
_UNWARNED: Final = N_(
    "{count} visitors of the last {days} days came in without a record that the warning about "
    "passwords and codes was shown to them, as it stood in the notice of that day."
)
_TIP: Final = N_(
    "{count} notices warn of being asked for passwords or codes, and so do {texts} that kiosks "
    "show or people confirmed; all {visitors} visitors who came in during the last {days} days "
    "were shown one."
)
_NO_ROUTE: Final = N_("{count} of the ways to complain are not told.")
_SHOWN_NO_ROUTE: Final = N_(
    "{count} notices that kiosks show or people confirmed do not name all three ways to complain. "
    "Give the kiosks new profiles."
)
_SENT_NO_ROUTE: Final = N_(
    "{count} answers to requests left without all three ways to complain. Write to these people "
    "again."
)
_ROUTES: Final = N_(
    "All three ways to complain are told, in {count} languages; they stood in {letters} answers to "
    "requests as they left, and in {texts} notices that kiosks show or people confirmed."
)
_CLAIMS: Final = N_("{count} notices claim a certification.")
_NO_CLAIM: Final = N_("None of {count} notices claims a certification.")

CONTROLS: Final = (
    Control("controller_named", N_("Who is responsible is told"), _controller_named),
    Control("safety_tip", N_("People are warned"), _safety_tip),
    Control("complaint_routes", N_("Ways to complain are told"), _complaint_routes),
    Control("nothing_claimed", N_("No certification is claimed"), _nothing_claimed),
)
"""What people are told, are shown and were sent."""
