# SPDX-License-Identifier: Apache-2.0
"""The buttons of a page, made of the action table: shown while the page carries them out."""

from collections.abc import Callable, Mapping
from functools import partial

from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.words import Words

Handlers = Callable[[], Mapping[str, Callable[[], object]]]


class ActionButtons:
    """A button for each action of a page, in the table's order; ``buttons`` are to be placed."""

    def __init__(self, around: Surroundings, words: Words, page: str, handlers: Handlers) -> None:
        self._may, self._handlers = around.desk.may, handlers
        own = [one for one in around.actions if one.page == page and one.id != f"go.{page}"]
        self._operations = {one.id: one.operation for one in own}
        self.buttons: dict[str, Button] = {}
        for one in own:
            button = Button(kind=one.kind, icon=one.icon)
            words.put(one.label, button.setText)
            button.clicked.connect(partial(self.press, one.id))
            self.buttons[one.id] = button

    def show_ready(self) -> None:
        """Show what can be done now."""
        ready = self._handlers()
        for id_, button in self.buttons.items():
            operation = self._operations[id_]
            button.setVisible(id_ in ready and (not operation or self._may(operation)))

    def make_primary(self, chosen: str) -> None:
        """Let the button of the next step be primary and no other; "" is none of them."""
        for id_, button in self.buttons.items():
            if button.kind != "danger":
                button.set_kind("primary" if id_ == chosen else "")

    def press(self, id_: str, *_checked: object) -> None:
        """Carry an action out, if the page would now."""
        act = self._handlers().get(id_)
        if act is not None:
            act()
