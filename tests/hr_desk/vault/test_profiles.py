# SPDX-License-Identifier: Apache-2.0
"""A profile is what the root signed, for one desk, for its days; anything else is refused."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.i18n import Language
from hr_desk.vault import canonical
from hr_desk.vault.keys import RootKey, fingerprint, sealing_public
from hr_desk.vault.profiles import (
    LARGEST,
    DamagedProfile,
    DeskUnreadable,
    ExpiredProfile,
    Limits,
    NewerProfile,
    OtherDesk,
    Profile,
    ProfileAhead,
    ProfileProblem,
    Shown,
    read_profile,
)

ROOT = RootKey(bytes(range(32)))
OTHER = RootKey(bytes(range(1, 33)))
MADE = date(2026, 3, 2)
NOTICE = Shown(
    version=3,
    short={"zh_CN": "告知", "en": "Notice", "vi": "Thông báo"},
    policy={"zh_CN": "政策全文", "en": ""},
)


def made(**changes: Any) -> Profile:
    """Return an unsigned profile of the first desk."""
    whole = Profile(
        profile_id="00112233445566aa",
        desk_id=ROOT.desk_id,
        root_public=ROOT.public,
        company={"name": "示例公司", "address": "", "phone": "0532-80000000"},
        name="东门",
        serial=7,
        made_on=MADE,
        expires_on=MADE + timedelta(days=90),
        keys={f"{ROOT.desk_id}/visits": sealing_public(bytes(32))},
        catalogue="ab" * 32,
        overlay="",
        notice=NOTICE,
        languages=("zh_CN", "en", "vi"),
        extra_languages={"vi": Language("vi", "Tiếng Việt", {"Yes": "Có"})},
    )
    return replace(whole, **changes)


SIGNED = made().signed(ROOT)
DATA = SIGNED.to_bytes()


def signed_all_the_same(**changes: Any) -> bytes:
    """Return what a root would sign if nobody looked: for what no reader may take."""
    profile = made(**changes)
    payload = canonical.encode(profile._signed_part())
    return replace(profile, signature=ROOT.sign("profile", payload)).to_bytes()


def test_what_is_written_is_read() -> None:
    assert read_profile(DATA, desk=ROOT.desk_id) == SIGNED
    assert SIGNED.compartments == ("visits",)
    assert SIGNED.address("visits") in SIGNED.keys
    assert SIGNED.limits == Limits()


@pytest.mark.parametrize(
    "spell",
    [
        str,
        str.upper,
        fingerprint,
        lambda id_: fingerprint(id_).lower(),
        lambda id_: fingerprint(id_).replace("-", ""),
        lambda id_: f" {fingerprint(id_).replace('-', ' ')} ",
        lambda id_: fingerprint(id_).replace("0", "o").replace("1", "l"),
    ],
)
def test_the_desk_may_be_named_by_its_id_or_its_fingerprint(spell: Any) -> None:
    assert read_profile(DATA, desk=spell(ROOT.desk_id)) == SIGNED


def test_a_profile_of_another_desk_is_refused_with_that_desks_fingerprint() -> None:
    for other in (OTHER.desk_id, fingerprint(OTHER.desk_id)):
        with pytest.raises(OtherDesk) as refusal:
            read_profile(DATA, desk=other)
        assert refusal.value.values == {"fingerprint": fingerprint(ROOT.desk_id)}


@pytest.mark.parametrize("typed", ["", "abc", ROOT.desk_id[:63], "U" * 16, "0" * 17, "g" * 64])
def test_what_names_no_desk_is_told_so(typed: str) -> None:
    with pytest.raises(DeskUnreadable):
        read_profile(DATA, desk=typed)


def test_a_profile_that_another_root_signed_is_refused() -> None:
    forged = replace(made(), root_public=OTHER.public)
    payload = canonical.encode(forged._signed_part())
    data = replace(forged, signature=OTHER.sign("profile", payload)).to_bytes()
    with pytest.raises(DamagedProfile):
        read_profile(data, desk=ROOT.desk_id)


def test_a_signature_of_the_root_for_another_purpose_is_none() -> None:
    payload = canonical.encode(made()._signed_part())
    data = replace(made(), signature=ROOT.sign("policy", payload)).to_bytes()
    with pytest.raises(DamagedProfile):
        read_profile(data, desk=ROOT.desk_id)


def test_a_newer_format_is_told_apart_from_damage() -> None:
    value = json.loads(DATA)
    for name in ("version", "suite"):
        with pytest.raises(NewerProfile):
            read_profile(canonical.encode({**value, name: 3}), desk=ROOT.desk_id)


def test_a_profile_is_good_for_its_days() -> None:
    SIGNED.require_valid(MADE - timedelta(days=1))  # clocks differ by hours
    SIGNED.require_valid(MADE + timedelta(days=90))
    with pytest.raises(ExpiredProfile, match="Expired"):
        SIGNED.require_valid(MADE + timedelta(days=91))
    with pytest.raises(ProfileAhead):
        SIGNED.require_valid(MADE - timedelta(days=2))


ADDRESS = f"{ROOT.desk_id}/visits"


@pytest.mark.parametrize(
    "changes",
    [
        {"expires_on": MADE + timedelta(days=91)},
        {"expires_on": MADE - timedelta(days=1)},
        {"serial": 0},
        {"name": ""},
        {"profile_id": "0011"},
        {"keys": {}},
        {"keys": {f"{OTHER.desk_id}/visits": bytes(32)}},
        {"keys": {ADDRESS: bytes(31)}},
        {"languages": ()},
        {"languages": ("zh_CN", "zh_CN", "en", "vi")},
        {"languages": ("zh_CN", "en", "vi", "km")},
        {"languages": ("zh_CN", "en")},
        {"extra_languages": {"en": Language("en", "English", {})}},
        {"notice": replace(NOTICE, version=0)},
        {"notice": replace(NOTICE, policy={"zh_CN": "政策全文"})},
        {"limits": Limits(waiting=0)},
        {"limits": Limits(message_bytes=5_000)},
        {"limits": Limits(idle_seconds=0)},
    ],
)
def test_what_no_desk_would_say_is_refused_though_the_root_signed_it(
    changes: dict[str, Any],
) -> None:
    with pytest.raises(DamagedProfile):
        read_profile(signed_all_the_same(**changes), desk=ROOT.desk_id)
    with pytest.raises(ValueError, match="no reader"):
        made(**changes).signed(ROOT)


def test_another_root_signs_nothing_for_this_desk() -> None:
    with pytest.raises(ValueError, match="root"):
        made().signed(OTHER)
    with pytest.raises(ValueError, match="signed"):
        made().to_bytes()


def test_a_profile_that_no_reader_would_take_does_not_fit() -> None:
    assert SIGNED.fits
    large = made(overlay="x" * LARGEST)
    assert not large.fits
    with pytest.raises(DamagedProfile):
        read_profile(signed_all_the_same(overlay="x" * LARGEST), desk=ROOT.desk_id)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_a_profile_with_one_changed_byte_is_refused(place: int, change: int) -> None:
    changed = bytearray(DATA)
    changed[place] ^= change
    with pytest.raises(ProfileProblem):
        read_profile(bytes(changed), desk=ROOT.desk_id)


@given(st.data())
def test_a_profile_cut_grown_or_pieced_together_is_refused(data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.tuples(*[st.integers(0, len(DATA))] * 2)))
    inserted = data.draw(st.binary(max_size=20))
    changed = DATA[:first] + inserted + DATA[second:]
    if changed != DATA:
        with pytest.raises(ProfileProblem):
            read_profile(changed, desk=ROOT.desk_id)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=5,
    ),
    st.sampled_from(sorted(json.loads(DATA))),
)
def test_any_other_value_in_any_place_is_refused(value: object, name: str) -> None:
    original = json.loads(DATA)
    if type(value) is not type(original[name]) or value != original[name]:
        with pytest.raises(ProfileProblem):
            read_profile(canonical.encode({**original, name: value}), desk=ROOT.desk_id)
