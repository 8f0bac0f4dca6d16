# SPDX-License-Identifier: Apache-2.0
"""The application forms of several marked applications as one PDF, through the one door out.

A print of daily work is a named template with a standing purpose: logged, never asked. Each record
that is read for it is logged as opened.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.model import Scenario
from hr_desk.errors import UserError
from hr_desk.i18n import N_, language, t
from hr_desk.operations import candidates, disclosure, documents
from hr_desk.operations.candidates import RecordView
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from ui.pages.paper_around import around_of, read_texts
from ui.pages.record_print import PURPOSE, portrait_key
from ui.printing.application_form import forms_pdf
from ui.session import OpenDesk
from ui.widgets.files import choose_target

MOST: Final = 30
"""Forms of one print: each takes a third of a second, while nobody reads the desk."""

Failed = Callable[[UserError], object]


class TooMany(UserError):
    """More forms at once than a person waits for."""

    message = N_("At most {most} forms are printed at once. Mark fewer, and print the others next.")


def print_forms(
    parent: QWidget, desk: OpenDesk, ids: Sequence[str], *, done: Callable[[str], object],
    failed: Failed,
) -> None:  # fmt: skip
    """Ask where the forms go and write them there; ``done`` gets the file's name."""
    if len(ids) > MOST:
        failed(TooMany(most=MOST))
        return
    day = desk.session.today().isoformat()
    proposed = t("Registration forms {day}", day=day) + ".pdf"
    then = partial(write_forms, parent, desk, tuple(ids), done=done, failed=failed)
    choose_target(parent, t("Print…"), proposed, lambda target: then(target))


def write_forms(
    owner: QWidget, desk: OpenDesk, ids: Sequence[str], target: Path, *,
    done: Callable[[str], object], failed: Failed,
) -> None:  # fmt: skip
    """Make the forms of these applications and release them to ``target``."""

    def release(made: tuple[bytes, tuple[str, ...]]) -> None:
        content, fields = made
        about = disclosure.Disclosure(
            kind="print", recipient=desk.session.company["name"], purpose=PURPOSE, fields=fields,
            records=tuple(ids),
        )  # fmt: skip
        desk.run(
            disclosure.release, about, content, target, owner=owner, failed=failed,
            done=lambda _changes: done(target.name),
        )  # fmt: skip

    desk.query(made_of, ids, language(), owner=owner, done=release, failed=failed)


def made_of(session: Session, ids: Sequence[str], code: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF of some applications, and the keys of the values on it; worker."""
    texts = read_texts(session, Scenario.RECRUITMENT, code)
    views = [candidates.open_record(session, id_) for id_ in ids]
    forms: list[tuple[Sequence[Any], Any]] = []
    for view in views:
        portrait = _portrait(session, view)
        forms.append(
            (view.fields, around_of(session, texts, post=view.requisition, portrait=portrait))
        )
    given = dict.fromkeys(one.field.key for view in views for one in view.fields if one.given)
    return forms_pdf(forms, session.catalogue, Scenario.RECRUITMENT), tuple(given)


def _portrait(session: Session, view: RecordView) -> bytes | None:
    key = portrait_key(view)
    try:
        return None if key is None else documents.read(session, view.application_id, key)
    except RecordGone:
        return None
