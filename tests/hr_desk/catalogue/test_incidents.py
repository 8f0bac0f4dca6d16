# SPDX-License-Identifier: Apache-2.0
"""The declaration of incidents: what is promised is in it, and one mistake refuses the whole."""

import pytest

from hr_desk.catalogue.incidents import FILE, incident_rules, rules_of
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.catalogue.source import parse


def test_the_four_promised_parts_stand_in_every_letter_and_announcement() -> None:
    rules = incident_rules()
    for key in ("letter", "announcement"):
        words = "".join(one.text.zh + one.text.en for one in rules.papers[key].paragraphs)
        for section in ("basic", "measures", "advice", "remedies"):
            assert words.count(f"{{{section}}}") == 2
    report = "".join(one.text.zh for one in rules.papers["report"].paragraphs)
    assert all(f"{{{key}}}" in report for key in rules.sections if key != "advice")


def test_the_last_channel_reaches_everybody_and_a_larger_incident_has_four_hours() -> None:
    rules = incident_rules()
    assert [one.field is None for one in rules.channels.values()][-1]
    assert rules.levels["larger"].report_hours == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('names = "user"', 'names = "usher"'),
        ("report_hours = 4\n", 'report_hours = "4"\n'),
        ("{measures}", "{measure}"),
        ("each = true", "every = true"),
        ("tell_hours", "tell_hour"),
    ],
)
def test_one_mistake_refuses_the_whole(old: str, new: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CatalogueProblem):
        rules_of(parse("incidents.toml", text.replace(old, new, 1)))
