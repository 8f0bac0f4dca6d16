# SPDX-License-Identifier: Apache-2.0
"""How a number of days is said."""

from hr_desk.i18n import t


def days_left(days: int) -> str:
    """Say how many days are left, or how long ago the day was."""
    if days == 0:
        return t("Today")
    if days < 0:
        return t("{count} days overdue", count=-days)
    return t("Tomorrow") if days == 1 else t("In {count} days", count=days)
