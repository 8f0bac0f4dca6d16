# SPDX-License-Identifier: Apache-2.0
"""Published vectors of the primitives, frozen bytes of our formats, and a second reader of them.

The frozen bytes in tests/data/vault/vectors.json are never made anew: a desk in use holds such
bytes. The second reader is written from docs/desk-format.md with HMAC, X25519 and single ciphers.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.bindings._rust import openssl as library
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from hr_desk.vault.cards import Card, check_card, open_card
from hr_desk.vault.certificates import verify_certificate
from hr_desk.vault.checkpoints import read_checkpoint
from hr_desk.vault.documents import open_document
from hr_desk.vault.envelopes import key_name, open_envelope, open_own, read_header
from hr_desk.vault.grants import open_grant
from hr_desk.vault.keys import CompartmentSecret, RootKey, UserKeys, fingerprint
from hr_desk.vault.profiles import read_profile
from hr_desk.vault.receipts import digest_of, read_receipt
from hr_desk.vault.recovery import join
from hr_desk.vault.register import Register
from hr_desk.vault.sealing import open_with
from hr_desk.vault.slots import open_slot

VECTORS = json.loads(
    (Path(__file__).resolve().parents[2] / "data" / "vault" / "vectors.json").read_text("utf-8")
)
GIVEN: dict[str, Any] = VECTORS["given"]
FROZEN: dict[str, Any] = VECTORS["frozen"]


def given_bytes(name: str) -> bytes:
    return bytes.fromhex(GIVEN[name])


ROOT = RootKey(given_bytes("root_seed"))
CLERK = UserKeys(given_bytes("user_sealing"), given_bytes("user_signing"))
HIRING = CompartmentSecret(given_bytes("compartment_secret"))
REGISTER = FROZEN["register"].encode()


# Published vectors ------------------------------------------------------------------------------


def test_argon2id_of_rfc_9106_section_5_3() -> None:
    derivation = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    tag = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert derivation.derive(b"\x01" * 32).hex() == tag


def test_hpke_of_rfc_9180_appendix_a_2() -> None:
    secret = bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
    encapsulated = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
    first = (
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
    )
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    # The RFC's vectors carry associated data, which the library keeps for its own tests.
    opened = library.hpke._decrypt_with_aad(
        suite,
        bytes.fromhex(encapsulated + first),
        X25519PrivateKey.from_private_bytes(secret),
        info=b"Ode on a Grecian Urn",
        aad=b"Count-0",
    )
    assert opened == b"Beauty is truth, truth beauty"


def test_aes_256_gcm_siv_of_rfc_8452_appendix_c_2() -> None:
    key, nonce = bytes([1]) + bytes(31), bytes([3]) + bytes(11)
    sealed = AESGCMSIV(key).encrypt(nonce, bytes([1]) + bytes(7), b"")
    assert sealed.hex() == "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"


def test_ed25519_of_rfc_8032_section_7_1() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(b"").hex()
    assert signature == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


# Frozen bytes -----------------------------------------------------------------------------------


def test_derived_keys_are_frozen() -> None:
    derived = {
        "file_key": HIRING.file_key(),
        "digest_key": HIRING.digest_key(),
        "envelope_secret": HIRING.envelope_secret(),
        "envelope_public": HIRING.envelope_public(),
        "own_key": CLERK.own_key(),
        "user_sealing_public": CLERK.public.sealing,
        "user_signing_public": CLERK.public.signing,
        "root_public": ROOT.public,
        "signature": CLERK.sign("vector", b"payload"),
    }
    assert {name: key.hex() for name, key in derived.items()} == FROZEN["derived"]
    assert ROOT.desk_id == FROZEN["desk_id"]
    assert fingerprint(ROOT.desk_id) == FROZEN["fingerprint"]


def test_the_frozen_register_slot_and_grant_open() -> None:
    register = Register.from_bytes(REGISTER)
    assert register.to_bytes() == REGISTER
    user = register.user("u1")
    keys = open_slot(
        register.slots["u1"], GIVEN["passphrase"], desk_id=register.desk_id, public=user.public
    )
    assert keys == CLERK
    secrets = {
        grant.subject: open_grant(
            grant, desk_id=register.desk_id, keys=keys, granter=register.user(grant.by).public
        )
        for grant in register.grants_to("u1")
    }
    assert secrets == {"hiring": HIRING.secret, "root": ROOT.seed}


def test_the_frozen_card_opens() -> None:
    card = Card.from_record("u1", FROZEN["card"])
    assert card.to_record() == FROZEN["card"]
    check_card(card, desk_id=ROOT.desk_id, user_id="u1", issuer=CLERK.public)
    code, pin = GIVEN["card_code"], GIVEN["card_pin"]
    assert open_card(card, code, pin, desk_id=ROOT.desk_id, public=CLERK.public) == CLERK


def test_the_frozen_envelope_document_and_draft_open() -> None:
    envelope = bytes.fromhex(FROZEN["envelope"])
    opened = open_envelope(
        envelope,
        secret=HIRING.envelope_secret(),
        context=read_header(envelope).context,
        signer=CLERK.public.signing,
    )
    assert opened.message == GIVEN["message"].encode()
    own = open_own(bytes.fromhex(FROZEN["draft"]), CLERK, label="draft")
    assert own == GIVEN["message"].encode()
    document = open_document(
        bytes.fromhex(FROZEN["document"]), given_bytes("document_key"), document_id="d1"
    )
    assert document == GIVEN["message"].encode()


def test_the_frozen_profile_and_what_a_kiosk_seals_with_it_hold() -> None:
    profile = read_profile(FROZEN["profile"].encode(), desk=FROZEN["fingerprint"])
    assert (profile.name, profile.serial, profile.languages[2]) == ("东门", 7, "vi")
    assert profile.extra_languages["vi"].messages == {"Full name": "Họ và tên"}
    envelope = bytes.fromhex(FROZEN["kiosk_envelope"])
    context = read_header(envelope).context
    assert key_name(profile.keys[context.receiver]) == read_header(envelope).key_name
    opened = open_envelope(
        envelope, secret=given_bytes("intake_secret"), context=context, signer=None
    )
    assert (opened.message, opened.signed) == (GIVEN["message"].encode(), False)


def test_the_frozen_certificate_and_halves_hold() -> None:
    certificate = verify_certificate(FROZEN["certificate"].encode())
    assert (certificate.number, certificate.desk_id) == (12, ROOT.desk_id)
    assert join(*FROZEN["halves"]) == given_bytes("recovery_secret")


def test_the_frozen_receipt_and_checkpoint_hold() -> None:
    envelope = bytes.fromhex(FROZEN["kiosk_envelope"])
    receipt = read_receipt(FROZEN["receipt"].encode(), desk_id=ROOT.desk_id)
    assert (receipt.reference, receipt.outcome) == (read_header(envelope).reference, "taken_in")
    assert receipt.digest == digest_of(envelope)
    checkpoint = read_checkpoint(FROZEN["checkpoint"].encode())
    assert {name: one.sequence for name, one in checkpoint.files.items()} == {
        "hiring": 4711,
        "visits": 0,
    }


# The second reader ------------------------------------------------------------------------------


def spelled(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hkdf(secret: bytes, label: bytes) -> bytes:
    extracted = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(extracted, label + b"\1", "sha256")


def signed(key: str, context: bytes, payload: bytes, signature: str) -> None:
    prefix = b"HR Desk signature 1\0" + len(context).to_bytes(2, "big") + context
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    public.verify(bytes.fromhex(signature), prefix + payload)


def hpke_open(secret: bytes, sealed: bytes, info: bytes) -> bytes:
    """Single-shot HPKE in base mode, step by step from RFC 9180 sections 4 and 5."""

    def extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")

    def expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
        text = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
        return hmac.digest(key, text + b"\1", "sha256")[:length]

    key = X25519PrivateKey.from_private_bytes(secret)
    encapsulated, ciphertext = sealed[:32], sealed[32:]
    agreed = key.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x03"
    own = key.public_key().public_bytes_raw()
    shared = expand(
        kem, extract(kem, b"", b"eae_prk", agreed), b"shared_secret", encapsulated + own, 32
    )
    context = (
        b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    )
    scheduled = extract(suite, shared, b"secret", b"")
    nonce = expand(suite, scheduled, b"base_nonce", context, 12)
    cipher = ChaCha20Poly1305(expand(suite, scheduled, b"key", context, 32))
    return cipher.decrypt(nonce, ciphertext, b"")


def read_register() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(REGISTER)
    assert spelled(value) == REGISTER
    return value


def test_a_second_reader_verifies_the_register() -> None:
    value = read_register()
    assert hashlib.sha256(bytes.fromhex(value["root"])).hexdigest() == value["desk"]
    part = {name: value[name] for name in value if name not in ("signature", "slots", "grants")}
    signed(value["root"], b"register", spelled(part), value["signature"])
    for user in value["users"]:
        delegation = {
            "version": 1,
            "desk": value["desk"],
            "user": user["id"],
            "signing": user["signing"],
            "roles": user["roles"],
            "from": user["added_at"],
        }
        signed(value["root"], b"delegation", spelled(delegation), user["delegation"])


def test_a_second_reader_opens_the_slot() -> None:
    value = read_register()
    slot, user = value["slots"]["u1"], value["users"][0]
    bound = {"desk": value["desk"], "user": "u1"}
    rest = {name: slot[name] for name in slot if name != "signature"}
    signed(user["signing"], b"slot", spelled({**rest, **bound}), slot["signature"])
    key = Argon2id(
        salt=bytes.fromhex(slot["salt"]),
        length=32,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory_kib"],
    ).derive(GIVEN["passphrase"].encode())
    names = ("version", "suite", "kind", "memory_kib", "passes", "lanes", "salt")
    opened = AESGCMSIV(key).decrypt(
        bytes.fromhex(slot["nonce"]),
        bytes.fromhex(slot["wrapped"]),
        spelled({**{name: slot[name] for name in names}, **bound}),
    )
    assert opened == CLERK.sealing + CLERK.signing


def test_a_second_reader_opens_the_grant() -> None:
    value = read_register()
    grant = value["grants"][0]
    rest = {name: grant[name] for name in grant if name != "signature"}
    payload = spelled({**rest, "desk": value["desk"]})
    signed(value["users"][0]["signing"], b"grant", payload, grant["signature"])
    names = ("version", "suite", "subject", "epoch", "to")
    bound = {name: grant[name] for name in names}
    info = spelled({**bound, "format": "hr-desk-grant", "desk": value["desk"]})
    sealed = bytes.fromhex(grant["sealed"])
    assert hpke_open(CLERK.sealing, sealed, info) == HIRING.secret
    assert open_with(CLERK.sealing, sealed, info) == HIRING.secret


def test_a_second_reader_opens_the_envelope() -> None:
    data = bytes.fromhex(FROZEN["envelope"])
    assert data[:6] == b"HRDE\x01\x01"
    end = 8 + int.from_bytes(data[6:8], "big")
    header = json.loads(data[8:end])
    secret = hkdf(HIRING.secret, b"HR Desk compartment 1: envelopes")
    public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    assert header["key"] == hashlib.sha256(public).hexdigest()[:16]
    inner = hpke_open(secret, data[end:], data[:end])
    assert len(inner) == 2048
    content = inner[4 : 4 + int.from_bytes(inner[:4], "big")]
    assert inner == len(content).to_bytes(4, "big") + content + bytes(2044 - len(content))
    mark, signature, message = content[0], content[1:65], content[65:]
    assert (mark, message.decode()) == (1, GIVEN["message"])
    payload = {
        "start": hashlib.sha256(data[:end]).hexdigest(),
        "to": public.hex(),
        "message": hashlib.sha256(message).hexdigest(),
    }
    signed(CLERK.public.signing.hex(), b"envelope", spelled(payload), signature.hex())


def test_a_second_reader_verifies_the_profile_and_opens_what_a_kiosk_sealed() -> None:
    value = json.loads(FROZEN["profile"])
    assert spelled(value) == FROZEN["profile"].encode()
    assert hashlib.sha256(bytes.fromhex(value["root"])).hexdigest() == value["desk"]
    rest = {name: value[name] for name in value if name != "signature"}
    signed(value["root"], b"profile", spelled(rest), value["signature"])
    (public,) = value["keys"].values()
    secret = given_bytes("intake_secret")
    data = bytes.fromhex(FROZEN["kiosk_envelope"])
    end = 8 + int.from_bytes(data[6:8], "big")
    header = json.loads(data[8:end])
    assert header["sender"] == f"kiosk/{value['profile']}"
    assert list(value["keys"]) == [header["receiver"]]
    assert header["key"] == hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]
    inner = hpke_open(secret, data[end:], data[:end])
    content = inner[4 : 4 + int.from_bytes(inner[:4], "big")]
    assert (content[:65], content[65:].decode()) == (bytes(65), GIVEN["message"])


def test_a_second_reader_opens_the_draft_and_the_document() -> None:
    data = bytes.fromhex(FROZEN["draft"])
    start, nonce, sealed = data[:6], data[6:18], data[18:]
    assert start == b"HRDO\x01\x01"
    key = hkdf(CLERK.sealing, b"HR Desk user 1: own data")
    inner = AESGCMSIV(key).decrypt(nonce, sealed, start + nonce + b"draft")
    assert inner[4:].rstrip(b"\0").decode() == GIVEN["message"]
    data = bytes.fromhex(FROZEN["document"])
    bound = {"format": "hr-desk-document", "version": 1, "suite": 1, "document": "d1"}
    assert data[:6] == b"HRDD\x01\x01"
    cipher = AESGCMSIV(given_bytes("document_key"))
    assert cipher.decrypt(data[6:18], data[18:], spelled(bound)).decode() == GIVEN["message"]


def test_a_second_reader_verifies_the_certificate() -> None:
    value = json.loads(FROZEN["certificate"])
    assert spelled(value) == FROZEN["certificate"].encode()
    assert hashlib.sha256(bytes.fromhex(value["root_public"])).hexdigest() == value["desk_id"]
    rest = {name: value[name] for name in value if name != "signature"}
    signed(value["signer_signing"], b"certificate", spelled(rest), value["signature"])
    delegation = {
        "version": 1,
        "desk": value["desk_id"],
        "user": value["signer"],
        "signing": value["signer_signing"],
        "roles": value["signer_roles"],
        "from": value["signer_since"],
    }
    signed(value["root_public"], b"delegation", spelled(delegation), value["delegation"])


@pytest.mark.parametrize(
    ("kind", "desk", "names"),
    [
        ("receipt", None, ("user", "signing", "roles", "since", "root")),
        (
            "checkpoint", "desk_id",
            ("signer", "signer_signing", "signer_roles", "signer_since", "root_public"),
        ),
    ],
)  # fmt: skip
def test_a_second_reader_verifies_receipt_and_checkpoint(
    kind: str, desk: str | None, names: tuple[str, ...]
) -> None:
    value = json.loads(FROZEN[kind])
    user, signing, roles, since, root = (value[name] for name in names)
    desk_id = value["receiver"].partition("/")[0] if desk is None else value[desk]
    assert spelled(value) == FROZEN[kind].encode()
    assert hashlib.sha256(bytes.fromhex(root)).hexdigest() == desk_id
    rest = {name: value[name] for name in value if name != "signature"}
    signed(signing, kind.encode(), spelled(rest), value["signature"])
    delegation = {
        "version": 1, "desk": desk_id, "user": user, "signing": signing, "roles": roles,
        "from": since,
    }  # fmt: skip
    signed(root, b"delegation", spelled(delegation), value["delegation"])


@pytest.mark.parametrize("place", [0, 1])
def test_a_second_reader_reads_a_half(place: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    plain = FROZEN["halves"][place].replace("-", "")
    body, check = plain[:60], plain[60:]
    digest = int.from_bytes(hashlib.sha256(b"HR Desk recovery half: " + body.encode()).digest())
    expected = "".join(alphabet[digest >> 256 - 5 * (number + 1) & 31] for number in range(5))
    assert (body[:2], check) == ("AB"[place] + "1", expected)
