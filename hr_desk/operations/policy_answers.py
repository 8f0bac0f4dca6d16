# SPDX-License-Identifier: Apache-2.0
"""What people answered who were asked to agree anew because a version changed a purpose.

Counted in each file over its own people; numbers alone leave it. Somebody is one of three: still
to be asked (``policy_campaign.Reach.renew``), refused where they took back anything the version
asks anew, else given. A place in the talent pool that silence ended counts as refused, for the
law counts it as withdrawn (decision 20).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hr_desk.operations import consent_cover, policies
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.session import Session
from hr_desk.store import policy_people
from hr_desk.store.policy_people import Act

GIVEN, REFUSED = "given", "refused"


@dataclass(frozen=True, slots=True)
class Answers:
    """How many people of a file agreed anew, and how many did not."""

    given: int
    refused: int


def answers(
    session: Session, file: str, version: PolicyVersion, *, still_open: Collection[str]
) -> Answers:
    """Count the answers in a file; ``still_open`` are the records that are yet to be asked.

    Raises CompartmentClosed.
    """
    subjects = consent_cover.changed_subjects(version)
    if not subjects:
        return Answers(0, 0)
    since = policies.published_on(session, version)
    by_person: dict[str, set[str]] = {}
    for (record, *_), acts in _asked(session, file, subjects, version.number, since).items():
        by_person.setdefault(record, set()).add(_answer(acts, version.number))
    said = [found for record, found in by_person.items() if record not in still_open]
    refused = sum(REFUSED in found for found in said)
    return Answers(sum(found == {GIVEN} for found in said), refused)


Asked = dict[tuple[str, str, str], list[Act]]
"""Record, subject and recipient (or empty) to the acts on it, the oldest first."""


def _asked(
    session: Session, file: str, subjects: Collection[str], number: int, since: date
) -> Asked:
    """Return the acts of whoever had agreed under an earlier text when the version came out."""
    found: Asked = {}
    for act in policy_people.acts(session.compartment(file), subjects):
        found.setdefault((act.record, act.subject, act.to), []).append(act)
    return {key: acts for key, acts in found.items()
            if any(one.version < number and _stood(one, since) for one in acts)}  # fmt: skip


def _stood(act: Act, since: date) -> bool:
    return act.ended_on is None or act.ended_on >= since


def _answer(acts: list[Act], number: int) -> str:
    """Return what the acts on one subject say; neither where it ran out by itself."""
    if any(one.version >= number and one.ended_on is None for one in acts):
        return GIVEN
    return REFUSED if acts[-1].withdrawn else ""
