# SPDX-License-Identifier: Apache-2.0
"""The one order of a form: on paper, on the screen, and from field to field with Enter.

It is the order in which the catalogue declares sections and, within them, fields.
"""

from collections.abc import Iterable

from ui.forms.field_row import FieldView


def numbered(views: Iterable[FieldView]) -> dict[str, int]:
    """Return each field's number, by key, from 1, as paper and screen show it."""
    return {view.field.key: number for number, view in enumerate(views, start=1)}
