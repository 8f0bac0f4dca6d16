# SPDX-License-Identifier: Apache-2.0
"""From a user's keys to a compartment's secret, through the register.

Whoever can write slots.json can add a grant, so an opened grant alone proves nothing: the secret
of the epoch in force must give the envelope key that the root signed for the compartment.
Otherwise someone could have a file made, or refilled, under a secret that they know.
"""

from hr_desk.i18n import N_
from hr_desk.vault.grants import ROOT, Grant, GrantProblem, open_grant
from hr_desk.vault.keys import CompartmentSecret, UserKeys
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
