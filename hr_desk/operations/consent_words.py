# SPDX-License-Identifier: Apache-2.0
"""One act of agreeing or taking note in words, for the case's page and the person's own copy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.consent import Act
from hr_desk.i18n import N_, name_of, translated
from hr_desk.kiosk.errands import NOTICE
from hr_desk.operations.given_consents import GivenConsent
from hr_desk.operations.recipient_consents import HOW
from hr_desk.store import consents

WHOLE: Final = 64
"""The digits of a SHA-256."""

_NOTICE: Final = N_("Notice about personal data, read at the kiosk")
_WHAT: Final = {
    Act.CONSENT: N_("Agreed to on {moment}: {subjects}"),
    Act.ACKNOWLEDGE: N_("Took note on {moment} of: {subjects}"),
}
_RECIPIENT: Final = N_("Agreed on {moment} that {recipient} may have: {subjects}")
_VERSION: Final = N_("under version {number} of the privacy policy")
_UNTIL: Final = N_("agreed to until {day}")
_TEXT: Final = N_("SHA-256 of the text: {sha256}")
_ENDED: Final = {
    consents.WITHDRAWN: N_("Withdrawn on {day}."),
    consents.REPLACED: N_("Replaced on {day}."),
    consents.RAN_OUT: N_("Ended on {day}."),
    consents.RECORD_GONE: N_("Ended on {day}."),
    consents.OUTDATED: N_("Does not count since {day}: what it was for has changed."),
}


@dataclass(frozen=True, slots=True)
class Spelt:
    """An act in words: what and when, in which way, in which text, and how it ended (or empty)."""

    what: str
    way: str
    text: str
    end: str


def label_of(catalogue: Catalogue, subject: str, code: str) -> str:
    """Return what a subject is called in a language; one that nobody knows any more as its key."""
    for known in (catalogue.fields, catalogue.purposes, catalogue.acknowledgements):
        if subject in known:
            return str(known[subject].label.within(code))
    return translated(_NOTICE, code) if subject == NOTICE else subject


def spelt(catalogue: Catalogue, one: GivenConsent, code: str, *, digits: int = WHOLE) -> Spelt:
    """Return an act in words of a language, with so many digits of its text's SHA-256."""
    between = translated(N_(", "), code)
    message = _RECIPIENT if one.recipient else _WHAT[Act(one.act)]
    sha256 = one.sha256 if len(one.sha256) <= digits else f"{one.sha256[:digits]}…"
    return Spelt(
        what=translated(
            message, code, moment=when(one.given_at), recipient=one.recipient,
            subjects=between.join(label_of(catalogue, key, code) for key in one.subjects),
        ),
        way=between.join(part for part in _way(catalogue, one, code) if part),
        text=translated(_TEXT, code, sha256=sha256),
        end=translated(_ENDED[one.ended_by], code, day=when(one.ended_on)) if one.ended_by else "",
    )  # fmt: skip


def _way(catalogue: Catalogue, one: GivenConsent, code: str) -> tuple[str, ...]:
    ways = catalogue.code_lists[HOW].codes
    return (
        ways[one.how].within(code) if one.how in ways else one.how,
        _language(one.language),
        translated(_VERSION, code, number=one.version) if one.version else "",
        translated(_UNTIL, code, day=one.until) if one.until and not one.ended_by else "",
    )


def _language(code: str) -> str:
    try:
        return name_of(code)
    except LookupError:
        return code


def when(kept: str) -> str:
    """Return a day as it is, a moment (aware) in the time of Beijing."""
    at = datetime.fromisoformat(kept)
    return kept if at.tzinfo is None else at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
