# SPDX-License-Identifier: Apache-2.0
"""Where an application stands, as a small line of stages."""

from collections.abc import Collection

from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Stage
from hr_desk.domain.stages import belongs
from hr_desk.i18n import t
from ui import theme
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, emptied

UNKNOWN = "…"
"""Stands where an application may have passed stages that nobody can tell any more."""


def way_of(
    catalogue: Catalogue, here: str, chosen: Collection[str] = ()
) -> tuple[Stage | None, ...]:
    """Return the stages of the way to the job, with the ``chosen`` ones of the requisition.

    For an application that ended: the first stage, None for what is not known between, the only
    stage from which that end is reached (if it is one), and the end.
    """
    own = {here, *chosen}
    usual = [
        stage
        for stage in catalogue.stages.values()
        if stage.operation and not stage.ends and belongs(stage, own)
    ]
    stage = catalogue.stages[here]
    if stage in usual:
        return tuple(usual)
    before = [s for s in usual if here in s.exits]
    last = before if len(before) == 1 and before[0] is not usual[0] else []
    return (usual[0], None, *last, stage)


class StageLine(QWidget):
    """Stages passed, the one in force, and those to come; never told apart by colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self, gap=theme.SMALL)
        self._marks: list[Label] = []

    def show_stage(self, here: str, chosen: Collection[str], *, catalogue: Catalogue) -> None:
        """Mark a stage as the one in force, among those that the requisition chose."""
        current = catalogue.stages[here]
        self._marks = [_mark(stage, current) for stage in way_of(catalogue, here, chosen)]
        with emptied(self, self._flow):
            for mark in self._marks:
                self._flow.addWidget(mark)
        self.setAccessibleName(t("Stage: {stage}", stage=current.label))
        self.updateGeometry()

    def text(self) -> str:
        """Return what the line says."""
        return "  ".join(mark.text() for mark in self._marks)


def _mark(stage: Stage | None, current: Stage) -> Label:
    if stage is None:
        return Label(UNKNOWN, tone="soft", wrap=False)
    if stage.key == current.key:
        tone = "danger" if stage.ends else "accent"
        return Label(f"● {stage.label}", bold=True, tone=tone, wrap=False)
    passed = stage.order < current.order
    return Label(f"{'✓' if passed else '○'} {stage.label}", tone="soft", wrap=False)
