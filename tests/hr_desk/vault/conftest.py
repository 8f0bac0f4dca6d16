# SPDX-License-Identifier: Apache-2.0
"""The cheapest key derivation, for the tests that make slots."""

from collections.abc import Iterator

import pytest

from hr_desk.vault.slots import use_cheap_key_derivation


@pytest.fixture
def cheap() -> Iterator[None]:
    with use_cheap_key_derivation():
        yield
