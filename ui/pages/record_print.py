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
from hr_desk.operations import disclosure
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
    """Make the form and release it to ``target``."""
    session = desk.session
    content = registration_form_pdf(
        view, session.catalogue, session.company, language(), printed_on=session.today()
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
