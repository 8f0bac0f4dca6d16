# SPDX-License-Identifier: Apache-2.0
"""One .po file is a language, and one that would break a screen is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.i18n import Language
from hr_desk.language_file import (
    LARGEST,
    LanguageFileProblem,
    LanguageUnnamed,
    NotALanguageFile,
    PlaceholdersDiffer,
    read_language,
)
from tests.support.pseudo import CODE, NAME, po, pseudo_language, stretched

HEADER = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"X-Language-Name: Tiếng Việt\\n"\n\n'


def test_the_header_says_which_language_it_is() -> None:
    found = read_language(po({"Name": "Tên"}, code="vi", name="Tiếng Việt"))
    assert found == Language("vi", "Tiếng Việt", {"Name": "Tên"})


@pytest.mark.parametrize("code", ["zh_CN", "en", "", "Vietnamese", "../etc"])
def test_a_language_without_a_code_of_its_own_is_refused(code: str) -> None:
    with pytest.raises(LanguageUnnamed):
        read_language(po({}, code=code))


def test_a_language_without_a_name_is_refused() -> None:
    with pytest.raises(LanguageUnnamed):
        read_language(po({}, code="vi", name=""))


def test_texts_over_several_lines_are_joined_and_comments_passed_over() -> None:
    body = (
        '# to translators\n#: ui/app.py:1\nmsgid ""\n"One "\n"two\\n"\nmsgstr "Một "\n"hai\\n"\n'
        'msgid "A \\"b\\" \\\\ \\t"\nmsgstr "C \\"d\\" \\\\ \\t"\n'
        '#~ msgid "gone"\n#~ msgstr "mất"\n'
    )
    found = read_language((HEADER + body).encode())
    assert found.messages == {"One two\n": "Một hai\n", 'A "b" \\ \t': 'C "d" \\ \t'}


def test_what_gettext_passes_over_is_passed_over() -> None:
    body = (
        '#, fuzzy\nmsgid "Unsure"\nmsgstr "Không chắc"\n\n'
        'msgctxt "menu"\nmsgid "Open"\nmsgstr "Mở"\n\n'
        'msgid "Day"\nmsgid_plural "Days"\nmsgstr[0] "Ngày"\n\n'
        'msgid "Empty"\nmsgstr ""\n\n'
        'msgid "Good"\nmsgstr "Tốt"'
    )
    assert read_language((HEADER + body).encode()).messages == {"Good": "Tốt"}


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("{count} days", "ngày"),
        ("days", "{count} ngày"),
        ("{count} days", "{number} ngày"),
        ("{count} days", "{count.__class__} ngày"),
        ("{count} days", "{count!r} ngày"),
        ("{count} days", "{count:>99999999} ngày"),
        ("{count} days", "{count} ngày }"),
        ("{a} of {b}", "{a} {a} {b}"),
    ],
)
def test_a_translation_with_other_placeholders_is_refused(message: str, translation: str) -> None:
    with pytest.raises(PlaceholdersDiffer):
        read_language(po({message: translation}))


def test_placeholders_may_change_places() -> None:
    assert read_language(po({"{a} of {b}": "{b}: {a}"})).messages["{a} of {b}"] == "{b}: {a}"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (HEADER.encode() + b"msgid unquoted", 6),
        (b'"a string before any keyword"', 1),
        (HEADER.encode() + b'msgid "never closed', 6),
        (b'msgid "a"\n\xff\xfe', 2),
    ],
)
def test_what_is_no_po_file_is_refused_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(NotALanguageFile) as refusal:
        read_language(content)
    assert refusal.value.values == {"line": line}


def test_more_than_a_language_needs_is_refused() -> None:
    with pytest.raises(LanguageFileProblem):
        read_language(b"#" * (LARGEST + 1))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_the_answer_is_a_language_or_a_sentence(data: bytes) -> None:
    try:
        found = read_language(HEADER.encode() + data)
    except LanguageFileProblem as problem:
        assert problem.text("en")
    else:
        assert found.code


_PLAIN = st.text(min_size=1).filter(lambda text: not set(text) & set("{}"))


@given(st.dictionaries(_PLAIN, _PLAIN))
def test_what_is_written_is_read(entries: dict[str, str]) -> None:
    assert read_language(po(entries)).messages == entries


def test_the_pseudo_language_has_every_text_of_program_and_catalogue() -> None:
    found = read_language(pseudo_language())
    assert (found.code, found.name) == (CODE, NAME)
    assert len(found.messages) > 1_000
    assert found.messages["Full name"] == stretched("Full name")
