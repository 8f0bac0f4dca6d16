# SPDX-License-Identifier: Apache-2.0
"""The declaration of requests: whole, closed, and strict."""

import pytest

from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.catalogue.requests import FILE, request_rules, rules_of
from hr_desk.catalogue.source import parse


def test_every_state_is_reached_and_left_but_the_last() -> None:
    rules = request_rules()
    reached = {verb.target for verb in rules.verbs.values() if verb.target is not None}
    assert reached == set(rules.states) - {"received"}
    steps = [verb for verb in rules.verbs.values() if verb.target is not None]
    assert {state for verb in steps for state in verb.sources} == set(rules.states) - {"closed"}
    after = [key for key, verb in rules.verbs.items() if "closed" in verb.sources]
    assert after == ["review"], "what is kept is looked at again, and nothing else"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('from = ["received"]\nto = "verified"', 'from = ["received"]\nto = "verifed"'),
        ('from = ["received"]\n', 'from = ["gone"]\n'),
        ('kind = "see"', 'kind = "sea"'),
        ("working_days = 15", "working_day = 15"),
        ("[outcome.granted]", "[outcom.granted]"),
        ('law = "5.4(8)"\nown_data = false', 'law = "5.4(8)"\nown_data = "no"'),
    ],
)
def test_one_mistake_refuses_the_whole(old: str, new: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CatalogueProblem):
        rules_of(parse("requests.toml", text.replace(old, new, 1)))
