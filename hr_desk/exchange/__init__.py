# SPDX-License-Identifier: Apache-2.0
"""Bytes into rows and back: photos, workbooks, and the one writer of files outside the desk.

Nothing here decides who may have what; ``hr_desk.operations`` does that before it calls.
"""
