# SPDX-License-Identifier: Apache-2.0
"""Texts of a screen that follow the language: set once, said again when it is switched."""

from collections.abc import Callable

from hr_desk.i18n import t

Said = str | Callable[[], str]
"""A text, or what says it anew in the language in use."""


def said(text: Said) -> str:
    """Return a text in the language in use, as far as it can be said anew."""
    return text if isinstance(text, str) else text()


class Words:
    """The fixed texts of one widget, each with the setter that shows it."""

    def __init__(self) -> None:
        self._said: list[tuple[Callable[[str], object], str]] = []

    def put(self, message: str, *setters: Callable[[str], object]) -> None:
        """Show an N_()-marked text through each setter now and after every language switch."""
        for setter in setters:
            self._said.append((setter, message))
            setter(t(message))

    def forget(self, *setters: Callable[[str], object]) -> None:
        """Say nothing through these setters any more: their widgets go."""
        self._said = [one for one in self._said if one[0] not in setters]

    def again(self) -> None:
        """Say every text in the language in use."""
        for setter, message in self._said:
            setter(t(message))
