# SPDX-License-Identifier: Apache-2.0
"""What a document is found by: few terms, in its order, no number that identifies."""

from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain.terms import (
    MOST_OF_A_DOCUMENT,
    document_terms,
    matches,
    narrowed,
    queries,
)


def found(text: str, document: str) -> bool:
    return matches(queries(text, documents=True), document_terms(document))


def test_words_and_pairs_in_their_order() -> None:
    terms = ("d:焊工", "d:python", "d:3", "d:11")
    assert document_terms("焊工 Python 3.11") == terms


def test_a_line_of_a_pdf_does_not_end_a_word() -> None:
    assert found("电焊工", "持有电\n焊工证")
    assert not found("电焊工", "电 焊工")


def test_radicals_and_full_width_letters_are_one_form() -> None:
    assert found("入职", "⼊职")
    assert found("cnc", "ＣＮＣ 操作")


def test_id_numbers_and_accounts_are_no_terms() -> None:
    for number in ("110105199003070012", "11010519900307001X", "6222021234567890123"):
        assert document_terms(f"号码 {number}") == ("d:号码",)
    assert document_terms("13800138000") == ("d:13800138000",)


def test_without_documents_nothing_of_them_is_looked_up() -> None:
    looked_up = {t for one in queries("焊工 python 138") for union in one for t in union}
    assert not any(term.startswith("d:") for term in looked_up)


def test_whoever_may_see_no_document_looks_up_none_of_their_terms() -> None:
    asked = queries("焊工", documents=True)
    left = {t for one in narrowed(asked, {"name", "text"}) for union in one for t in union}
    assert left == {"n:焊工", "t:焊工"}


@given(st.text(max_size=4_000))
def test_the_terms_of_any_text_are_bounded_and_without_spaces(text: str) -> None:
    terms = document_terms(text)
    assert len(terms) <= MOST_OF_A_DOCUMENT
    assert len(set(terms)) == len(terms)
    for term in terms:
        assert term.startswith("d:")
        assert 3 <= len(term) <= 42
        assert not set(term) & set(" \n\t")
