# SPDX-License-Identifier: Apache-2.0
"""Requisitions as the lines of a box: the post and its department, by the id."""

from collections.abc import Iterable

from hr_desk.i18n import t
from hr_desk.operations.requisitions import RequisitionRow


def requisition_choices(
    rows: Iterable[RequisitionRow], *, with_all: bool = False
) -> list[tuple[str, str]]:
    """Return text and id of each requisition; with ``with_all`` a first line for all of them."""
    first = [(t("All requisitions"), "")] if with_all else []
    return first + [(f"{one.title} · {one.department}", one.id) for one in rows]
