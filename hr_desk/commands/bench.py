# SPDX-License-Identifier: Apache-2.0
"""The command that measures the figures of docs/benchmarks.md."""

import argparse
from typing import Any

from hr_desk.commands.parts import Answer, command
from hr_desk.commands.problems import RecordsTooFew


def add(commands: Any) -> None:
    """Add the command to the program's."""
    parser = command(commands, "bench", _run_bench)
    parser.add_argument("--records", type=int, default=100_000)


def _run_bench(arguments: argparse.Namespace) -> tuple[Answer, str]:
    from hr_desk.bench import rows

    if arguments.records < 1:
        raise RecordsTooFew
    measured = rows(arguments.records)
    lines = [
        f"{row.name:40} {row.ratio:8.3f}  <= {row.budget:<8.3f} {'ok' if row.met else 'not met'}"
        for row in measured
    ]
    answer = {
        "rows": [
            {"name": r.name, "ratio": r.ratio, "budget": r.budget, "met": r.met, **r.detail}
            for r in measured
        ]
    }
    return answer, "\n".join(lines)
