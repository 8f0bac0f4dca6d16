# SPDX-License-Identifier: Apache-2.0
"""A kiosk without a desk: a signed profile whose intake key a test holds, and true receipts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hr_desk.catalogue import load
from hr_desk.vault import canonical, envelopes, receipts
from hr_desk.vault.delegations import admit
from hr_desk.vault.keys import RootKey, UserKeys, sealing_public
from hr_desk.vault.profiles import Limits, Profile, Shown

ROOT = RootKey(bytes(range(32)))
INTAKE = bytes(range(40, 72))
MADE = date(2026, 3, 2)
CLERK = UserKeys(bytes(range(64, 96)), bytes(range(96, 128)))
USER = admit(
    ROOT, user_id="c1", name="前台", roles=("front_desk",), public=CLERK.public,
    at="2026-03-01T00:00:00Z",
)  # fmt: skip


def profile(**changes: Any) -> Profile:
    """Return a signed profile with these changes, made for the catalogue that ships."""
    unsigned = Profile(
        profile_id="00112233445566aa",
        desk_id=ROOT.desk_id,
        root_public=ROOT.public,
        company={"name": "示例公司"},
        name="东门",
        serial=5,
        made_on=MADE,
        expires_on=MADE + timedelta(days=90),
        keys={f"{ROOT.desk_id}/visits": sealing_public(INTAKE)},
        catalogue=load().fingerprint(),
        overlay="",
        notice=Shown(
            version=1, short={"zh_CN": "告知", "en": "Notice"}, policy={"zh_CN": "政策", "en": ""}
        ),
        limits=Limits(waiting=20, kept=20),
    )
    return replace(unsigned, **changes).signed(ROOT)


def opened(envelope: bytes) -> dict[str, Any]:
    """Return the message of a kiosk's envelope, as the desk opens it."""
    header = envelopes.read_header(envelope)
    found = envelopes.open_envelope(envelope, secret=INTAKE, context=header.context, signer=None)
    message = canonical.decode(found.message)
    assert isinstance(message, dict)
    return message


def receipt(envelope: bytes, *, signer: UserKeys = CLERK, **changes: str) -> bytes:
    """Return the desk's receipt for an envelope, or one that says something else."""
    header = envelopes.read_header(envelope)
    said: dict[str, Any] = {
        "reference": header.reference,
        "receiver": header.context.receiver,
        "outcome": "taken_in",
        **changes,
    }
    return receipts.issue_receipt(
        envelope,
        at="2026-03-02T01:00:00Z",
        signer=signer,
        user=USER,
        root_public=ROOT.public,
        **said,
    )
