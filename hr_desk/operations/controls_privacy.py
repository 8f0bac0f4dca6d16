# SPDX-License-Identifier: Apache-2.0
"""Controls over what the privacy office keeps: versions, campaigns, lists, assessments, holds."""

from datetime import date, datetime, timedelta
from typing import Final

from hr_desk.catalogue.model import Scenario
from hr_desk.domain.clock import day_of
from hr_desk.i18n import LANGUAGES, N_
from hr_desk.operations import holds, policies, policy_campaign, policy_lists
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.period_facts import facts_in
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_campaign import Reach
from hr_desk.operations.policy_facts import HERE, PRIVACY, recipients
from hr_desk.operations.policy_lists import PolicyList, Sheet
from hr_desk.operations.session import Session
from hr_desk.store import assessments
from hr_desk.store import holds as hold_store
from hr_desk.store import policies as store


def _holds(session: Session) -> Seen:
    held = [file for file in holds.NOUNS if session.holds(file)]
    if not held:
        return Seen.not_seen()
    days, since = _longest_hold(session, held)
    today = session.trusted_day().isoformat()
    known = [
        one
        for file in held
        for one in hold_store.where(session.compartment(file), hold_store.IN_FORCE, (today,))
    ]
    wrong = sum(
        one.review_on
        > max(day_of(datetime.fromisoformat(one.approved_at)), since) + timedelta(days=days)
        or not holds.is_genuine(session, one)
        for one in known
    )
    if wrong:
        return Seen.broken(_HELD_WRONGLY, count=wrong)
    return Seen.kept(_HELD, count=len(known), days=days)


def _longest_hold(session: Session, held: list[str]) -> tuple[int, date]:
    """Return the days to a review, and since which day they count for holds that were put before.

    From the day on which a shorter time was set each hold has that many days left at most.
    """
    class_, event = holds.REVIEWED
    files = [session.compartment(file) for file in held]
    set_on = [
        day_of(datetime.fromisoformat(one.at))
        for one in facts_in(files)
        if (one.class_key, one.event) == holds.REVIEWED
    ]
    return session.catalogue.classes[class_].periods[event], max(set_on, default=date.min)


def _policy_versions(session: Session) -> Seen:
    """Read every version: whoever reads one checks all of its signatures."""
    known = policies.versions(session)
    if [one.number for one in known] != list(range(1, len(known) + 1)):
        return Seen.broken(_GAP, count=len(known))
    published = store.drafts(session.compartment(PRIVACY)) if session.holds(PRIVACY) else ()
    lost = sum(one.content is not None and one.number > len(known) for one in published)
    if lost:
        return Seen.broken(_LOST, count=lost)
    return Seen.kept(_SIGNED, count=len(known), later=max(0, len(known) - 1))


def _policy_campaign(session: Session) -> Seen:
    version = policies.announced(session)
    if version is None:
        return Seen.kept(_NO_LATER)
    return campaign_of(session, version)


def campaign_of(session: Session, version: PolicyVersion, *, anew: bool = True) -> Seen:
    """Return how far a version has come with the people whom it concerns.

    Without ``anew`` it does not matter whether those who agreed to something were asked again.
    """
    reached = _reached(session, version)
    if reached is None:
        return Seen.not_seen()
    mute = _mute(session, version)
    values = {"number": version.number, "day": version.valid_from}
    holds_now = version.valid_from <= session.today().isoformat()
    if holds_now and anew and reached.renew:
        return Seen.broken(_CONSENT_OLD, count=reached.renew, **values)
    untold = reached.concerned - reached.told
    if holds_now and version.major and untold:
        return Seen.broken(_UNTOLD, count=untold, **values)
    if mute and holds_now and version.major:
        return Seen.broken(_MUTE, count=mute, **values)
    if mute:
        return Seen.not_seen(_MUTE_YET, count=mute, **values)
    return Seen.kept(_TOLD, count=reached.concerned, told=reached.told, **values)


def _reached(session: Session, version: PolicyVersion) -> Reach | None:
    """Add up the files this session holds, and what the others told the privacy office.

    None where neither is there to look at.
    """
    held = _counted_here(session)
    if not held and not session.holds(PRIVACY):
        return None
    found = [policy_campaign.reach(session, file, version) for file in held.values()]
    if session.holds(PRIVACY):
        heard = policy_campaign.progress(session)
        found += [
            Reach(one.concerned, one.told, one.renew)
            for one in heard
            if one.policy == version.number and one.peer not in held
        ]
    return Reach(
        sum(one.concerned for one in found),
        sum(one.told for one in found),
        sum(one.renew for one in found),
    )


def _counted_here(session: Session) -> dict[str, str]:
    """Return address to name of the files in which this session counts for itself."""
    held = filter(session.holds, policy_campaign.FILES)
    return {f"{session.desk_id}/{file}": file for file in held}


def _mute(session: Session, version: PolicyVersion) -> int:
    """Count the files of which the privacy office knows nothing: whoever is in them is not told."""
    if not session.holds(PRIVACY):
        return 0
    return len(set(policy_campaign.unheard(session, version)) - _counted_here(session).keys())


def _assessments(session: Session) -> Seen:
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    known = assessments.current(session.compartment(PRIVACY))
    late = sum(one.review_on <= session.today().isoformat() for one in known)
    if late:
        return Seen.broken(_ASSESS_AGAIN, count=late)
    return Seen.kept(_ASSESSED, count=len(known))


def _lists(session: Session) -> Seen:
    """Draw each list and compare it with what is asked, and who may receive, at this moment."""
    if not (session.holds(PRIVACY) or session.holds(HERE)):
        return Seen.not_seen()
    owed = _owed(session)
    lacking = sum(
        len(keys ^ _named(policy_lists.sheet(session, which, code)))
        for which, keys in owed.items()
        for code in LANGUAGES
    )
    if lacking:
        return Seen.broken(_NOT_LISTED, count=lacking)
    return Seen.kept(_LISTED, **{which.value: len(keys) for which, keys in owed.items()})


def _owed(session: Session) -> dict[PolicyList, set[str]]:
    """Return what each list has to name."""
    fields = session.catalogue.fields.values()
    return {
        PolicyList.COLLECTED: {one.key for one in fields if any(map(one.asked_in, Scenario))},
        PolicyList.PROVIDED: set(recipients(session)),
        PolicyList.PROCESSING: set(session.catalogue.purposes),
        PolicyList.PERIODS: {key for key, one in session.catalogue.classes.items() if one.periods},
    }


def _named(sheet: Sheet) -> set[str]:
    return {entry.key for part in sheet.parts for entry in part.entries if entry.name}


_HELD_WRONGLY: Final = N_(
    "{count} records are held without a second person's approval or a review within the term."
)
_HELD: Final = N_(
    "{count} records are held, each approved by a second person, for {days} days at most before "
    "it is looked at again."
)
_GAP: Final = N_("Only {count} versions of the policy are left, and one between them is missing.")
_LOST: Final = N_("{count} published versions of the policy have no text any more.")
_SIGNED: Final = N_(
    "{count} versions of the policy are as they were signed, {later} of them by two persons."
)
_NO_LATER: Final = N_("Nobody knows an earlier policy: there has been one version.")
_CONSENT_OLD: Final = N_(
    "{count} people agreed to what version {number} changed on {day}, and were not asked anew."
)
_UNTOLD: Final = N_("{count} people were not told of version {number}, which holds since {day}.")
_MUTE: Final = N_(
    "Files that never said how many people were told of version {number}, which holds since {day}: "
    "{count}."
)
_MUTE_YET: Final = N_(
    "Files that have not said yet how many people are to be told of version {number}, which holds "
    "from {day}: {count}."
)
_TOLD: Final = N_("{told} of {count} people were told of version {number}, which holds from {day}.")
_ASSESS_AGAIN: Final = N_("{count} impact assessments were to be looked at again and were not.")
_ASSESSED: Final = N_("{count} impact assessments are in force, none past its review.")
_NOT_LISTED: Final = N_("{count} entries of the lists are not what is asked and given now.")
_LISTED: Final = N_(
    "The lists name all {collected} fields that are asked, all {processing} purposes and all "
    "{provided} recipients."
)

CONTROLS: Final = (
    Control("holds", N_("Holds are reviewed"), _holds),
    Control("policy_versions", N_("Two persons for a policy"), _policy_versions),
    Control("policy_campaign", N_("A new policy reaches people"), _policy_campaign),
    Control("assessments", N_("Impact assessments"), _assessments),
    Control("lists", N_("Lists of what is collected and given"), _lists),
)
"""What the privacy office keeps."""
