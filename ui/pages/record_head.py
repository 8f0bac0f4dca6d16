# SPDX-License-Identifier: Apache-2.0
"""The head of one application: whose it is, for which post, and how far it has come."""

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import stages
from hr_desk.i18n import t
from hr_desk.operations.candidates import RecordView
from hr_desk.operations.small_pictures import FACE
from ui.pages.portraits import Portraits
from ui.widgets.panels import PageHeader
from ui.widgets.stage_line import StageLine


def show_head(
    header: PageHeader,
    stage_line: StageLine,
    *,
    view: RecordView,
    catalogue: Catalogue,
    portraits: Portraits,
) -> None:
    """Say name, requisition and stage in the language in use.

    A face stands beside the name once an offer is accepted and a badge is to be made: no decision
    is made with a face before one's eyes (docs/decisions/0023-whose-face-is-shown-where.md).
    """
    name = view.named("full_name")
    hired = stages.takes_opening(catalogue, view.stage)
    portraits.show_whose(name, view.named(FACE) if hired else None)
    header.set_texts(
        getattr(name, "shown", t("Application")),
        t(
            "{requisition}, {stage} since {day}",
            requisition=view.requisition,
            stage=catalogue.stages[view.stage].label,
            day=view.stage_since,
        ),
    )
    stage_line.show_stage(view.stage, view.stations, catalogue=catalogue)
