# SPDX-License-Identifier: Apache-2.0
"""The key file of the service slot: what its one line says, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.errors import UserError
from hr_desk.vault.service_key import LARGEST, ServiceKey, ServiceKeyUnreadable

DESK = "ab" * 32
SECRET = bytes(range(0xC0, 0xE0))
FILE = (
    b"hr-desk-service-key 1 abababababababababababababababababababababababababababababababab "
    b"c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf\n"
)
PHRASE = "HR Desk service key 1: c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"


def test_the_frozen_line_and_passphrase_hold() -> None:
    key = ServiceKey.from_bytes(FILE, file="service.key")
    assert (key.desk_id, key.secret) == (DESK, SECRET)
    assert (key.to_bytes(), key.as_passphrase()) == (FILE, PHRASE)
    assert len(FILE) <= LARGEST


def test_two_keys_have_no_secret_in_common_and_show_none() -> None:
    one, other = ServiceKey.new(DESK), ServiceKey.new(DESK)
    assert one.secret != other.secret and len(one.secret) == 32
    assert one.secret.hex() not in repr(one)


@pytest.mark.parametrize("cut", range(0, len(FILE), 7))
def test_a_line_that_was_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(ServiceKeyUnreadable) as refused:
        ServiceKey.from_bytes(FILE[:cut], file="service.key")
    assert "service.key" in refused.value.text()


@given(st.binary(max_size=300))
def test_any_other_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UserError):
        ServiceKey.from_bytes(data, file="service.key")


@pytest.mark.parametrize("spoilt", [FILE.upper(), FILE.rstrip(), FILE * 2, b" " + FILE])
def test_one_spelling_alone_is_read(spoilt: bytes) -> None:
    with pytest.raises(ServiceKeyUnreadable):
        ServiceKey.from_bytes(spoilt, file="service.key")
