# SPDX-License-Identifier: Apache-2.0
"""A desk of made-up people: for the first look, for screenshots, for measuring.

Nobody here exists. Names follow the frequencies of Chinese surnames, so that lists, search and
sorting meet what they will meet in life; numbers come from a block that is counted through.
"""

from hr_desk.demo.day import fill

__all__ = ["fill"]
