# SPDX-License-Identifier: Apache-2.0
"""The registration form of one application as a PDF, through the one door out.

A print of daily work is a named template with a standing purpose: logged, never asked.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from hr_desk.i18n import language, t
from hr_desk.operations import desks, disclosure, documents
from hr_desk.operations.candidates import RecordView
from ui.printing.sheets import registration_form_pdf
from ui.session import OpenDesk
from ui.widgets.files import choose_target

PURPOSE = "apply.assess"
"""The standing purpose of the registration form."""


def print_form(
    parent: QWidget, desk: OpenDesk, view: RecordView, *, done: Callable[[str], object]
) -> None:
    """Ask where the form goes and write it there; ``done`` gets the file's name."""
    name = view.named("full_name")
    proposed = t("Registration form") + (f" {name.shown}" if name is not None else "") + ".pdf"
    choose_target(parent, t("Print…"), proposed, partial(write_form, parent, desk, view, done))


def write_form(
    owner: QWidget, desk: OpenDesk, view: RecordView, done: Callable[[str], object], target: Path
) -> None:
    """Make the form, with the portrait if there is one, and release it to ``target``."""
    write = partial(_write, owner, desk, view, done, target)
    key = portrait_key(view)
    if key is None:
        write(None)
        return
    desk.query(
        documents.read,
        view.application_id,
        key,
        owner=owner,
        done=write,
        failed=lambda _gone: write(None),
    )


def portrait_key(view: RecordView) -> str | None:
    """Return the field that holds a picture the user may see, None if there is none."""
    pictures = (one for one in view.fields if one.field.type.name == "document")
    return next((one.field.key for one in pictures if one.given and not one.masked), None)


def _write(
    owner: QWidget,
    desk: OpenDesk,
    view: RecordView,
    done: Callable[[str], object],
    target: Path,
    portrait: bytes | None,
) -> None:
    session = desk.session
    content = registration_form_pdf(
        view,
        session.catalogue,
        session.company,
        language(),
        fingerprint=desks.fingerprint_of(session.desk_id),
        printed_on=session.today(),
        portrait=portrait,
    )
    about = disclosure.Disclosure(
        kind="print",
        recipient=session.company["name"],
        purpose=PURPOSE,
        fields=tuple(one.field.key for one in view.fields if one.given),
        records=(view.application_id,),
    )

    def tell(_changes: Any) -> None:
        done(target.name)

    desk.run(disclosure.release, about, content, target, owner=owner, done=tell)
