# SPDX-License-Identifier: Apache-2.0
"""What an operation changed: screens read this, never their own guess."""

from dataclasses import dataclass

KINDS = (
    "person",
    "application",
    "requisition",
    "joiner",
    "account",
    "stage",
    "interview",
    "scorecard",
    "visit",
    "staff",
    "unmatched",
    "draft",
    "policy",
    "user",
    "sweep",
    "disclosure",
    "document",
    "backup",
    "profile",
    "import_batch",
    "recipient",
    "attestation",
    "hand_off_template",
    "standing_hand_off",
    "disclosure_request",
    "letter",
    "request",
    "incident",
    "desk",
)
"""The kinds of record an operation can touch."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The result of one operation: its name, the touched records, and the ids it made."""

    operation: str
    records: frozenset[tuple[str, str]]
    created: tuple[str, ...] = ()
    sequence: int = 0
    """The number of its audit entry in the file; 0 when it wrote no compartment file."""

    def touches(self, *kinds: str) -> bool:
        """Whether a record of one of ``kinds`` was touched."""
        return any(kind in kinds for kind, _ in self.records)
