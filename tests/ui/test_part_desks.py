# SPDX-License-Identifier: Apache-2.0
"""The window at a desk that keeps only some compartments: every page it offers works."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.operations import desks
from ui.session import Surroundings
from ui.tasks import Tasks
from ui.workspace import Workspace

PASSPHRASE = "correct horse battery"


@pytest.mark.parametrize("roles", [(), ("front_desk", "recruiter")])
@pytest.mark.parametrize(
    "compartments", [("visits",), ("hiring", "privacy"), ("privacy",), ("visits", "privacy")]
)
def test_every_page_opens_at_a_desk_that_keeps_only(
    qtbot: QtBot,
    tasks: Tasks,
    open_as: Callable[..., Surroundings],
    profile: Path,
    tmp_path: Path,
    compartments: tuple[str, ...],
    roles: tuple[str, ...],
) -> None:
    folder = tmp_path / "part"
    desks.create(
        folder, company={"name": "示例公司"}, admin="admin", passphrase=PASSPHRASE, roles=roles,
        compartments=compartments,
    )  # fmt: skip
    around = open_as(folder)
    workspace = Workspace(around)
    qtbot.addWidget(workspace)
    refused: list[object] = []
    tasks.refused.connect(lambda error, _owner: refused.append(error))
    for watch in (workspace.sweeper, workspace.inbox_watch):
        watch.refused.connect(refused.append)
    workspace.show()
    workspace.sweeper.sweep()
    keys = workspace.keys()
    for key in keys:
        workspace.show_page(key)
        qtbot.waitUntil(tasks.is_idle, timeout=20_000)
    for code in ("en", "zh_CN"):
        around.languages.use(code)
        qtbot.waitUntil(tasks.is_idle, timeout=20_000)
    assert refused == []
    assert {"today", "pairing", "people", "notice", "settings"} <= set(keys)
    assert ("front_desk" in keys) == ("visits" in compartments)
    assert ("candidates" in keys) == ("hiring" in compartments)
    workspace.exchanger.leave()
    workspace.inbox_watch.stop()
    workspace.sweeper.stop()
