# SPDX-License-Identifier: Apache-2.0
"""Two languages ship; a third is data, and what it lacks is English."""

from collections.abc import Iterator

import pytest

from hr_desk.catalogue import load
from hr_desk.i18n import (
    LANGUAGES,
    Language,
    Text,
    language,
    languages,
    name_of,
    t,
    translated,
    use_language,
    use_more,
    with_more,
)
from hr_desk.language_file import read_language
from tests.support.pseudo import CODE, NAME, pseudo_language, stretched

VIETNAMESE = Language("vi", "Tiếng Việt", {"Nothing was typed.": "", "Yes": "Có"})


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    yield
    use_more(())


def test_a_language_has_to_be_given_before_it_is_used() -> None:
    with pytest.raises(ValueError, match="vi"):
        use_language("vi")
    use_more([VIETNAMESE])
    use_language("vi")
    assert (language(), languages(), name_of("vi")) == ("vi", (*LANGUAGES, "vi"), "Tiếng Việt")
    assert name_of("zh_CN") == "中文"


def test_what_a_further_language_lacks_is_english() -> None:
    use_more([VIETNAMESE])
    use_language("vi")
    assert str(Text(zh="是", en="Yes")) == "Có"
    assert str(Text(zh="否", en="No")) == "No"
    assert t("Yes") == "Có"
    assert t("Please answer yes or no.") == "Please answer yes or no."
    assert t("Valid for “{file}”", file="a") == 'Valid for "a"'


def test_the_languages_that_ship_are_as_they_were() -> None:
    text = Text(zh="是", en="Yes")
    with with_more([VIETNAMESE]):
        assert (text.within("zh_CN"), text.within("en"), text.within("vi")) == ("是", "Yes", "Có")
    assert translated("Please answer yes or no.", "zh_CN") != "Please answer yes or no."


def test_a_language_that_goes_takes_the_process_back_to_the_first() -> None:
    with with_more([VIETNAMESE]):
        use_language("vi")
    assert (language(), languages()) == (LANGUAGES[0], LANGUAGES)


def test_no_file_replaces_a_language_that_ships() -> None:
    with pytest.raises(ValueError, match="ships"):
        use_more([Language("en", "English", {})])


def test_a_stretched_pseudo_language_reaches_messages_and_catalogue_alike() -> None:
    use_more([read_language(pseudo_language())])
    use_language(CODE)
    assert name_of(CODE) == NAME
    assert t("Please answer yes or no.") == stretched("Please answer yes or no.")
    assert load().field("safety_ack").type.show(True) == stretched("Yes")
    for field in load().fields.values():
        assert str(field.label) == stretched(field.label.en)
        assert str(field.purpose) == stretched(field.purpose.en)
