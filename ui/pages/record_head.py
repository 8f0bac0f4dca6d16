# SPDX-License-Identifier: Apache-2.0
"""The head of one application: whose it is, for which post, and how far it has come."""

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import t
from hr_desk.operations.candidates import RecordView
from ui.widgets.panels import PageHeader
from ui.widgets.stage_line import StageLine


def show_head(
    header: PageHeader, stage_line: StageLine, *, view: RecordView, catalogue: Catalogue
) -> None:
    """Say name, requisition and stage in the language in use."""
    header.set_texts(
        getattr(view.named("full_name"), "shown", t("Application")),
        t(
            "{requisition}, {stage} since {day}",
            requisition=view.requisition,
            stage=catalogue.stages[view.stage].label,
            day=view.stage_since,
        ),
    )
    stage_line.show_stage(view.stage, view.stations, catalogue=catalogue)
