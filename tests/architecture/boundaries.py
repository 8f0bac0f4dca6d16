# SPDX-License-Identifier: Apache-2.0
"""Which part of the program may know which other part or library."""

from collections.abc import Iterator

from tests.architecture.source import Module, Rule, called, calls, imports, within

QT = ("PySide6", "shiboken6")
HEAVY = (
    "PIL",
    "PySide6.QtMultimedia",  # an extra that many machines do not have
    "docx",
    "email_validator",
    "holidays",
    "msoffcrypto",
    "olefile",
    "openpyxl",
    "phonenumbers",
    "pypdf",
    "pypdfium2",
    "pypinyin",
    "python_calamine",
    "pyzipper",
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

# What a kiosk may know of the program below the screens; nothing here opens a compartment file.
_SHOWN = ("hr_desk.catalogue", "hr_desk.domain", "hr_desk.errors", "hr_desk.i18n", "hr_desk.kiosk")
KIOSK_MAY_KNOW = {
    "ui.kiosk": _SHOWN,
    "hr_desk.kiosk": (
        *_SHOWN,
        "hr_desk.store.anchors.profile_folder",
        "hr_desk.store.desk_files",
        "hr_desk.store.inbox.read_plain",
        "hr_desk.store.presence",
        "hr_desk.store.pulses",
        "hr_desk.vault.canonical",
        "hr_desk.vault.envelopes",
        "hr_desk.vault.errands",
        "hr_desk.vault.keys",
        "hr_desk.vault.padding",
        "hr_desk.vault.profiles",
        "hr_desk.vault.receipts",
    ),
}

# What the kiosk's screens may know: never an operation, a page or what opens a file.
KIOSK_SCREENS_MAY_KNOW = (
    "hr_desk.catalogue",
    "hr_desk.domain",
    "hr_desk.errors",
    "hr_desk.i18n",
    "hr_desk.kiosk",
    "ui.input_method",
    "ui.kiosk",
    "ui.theme",
    "ui.widgets.buttons",
    "ui.widgets.label",
    "ui.widgets.layouts",
    "ui.widgets.scanner",
    "ui.widgets.signature",
)
# Modules of the kiosk that outlive a visit, and so never load a screen.
WITHOUT_QT = ("command", "hardening", "pipes", "supervisor")

# Libraries that belong to one part alone; an empty part: to none.
OWNED = {"sqlcipher3": "hr_desk.store", "cryptography": "hr_desk.vault", "sqlite3": ""}


def forbidden_imports(module: Module) -> Iterator[str]:
    """Yield imports across the borders of FORBIDDEN."""
    for part, unknown, why in FORBIDDEN:
        if within(module.name, part):
            for found in imports(module):
                if within(found.name, *unknown):
                    yield f"{module.name}:{found.line} imports {found.name}, but {part} {why}"


def kiosk_knows_little(module: Module) -> Iterator[str]:
    """Yield imports of a kiosk beyond KIOSK_MAY_KNOW: it holds public keys only."""
    for part, known in KIOSK_MAY_KNOW.items():
        if within(module.name, part):
            for found in imports(module):
                if within(found.name, "hr_desk") and not within(found.name, *known):
                    yield f"{module.name}:{found.line} imports {found.name}: no business of a kiosk"


def kiosk_screens_know_little(module: Module) -> Iterator[str]:
    """Yield imports of the kiosk's screens beyond KIOSK_SCREENS_MAY_KNOW."""
    if within(module.name, "ui.kiosk"):
        for found in imports(module):
            own = within(found.name, "hr_desk", "ui")
            if own and not within(found.name, *KIOSK_SCREENS_MAY_KNOW):
                yield f"{module.name}:{found.line} imports {found.name}: no business of a kiosk"


def supervisor_without_qt(module: Module) -> Iterator[str]:
    """Yield imports of Qt in what runs between two visits."""
    if module.name in {f"ui.kiosk.{name}" for name in WITHOUT_QT}:
        for found in imports(module):
            quiet = within(found.name, *(f"ui.kiosk.{name}" for name in WITHOUT_QT))
            if within(found.name, *QT) or (within(found.name, "ui") and not quiet):
                yield f"{module.name}:{found.line} imports {found.name}: it outlives the visit"


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
    "ui.kiosk.visit": "starts the one event loop of a visit's process",
}


def one_event_loop(module: Module) -> Iterator[str]:
    """Yield local event loops: what runs inside one can close what stands around it."""
    if module.name not in MAY_LOOP and within(module.name, "ui"):
        for call in calls(module):
            if called(call) in EVENT_LOOPS:
                yield f"{module.name}:{call.lineno} calls {called(call)}: use open() and a signal"


# Modules that may write outside a desk, and why each of them.
MAY_LET_OUT = {
    "hr_desk.exchange.outside": "defines it",
    "hr_desk.operations.disclosure": "enters into the register whatever leaves",
    "hr_desk.operations.profiles": "a kiosk's profile: public keys and texts, nobody's data",
}


def one_door_out(module: Module) -> Iterator[str]:
    """Yield calls of write_outside from anywhere but the modules of MAY_LET_OUT."""
    if module.name in MAY_LET_OUT:
        return
    for found in imports(module):
        if found.name.endswith(".write_outside"):
            yield f"{module.name}:{found.line} imports write_outside: only operations.disclosure"
    for call in calls(module):
        if called(call) == "write_outside":
            yield f"{module.name}:{call.lineno} calls write_outside: only operations.disclosure"


RULES: tuple[Rule, ...] = (
    forbidden_imports,
    kiosk_knows_little,
    kiosk_screens_know_little,
    supervisor_without_qt,
    absolute_imports,
    owned_libraries,
    late_heavy_libraries,
    no_network,
    threads_in_one_place,
    one_event_loop,
    one_door_out,
)
