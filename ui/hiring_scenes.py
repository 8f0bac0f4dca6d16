# SPDX-License-Identifier: Apache-2.0
"""The scenes of recruitment, a part of the walk: the board, undoing, assigning, a requisition."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def hiring(workspace: "Workspace") -> Iterator[str]:
    """Look at the board, take an action back, and change a requisition."""
    yield from _board(workspace)
    yield from _requisition(workspace)


def _board(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("candidates")
    workspace.show_page("candidates")
    yield SETTLE
    page.toggle_board()
    yield SETTLE
    yield "page-candidates-board"
    cards = page.board.view.cards_of("applied")
    page.board.advance.emit((cards.cards.card_id(0), cards.cards.card_id(1)), "interview")
    yield SETTLE
    yield "page-candidates-undo"
    page.undoing.undo()
    yield SETTLE
    page.banner.clear()
    page.toggle_board()
    yield SETTLE
    page.table.mark(page.table.records.first_ids(2))
    page.handlers()["candidates.assign"]()
    yield SETTLE
    yield "page-candidates-assign"
    page.further.assigning.leave()
    page.handlers()["candidates.move"]()
    yield SETTLE
    yield "page-candidates-move"
    page.further.moving.leave()
    page.start("accept_offer")
    yield "page-candidates-accepted"
    page.panel.leave()


def _requisition(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("requisitions")
    workspace.show_page("requisitions")
    yield SETTLE
    page.table.mark([page.table.records.row_id(0)])
    page.handlers()["requisitions.edit"]()
    yield SETTLE
    yield "page-requisitions-edit"
    page.opening.leave()
    page.handlers()["requisitions.close"]()
    yield "page-requisitions-close"
    page.closing.leave()
