# SPDX-License-Identifier: Apache-2.0
"""The application form of one application as a PDF, through the one door out.

A print of daily work is a named template with a standing purpose: logged, never asked.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import language, t
from hr_desk.operations import disclosure, documents
from hr_desk.operations.candidates import RecordView
from hr_desk.operations.session import Session
from ui.pages.paper_around import Texts, around_of, read_texts
from ui.printing.application_form import form_pdf
from ui.session import OpenDesk
from ui.widgets.files import choose_target

PURPOSE = "apply.assess"
"""The standing purpose of the application form."""


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
    code = language()

    def with_texts(texts: Texts) -> None:
        write = partial(_write, owner, desk, view, texts, done, target)
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

    desk.query(read_texts, Scenario.RECRUITMENT, code, owner=owner, done=with_texts)


def portrait_key(view: RecordView) -> str | None:
    """Return the field that holds a picture the user may see, None if there is none."""
    pictures = (one for one in view.fields if one.field.type.name == "document")
    return next((one.field.key for one in pictures if one.given and not one.masked), None)


def _write(
    owner: QWidget,
    desk: OpenDesk,
    view: RecordView,
    texts: Texts,
    done: Callable[[str], object],
    target: Path,
    portrait: bytes | None,
) -> None:
    session = desk.session
    around = around_of(session, texts, post=view.requisition, portrait=portrait)
    about = disclosure.Disclosure(
        kind="print",
        recipient=session.company["name"],
        purpose=PURPOSE,
        fields=tuple(one.field.key for one in view.fields if one.given),
        records=(view.application_id,),
    )

    def made(session: Session) -> bytes:
        return form_pdf(view.fields, session.catalogue, Scenario.RECRUITMENT, around)

    def release(content: bytes) -> None:
        desk.run(disclosure.release, about, content, target, owner=owner, done=tell)

    def tell(_changes: Any) -> None:
        done(target.name)

    # A form takes a third of a second to draw: the window answers meanwhile.
    desk.query(made, owner=owner, done=release)
