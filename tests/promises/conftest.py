# SPDX-License-Identifier: Apache-2.0
"""One desk whose admin has every duty, swept and with a backup, made once for all clauses."""

from collections.abc import Iterator

import pytest

from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.promises.collecting import opened


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Whoever has every duty, at a desk with one applicant on whom nothing was decided."""
    with use_cheap_key_derivation():
        session = opened(tmp_path_factory.mktemp("office"))
        yield session
        session.close()
