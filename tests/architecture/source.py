# SPDX-License-Identifier: Apache-2.0
"""A module of the program as the rules see it: its dotted name, its syntax tree, its imports."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Import:
    """One imported name, as a dotted path; ``late`` when it happens inside a function."""

    name: str
    line: int
    late: bool


@dataclass(frozen=True)
class Module:
    """One source file."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return _parsed(self.text)


@cache
def _parsed(text: str) -> ast.Module:
    """Parse once for all rules; ``forget`` lets go of what would slow down later tests."""
    return ast.parse(text)


Rule = Callable[[Module], Iterator[str]]
"""A rule yields one sentence for each violation in a module."""


def program(*packages: str) -> Iterator[Module]:
    """Yield every module of the named packages."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(part for part in parts if part != "__init__")
            yield Module(name, path.read_text(encoding="utf-8"))


def within(name: str, *packages: str) -> bool:
    """Tell whether a dotted name is one of the packages or lies inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@cache
def imports(module: Module) -> tuple[Import, ...]:
    """Return every import of a module; those for type checkers alone are left out."""
    return tuple(_imports(module.tree, late=False))


def forget() -> None:
    """Forget every tree and import that was kept for the next rule."""
    _parsed.cache_clear()
    imports.cache_clear()


def _imports(node: ast.AST, *, late: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, late)
        elif isinstance(child, ast.ImportFrom):
            base = "." * child.level + (child.module or "")
            for alias in child.names:
                yield Import(f"{base}.{alias.name}", child.lineno, late)
        elif not _for_type_checkers(child):
            inside = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, late=inside)


def _for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def calls(module: Module) -> Iterator[ast.Call]:
    """Yield every call of a module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """Return the last part of what is called: ``replace`` for ``os.replace(...)``."""
    return ast.unparse(call.func).rpartition(".")[2]
