# SPDX-License-Identifier: Apache-2.0
import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault import canonical
from hr_desk.vault.certificates import (
    CertificateProblem,
    DamagedCertificate,
    Facts,
    ForgedCertificate,
    NewerCertificate,
    issue,
    verify_certificate,
)
from hr_desk.vault.delegations import admit, delegated_bytes
from hr_desk.vault.keys import RootKey, UserKeys

ROOT = RootKey(bytes(32))
OFFICER = UserKeys(b"o" * 32, b"p" * 32)
USER = admit(
    ROOT,
    user_id="u7",
    name="login-name",
    roles=("hr_admin", "privacy_officer"),
    public=OFFICER.public,
    at="2026-03-02T01:00:00Z",
)
FACTS = Facts(
    number=12,
    desk_id=ROOT.desk_id,
    company_name="示例公司",
    compartment="hiring",
    issued_at="2026-09-01T16:00:05Z",
    counts={"REJ": 30, "RAW": 2},
    earliest_due="2026-08-30",
    latest_due="2026-09-01",
    vacuumed_at="2026-09-01T16:00:03Z",
    truncated_at="2026-09-01T16:00:04Z",
    last_backup_gone_on="2026-09-15",
    unreached_backup_places=("backup disk 2",),
    audit_sequence=4711,
    audit_head="ab" * 32,
)


def issued(facts: Facts = FACTS) -> bytes:
    return issue(facts, signer=OFFICER, user=USER, root_public=ROOT.public)


DATA = issued()


def edited(change: Callable[[Any], object]) -> bytes:
    value = json.loads(DATA)
    change(value)
    return canonical.encode(value)


def signed_anew(change: Callable[[Any], object], keys: UserKeys = OFFICER) -> bytes:
    """What the signer could write, whatever sense it makes."""
    value = json.loads(edited(change))
    del value["signature"]
    signature = keys.sign("certificate", canonical.encode(value))
    return canonical.encode({**value, "signature": signature.hex()})


def test_a_certificate_is_verified_without_a_desk() -> None:
    certificate = verify_certificate(DATA)
    for name in FACTS.__dataclass_fields__:
        assert getattr(certificate, name) == getattr(FACTS, name)
    assert certificate.signer == "u7"
    assert certificate.signer_roles == ("hr_admin", "privacy_officer")
    assert certificate.root_public == ROOT.public


def test_the_same_facts_give_the_same_bytes() -> None:
    assert issued() == DATA


def test_it_names_no_person() -> None:
    assert b"login-name" not in DATA


DAYS = st.dates().map(lambda day: day.isoformat())
PLAIN = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    st.dictionaries(PLAIN, st.integers(0, 10**6), max_size=5),
    st.none() | DAYS,
    st.lists(PLAIN, max_size=3).map(tuple),
    st.datetimes().map(lambda at: at.replace(microsecond=0).isoformat() + "Z"),
    PLAIN,
)
def test_whatever_the_facts_are_they_come_back(
    counts: dict[str, int], day: str | None, places: tuple[str, ...], at: str, company: str
) -> None:
    facts = replace(
        FACTS,
        counts=counts,
        latest_due=day,
        unreached_backup_places=places,
        vacuumed_at=at,
        company_name=company,
    )
    certificate = verify_certificate(issued(facts))
    for name in FACTS.__dataclass_fields__:
        assert getattr(certificate, name) == getattr(facts, name)


def test_ten_thousand_changes_of_one_bit_are_rejected() -> None:
    chosen = random.Random(20260301)
    for _ in range(10_000):
        changed = bytearray(DATA)
        bit = chosen.randrange(len(DATA) * 8)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(CertificateProblem):
            verify_certificate(bytes(changed))


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(number=13),
        lambda value: value["counts"].update(REJ=29),
        lambda value: value["counts"].pop("RAW"),
        lambda value: value.update(latest_due="2026-09-02"),
        lambda value: value.update(unreached_backup_places=[]),
        lambda value: value.update(signer="u8"),
        lambda value: value.update(audit_head="00" * 32),
        lambda value: value.update(delegation="00" * 64),
        lambda value: value.update(signature="00" * 64),
    ],
)
def test_no_fact_can_be_changed(change: Callable[[Any], object]) -> None:
    with pytest.raises(ForgedCertificate):
        verify_certificate(edited(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(desk_id=RootKey(b"x" * 32).desk_id),
        lambda value: value.update(root_public=RootKey(b"x" * 32).public.hex()),
        lambda value: value.update(signer="u8"),
        lambda value: value.update(signer_roles=["auditor"]),
        lambda value: value.update(signer_since="2025-01-01T00:00:00Z"),
        lambda value: value.update(delegation="00" * 64),
    ],
)
def test_the_delegation_binds_the_signer_even_under_their_own_signature(
    change: Callable[[Any], object],
) -> None:
    with pytest.raises(ForgedCertificate):
        verify_certificate(signed_anew(change))


def test_another_root_cannot_certify_for_this_desk() -> None:
    other = RootKey.generate()
    payload = delegated_bytes(ROOT.desk_id, USER.id, USER.public.signing, USER.roles, USER.added_at)
    taken = {
        "root_public": other.public.hex(),
        "delegation": other.sign("delegation", payload).hex(),
    }
    with pytest.raises(ForgedCertificate):
        verify_certificate(signed_anew(lambda value: value.update(taken)))


def test_a_key_without_delegation_certifies_nothing() -> None:
    thief = UserKeys.generate()
    forged = signed_anew(
        lambda value: value.update(signer_signing=thief.public.signing.hex()), thief
    )
    with pytest.raises(ForgedCertificate):
        verify_certificate(forged)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(number=0),
        lambda value: value.update(number=True),
        lambda value: value["counts"].update(REJ=-1),
        lambda value: value.update(issued_at="2026-09-01 16:00:05"),
        lambda value: value.update(issued_at="2026-9-01T16:00:05Z"),
        lambda value: value.update(issued_at=None),
        lambda value: value.update(latest_due="2026-02-30"),
        lambda value: value.update(latest_due="20260901"),
        lambda value: value.update(audit_head="AB" * 32),
        lambda value: value.update(audit_head="ab" * 31),
        lambda value: value.update(signer_roles=["privacy_officer", "hr_admin"]),
        lambda value: value.update(unreached_backup_places={}),
        lambda value: value.update(company_name=""),
        lambda value: value.update(format="other"),
        lambda value: value.update(version=0),
        lambda value: value.update(more=1),
        lambda value: value.pop("counts"),
    ],
)
def test_malformed_facts_are_refused_even_signed(change: Callable[[Any], object]) -> None:
    with pytest.raises(DamagedCertificate):
        verify_certificate(signed_anew(change))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        DATA[:-1],
        DATA + b"\n",
        b" " + DATA,
        json.dumps(json.loads(DATA), indent=1).encode(),
        DATA.replace("示".encode(), b"\\u793a"),
        DATA[:-1] + b',"number":12}',
        b"x" * 300_000,
    ],
)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedCertificate):
        verify_certificate(data)


@pytest.mark.parametrize("name", ["version", "suite"])
def test_newer_certificates_are_named(name: str) -> None:
    with pytest.raises(NewerCertificate):
        verify_certificate(edited(lambda value: value.update({name: 2})))


@given(st.binary(max_size=300))
def test_random_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(CertificateProblem):
        verify_certificate(data)


def test_nothing_is_issued_that_would_not_verify() -> None:
    for facts in (
        replace(FACTS, desk_id=RootKey(b"x" * 32).desk_id),
        replace(FACTS, issued_at="today"),
    ):
        with pytest.raises(CertificateProblem):
            issued(facts)
    with pytest.raises(CertificateProblem):
        issue(FACTS, signer=UserKeys.generate(), user=USER, root_public=ROOT.public)
