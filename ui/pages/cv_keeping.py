# SPDX-License-Identifier: Apache-2.0
"""CVs on their way in, kept over a lock: where each file lies and what was typed beside it.

The files stay where they are and are read once more; nothing of them is in the draft.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ui.pages.cv_rows import Before, CvRow


def body_of(
    rows: Sequence[CvRow], chosen: Mapping[str, str], *,
    may_keep: Callable[[Mapping[str, str]], bool],
) -> dict[str, str]:  # fmt: skip
    """Return the draft of these rows beside what is chosen for all of them; empty without rows.

    Rows whose texts may not be kept, a minor's before a guardian agreed, are left out.
    """
    lines = [line for line in map(_line, rows) if may_keep(line["texts"])]
    if not lines:
        return {}
    said = {str(place): json.dumps(line, ensure_ascii=False) for place, line in enumerate(lines)}
    return {**chosen, **said}


def _line(row: CvRow) -> dict[str, Any]:
    kept = row.before or Before(row.texts, row.digest, row.confirmed)
    return {
        "path": row.path,
        "texts": dict(kept.texts),
        "digest": kept.digest,
        "confirmed": kept.confirmed,
    }


def rows_of(body: Mapping[str, str], numbers: Iterator[int]) -> list[CvRow]:
    """Return the rows of a draft, in their order; their files are to be read once more."""
    places = sorted((key for key in body if key.isdecimal()), key=int)
    return [_row(next(numbers), json.loads(body[key])) for key in places]


def _row(number: int, line: Mapping[str, Any]) -> CvRow:
    before = Before(dict(line["texts"]), str(line["digest"]), bool(line["confirmed"]))
    path = str(line["path"])
    return CvRow(number, Path(path).name, path=path, before=before)
