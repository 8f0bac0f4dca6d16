# SPDX-License-Identifier: Apache-2.0
"""Errands in a kiosk's profile: signed with it, refused where nobody would sign them."""

import json
from typing import Any

import pytest

from hr_desk.vault import canonical
from hr_desk.vault.errands import Errand
from hr_desk.vault.keys import sealing_public
from hr_desk.vault.profiles import DamagedProfile, read_profile
from tests.support.kiosk import INTAKE, ROOT, profile

APPLY = Errand(short={"zh_CN": "告知", "en": "Notice"}, posts={"ab": "装配工"},
               texts={"guardian": {"zh_CN": "同意", "en": "I agree"}})  # fmt: skip
KEYS = {f"{ROOT.desk_id}/{name}": sealing_public(INTAKE) for name in ("visits", "hiring")}


def test_a_profile_with_errands_is_read_again() -> None:
    signed = profile(keys=KEYS, errands={"apply": APPLY})
    found = read_profile(signed.to_bytes(), desk=ROOT.desk_id)
    assert found.errands == {"apply": APPLY}
    assert json.loads(signed.to_bytes())["version"] == 2


def test_a_profile_without_errands_is_what_it_was() -> None:
    written = json.loads(profile().to_bytes())
    assert written["version"] == 1
    assert "errands" not in written


@pytest.mark.parametrize(
    "errands",
    [
        {}, {"clean": {"short": {"zh_CN": "", "en": ""}, "posts": {}, "texts": {}}},
        {"apply": {"short": {"zh_CN": ""}, "posts": {}, "texts": {}}},
        {"apply": {"short": {"zh_CN": "", "en": ""}, "posts": {}}},
        {"apply": {"short": {"zh_CN": "", "en": ""}, "posts": {"a": 1}, "texts": {}}},
        {"apply": {"short": {"zh_CN": "", "en": ""}, "posts": {}, "texts": {"a": "b"}}}, [],
    ],
)  # fmt: skip
def test_what_is_changed_is_damaged(errands: Any) -> None:
    value = json.loads(profile(keys=KEYS, errands={"apply": APPLY}).to_bytes())
    with pytest.raises(DamagedProfile):
        read_profile(canonical.encode({**value, "errands": errands}), desk=ROOT.desk_id)


def test_a_desk_signs_no_errand_that_nobody_takes_in() -> None:
    with pytest.raises(ValueError, match="no reader"):
        profile(errands={"apply": APPLY})
