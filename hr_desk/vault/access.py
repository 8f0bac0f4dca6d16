# SPDX-License-Identifier: Apache-2.0
"""From a user's keys to a compartment's secret, through the register.

Whoever can write slots.json can add a grant, so an opened grant alone proves nothing: the secret
of the epoch in force must give the envelope key that the root signed for the compartment.
Otherwise someone could have a file made, or refilled, under a secret that they know.
"""

from hr_desk.i18n import N_
from hr_desk.vault.grants import ROOT, Grant, GrantProblem, check_granter, open_grant
from hr_desk.vault.keys import CompartmentSecret, SignatureProblem, UserKeys
from hr_desk.vault.register import Register


class NotGranted(GrantProblem):
    """The user holds no grant of the compartment."""

    message = N_("This account has no access to {subject}. An HR admin can grant it.")


def secret_for(
    register: Register, subject: str, *, user_id: str, keys: UserKeys, epoch: int | None = None
) -> bytes:
    """Return the 32 bytes of ``subject``, a compartment's secret or the root's seed.

    ``epoch`` is the one in force by default; the secret of an earlier one is proved only by the
    file or envelope it opens. Raises NotGranted, and GrantProblem where no grant can be believed.
    """
    wanted = register.epochs.get(subject) if epoch is None else epoch
    grants = [
        grant
        for grant in register.grants_to(user_id)
        if grant.subject == subject and (subject == ROOT or grant.epoch == wanted)
    ]
    if not grants:
        raise NotGranted(subject=subject)
    # One that was put there by a stranger must not hide the true one.
    for grant in grants:
        secret = _believed(register, grant, keys)
        if secret is not None:
            return secret
    raise GrantProblem(subject=subject)


def _believed(register: Register, grant: Grant, keys: UserKeys) -> bytes | None:
    granter = register.user(grant.by).public
    try:
        secret = open_grant(grant, desk_id=register.desk_id, keys=keys, granter=granter)
    except GrantProblem:
        return None
    if grant.subject == ROOT or grant.epoch != register.epochs.get(grant.subject):
        return secret
    public = CompartmentSecret(secret).envelope_public()
    return secret if register.envelope_keys.get(grant.subject) == public else None


def known_holders(
    register: Register, subject: str, *, user_id: str, keys: UserKeys
) -> frozenset[str]:
    """Return the ids of the users who hold ``subject`` in the epoch in force, as far as is proven.

    Whoever granted it to this user held it, because the grant opens to the secret the root signed
    for; whom a holder granted it to holds it too. A grant by anybody else proves nothing: without
    this, whoever can write slots.json could name a holder of their own, and the next epoch's
    secret would be sealed to them. Struck users are among them.
    """
    epoch = 1 if subject == ROOT else register.epochs.get(subject)
    grants = [g for g in register.grants if g.subject == subject and g.epoch == epoch]
    own = [g for g in grants if g.to == user_id and _believed(register, g, keys) is not None]
    holders = {user_id} | {grant.by for grant in own} if own else set()
    signed = [grant for grant in grants if _is_signed(register, grant)]
    while more := {g.to for g in signed if g.by in holders} - holders:
        holders |= more
    return frozenset(holders)


def _is_signed(register: Register, grant: Grant) -> bool:
    try:
        granter = register.user(grant.by).public
        check_granter(grant, desk_id=register.desk_id, granter=granter)
    except (KeyError, SignatureProblem):
        return False
    return True
