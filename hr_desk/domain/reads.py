# SPDX-License-Identifier: Apache-2.0
"""What counts as a read of somebody (PIPL 45): opened, unmasked, a file shown, a print, an export.

The statement of reads, the approval of reading about a minor and the yearly report all go by this
one set.
"""

from typing import Final

EMERGENCY: Final = "visit.reveal_contact"
"""The front desk's reveal of whom to call in an emergency: a read that asks nobody first."""

READS: Final = frozenset(
    {"record.open", "record.unmask", "person.compare", "message.copy", "document.read",
     "scorecard.open", "visit.open", "visit.unmask", "visit.print", EMERGENCY, "joiner.open",
     "joiner.unmask", "joiner.print", "joiner.read_document", "joiner.see_faces",
     "joiner.read_sheet", "joiner.open_evaluation", "account.open", "account.unmask",
     "account.hand_off", "disclosure.register", "disclosure.send",
     "applicant_disclosure.send", "visitor_disclosure.send", "hand_off.send"}
)  # fmt: skip
"""The operations that are reads. A hand-off is one in each file that something of the person left
from."""
