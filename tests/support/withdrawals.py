# SPDX-License-Identifier: Apache-2.0
"""Consents that people give and take back over the years, and what has to follow at once."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from hr_desk.operations import (
    candidates,
    consent_texts,
    consents,
    disclosing,
    documents,
    joiner_consents,
    joiner_withdrawals,
    pool,
    pool_clock,
    recipient_consents,
)
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from tests.support.desk import Desk
from tests.support.expected import Expected
from tests.support.joining import edit_of, typed, welcome
from tests.support.leaving_once import agree, wish_for

POOL, EVIDENCE = 365, 1096
"""Days of the README's table."""

SOON = (1, 25)
LATER = (20, 120, 250)
"""After how many days consents are taken back: of the pool before and after REJ is over."""

STAYS = 5
"""Every so manieth stays in the pool until it ends by itself."""

VALUE = "disability_cert"
"""What rests on a consent alone in the file of somebody hired."""

CERTIFICATE = "示例0001 | 四级"

Act = Callable[[Session], str]
"""Takes a consent back and looks at what followed; returns what it was."""


@dataclass
class Withdrawals:
    """Who will take what back on which day."""

    desk: Desk
    chance: random.Random
    expected: Expected
    planned: list[tuple[dt.date, Act]] = field(default_factory=list)
    pooled: int = 0

    def take_back(self, session: Session) -> Counter[str]:
        """Take back what was planned up to today; returns how many of which kind."""
        due = [one for one in self.planned if one[0] <= session.today()]
        self.planned = [one for one in self.planned if one[0] > session.today()]
        return Counter(act(session) for _, act in due)

    def _plan(self, session: Session, days: int, act: Act) -> None:
        self.planned.append((session.today() + dt.timedelta(days=days), act))

    def _ended(self, session: Session, act: str) -> None:
        """Expect the evidence of an act that ended today to stay for its class."""
        self.expected.until["evidence", act] = session.today() + dt.timedelta(days=EVIDENCE)

    def pool_of(self, recruiter: Session, application: str, *, rejected: int) -> None:
        """Let somebody who was not hired today into the pool; most of them leave it again."""
        today = recruiter.today()
        until = today + dt.timedelta(days=POOL)
        shown = pool.pool_text(recruiter, "zh_CN", until=until)
        (act,) = pool.join_pool(recruiter, application, shown=shown, how="signature").created
        self.expected.until["hiring", application] = until
        own = today + dt.timedelta(days=rejected)

        def leave(session: Session) -> str:
            person = candidates.open_record(session, application).person_id
            pool.leave_pool(session, application)
            assert pool_clock.in_pool(session, person) is None
            tomorrow = session.today() + dt.timedelta(days=1)
            self.expected.until["hiring", application] = max(own, tomorrow)
            self._ended(session, act)
            return "pool_in_time" if own > tomorrow else "pool_over"

        number = self.pooled
        self.pooled += 1
        if number % STAYS != STAYS - 1:
            self._plan(recruiter, LATER[number % len(LATER)], leave)

    def photo_of(self, recruiter: Session, application: str) -> None:
        """Let somebody agree to their photo and take it back long before their file goes."""
        (made,) = documents.add(recruiter, application, "photo", b"pixels" * 50).created
        sealed = DeskFiles(recruiter.folder).part("documents") / f"{made}.sealed"
        shown = consent_texts.text_of(recruiter, "photo", "zh_CN")
        (act,) = consents.give(
            recruiter, application, "photo", shown=shown, how="signature"
        ).created

        def withdraw(session: Session) -> str:
            assert sealed.exists()
            consents.withdraw(session, application, "photo")
            assert not sealed.exists()
            row = "SELECT count(*) FROM document WHERE id = ?"
            assert session.compartment("hiring").read_one(row, (made,)) == (0,)
            self._ended(session, act)
            return "photo"

        self._plan(recruiter, self.chance.randint(*SOON), withdraw)

    def joiner_of(self, admin: Session, joiner: str) -> None:
        """Let somebody who begins agree to a value and to a recipient, and take both back."""
        colleague = welcome(self.desk)
        edit_of(colleague, joiner, typed(colleague, **{VALUE: CERTIFICATE}))
        joiner_consents.give(colleague, joiner, [VALUE])
        colleague.close()
        self.desk.sessions.remove(colleague)
        lasts = admin.today() + dt.timedelta(days=365)
        wish = wish_for(admin, [joiner], "partner", valid_from=admin.today(), valid_until=lasts)
        agree(admin, joiner, wish, "full_name")
        assert disclosing.look(admin, wish).left_out == ()

        def withdraw(session: Session) -> str:
            assert _stored(session, joiner)
            joiner_withdrawals.withdraw(session, joiner, VALUE)
            assert not _stored(session, joiner)
            return "value"

        def stop(session: Session) -> str:
            recipient_consents.withdraw(session, joiner, wish.recipient_id)
            assert disclosing.look(session, wish).left_out == ((joiner, "no_consent"),)
            return "recipient"

        for act in (withdraw, stop):
            self._plan(admin, self.chance.randint(*SOON), act)


def _stored(session: Session, joiner: str) -> bool:
    """Whether any part of somebody's file still has the value."""
    (count,) = session.compartment("personnel").read_one(
        "SELECT count(*) FROM part WHERE owner = (SELECT seq FROM joiner WHERE id = ?) "
        "AND json_extract(fields, ?) IS NOT NULL",
        (joiner, f"$.{VALUE}"),
    )
    return bool(count)
