# SPDX-License-Identifier: Apache-2.0
"""What the commands say of keys that were renewed, and of those still owed."""

from hr_desk.commands.parts import Answer
from hr_desk.i18n import t
from hr_desk.operations.epochs import Renewed
from hr_desk.operations.session import Session


def answer_of(done: Renewed) -> Answer:
    """Return what new epochs did, for ``--json``."""
    return {"renewed": done.renewed, "owed": done.owed, "profiles": done.profiles}


def told(text: str, done: Renewed, session: Session) -> str:
    """Return the text with what happened to the keys, and what is still to do."""
    labels, comma = session.catalogue.compartments, t(", ")
    rows = [text] if text else []
    if done.renewed:
        names = comma.join(str(labels[name]) for name in done.renewed)
        rows.append(t("New key and new file: {compartments}", compartments=names))
    if done.owed:
        names = comma.join(str(labels[name]) for name in done.owed)
        rows.append(
            t(
                "Still owed, until somebody who holds it renews it (hr-desk user renew): "
                "{compartments}",
                compartments=names,
            )
        )
    if done.profiles:
        rows.append(t("Kiosks that need a new profile: {count}", count=len(done.profiles)))
    return "\n".join(rows)
