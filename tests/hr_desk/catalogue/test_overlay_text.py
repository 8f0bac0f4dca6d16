# SPDX-License-Identifier: Apache-2.0
"""One table of an overlay written anew."""

import tomllib

import pytest

from hr_desk.catalogue.overlay_text import with_table
from hr_desk.catalogue.problems import NotToml, WrittenByHand

FILE = "catalogue.toml"
TEXT = """\
# Ours, since 2025.
[tighten.photo]
demand = { recruitment = "closed" }

# People work a day on trial.
[stage.x_trial]
label = { zh = "试工", en = "Trial work" }
after = "interview"

# Never shorter than the law.
[period.REJ]
decision = 90
"""
PATH = ("stage", "x_trial")


def test_a_table_is_replaced_and_everything_else_stays() -> None:
    found = with_table(FILE, TEXT, PATH, {"label": {"zh": "试", "en": "Try"}, "after": "test"})
    assert tomllib.loads(found)["stage"] == {
        "x_trial": {"label": {"zh": "试", "en": "Try"}, "after": "test"}
    }
    for kept in ("# Ours, since 2025.", "# People work a day", "# Never shorter", "decision = 90"):
        assert kept in found
    assert found.index("[stage.x_trial]") < found.index("# Never shorter")
    assert with_table(FILE, found, PATH, {"after": "x"}).count("\n\n\n") == 0


def test_a_table_is_added_and_taken_out() -> None:
    added = with_table(FILE, TEXT, ("stage", "x_b"), {"after": "x_trial", "retired": True})
    assert added.startswith(TEXT)
    assert tomllib.loads(added)["stage"]["x_b"] == {"after": "x_trial", "retired": True}
    taken = with_table(FILE, added, ("stage", "x_b"), None)
    assert taken == TEXT
    assert "stage" not in tomllib.loads(with_table(FILE, TEXT, PATH, None))
    assert with_table(FILE, "", PATH, None) == ""
    assert tomllib.loads(with_table(FILE, "", PATH, {"after": "a"})) == {
        "stage": {"x_trial": {"after": "a"}}
    }


def test_a_table_of_the_table_goes_with_it() -> None:
    text = '[stage.x_a]\nafter = "interview"\n[stage.x_a.label]\nzh = "甲"\nen = "A"\n'
    found = with_table(FILE, text, ("stage", "x_a"), {"after": "test"})
    assert tomllib.loads(found) == {"stage": {"x_a": {"after": "test"}}}


@pytest.mark.parametrize(
    "text",
    [
        'stage = { x_trial = { after = "interview" } }\n',
        '[stage]\nx_trial = { after = "interview" }\n',
        'stage.x_trial.after = "interview"\n',
        'note = """\n[stage.x_trial]\n"""\n',
    ],
)
def test_what_no_header_marks_is_left_to_a_person(text: str) -> None:
    with pytest.raises(WrittenByHand) as refused:
        with_table(FILE, text, PATH, {"after": "test"})
    assert "stage.x_trial" in refused.value.text("en")


def test_what_cannot_be_read_is_not_written() -> None:
    with pytest.raises(NotToml):
        with_table(FILE, "[stage\n", PATH, None)
