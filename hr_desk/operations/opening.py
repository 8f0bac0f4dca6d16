# SPDX-License-Identifier: Apache-2.0
"""Opening one envelope: which key it is sealed to, and who may have signed it.

A colleague's envelope is opened with the secret of the epoch it names and checked against the
roles of its sender, here or at a paired desk; a kiosk's with the intake key of its own profile,
and then proves nothing about who sealed it.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from hr_desk.catalogue.loader import load
from hr_desk.errors import UserError
from hr_desk.operations import pairing
from hr_desk.operations.granting import held_by
from hr_desk.operations.letters import Kind
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from hr_desk.store.compartment import Compartment
from hr_desk.vault import canonical, receipts
from hr_desk.vault.access import NotGranted, secret_for
from hr_desk.vault.envelopes import EnvelopeHeader, key_name, open_envelope
from hr_desk.vault.keys import CompartmentSecret

_KIOSK: Final = "kiosk/"


class Aside(Exception):
    """This envelope is moved aside, for a reason of one word."""


def identity_of(kind: Kind, data: bytes, header: EnvelopeHeader) -> bytes:
    """Return what makes an envelope this one (16 bytes): a colleague's reference, a kiosk's bytes.

    The reference counts together with the compartment it comes from: somebody elsewhere who saw it
    on the outside cannot have the true one refused by being first. Nobody signs for a kiosk, so of
    a kiosk's only the bytes count.
    """
    if kind.kiosk:
        return bytes.fromhex(receipts.digest_of(data))[:16]
    return identity_at(header.context.sender.rpartition("/")[0], header.reference)


def identity_at(peer: str, reference: str) -> bytes:
    """Return what a colleague's envelope is known by: its reference and the address it left."""
    return hashlib.sha256(f"{peer}/{reference}".encode()).digest()[:16]


def opened(
    session: Session, file: Compartment, kind: Kind, data: bytes, header: EnvelopeHeader
) -> Mapping[str, Any]:
    """Return an envelope's message; raises Aside where sender, key or seal do not fit."""
    sender = header.context.sender
    if kind.kiosk != sender.startswith(_KIOSK):
        raise Aside("forged")
    if kind.kiosk:
        secret = crossings.intake_secret(file, header.key_name, profile=sender[len(_KIOSK) :])
        signer = None
    else:
        secret, signer = _staff_secret(session, file.name, header.key_name), None
        signer = _signer(session, kind, sender)
    if secret is None:
        raise Aside("keyless")
    opened = open_envelope(data, secret=secret, context=header.context, signer=signer)
    try:
        message = canonical.decode(opened.message)
    except UserError:
        raise Aside("unacceptable") from None
    if not isinstance(message, dict):
        raise Aside("unacceptable")
    return message


def _staff_secret(session: Session, compartment: str, name: str) -> bytes | None:
    """Return the secret key of one name: of the epoch in force, or of an earlier one."""
    for epoch in range(session.register.epochs[compartment], 0, -1):
        secret = _envelope_secret(session, compartment, epoch)
        if secret is not None and key_name(secret.envelope_public()) == name:
            return secret.envelope_secret()
    return None


def _envelope_secret(session: Session, compartment: str, epoch: int) -> CompartmentSecret | None:
    try:
        secret = secret_for(
            session.register, compartment, user_id=session.user.id, keys=session.keys, epoch=epoch
        )
    except NotGranted:
        return None
    return CompartmentSecret(secret)


def _signer(session: Session, kind: Kind, sender: str) -> bytes:
    """Return the signing key of a sender whose roles may send this kind; raises Aside."""
    desk_id, _, rest = sender.partition("/")
    compartment, _, user_id = rest.partition("/")
    register = session.register
    if desk_id != session.desk_id:
        found = pairing.known_to(session).get(desk_id)
        if found is None:
            raise Aside("stranger")
        register = found
    try:
        user = register.user(user_id)
    except KeyError:
        raise Aside("stranger") from None
    if not may_send(kind, user.roles, compartment):
        raise Aside("stranger")
    return user.public.signing


def may_send(kind: Kind, roles: tuple[str, ...], compartment: str) -> bool:
    """Whether somebody of these roles may send a kind on behalf of a compartment's file."""
    return bool(kind.roles & set(roles)) and compartment in _holdings(roles)


@lru_cache(maxsize=64)
def _holdings(roles: tuple[str, ...]) -> frozenset[str]:
    return held_by(load(), roles)[0]
