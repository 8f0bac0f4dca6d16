# SPDX-License-Identifier: Apache-2.0
"""Which fields the form of a joiner shows, and which of them it only shows."""

from dataclasses import replace
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import t
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.joiner_views import JoinerView
from ui.forms.order import joining_order
from ui.forms.record_form import RecordForm

PICTURES: Final = ("photo", "id_image")
"""Documents that the form itself shows; a signature is given on the page of sensitive items."""

_PROGRAM: Final = "program"


def form_views(view: JoinerView, catalogue: Catalogue) -> list[FieldView]:
    """Return what the form shows, in the order of the paper; a signature has its own place.

    What the program itself notes, as the last day of work, is there once it was noted.
    """
    kept = t("Kept by payroll")
    own = [one for one in view.fields if _has_place(one)]
    away = [replace(one, shown=kept) if one.given else one for one in view.adding]
    return joining_order([*own, *away], catalogue)


def _has_place(one: FieldView) -> bool:
    if one.field.supplied_by == _PROGRAM:
        return one.given
    return one.field.type.name != "document" or one.field.key in PICTURES


def hold_closed(form: RecordForm, view: JoinerView) -> None:
    """Let nobody change what the program notes, nor see what whoever works here reads no more."""
    for key in form.keys():  # noqa: SIM118
        if form.row(key).field.supplied_by == _PROGRAM:
            form.row(key).set_read_only(True)
    for one in view.adding:
        form.row(one.field.key).offer_unmasking(offered=False)
