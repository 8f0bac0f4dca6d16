# SPDX-License-Identifier: Apache-2.0
"""The scenes of users and keys, a part of the walk: a new user, other roles, removing, recovery."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo import day
from hr_desk.operations.introductions import Introduced
from hr_desk.operations.pairing import CodeDiffers

if TYPE_CHECKING:
    from ui.window import Window
    from ui.workspace import Workspace

SETTLE: Final = ""
NEWCOMER: Final = "赵宁"


MADE_UP: Final = Introduced("0" * 64, "示例公司烟台工厂", ("visits",), b"")
"""Another desk that has introduced itself; it does not exist."""


def pairing(workspace: "Workspace") -> Iterator[str]:
    """Look at the form that pairs another desk, and at a code that was read wrong."""
    page: Any = workspace.page("pairing")
    workspace.show_page("pairing")
    yield SETTLE
    page.make_room()
    page.form.begin()
    page.form.show_offered(((MADE_UP, "4T7K-P2XM-9QWH-C3ZN"),))
    page.form.code.setText("4T7K P2XM")
    yield "pairing-new"
    page.form.banner.show_error(CodeDiffers())
    yield "pairing-refused"
    page.form.leave()


def people(workspace: "Workspace") -> Iterator[str]:
    """Add a user, look at each form about them, and remove them again."""
    page: Any = workspace.page("people")
    workspace.show_page("people")
    yield SETTLE
    page.buttons["people.add"].click()
    page.adding.name.setText(NEWCOMER)
    for editor in (page.adding.passphrase.first, page.adding.passphrase.second):
        editor.setText(day.PASSPHRASE)
    page.adding.roles["recruiter"].setChecked(True)
    yield "users-add"
    page.adding.yes.click()
    yield SETTLE
    page.table.mark([id_ for id_, one in page.lines.items() if one.name == NEWCOMER])
    yield "users-marked"
    page.buttons["people.service_on"].click()
    yield "users-service-on"
    page.service_on.leave()
    page.service_off.open_for(next(one for one in page.lines.values() if one.holds_root))
    yield "users-service-off"
    page.service_off.leave()
    page.buttons["people.card"].click()
    yield "users-card"
    page.blocking.open_for(page.card.about)
    page.card.leave()
    yield "users-card-block"
    page.blocking.leave()
    page.buttons["people.passphrase"].click()
    yield "users-passphrase"
    page.buttons["people.roles"].click()
    page.roles.roles.choose(["front_desk", "hr_admin"])
    yield SETTLE
    yield "users-roles"
    page.roles.yes.click()
    yield SETTLE
    yield "users-roles-changed"
    page.buttons["people.remove"].click()
    yield "users-remove"
    page.removing.yes.click()
    yield SETTLE
    yield "users-removed"
    page.banner.clear()


def recovery(window: "Window") -> Iterator[str]:
    """Look at the recovery page from the unlock page, and go back."""
    unlock: Any = window.unlock_page
    unlock.recovery_wanted.emit(unlock.folder)
    yield SETTLE
    page: Any = window.recovery_page
    yield "recovery"
    page.halves[0].setText("A1")
    page.halves[1].setText("B1")
    page.passphrase.first.setText(day.PASSPHRASE)
    page.passphrase.second.setText(day.PASSPHRASE)
    page.let_in.click()
    yield SETTLE
    yield "recovery-refused"
    page.cancel.click()
