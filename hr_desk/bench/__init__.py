# SPDX-License-Identifier: Apache-2.0
"""The figures the program answers for, each against a bare baseline in the same run.

Machines are noisy, so a row is a ratio of two things measured in turns within one run; absolute
times are beside it for reading only. Figures stand in docs/benchmarks.md as they come out.
"""

from hr_desk.bench.rows import Row, rows

__all__ = ["Row", "rows"]
