# SPDX-License-Identifier: Apache-2.0
"""The notice of an occasion as a PDF, through the one door out: to be posted or handed over.

It names nobody but the controller; it is registered all the same, like every print.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import language, t
from hr_desk.operations import desks, disclosure, policies, shown_notices
from ui.printing.sheets import notice_pdf
from ui.session import OpenDesk


def write_notice(
    owner: QWidget,
    desk: OpenDesk,
    scenario: Scenario,
    done: Callable[[str], object],
    target: Path,
) -> None:
    """Make the notice in the language in use and release it; ``done`` gets the file's name."""
    code = language()
    desk.query(
        policies.notice_text,
        scenario,
        code,
        owner=owner,
        done=partial(_write, owner, desk, code, done, target),
    )


def _write(
    owner: QWidget,
    desk: OpenDesk,
    code: str,
    done: Callable[[str], object],
    target: Path,
    text: str,
) -> None:
    session = desk.session
    draw = partial(
        notice_pdf,
        t("Notice"),
        text,
        session.company,
        code,
        fingerprint=desks.fingerprint_of(session.desk_id),
        printed_on=session.today(),
    )
    about = disclosure.Disclosure(
        kind="print", recipient=session.company["name"], purpose=shown_notices.PRINTED
    )

    def release(content: bytes) -> None:
        desk.run(
            disclosure.release,
            about,
            content,
            target,
            owner=owner,
            done=lambda _changes: done(target.name),
        )

    desk.draw(draw, owner=owner, done=release)
