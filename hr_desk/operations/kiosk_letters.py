# SPDX-License-Identifier: Apache-2.0
"""What every message of a kiosk says beside its values, read and judged alike."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from hr_desk.operations import policies
from hr_desk.operations.letters import Letter, Unacceptable
from hr_desk.operations.session import Session

MOST_FIELDS: Final = 40
"""Values in one message at most."""

MOST_TEXTS: Final = 20
_LATE: Final = timedelta(days=14)
"""How old a kiosk's envelope may be; a clock that says more, or the future, is not believed."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def believed(letter: Letter) -> datetime:
    """Return when a kiosk says it happened, or now where its clock cannot be right."""
    at = letter.moment("at")
    return at if letter.at - _LATE <= at <= letter.at else letter.at


def shown_version(session: Session, letter: Letter) -> int:
    """Return the version of the notice that was shown; raises Unacceptable for an unknown one."""
    number = letter.number("notice")
    if number not in {version.number for version in policies.versions(session)}:
        raise Unacceptable(what="notice")
    return number


def confirmed(letter: Letter) -> Mapping[str, str]:
    """Return the SHA-256 of each text that was confirmed, by its key; raises Unacceptable."""
    sent = letter.message.get("confirmed", {})
    if not isinstance(sent, Mapping) or len(sent) > MOST_TEXTS:
        raise Unacceptable(what="confirmed")
    for digest in sent.values():
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            raise Unacceptable(what="confirmed")
    return sent
