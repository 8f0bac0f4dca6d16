# SPDX-License-Identifier: Apache-2.0
"""The sheets of those whose guardian's consent is missing, as one PDF through the one door.

A print of daily work is a named template with a standing purpose: logged, never asked.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from hr_desk.errors import UserError
from hr_desk.operations import guardian_sheets, joiner_prints
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.guardian_sheets import Minor
from hr_desk.operations.session import Session
from ui.printing.application_form import Around
from ui.printing.guardian_sheet import sheets_pdf
from ui.session import OpenDesk

PURPOSE: Final = "hire.contract"
"""The standing purpose of the sheets."""


def write_sheets(
    owner: QWidget,
    desk: OpenDesk,
    people: Sequence[Minor],
    code: str,
    target: Path,
    *,
    done: Callable[[str], object],
    failed: Callable[[UserError], object],
) -> None:
    """Write a sheet for each of the people, in their order; ``done`` gets the file's name."""
    about = Disclosure(
        kind="print", recipient=desk.session.company["name"], purpose=PURPOSE,
        fields=("full_name",), records=tuple(one.joiner_id for one in people),
    )  # fmt: skip

    def release(content: bytes) -> None:
        desk.run(
            joiner_prints.release, about, content, target, owner=owner,
            done=lambda _changes: done(target.name), failed=failed,
        )  # fmt: skip

    # A page takes some 20 ms to draw: a class would hold up the window.
    desk.query(_drawn, people, code, owner=owner, done=release, failed=failed)


def _drawn(session: Session, people: Sequence[Minor], code: str) -> bytes:
    text = guardian_sheets.text_of(session, code)
    around = Around(company=session.company, language=code, printed_on=session.today())
    return sheets_pdf([one.expected for one in people], text, around)
