# SPDX-License-Identifier: Apache-2.0
"""Where a file may be written at all: a short list of modules, each with its reason."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, called, calls, imports, within

# Modules that may write files, and why each of them.
MAY_WRITE = {
    "hr_desk.store": "the files of the desk itself",
    "hr_desk.exchange.confined_process": "answers over the pipe it was started with",
    "hr_desk.exchange.outside": "the one door out of the desk",
    "hr_desk.bench": "a scratch desk of made-up people, gone when the figures are taken",
    "ui.__main__": "opens the null device where a Windows program has no streams",
    "ui.demo_pictures": "pictures and summary of made-up people",
    "ui.document_scenes": "CVs of made-up people that the walk reads",
    "ui.import_scenes": "a sheet of made-up people that the walk reads",
    "ui.kiosk.hardening": "opens the null device in place of the error stream",
    "ui.kiosk.pictures": "pictures of made-up visitors",
    "ui.place_scenes": "the register of a made-up desk, where a desk is refused",
    "ui.problems": "the report of a crash: kinds and places of errors, no word of a message",
}

PATH_METHODS = {"write_text", "write_bytes", "hardlink_to", "symlink_to"}
OS_FUNCTIONS = {"os.replace", "os.rename", "os.link", "os.symlink", "os.mkfifo", "os.truncate"}
SHUTIL_FUNCTIONS = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "make_archive", "move"}
QT_FILES = {"QFile", "QSaveFile", "QTemporaryFile", "QTemporaryDir", "QImageWriter"}
WRITE_FLAGS = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC")
MEMORY = {"BytesIO", "QBuffer", "StringIO"}


def writing_calls(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and text of every call in a module that can write a file."""
    for found in imports(module):
        if within(found.name, "tempfile"):
            yield found.line, "tempfile"
    memory = _in_memory(module)
    for call in calls(module):
        if _writes(call, memory):
            yield call.lineno, ast.unparse(call.func)


def files_written_in_few_places(module: Module) -> Iterator[str]:
    """Yield writing calls in modules that have no business with files."""
    if not within(module.name, *MAY_WRITE):
        for line, text in writing_calls(module):
            yield f"{module.name}:{line} can write a file ({text}): return bytes instead"


def _writes(call: ast.Call, memory: set[str]) -> bool:
    whole, last = ast.unparse(call.func), called(call)
    if whole == "os.open":
        return any(flag in ast.unparse(call) for flag in WRITE_FLAGS)
    if last in {"open", "fdopen"}:
        return _opens_for_writing(call, method=whole != last and whole != "io.open")
    if last in {"save", "QPdfWriter", "Workbook"}:
        known = not call.args or ast.unparse(call.args[0]) in memory
        return not known and not whole.endswith("drafts.save")
    return (
        last in PATH_METHODS | QT_FILES
        or whole in OS_FUNCTIONS
        or (whole.startswith("shutil.") and last in SHUTIL_FUNCTIONS)
    )


def _opens_for_writing(call: ast.Call, *, method: bool) -> bool:
    place = 0 if method and ast.unparse(call.func) != "os.fdopen" else 1
    given = [word.value for word in call.keywords if word.arg == "mode"]
    modes = given or call.args[place : place + 1]
    if not modes:
        return False
    mode = modes[0]
    if isinstance(mode, ast.Constant):
        return isinstance(mode.value, str) and bool(set(mode.value) & set("wxa+"))
    return not method


def _in_memory(module: Module) -> set[str]:
    """Return the names that hold a buffer in memory."""
    return {
        ast.unparse(target)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and called(node.value) in MEMORY
        for target in node.targets
    }
