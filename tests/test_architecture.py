# SPDX-License-Identifier: Apache-2.0
"""The walls between the parts hold, and each rule that guards them catches what it is there for."""

from collections.abc import Iterator

import pytest

from tests.architecture import boundaries, shape, writing
from tests.architecture.source import Module, Rule, forget, program, within

RULES: tuple[Rule, ...] = (
    *boundaries.RULES,
    *shape.RULES,
    writing.files_written_in_few_places,
)
MODULES = tuple(program("hr_desk", "ui"))


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    forget()


# A rule, a module that breaks it, and what stands in that module.
PLANTED: tuple[tuple[Rule, str, str], ...] = (
    (boundaries.forbidden_imports, "hr_desk.operations.users", "from ui.session import Session"),
    (boundaries.forbidden_imports, "hr_desk.exchange.photos", "from PySide6.QtGui import QImage"),
    (boundaries.forbidden_imports, "hr_desk.domain.clocks", "def f():\n    import os"),
    (boundaries.forbidden_imports, "hr_desk.domain.clocks", "from hr_desk import store"),
    (boundaries.forbidden_imports, "hr_desk.catalogue.loader", "import subprocess"),
    (boundaries.forbidden_imports, "hr_desk.vault.keys", "from hr_desk.store import audit"),
    (boundaries.forbidden_imports, "hr_desk.store.audit", "import hr_desk.operations.users"),
    (boundaries.forbidden_imports, "ui.pages.today", "from hr_desk.store.audit import verify"),
    (boundaries.forbidden_imports, "ui.pages.today", "from hr_desk import vault"),
    (boundaries.forbidden_imports, "ui.printing.forms", "import hr_desk.exchange.outside"),
    (boundaries.kiosk_knows_little, "hr_desk.kiosk.drop", "from hr_desk.store import compartment"),
    (boundaries.kiosk_knows_little, "hr_desk.kiosk", "import hr_desk.operations.profiles"),
    (boundaries.kiosk_knows_little, "ui.kiosk.visit", "from hr_desk.operations import visits"),
    (boundaries.kiosk_knows_little, "hr_desk.kiosk.drop", "from hr_desk.vault.grants import Grant"),
    (boundaries.kiosk_screens_know_little, "ui.kiosk.visit", "import hr_desk.operations.visits"),
    (boundaries.kiosk_screens_know_little, "ui.kiosk.visit", "from hr_desk.vault import envelopes"),
    (boundaries.kiosk_screens_know_little, "ui.kiosk.steps", "from ui.pages import today"),
    (boundaries.kiosk_screens_know_little, "ui.kiosk.steps", "from ui import session"),
    (boundaries.supervisor_without_qt, "ui.kiosk.supervisor", "from PySide6.QtCore import QTimer"),
    (boundaries.supervisor_without_qt, "ui.kiosk.command", "from ui.kiosk import visit"),
    (boundaries.absolute_imports, "hr_desk.store.audit", "from ..operations import users"),
    (boundaries.absolute_imports, "hr_desk.store.audit", "from . import driver"),
    (boundaries.owned_libraries, "hr_desk.operations.users", "from sqlcipher3 import dbapi2"),
    (boundaries.owned_libraries, "hr_desk.store.audit", "import cryptography.hazmat"),
    (boundaries.owned_libraries, "hr_desk.store.driver", "import sqlite3"),
    (boundaries.late_heavy_libraries, "hr_desk.domain.names", "import pypinyin"),
    (boundaries.late_heavy_libraries, "ui.app", "try:\n    from PIL import Image\nfinally: pass"),
    (boundaries.no_network, "hr_desk.cli", "def f():\n    from urllib.request import urlopen"),
    (boundaries.no_network, "ui.app", "from PySide6.QtNetwork import QLocalServer"),
    (boundaries.no_network, "ui.app", "from PySide6 import QtNetwork"),
    (boundaries.threads_in_one_place, "hr_desk.store.driver", "import threading"),
    (boundaries.threads_in_one_place, "ui.window", "from PySide6.QtCore import QThreadPool"),
    (boundaries.threads_in_one_place, "ui.window", "from concurrent.futures import Future"),
    (boundaries.one_event_loop, "ui.window", "dialog.exec()"),
    (boundaries.one_event_loop, "ui.window", "QApplication.processEvents()"),
    (boundaries.one_event_loop, "ui.window", "loop = QEventLoop()"),
    (boundaries.one_door_out, "hr_desk.operations.exports", "outside.write_outside(a, b)"),
    (boundaries.one_door_out, "ui.app", "from hr_desk.exchange.outside import write_outside"),
    (shape.short_modules, "ui.app", "x = 1\n" * 401),
    (shape.short_functions, "ui.app", "def f():\n" + "    x = 1\n" * 60),
    (shape.telling_names, "ui.utils", ""),
    (shape.telling_names, "ui.table_helpers", ""),
    (shape.telling_names, "hr_desk.common.rows", ""),
    (shape.licence_line, "ui.app", '"""A module."""'),
    (shape.docstrings, "ui.app", "x = 1"),
    (shape.docstrings, "ui.app", '"""A module."""\ndef f(): ...'),
    (shape.docstrings, "ui.app", '"""A module."""\nclass A:\n    """A."""\n    def f(self): ...'),
)

WRITING = (
    'open("a", "w")',
    'open("a", mode="xb")',
    "open(path, mode)",
    'Path("a").open("ab")',
    'path.open(mode="r+")',
    "path.write_text(text)",
    "path.write_bytes(content)",
    "os.open(path, os.O_WRONLY | os.O_CREAT)",
    'os.fdopen(number, "wb")',
    "os.replace(part, path)",
    "shutil.copyfile(a, b)",
    "import tempfile",
    "QFile(path)",
    "QSaveFile(path)",
    "QPdfWriter(str(path))",
    "QPdfWriter(buffer)",
    'xlsxwriter.Workbook(path, {"in_memory": True})',
    "pixmap.save(path)",
    'widget.grab().save("a.png")',
)

READING = (
    'open("a")',
    'open("a", "rb")',
    "path.open()",
    'path.open("rb")',
    "path.read_bytes()",
    "os.open(path, os.O_RDONLY)",
    'text.replace("a", "b")',
    "buffer.open(QBuffer.OpenModeFlag.WriteOnly)",
    "buffer = QBuffer()\nQPdfWriter(buffer)",
    'written = BytesIO()\nimage.save(written, "PNG")',
    "Workbook()",
    "painter.save()",
    "operations.drafts.save(session, key, body=body)",
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule: Rule) -> None:
    assert MODULES
    assert [broken for module in MODULES for broken in rule(module)] == []


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED)
def test_a_planted_violation_is_caught(rule: Rule, name: str, text: str) -> None:
    assert list(rule(Module(name, text)))


@pytest.mark.parametrize("text", WRITING)
def test_a_call_that_can_write_is_caught(text: str) -> None:
    assert list(writing.files_written_in_few_places(Module("ui.pages.today", text)))


@pytest.mark.parametrize("text", READING)
def test_a_call_that_only_reads_is_left_alone(text: str) -> None:
    assert list(writing.files_written_in_few_places(Module("ui.pages.today", text))) == []


def test_what_is_allowed_passes() -> None:
    """No rule forbids what the design asks for."""
    late = "def f():\n    import stdnum.cn.ric\n    import holidays"
    assert not list(boundaries.late_heavy_libraries(Module("hr_desk.domain.days", late)))
    typing = "if TYPE_CHECKING:\n    import openpyxl"
    assert not list(boundaries.late_heavy_libraries(Module("hr_desk.exchange.sheets", typing)))
    assert not list(boundaries.owned_libraries(Module("hr_desk.store.driver", "import sqlcipher3")))
    assert not list(boundaries.owned_libraries(Module("hr_desk.vault.keys", "import cryptography")))
    verbs = Module("ui.pages.today", "from hr_desk.operations import today")
    assert not list(boundaries.forbidden_imports(verbs))
    door = Module("hr_desk.operations.disclosure", "outside.write_outside(target, content)")
    assert not list(boundaries.one_door_out(door))
    seals = Module("hr_desk.kiosk.drop", "from hr_desk.vault import envelopes")
    assert not list(boundaries.kiosk_knows_little(seals))


def test_an_exception_that_is_no_longer_needed_goes() -> None:
    """Whoever stands on the list of writers does write."""
    for name in writing.MAY_WRITE:
        modules = [module for module in MODULES if within(module.name, name)]
        calls = [call for module in modules for call in writing.writing_calls(module)]
        assert calls or not modules, name
