# SPDX-License-Identifier: Apache-2.0
"""The scenes of an import, a part of the walk: a sheet with problems, taken in, taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""

ROWS: Final = (
    "招聘会应聘人员登记表,,,,,",
    "姓名,联系电话,年龄段,最高学历,婚姻状况,备注",
    "谢春燕,19912340001,已满18周岁,大学专科,未婚,",
    "冯立新,19912340002,已满18周岁,普通高中,已婚,会开叉车",
    "董小满,1991234,已满18周岁,初中,未婚,",
    "袁明远,19912340004,已满18周岁,很高,未婚,",
    "谢春燕,19912340001,已满18周岁,大学专科,未婚,",
    "合计,5,,,,",
)
"""Made-up people with two problems, one of them twice, and a column that is never asked."""


def importing(workspace: "Workspace", scratch: Path) -> Iterator[str]:
    """Look at a sheet, repair a cell, import the good rows and take the import back."""
    page: Any = workspace.page("import")
    workspace.show_page("import")
    yield SETTLE
    page.choices.requisition.setCurrentIndex(1)
    page.open_file(_sheet_in(scratch))
    yield SETTLE
    yield "import-preview"
    page.problems_only.setChecked(True)
    page.model.setData(page.model.index(0, 4), "19912340003")
    yield SETTLE
    yield "import-repaired"
    page.problems_only.setChecked(False)
    page.run()
    yield SETTLE
    yield "import-done"
    page.undo()
    yield "import-undo-question"
    page.undoing.yes.click()
    yield SETTLE
    yield "import-undone"
    page.open_file(_sheet_in(scratch))  # nothing is repaired in it: no draft is left
    yield SETTLE


def _sheet_in(folder: Path) -> Path:
    """Write the sheet as an office program in Chinese saves it; returns where."""
    target = folder / "招聘会.csv"
    target.write_bytes("\n".join(ROWS).encode("gb18030"))
    return target
