# SPDX-License-Identifier: Apache-2.0
"""The open desk as pages see it: who is here, what they may do, and news of every change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Role
from hr_desk.domain.roles import idle_minutes
from hr_desk.errors import UserError
from hr_desk.operations import minor_approvals, minors_figures, minors_filing
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosing import may_ask
from hr_desk.operations.epochs import GRANTERS
from hr_desk.operations.proofs import swept_here
from hr_desk.operations.session import Session
from ui.actions import Action
from ui.language import Languages
from ui.preferences import Preferences
from ui.tasks import Tasks


class OpenDesk(QObject):
    """One unlocked desk; its session is only ever touched by the worker of ``tasks``."""

    changed = Signal(object)
    """A Changes: what an operation changed. Pages refresh when it touches their kinds."""

    def __init__(self, session: Session, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._tasks = tasks
        self._allowed: dict[str, bool] = {}
        tasks.changed.connect(self._tell)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue in force in this desk."""
        return self.session.catalogue

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the user, as the catalogue declares them."""
        declared = self.session.catalogue.roles
        return tuple(declared[key] for key in self.session.user.roles if key in declared)

    @property
    def idle_minutes(self) -> int:
        """Minutes without activity after which the window locks: the strictest of the roles."""
        known = (role for role in self.session.user.roles if role in self.catalogue.roles)
        return idle_minutes(self.catalogue, known)

    def may(self, operation: str) -> bool:
        """Whether the user's roles allow an operation, such as ``recruitment.reject``."""
        known = self._allowed.get(operation)
        if known is None:
            known = self._allowed[operation] = self.session.may(operation)
        return known

    def means(self) -> frozenset[str]:
        """Return what pages and actions may need: compartments held, and words for duties.

        ``root``; ``due`` stands for a file whose records end by themselves, ``keys`` for somebody
        who gives keys to others, ``people`` for somebody who works on applicants or joiners,
        ``requests`` for whoever takes requests about personal data in, ``answers`` for whoever says
        what a file keeps of somebody, ``disclosures`` for whoever lets something of a file out
        once, ``minors`` for whoever may ask to read about people below eighteen, ``minors_report``
        for whoever gives figures for the yearly report on it or makes it.
        """
        means = {key for key in self.catalogue.compartments if self.session.holds(key)}
        if means & {"hiring", "personnel"}:
            means.add("people")
        if any(role.root for role in self.roles):
            means.add("root")
        if swept_here(self.session):
            means.add("due")
        if GRANTERS & set(self.session.user.roles):
            means.add("keys")
        duties = {"requests": "request.take_in", "answers": "request.contribute"}
        means |= {word for word, operation in duties.items() if self.may(operation)}
        if may_ask(self.session):
            means.add("disclosures")
        if minor_approvals.asks_in(self.session):
            means.add("minors")
        if self.session.may(minors_figures.GIVES) or self.session.may(minors_filing.MAKES):
            means.add("minors_report")
        return frozenset(means)

    def _tell(self, result: object) -> None:
        self._allowed.clear()
        changes = changes_of(result)
        if changes is not None:
            self.changed.emit(changes)

    def is_idle(self) -> bool:
        """Whether everything asked for has been answered."""
        return self._tasks.is_idle()

    def run(
        self,
        operation: Callable[..., Any],
        *args: Any,
        owner: QObject,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        **values: Any,
    ) -> None:
        """Run an operation of this desk; see Tasks.run."""
        self._tasks.run(
            operation, self.session, *args, owner=owner, done=done, failed=failed, **values
        )

    def query(
        self,
        read: Callable[..., Any],
        *args: Any,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[UserError], object] | None = None,
        slot: str | None = None,
        **values: Any,
    ) -> None:
        """Read from this desk; see Tasks.query."""
        self._tasks.query(
            read, self.session, *args, owner=owner, done=done, failed=failed, slot=slot, **values
        )

    def draw(
        self,
        paper: Callable[[], Any],
        *,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[UserError], object] | None = None,
    ) -> None:
        """Draw or print beside everything else; see Tasks.draw."""
        self._tasks.draw(paper, owner=owner, done=done, failed=failed)


def changes_of(result: object) -> Changes | None:
    """Return the Changes in what an operation returned: itself, a part of it, or none."""
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple):
        return next((part for part in result if isinstance(part, Changes)), None)
    inner = getattr(result, "changes", None)
    return inner if isinstance(inner, Changes) else None


@dataclass(frozen=True)
class Surroundings:
    """What a page is given: the open desk, this machine's preferences, the language, actions."""

    desk: OpenDesk
    preferences: Preferences
    languages: Languages
    actions: tuple[Action, ...]
    """The action table, pages included, as far as this user's roles go."""
