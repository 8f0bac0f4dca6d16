# SPDX-License-Identifier: Apache-2.0
"""Controls over major changes of the policy, one for each ground of clause 8.4.

A change is open while it stands in no version, while the version that tells of it was to hold and
is not published, and while those whom it concerns were not told or, where it asks for that, not
asked anew. Each ground is judged by its own changes alone.
"""

from collections.abc import Iterable
from functools import partial
from typing import Final

from hr_desk.domain import policy_changes as rules
from hr_desk.domain.letter_words import Listed
from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.i18n import N_, Message
from hr_desk.operations import policies, policy_drafts
from hr_desk.operations.controls import BROKEN, Control, Seen
from hr_desk.operations.controls_privacy import campaign_of
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_facts import PRIVACY, facts_of
from hr_desk.operations.policy_words import GROUNDS, Said
from hr_desk.operations.session import Session

KEYS: Final = {ground: f"changes_{ground.name.lower()}" for ground in Ground}
"""Ground to the key of its control."""
NAMED: Final = 5
"""How many changes a sentence names; the page of policies shows all of them."""


def _look(session: Session, /, ground: Ground) -> Seen:
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    known = policies.versions(session)
    if not known:
        return Seen.kept(_NOTHING_TO_COMPARE)
    latest = known[-1]
    if not latest.facts:
        return Seen.broken(_NO_FACTS, number=latest.number)
    found = _of(ground, rules.of_facts(latest.facts, facts_of(session)))
    open_ = _unpublished(session, found, latest) or _unreached(session, ground, latest)
    return open_ or _kept(session, found, latest)


def _of(ground: Ground, found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in found if one.ground is ground)


def _unpublished(
    session: Session, found: tuple[Finding, ...], latest: PolicyVersion
) -> Seen | None:
    """Return what is wrong with changes since the latest version; None where nothing is."""
    record = policy_drafts.under_way(session)
    draft = None if record is None else policy_drafts.version_of(record)
    told = () if draft is None else draft.changes
    waiting = tuple(one for one in found if one not in told)
    if waiting:
        return Seen.broken(_IN_NO_VERSION, number=latest.number, **_named(session, waiting))
    if draft is not None and found and draft.valid_from < session.today().isoformat():
        return Seen.broken(_LATE, day=draft.valid_from, **_named(session, found))
    return None


def _unreached(session: Session, ground: Ground, latest: PolicyVersion) -> Seen | None:
    """Return what is wrong with what the latest version changed; None where nothing is."""
    changed = _of(ground, latest.changes)
    if not changed or policies.announced(session) is None:
        return None
    anew = any(one.asks_anew for one in changed)
    campaign = campaign_of(session, latest, anew=anew)
    if campaign.state != BROKEN:
        return None
    message = _ANEW if anew else _TELL
    return Seen.broken(message, why=campaign.sentence(), **_named(session, changed))


def _kept(session: Session, found: tuple[Finding, ...], latest: PolicyVersion) -> Seen:
    if found:
        return Seen.kept(_UNDER_WAY, number=latest.number, **_named(session, found))
    facts = sum(len(group) for group in latest.facts.values())
    return Seen.kept(_SAME, facts=facts, number=latest.number)


def _named(session: Session, found: tuple[Finding, ...]) -> dict[str, object]:
    """Return the values of a sentence that counts changes and names them."""
    names: list[object] = [Said(session.catalogue, one) for one in found[:NAMED]]
    more = [Message(_MORE)] if len(found) > NAMED else []
    return {"count": len(found), "changes": Listed((*names, *more))}


_NOTHING_TO_COMPARE: Final = N_("There is no policy yet with which anything could be compared.")
_NO_FACTS: Final = N_(
    "Version {number} was taken in without what it was written under. The next one keeps it."
)
_IN_NO_VERSION: Final = N_(
    "{count} major changes of this kind since version {number} stand in no new version: {changes}. "
    "Write a new version of the policy that tells of them."
)
_LATE: Final = N_(
    "{count} major changes of this kind stand in a version that was to hold from {day} and is not "
    "published: {changes}. Have it approved and publish it."
)
_TELL: Final = N_(
    "{count} major changes of this kind did not reach everybody: {changes}. {why} Tell the people "
    "concerned."
)
_ANEW: Final = N_(
    "{count} major changes of this kind did not reach everybody: {changes}. {why} Tell the people "
    "concerned and ask anew for what they agreed to."
)
_UNDER_WAY: Final = N_(
    "{count} major changes of this kind since version {number}, all of them in the version under "
    "way: {changes}."
)
_SAME: Final = N_(
    "{facts} facts were compared with version {number}: no major change of this kind is open."
)
_MORE: Final = N_("and further changes")

CONTROLS: Final = tuple(
    Control(KEYS[ground], GROUNDS[ground], partial(_look, ground=ground)) for ground in Ground
)
"""One for each ground of clause 8.4."""
