# SPDX-License-Identifier: Apache-2.0
"""The words for where data lies: what lies there, how a place stands, what an officer is asked."""

from typing import Final

from hr_desk.i18n import N_

DESK: Final = "desk"
BACKUPS: Final = "backups"
"""What lies at a place."""

HERE, ALLOWED, LAPSED, REFUSED, PUT_BACK = "here", "allowed", "lapsed", "refused", "put_back"
"""How a place stands; PUT_BACK: a permission lies there that the record does not know any more."""

REASON: Final = N_("Why the data may lie there")
BECAUSE: Final = N_("Why this permission ends")
LEAST: Final = 10
"""Characters of a reason at least: a word is none."""
LONGEST: Final = 200
