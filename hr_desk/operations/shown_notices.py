# SPDX-License-Identifier: Apache-2.0
"""The very texts people were shown, as this desk has them: at its kiosks, and as they agreed.

A kiosk shows what stands in its signed profile, whatever the desk would say today. What somebody
acknowledged or agreed to is kept word for word with the act.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hr_desk.i18n import LANGUAGES
from hr_desk.operations import profiles
from hr_desk.operations.session import Session
from hr_desk.store import shown_texts
from hr_desk.vault.profiles import Profile

SUBJECT: Final = "notice"
"""What is acknowledged when somebody confirms the notice at a kiosk."""

PRINTED: Final = "notice.important"
"""The standing purpose of a printed notice."""

WAYS: Final = "notice_how"
"""The code list of the ways in which the notice is given."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text in one language, and how often it stands somewhere: people, or one kiosk."""

    code: str
    text: str
    count: int


def kiosks(session: Session) -> tuple[Profile, ...]:
    """Return the profiles with which a kiosk may take somebody in today."""
    today = session.today()
    return tuple(one for one in profiles.in_use(session) if today <= one.expires_on)


def _at_kiosks(session: Session) -> Iterator[ShownText]:
    """Yield the notices of each kiosk, of signing in and of each errand.

    A further language has the desk's own words of its translation: nothing is looked for in it.
    """
    for profile in kiosks(session):
        shown = (profile.notice.short, *(one.short for one in profile.errands.values()))
        yield from (one for short in shown for one in _readable(short))


def _readable(short: Mapping[str, str]) -> Iterator[ShownText]:
    return (ShownText(code, short[code], 1) for code in LANGUAGES if code in short)


def _acknowledged(session: Session) -> Iterator[ShownText]:
    """Yield the notices that people confirmed and whose words are kept, in the files held here."""
    for name in filter(session.holds, shown_texts.NOTICES):
        for row in shown_texts.notices(session.compartment(name), SUBJECT):
            if row[0] in LANGUAGES:
                yield ShownText(*row)


def notices(session: Session) -> tuple[ShownText, ...]:
    """Return the notices of kiosks and those that people confirmed."""
    return (*_at_kiosks(session), *_acknowledged(session))


def agreed_since(session: Session, since: str) -> tuple[ShownText, ...]:
    """Return what people agreed to since a moment (UTC, ISO 8601), in the files held here.

    The language is that of the reader; the name of a company is the same in each.
    """
    return tuple(
        ShownText(*row)
        for name in filter(session.holds, shown_texts.AGREED)
        for row in shown_texts.agreed_since(session.compartment(name), since)
    )
