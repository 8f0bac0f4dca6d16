# SPDX-License-Identifier: Apache-2.0
"""What is sealed to one user opens for them alone, and as what it was."""

import pytest

from hr_desk.vault.keys import UserKeys
from hr_desk.vault.to_a_user import NotYoursToOpen, open_to_user, seal_to_user

ONE = UserKeys(bytes(range(32)), bytes(range(32, 64)))
OTHER = UserKeys(bytes(range(64, 96)), bytes(range(96, 128)))


def test_it_opens_for_its_user_alone() -> None:
    sealed = seal_to_user(b"secret", ONE.public, label="form")
    assert b"secret" not in sealed
    assert open_to_user(sealed, ONE, label="form") == b"secret"
    for keys, label, data in (
        (OTHER, "form", sealed), (ONE, "other", sealed), (ONE, "form", sealed[:-1] + b"x"),
        (ONE, "form", b""),
    ):  # fmt: skip
        with pytest.raises(NotYoursToOpen):
            open_to_user(data, keys, label=label)
