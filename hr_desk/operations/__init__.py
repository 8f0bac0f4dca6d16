# SPDX-License-Identifier: Apache-2.0
"""The verbs: each one asks whether the role may, checks, writes, audits, and returns what changed.

Every write is one transaction of one compartment file. Screens and commands call these functions
and nothing below them; docs/api.md shows each with a runnable example.
"""
