# SPDX-License-Identifier: Apache-2.0
"""What a user's roles add up to: keys, access, and how strong and short-lived their unlock is."""

from collections.abc import Iterable

from hr_desk.catalogue import Access, Catalogue
from hr_desk.catalogue.model import Role

WITHOUT_ROLES_IDLE = 10
"""Minutes after which the session of a user without any role (a bare approver) locks."""


def _of(catalogue: Catalogue, roles: Iterable[str]) -> list[Role]:
    return [catalogue.roles[role] for role in roles]


def held(catalogue: Catalogue, roles: Iterable[str]) -> tuple[str, ...]:
    """Return the compartments whose keys the roles hold together, in catalogue order."""
    keys = {compartment for role in _of(catalogue, roles) for compartment in role.holds}
    return tuple(key for key in catalogue.compartments if key in keys)


def holds_root(catalogue: Catalogue, roles: Iterable[str]) -> bool:
    """Whether any of the roles holds the desk's root key."""
    return any(role.root for role in _of(catalogue, roles))


def may_enter(access: Access) -> bool:
    """Whether a role may give or replace a value: whoever sees at least its mask.

    A recruiter types a birth date from a paper form and sees it masked from then on
    (docs/decisions/0003); what a role may not see at all it cannot enter either.
    """
    return access >= Access.MASKED


def strength(catalogue: Catalogue, roles: Iterable[str]) -> str:
    """Return the strongest slot any of the roles asks for: "daily" or "strong"."""
    strong = any(role.strength == "strong" for role in _of(catalogue, roles))
    return "strong" if strong else "daily"


def idle_minutes(catalogue: Catalogue, roles: Iterable[str]) -> int:
    """Return the shortest idle time of the roles, in minutes, after which a session locks."""
    return min((role.idle_minutes for role in _of(catalogue, roles)), default=WITHOUT_ROLES_IDLE)
