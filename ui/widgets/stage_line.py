# SPDX-License-Identifier: Apache-2.0
"""Where an application stands, as a small line of stages."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Stage
from hr_desk.i18n import t
from ui import theme
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, clear


def way_of(catalogue: Catalogue, here: str) -> tuple[Stage, ...]:
    """Return the stages of the usual way to the job, with ``here`` at the end if it left it."""
    usual = [s for s in catalogue.stages.values() if s.operation and not s.ends]
    stage = catalogue.stages[here]
    if stage in usual:
        return tuple(usual)
    return (*(s for s in usual if s.order < stage.order), stage)


class StageLine(QWidget):
    """Stages passed, the one in force, and those to come; never told apart by colour alone."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self, gap=theme.SMALL)

    def show_stage(self, here: str) -> None:
        """Mark a stage as the one in force."""
        clear(self._flow)
        current = self._catalogue.stages[here]
        for stage in way_of(self._catalogue, here):
            self._flow.addWidget(_mark(stage, current))
        self.setAccessibleName(t("Stage: {stage}", stage=current.label))
        self.updateGeometry()


def _mark(stage: Stage, current: Stage) -> Label:
    if stage is current:
        tone = "danger" if stage.ends else "accent"
        return Label(f"● {stage.label}", bold=True, tone=tone, wrap=False)
    passed = stage.order < current.order
    return Label(f"{'✓' if passed else '○'} {stage.label}", tone="soft", wrap=False)
