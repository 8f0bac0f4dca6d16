# SPDX-License-Identifier: Apache-2.0
"""Which editor belongs to which type of value: the one list of them."""

from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.types.base import FieldType
from ui.forms.checks import ChecksEditor
from ui.forms.choices import ChoiceEditor, FlagEditor
from ui.forms.documents import DocumentEditor
from ui.forms.editor import Editor
from ui.forms.histories import ContactEditor, HistoryEditor
from ui.forms.id_scans import ScanEditor
from ui.forms.lines import DateEditor, LineEditor, LongEditor
from ui.forms.papers import PapersEditor

EDITORS: dict[str, type[Editor]] = {
    "text": LineEditor,
    "long_text": LongEditor,
    "person_name": LineEditor,
    "email": LineEditor,
    "alnum": LineEditor,
    "wechat_id": LineEditor,
    "plate": LineEditor,
    "phone": LineEditor,
    "id_number": LineEditor,
    "bank_card": LineEditor,
    "count": LineEditor,
    "date": DateEditor,
    "year_month": LineEditor,
    "timestamp": LineEditor,
    "pay_range": LineEditor,
    "choice": ChoiceEditor,
    "choices": ChecksEditor,
    "country": ChoiceEditor,
    "prefecture": ChoiceEditor,
    "flag": FlagEditor,
    "education_history": HistoryEditor,
    "work_history": HistoryEditor,
    "training_records": HistoryEditor,
    "certificates": HistoryEditor,
    "driving_licence": HistoryEditor,
    "language_skill": HistoryEditor,
    "contact": ContactEditor,
    "document": DocumentEditor,
    "documents": PapersEditor,
    "money": LineEditor,
    "permit": LineEditor,
    "validity": LineEditor,
    "contract_term": LineEditor,
    "dated_flag": LineEditor,
    "dated_choice": LineEditor,
    "graded": LineEditor,
}
"""Type name to editor; total over hr_desk.catalogue.types.TYPES."""


def editor_for(kind: FieldType, parent: QWidget | None = None) -> Editor:
    """Return a fresh editor of a type of value."""
    if getattr(kind, "sides", 1) > 1:
        return ScanEditor(kind, parent)
    return EDITORS[kind.name](kind, parent)
