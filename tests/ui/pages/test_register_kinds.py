# SPDX-License-Identifier: Apache-2.0
"""The register names every kind of thing that can leave a desk."""

from hr_desk.operations import disclosure
from ui.pages import register


def test_every_kind_that_leaves_has_a_name() -> None:
    assert set(register.KINDS) == set(disclosure.KINDS)
