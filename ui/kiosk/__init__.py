# SPDX-License-Identifier: Apache-2.0
"""The kiosk: a supervisor without Qt, and a child process for each visit.

It reads nothing of a desk. It imports the kiosk's flow, the catalogue and its own widgets, never
an operation, a store or a page of the window.
"""
