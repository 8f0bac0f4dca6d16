# SPDX-License-Identifier: Apache-2.0
"""Paper: forms, keys and certificates as PDF, made in memory. Nothing here writes a file."""
