# SPDX-License-Identifier: Apache-2.0
"""Which part of the program may know which other part or library."""

from collections.abc import Iterator

from tests.architecture.source import Module, Rule, called, calls, imports, within

QT = ("PySide6", "shiboken6")
HEAVY = (
    "PIL",
    "docx",
    "email_validator",
    "holidays",
    "msoffcrypto",
    "openpyxl",
    "phonenumbers",
    "pypdfium2",
    "pypinyin",
    "python_calamine",
    "segno",
    "stdnum",
    "xlsxwriter",
)
NETWORK = (
    "PySide6.QtNetwork",
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "urllib",
    "urllib3",
    "xmlrpc",
)
THREADS = ("_thread", "asyncio", "concurrent", "multiprocessing", "threading")
QT_THREADS = ("QRunnable", "QThread", "QThreadPool", "QtConcurrent")

# Who may not import whom: the part, what it must not know, and why.
FORBIDDEN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("hr_desk", ("ui", *QT), "is true without a screen"),
    (
        "hr_desk.domain",
        (
            "hr_desk.vault",
            "hr_desk.store",
            "hr_desk.operations",
            "hr_desk.exchange",
            "hr_desk.cli",
            "hr_desk.commands",
        ),
        "holds pure rules",
    ),
    (
        "hr_desk.catalogue",
        (
            "hr_desk.vault",
            "hr_desk.store",
            "hr_desk.operations",
            "hr_desk.exchange",
            "hr_desk.cli",
            "hr_desk.commands",
        ),
        "is a declaration",
    ),
    ("hr_desk.domain", ("io", "os", "shutil", "subprocess", "tempfile"), "does no I/O"),
    ("hr_desk.catalogue", ("io", "os", "shutil", "subprocess", "tempfile"), "reads its files only"),
    (
        "hr_desk.vault",
        (
            "hr_desk.store",
            "hr_desk.operations",
            "hr_desk.exchange",
            "hr_desk.cli",
            "hr_desk.commands",
        ),
        "seals bytes",
    ),
    (
        "hr_desk.exchange",
        ("hr_desk.store", "hr_desk.operations", "hr_desk.cli", "hr_desk.commands"),
        "turns bytes",
    ),
    (
        "hr_desk.store",
        ("hr_desk.operations", "hr_desk.cli", "hr_desk.commands"),
        "lies below the verbs",
    ),
    ("hr_desk.operations", ("hr_desk.cli", "hr_desk.commands"), "lies below the commands"),
    ("ui", ("hr_desk.store", "hr_desk.vault"), "changes data through operations alone"),
    ("ui", ("hr_desk.exchange.outside",), "lets nothing out past operations.disclosure"),
)

# Libraries that belong to one part alone; an empty part: to none.
OWNED = {"sqlcipher3": "hr_desk.store", "cryptography": "hr_desk.vault", "sqlite3": ""}


def forbidden_imports(module: Module) -> Iterator[str]:
    """Yield imports across the borders of FORBIDDEN."""
    for part, unknown, why in FORBIDDEN:
        if within(module.name, part):
            for found in imports(module):
                if within(found.name, *unknown):
                    yield f"{module.name}:{found.line} imports {found.name}, but {part} {why}"


def absolute_imports(module: Module) -> Iterator[str]:
    """Yield relative imports: the rules here read whole names."""
    for found in imports(module):
        if found.name.startswith("."):
            yield f"{module.name}:{found.line} imports {found.name}: write the whole name"


def owned_libraries(module: Module) -> Iterator[str]:
    """Yield imports of a library outside the one part that owns it."""
    for library, owner in OWNED.items():
        if not (owner and within(module.name, owner)):
            for found in imports(module):
                if within(found.name, library):
                    yield f"{module.name}:{found.line} imports {library}: only {owner or 'nobody'}"


def late_heavy_libraries(module: Module) -> Iterator[str]:
    """Yield heavy libraries that would be loaded at every start."""
    for found in imports(module):
        if within(found.name, *HEAVY) and not found.late:
            yield f"{module.name}:{found.line} imports {found.name} at the top: do it where used"


def no_network(module: Module) -> Iterator[str]:
    """Yield imports that reach for a network: HR Desk never does."""
    for found in imports(module):
        if within(found.name, *NETWORK):
            yield f"{module.name}:{found.line} imports {found.name}: HR Desk uses no network"


def threads_in_one_place(module: Module) -> Iterator[str]:
    """Yield threads and processes outside ui/tasks.py."""
    if module.name == "ui.tasks":
        return
    for found in imports(module):
        if within(found.name, *THREADS) or found.name.rpartition(".")[2] in QT_THREADS:
            yield f"{module.name}:{found.line} imports {found.name}: threads live in ui/tasks.py"


EVENT_LOOPS = {"exec", "exec_", "processEvents", "QEventLoop"}
# Modules that may turn the event loop, and why.
MAY_LOOP = {
    "ui.app": "starts the one event loop of the process",
    "ui.demo_pictures": "starts it in its place, for a window nobody sees",
}


def one_event_loop(module: Module) -> Iterator[str]:
    """Yield local event loops: what runs inside one can close what stands around it."""
    if module.name not in MAY_LOOP and within(module.name, "ui"):
        for call in calls(module):
            if called(call) in EVENT_LOOPS:
                yield f"{module.name}:{call.lineno} calls {called(call)}: use open() and a signal"


def one_door_out(module: Module) -> Iterator[str]:
    """Yield calls of write_outside from anywhere but operations/disclosure.py."""
    if module.name in {"hr_desk.operations.disclosure", "hr_desk.exchange.outside"}:
        return
    for found in imports(module):
        if found.name.endswith(".write_outside"):
            yield f"{module.name}:{found.line} imports write_outside: only operations.disclosure"
    for call in calls(module):
        if called(call) == "write_outside":
            yield f"{module.name}:{call.lineno} calls write_outside: only operations.disclosure"


RULES: tuple[Rule, ...] = (
    forbidden_imports,
    absolute_imports,
    owned_libraries,
    late_heavy_libraries,
    no_network,
    threads_in_one_place,
    one_event_loop,
    one_door_out,
)
