# SPDX-License-Identifier: Apache-2.0
"""How long a module and a function may be, what they may be called, what they must say."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, Rule

LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 60
NAMELESS = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
LICENCE = "# SPDX-License-Identifier: Apache-2.0"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def short_modules(module: Module) -> Iterator[str]:
    """Yield modules that have grown beyond one subject."""
    lines = len(module.text.splitlines())
    if lines > LINES_OF_A_MODULE:
        yield f"{module.name} has {lines} lines: {LINES_OF_A_MODULE} at most"


def short_functions(module: Module) -> Iterator[str]:
    """Yield functions nobody can see at one glance."""
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                yield f"{module.name}.{node.name} has {lines} lines: {LINES_OF_A_FUNCTION} at most"


def telling_names(module: Module) -> Iterator[str]:
    """Yield modules whose name says nothing."""
    for part in module.name.split("."):
        if NAMELESS & set(part.split("_")):
            yield f"{module.name}: {part} says nothing about what is inside"


def licence_line(module: Module) -> Iterator[str]:
    """Yield modules without the licence in their first line."""
    if module.text.partition("\n")[0] != LICENCE:
        yield f"{module.name} does not begin with {LICENCE}"


def docstrings(module: Module) -> Iterator[str]:
    """Yield modules, public classes and public functions that promise nothing."""
    if not ast.get_docstring(module.tree):
        yield f"{module.name} has no docstring"
    yield from _without_docstring(module.tree, module.name)


def _without_docstring(node: ast.Module | ast.ClassDef, where: str) -> Iterator[str]:
    for child in node.body:
        if isinstance(child, ast.ClassDef | Function) and not child.name.startswith("_"):
            if not ast.get_docstring(child) and not _said_elsewhere(child):
                yield f"{where}.{child.name} has no docstring"
            if isinstance(child, ast.ClassDef):
                yield from _without_docstring(child, f"{where}.{child.name}")


def _said_elsewhere(node: ast.ClassDef | Function) -> bool:
    marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
    return bool(marks & {"overload", "override", "setter"})


RULES: tuple[Rule, ...] = (
    short_modules,
    short_functions,
    telling_names,
    licence_line,
    docstrings,
)
