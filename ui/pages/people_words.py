# SPDX-License-Identifier: Apache-2.0
"""What the users page calls those who are no persons: the printed key and the deletion service."""

from hr_desk.i18n import t
from hr_desk.operations.users import UserLine


def said_of_name(one: UserLine) -> str:
    """Return what a line of the table is called: login name, printed key or service."""
    if one.is_service:
        return t("Deletion service")
    return t("Recovery key") if one.is_recovery else one.name


def said_of_machine(one: UserLine) -> str:
    """Return what the slots of nobody are for; empty for a person."""
    if one.is_service:
        return t("Deletes what is due, and nothing else")
    return t("Opens everything if all passphrases are lost") if one.is_recovery else ""
