# SPDX-License-Identifier: Apache-2.0
"""What a user's name and roles and a company's record must be, before a desk takes them in.

One rule for the first user of a new desk and for everyone added later.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message
from hr_desk.operations.texts import one_line

RECOVERY_ROLE: Final = "recovery"
RECOVERY_NAME: Final = "recovery"
"""The name of the recovery slot, which no person may take."""

SERVICE_ROLE: Final = "service"
"""The role of the service slot: it deletes what is due where nobody is there, and nothing else."""

SERVICE_NAME: Final = "service"
"""The name of the service slot, which no person may take."""

_SWEEPS: Final = f"{SERVICE_ROLE}."
_RESERVED: Final = (RECOVERY_NAME, SERVICE_NAME)

_NAME: Final = re.compile(r"[\w.\-· ]{2,30}")
_COMPANY: Final = {
    "name": (N_("Company name"), 80, True),
    "address": (N_("Address"), 120, False),
    "phone": (N_("Telephone for questions about data"), 120, False),
}
"""Part of the record to its label, its longest length and whether it is needed."""


class UserNameUnusable(UserError):
    """The login name is too short, too long or holds odd characters."""

    message = N_("A user name has 2 to 30 letters, digits, dots or hyphens. Choose another one.")


class RoleUnknown(UserError):
    """No such role."""

    message = N_("There is no role “{role}”. Roles are: {known}.")


class CompartmentUnknown(UserError):
    """No such compartment, or none at all."""

    message = N_("There is no compartment “{compartment}” to set up. Choose from: {known}.")


def persons_roles(catalogue: Catalogue) -> tuple[str, ...]:
    """Return every role a person can have: all but the kiosk's, which has keys of its own."""
    return tuple(role for role in catalogue.roles if role != "kiosk")


def service_roles(compartments: Sequence[str]) -> tuple[str, ...]:
    """Return the roles of a service slot that sweeps these compartments; the root signs them."""
    return (SERVICE_ROLE, *(f"{_SWEEPS}{name}" for name in compartments))


def served(roles: Sequence[str]) -> frozenset[str]:
    """Return the compartments that the roles of a service slot name."""
    return frozenset(role.removeprefix(_SWEEPS) for role in roles if role.startswith(_SWEEPS))


def require_admissible(catalogue: Catalogue, name: str, roles: Sequence[str]) -> None:
    """Raise UserNameUnusable or RoleUnknown; a user has at least one role, never recovery's."""
    plain = name.strip()
    if not _NAME.fullmatch(plain) or plain.casefold() in _RESERVED:
        raise UserNameUnusable
    known = persons_roles(catalogue)
    for role in roles or ("",):
        if role not in known:
            raise RoleUnknown(role=role, known=", ".join(known))


def require_compartments(wanted: Sequence[str], built: Sequence[str]) -> None:
    """Raise CompartmentUnknown unless a desk can keep what is wanted, at least one."""
    for compartment in wanted or ("",):
        if compartment not in built:
            raise CompartmentUnknown(compartment=compartment, known=", ".join(built))


def company_record(company: Mapping[str, str]) -> dict[str, str]:
    """Return the controller's record cleaned; what is not given is left out.

    Raises TextMissing without a name (PIPL 17 wants it in every notice), TextTooLong.
    """
    lines = {
        part: one_line(
            company.get(part, ""), label=Message(label), longest=longest, required=needed
        )
        for part, (label, longest, needed) in _COMPANY.items()
    }
    return {part: line for part, line in lines.items() if line}
