# SPDX-License-Identifier: Apache-2.0
"""Where a command gets what must stay secret: a descriptor, the environment, the terminal.

The environment is for tests (design section 9); it shows in a list of processes on some systems.
"""

import argparse
import getpass
import os
import warnings
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t

HALVES: Final = "--halves-fd"


class PassphraseMissing(UserError):
    """Neither the file descriptor nor a terminal gave a passphrase."""

    message = N_(
        "No passphrase was given. Type it at a terminal, or name an open file descriptor "
        "with UTF-8 text by {option}."
    )


def passphrase_from(arguments: argparse.Namespace, prompt: str) -> str:
    """Return the passphrase: file descriptor, then environment, then the terminal.

    Raises PassphraseMissing.
    """
    descriptor = getattr(arguments, "passphrase_fd", None)
    return _secret(descriptor, option="--passphrase-fd", prompt=prompt)


def _secret(descriptor: int | None, *, option: str, prompt: str, variable: str = "") -> str:
    """Return a secret; by its option a descriptor is named, and the variable of the tests."""
    named = variable or f"HR_DESK_{option.strip('-').removesuffix('-fd').replace('-', '_').upper()}"
    try:
        if descriptor is not None:
            return _lines(descriptor, 1, option=option)[0].rstrip("\r\n")
        return os.environ.get(named) or _typed(prompt)
    except (OSError, EOFError, getpass.GetPassWarning):
        raise PassphraseMissing(option=option) from None


def _typed(prompt: str) -> str:
    """Return what is typed unseen; raises GetPassWarning where it would be seen."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        return getpass.getpass(f"{prompt}: ")


def _lines(descriptor: int, count: int, *, option: str) -> list[str]:
    """Return the first lines of a descriptor; raises PassphraseMissing for one that has no text."""
    try:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            return [file.readline() for _ in range(count)]
    except (OSError, ValueError, TypeError, OverflowError):
        # A number below zero or beyond the system's, or bytes that are no UTF-8.
        raise PassphraseMissing(option=option) from None


def new_passphrase_from(arguments: argparse.Namespace) -> str:
    """Return the passphrase that is to be set; raises PassphraseMissing."""
    return _secret(
        arguments.new_passphrase_fd, option="--new-passphrase-fd", prompt=t("New passphrase")
    )


def admin_passphrase_from(arguments: argparse.Namespace) -> str:
    """Return the passphrase of the HR admin who lends the root; raises PassphraseMissing."""
    return _secret(
        arguments.admin_passphrase_fd,
        option="--admin-passphrase-fd",
        prompt=t("Passphrase of the HR admin"),
    )


def halves_from(arguments: argparse.Namespace) -> tuple[str, str]:
    """Return the two halves: two lines of the file descriptor, or typed one after the other.

    Raises PassphraseMissing.
    """
    if arguments.halves_fd is None:
        return (
            _secret(None, option=HALVES, variable="HR_DESK_HALF_A", prompt=t("Recovery half A")),
            _secret(None, option=HALVES, variable="HR_DESK_HALF_B", prompt=t("Recovery half B")),
        )
    first, second = _lines(arguments.halves_fd, 2, option=HALVES)
    return first.strip(), second.strip()
