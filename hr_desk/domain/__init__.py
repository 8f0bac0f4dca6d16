# SPDX-License-Identifier: Apache-2.0
"""Pure rules: stages, clocks, retention, roles, minors, working days, names and search terms.

Nothing here reads a file, a database or the system's time, but for ``clock.SystemClock``.
"""
