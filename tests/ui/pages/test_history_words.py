# SPDX-License-Identifier: Apache-2.0
"""Whatever happens to a record is said in its history in a person's words, in every file."""

from collections.abc import Mapping

import pytest

from hr_desk.operations.operation import OPERATIONS
from ui.pages import joiner_side, record_side, visit_side

DRAFTS = frozenset({"visit.draft", "visit.discard", "joiner.draft", "joiner.discard"})
"""What was typed and not saved stands in no history."""


@pytest.mark.parametrize(
    ("happened", "file", "kinds"),
    [
        (record_side.HAPPENED, "hiring", ("applicant_hold.", "applicant_disclosure.")),
        (joiner_side.HAPPENED, "personnel", ("joiner.", "joiner_hold.", "disclosure.")),
        (visit_side.HAPPENED, "visits",
         ("visit.", "visit_hold.", "visitor_disclosure.", "badge.", "roll_call.call")),
    ],
)  # fmt: skip
def test_it_has_its_words(happened: Mapping[str, str], file: str, kinds: tuple[str, ...]) -> None:
    known = [one.name for one in OPERATIONS.values() if one.compartment == file]
    meant = {name for name in known if name.startswith(kinds)}
    assert meant and meant - DRAFTS <= happened.keys()
