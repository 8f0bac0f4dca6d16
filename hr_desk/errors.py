# SPDX-License-Identifier: Apache-2.0
"""The two families of error: what a person can mend, and bugs.

A ``UserError`` carries one sentence that names the trouble and the way out; window and commands
show the same sentence. Anything else that is raised is a bug and goes to the crash page.
"""

from typing import ClassVar

from hr_desk.i18n import N_, language, translated


class UserError(Exception):
    """Something a person can mend; subclasses set ``message`` (English, with {placeholders})."""

    message: ClassVar[str] = N_("This did not work. Please try again.")
    exit_code: ClassVar[int] = 1
    """The command's exit code: 1 refused or failed, 2 wrong usage (design section 9)."""

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values

    def text(self, code: str | None = None) -> str:
        """Return the sentence in the language ``code``, by default the one in use."""
        return translated(self.message, code or language(), **self.values)

    def __str__(self) -> str:
        """Return the English sentence without values, safe for a log."""
        return f"{type(self).__name__}: {self.message}"
