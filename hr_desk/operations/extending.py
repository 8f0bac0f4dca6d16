# SPDX-License-Identifier: Apache-2.0
"""Giving a desk compartment files it does not keep yet, because it is older or because it grows."""

from collections.abc import Sequence
from dataclasses import replace

from hr_desk.operations import epochs, granting
from hr_desk.operations.admission import require_compartments
from hr_desk.operations.changes import Changes
from hr_desk.operations.desks import COMPARTMENTS, open_compartment
from hr_desk.operations.epochs import Act
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Author, Session
from hr_desk.store.compartment import create_file
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault.keys import CompartmentSecret
from hr_desk.vault.register import Register


def lacking(session: Session) -> tuple[str, ...]:
    """Return the compartments that this desk could keep and does not."""
    return tuple(name for name in COMPARTMENTS if name not in session.register.epochs)


@desk_operation("desk.extend", roles=("hr_admin",))
def extend(session: Session, compartments: Sequence[str]) -> Changes:
    """Give the desk these compartment files; whoever's roles hold them is granted their keys.

    Others' windows have them from their next unlock on. Raises NotPermitted, CompartmentUnknown
    for one the desk keeps already or none can keep, FileBusy, DiskFull.
    """
    require(session, "desk.extend")
    root, files = session.root, DeskFiles(session.folder)
    if root is None:
        raise NotPermitted
    with files.register_alone():
        session.require_standing()
        require_compartments(compartments, lacking(session))
        secrets = {name: CompartmentSecret.generate() for name in dict.fromkeys(compartments)}
        for name, secret in secrets.items():
            facts = {"desk_id": session.desk_id, "compartment": name, "epoch": "1"}
            # What a crash left is nobody's: no register names it.
            files.compartment(name, 1).unlink(missing_ok=True)
            create_file(files.compartment(name, 1), secret.file_key(), name=name, facts=facts)
        register = _extended(session, secrets).signed(root)
        files.write_register(register.to_bytes())
        session.adopt(register)
    _open_own(session, files, secrets)
    epochs.note(
        session, session.held[0], Act(operation="desk.extend", facts={"files": sorted(secrets)})
    )
    return Changes("desk.extend", frozenset({("desk", session.desk_id)}))


def _extended(session: Session, secrets: dict[str, CompartmentSecret]) -> Register:
    """Return the register with the new files, and grants for everybody whose roles hold them."""
    before = session.register
    register = replace(
        before,
        epochs={**before.epochs, **dict.fromkeys(secrets, 1)},
        envelope_keys={
            **before.envelope_keys,
            **{name: secret.envelope_public() for name, secret in secrets.items()},
        },
    )
    held = {(name, 1): secret.secret for name, secret in secrets.items()}
    granter = granting.Granter(session.user.id, session.keys, held)
    for user in register.users:
        if user.roles:
            register = register.with_grants(
                granter.grants_for(user, desk_id=session.desk_id, catalogue=session.catalogue)
            )
    return register


def _open_own(session: Session, files: DeskFiles, secrets: dict[str, CompartmentSecret]) -> None:
    """Open the new files that this user's roles hold."""
    own, _ = granting.held_by(session.catalogue, session.user.roles)
    for name in [name for name in secrets if name in own]:
        session.put(
            open_compartment(
                files, name, register=session.register, secret=secrets[name],
                author=Author(session.user.id, session.keys), clock=session.clock,
                profile=session.profile,
            )
        )  # fmt: skip
