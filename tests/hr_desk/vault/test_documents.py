# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault.documents import (
    LARGEST,
    DocumentProblem,
    DocumentTooLarge,
    NewerDocument,
    new_document_key,
    open_document,
    seal_document,
)

KEY = bytes(range(32))


@given(st.binary(max_size=3000), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_document_comes_back(data: bytes, document_id: str) -> None:
    sealed = seal_document(data, KEY, document_id=document_id)
    assert open_document(sealed, KEY, document_id=document_id) == data
    with pytest.raises(DocumentProblem):
        open_document(sealed, KEY, document_id=document_id + "x")


def test_equal_documents_have_different_bytes_and_keys() -> None:
    sealed = {seal_document(b"same", KEY, document_id="d1") for _ in range(20)}
    assert len(sealed) == 20
    keys = {new_document_key() for _ in range(20)}
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}


def test_another_key_does_not_open_it() -> None:
    sealed = seal_document(b"a CV", KEY, document_id="d1")
    assert b"a CV" not in sealed
    with pytest.raises(DocumentProblem):
        open_document(sealed, new_document_key(), document_id="d1")


def test_every_bit_counts() -> None:
    sealed = seal_document(bytes(100), KEY, document_id="d1")
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DocumentProblem):
            open_document(bytes(changed), KEY, document_id="d1")


def test_truncated_and_lengthened_documents_are_refused() -> None:
    sealed = seal_document(bytes(100), KEY, document_id="d1")
    for other in (*(sealed[:cut] for cut in range(len(sealed))), sealed + b"\0"):
        with pytest.raises(DocumentProblem):
            open_document(other, KEY, document_id="d1")


@pytest.mark.parametrize("place", [4, 5])
def test_newer_documents_are_named(place: int) -> None:
    changed = bytearray(seal_document(b"", KEY, document_id="d1"))
    changed[place] = 2
    with pytest.raises(NewerDocument):
        open_document(bytes(changed), KEY, document_id="d1")


def test_the_largest_document_and_one_byte_more() -> None:
    data = bytes(LARGEST)
    assert open_document(seal_document(data, KEY, document_id="d"), KEY, document_id="d") == data
    with pytest.raises(DocumentTooLarge) as caught:
        seal_document(data + b"\0", KEY, document_id="d")
    assert caught.value.values == {"mebibytes": 17, "most": 16}
    with pytest.raises(DocumentProblem):
        open_document(b"HRDD\x01\x01" + bytes(LARGEST + 29), KEY, document_id="d")
