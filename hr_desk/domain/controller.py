# SPDX-License-Identifier: Apache-2.0
"""Who answers for the data, as papers and files that leave say it (policy, preamble)."""

from collections.abc import Mapping
from typing import Final

PARTS: Final = ("name", "address", "phone")
"""What people are told of whoever is responsible (PIPL 17)."""


def controller_line(company: Mapping[str, str]) -> str:
    """Return name, address and telephone in one line, without what is not known."""
    return "  ".join(company[part] for part in PARTS if company.get(part))
