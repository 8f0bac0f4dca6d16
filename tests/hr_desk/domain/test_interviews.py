# SPDX-License-Identifier: Apache-2.0
"""Interviews as rules: steps, clashes, names in a line; and the texts that ship with them."""

import datetime as dt
import string

from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import interviews, message_texts
from hr_desk.domain.interviews import STATES, STEPS, Span, clashing, people_in
from tests.support.desk import START

SPANS = st.builds(
    Span,
    begin=st.integers(0, 300).map(lambda minutes: START + dt.timedelta(minutes=minutes)),
    minutes=st.integers(5, 90),
    place=st.sampled_from(["", "甲", "乙"]),
    candidate=st.sampled_from(["c1", "c2", "c3"]),
    interviewers=st.frozensets(st.sampled_from(["i1", "i2"])),
)


@given(one=SPANS, other=SPANS)
def test_clashing_is_mutual_and_needs_a_common_minute(one: Span, other: Span) -> None:
    assert one.clashes(other) == other.clashes(one)
    minutes = [{span.begin + dt.timedelta(minutes=n) for n in range(span.minutes)}
               for span in (one, other)]  # fmt: skip
    together = bool(minutes[0] & minutes[1])
    assert bool(one.clashes(other)) <= together
    if together and one.candidate == other.candidate:
        assert one.candidate in one.clashes(other)


def test_a_group_is_no_clash_and_neither_is_one_after_the_other() -> None:
    one = Span(START, 20, "甲", "c1", frozenset({"i1"}))
    group = Span(START, 20, "甲", "c2", frozenset({"i1"}))
    elsewhere = Span(START, 20, "乙", "c3", frozenset({"i1"}))
    after = Span(START + dt.timedelta(minutes=20), 20, "甲", "c4", frozenset({"i1"}))
    assert clashing([one, group, after]) == [False, False, False]
    assert clashing([one, elsewhere]) == [True, True]


def test_every_step_leads_from_and_to_a_state() -> None:
    for target, sources in STEPS.values():
        assert {target, *sources} <= set(STATES)
    assert not any(interviews.allows(verb, "cancelled") for verb in STEPS)


@given(st.lists(st.text("王李工主任", min_size=1, max_size=4), unique=True, max_size=5),
       st.sampled_from(["、", ", ", "，", ";", " / ", "\n"]))  # fmt: skip
def test_names_in_a_line(names: list[str], separator: str) -> None:
    assert people_in(separator.join([*names, *names])) == tuple(names)


def test_messages_say_the_same_in_both_languages() -> None:
    for one in message_texts.load().values():
        named = [
            {place for _, place, _, _ in string.Formatter().parse(text) if place is not None}
            for text in (one.text.zh, one.text.en)
        ]
        assert named[0] == named[1] <= set(message_texts.PLACES)
        assert ("time" in named[0]) is one.needs_interview


def test_a_value_with_braces_stays_as_it_is() -> None:
    text = message_texts.load()["offer"]
    values = dict.fromkeys(message_texts.PLACES, "{name.__class__}")
    assert "{name.__class__}" in text.filled("zh_CN", values)


@given(st.text(max_size=60))
def test_places_of_any_text_are_read_or_refused(text: str) -> None:
    try:
        places = message_texts.places_of(text)
    except ValueError:
        assert "{" in text or "}" in text
        return
    assert len(places) <= text.count("{")
    assert (
        all(place in text.replace("{", "") or place == "" for place in places)
        or "!" in text
        or ":" in text
    )


def test_a_place_is_named_as_it_is_written() -> None:
    assert message_texts.places_of("{name}，{time} {{}}") == ("name", "time")
    assert message_texts.places_of("{name.__class__}{0}{name!r}") == (
        "name.__class__", "0", "name!r",
    )  # fmt: skip
