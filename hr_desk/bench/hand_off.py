# SPDX-License-Identifier: Apache-2.0
"""The figure of a hand-off: from stored values to the locked file, made in memory."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from itertools import islice
from typing import Final

from hr_desk.bench.timing import in_turns, median
from hr_desk.catalogue.hand_off_templates import load_templates
from hr_desk.catalogue.loader import load
from hr_desk.demo.hires import hires
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import NEW, Around
from hr_desk.exchange.hand_off_files import hand_off_file
from hr_desk.exchange.workbook import new_password

PEOPLE: Final = 10_000
_TIMES: Final = 7
_TEMPLATE: Final = "payroll_new_hires"


def hand_off(people: int = PEOPLE) -> tuple[float, float]:
    """Payroll's locked file from stored values; baseline: the same cells through csv.writer."""
    ours, bare = in_turns(*calls(people), times=_TIMES)
    return median(ours), median(bare)


def calls(people: int) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """Return what makes the locked file and what writes its cells, both into memory."""
    catalogue = load()
    template = load_templates(catalogue=catalogue)[_TEMPLATE]
    values, today = list(islice(hires(catalogue), people)), date(2026, 3, 16)
    heads = [column.header for column in template.columns]

    def cells() -> list[tuple[str, ...]]:
        return hand_off_rows.rows(template, catalogue, [
            (one, Around(number, NEW, "示例公司", today)) for number, one in enumerate(values, 1)
        ])  # fmt: skip

    def locked() -> bytes:
        return hand_off_file(
            template, cells(), title="示例", password=new_password(), manifest={"示例": "示例"}
        )

    made = cells()

    def bare() -> bytes:
        text = StringIO()
        csv.writer(text).writerows([heads, *made])
        return text.getvalue().encode()

    return locked, bare
