# SPDX-License-Identifier: Apache-2.0
"""The gates and the pages of the window; ``registry`` lists the pages.

Empty on purpose: the unlock page is painted before any other page is loaded.
"""
