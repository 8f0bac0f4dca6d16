# SPDX-License-Identifier: Apache-2.0
"""Who answers for the data, as papers and files that leave say it (policy, preamble)."""

import re
from collections.abc import Mapping
from typing import Final

PARTS: Final = ("name", "address", "phone")
"""What people are told of whoever is responsible (PIPL 17)."""

_PLACEHOLDER: Final = re.compile(
    r"[\[\]{}<>_?？【】〔〕＿]|(?<![a-z])x{2,}(?![a-z])|[×＊*]{2,}|待[定填补]|[未请]填|某某",
    re.IGNORECASE,
)
"""What stands in a form until somebody fills it in, and in no name, address or telephone."""


def controller_line(company: Mapping[str, str]) -> str:
    """Return name, address and telephone in one line, without what is not known."""
    return "  ".join(company[part] for part in PARTS if company.get(part))


def is_placeholder(value: str) -> bool:
    """Whether a part of the company's record was never filled in: empty, or still the form's."""
    return not value.strip() or _PLACEHOLDER.search(value) is not None
