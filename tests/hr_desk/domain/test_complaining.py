# SPDX-License-Identifier: Apache-2.0
"""The three ways to complain are found in a text by their words, in either language."""

import pytest

from hr_desk.domain.complaining import NAMES, ROUTES, named_in


def test_a_whole_text_names_all_three_in_either_language() -> None:
    assert named_in("可向网信部门、消费者协会投诉，或向人民法院起诉。", "zh_CN") == NAMES
    said = "Complain to the Cyberspace administration, the consumer association or a Court."
    assert named_in(said, "en") == NAMES


@pytest.mark.parametrize("code", sorted(ROUTES))
@pytest.mark.parametrize("lacking", range(len(NAMES)))
def test_what_is_not_there_is_not_found(code: str, lacking: int) -> None:
    words = [word for number, word in enumerate(ROUTES[code]) if number != lacking]
    assert set(NAMES) - set(named_in(" ".join(words), code)) == {NAMES[lacking]}


def test_a_language_without_words_is_no_language_of_letters() -> None:
    with pytest.raises(KeyError):
        named_in("…", "ja")
