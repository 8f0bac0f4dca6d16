# SPDX-License-Identifier: Apache-2.0
"""The register names every kind of thing that can leave a desk."""

from hr_desk.catalogue import load
from hr_desk.operations import disclosing, disclosure
from ui.pages import register


def test_every_kind_that_leaves_has_a_name() -> None:
    ways = load().code_lists[disclosing.WAYS].codes
    assert {*register.KINDS, *ways} == set(disclosure.KINDS)
    assert not set(register.KINDS) & set(ways)
