# SPDX-License-Identifier: Apache-2.0
"""What a file of this desk or of a paired one is called where several stand in a list."""

from hr_desk.i18n import N_, translated
from hr_desk.operations.session import Session


def file_within(session: Session, peer: str, code: str) -> str:
    """Name a file by its address in a language, with its desk where that is another one.

    A paired desk is called what it is called here.
    """
    desk, _, name = peer.partition("/")
    label = session.catalogue.compartments[name].within(code)
    if desk == session.desk_id:
        return label
    called = session.register.paired.get(desk)
    if called is None:
        return translated(N_("{file} of another desk"), code, file=label)
    return translated(N_("{desk}: {file}"), code, desk=called, file=label)
