# SPDX-License-Identifier: Apache-2.0
"""The documents are true: examples run, names exist, links lead somewhere."""

import importlib
import importlib.util
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import hr_desk.operations
from hr_desk.operations.operation import OPERATIONS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
)
CODE_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE_WORD = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
VERB = re.compile(r"dev\.py +([a-z]+)")
PLACE = re.compile(r"[\w.\-]+(?:/[\w.\-]+)*/?")
OUR_FOLDERS = ("docs/", "hr_desk/", "resources/", "tests/", "ui/")
TEST = re.compile(r"\btest_[a-z0-9_]+\b(?!\.py)")


def text_of(name: str) -> str:
    """Return a document by its path in the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def examples(text: str) -> Iterator[tuple[int, str]]:
    """Yield the Python blocks of a document, each with the line it begins on."""
    for block in CODE_BLOCK.finditer(text):
        if block[1] == "python":
            yield text.count("\n", 0, block.start(2)) + 1, block[2]


def run_examples(name: str) -> int:
    """Run a document's examples in order in one namespace; returns how many there were."""
    namespace: dict[str, Any] = {"__name__": "example"}
    found = list(examples(text_of(name)))
    for line, source in found:
        # Blank lines put a traceback's numbers where they are in the document.
        code = compile("\n" * (line - 1) + source, name, "exec")
        exec(code, namespace)  # noqa: S102 - the repository's own documents
    return len(found)


def test_the_examples_of_the_api_run(
    cheap: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_examples("docs/api.md") > 20


def operation_modules() -> Iterator[ModuleType]:
    """Yield the modules of hr_desk.operations."""
    for found in pkgutil.iter_modules(hr_desk.operations.__path__):
        yield importlib.import_module(f"hr_desk.operations.{found.name}")


def public_functions(module: ModuleType) -> list[str]:
    """Return the public functions a module defines itself."""
    return [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]


def named_in(text: str) -> set[str]:
    """Return every name that stands in a code span or code block of a document."""
    code = " ".join([*CODE_WORD.findall(CODE_BLOCK.sub("", text)), *(b[1] for b in examples(text))])
    return set(re.findall(r"\w+(?:\.\w+)*", code))


def test_every_public_function_of_the_operations_is_in_the_api() -> None:
    """With its module's name before it, or in the row of its module in the last table."""
    text = text_of("docs/api.md")
    named = named_in(text)
    rows = {row[1]: row[2] for row in re.finditer(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE)}
    missing = []
    for module in operation_modules():
        short = module.__name__.rpartition(".")[2]
        for name in public_functions(module):
            if f"{short}.{name}" not in named and f"`{name}`" not in rows.get(short, ""):
                missing.append(f"{short}.{name}")
    assert missing == []


def test_every_operation_is_in_the_table_of_the_api() -> None:
    list(operation_modules())
    table = text_of("docs/api.md").partition("## Table of operations")[2]
    assert [name for name in OPERATIONS if f"`{name}`" not in table] == []


def test_the_api_names_no_operation_that_is_gone() -> None:
    list(operation_modules())
    table = text_of("docs/api.md").partition("## Table of operations")[2]
    rows = re.findall(r"^\| (`[^|]+) \|[^|]+\|[^|]+\|$", table, re.MULTILINE)
    named = [name for row in rows for name in CODE_WORD.findall(row)]
    assert named
    assert sorted(set(named) - set(OPERATIONS)) == []


def places_named(text: str) -> set[str]:
    """Return the code spans of a document that look like a file or folder of ours."""
    return {
        word
        for word in CODE_WORD.findall(CODE_BLOCK.sub("", text))
        if PLACE.fullmatch(word) and ("/" in word or word.endswith((".py", ".md")))
    }


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_the_files_and_folders_it_names_exist(name: str) -> None:
    named = places_named(text_of(name))
    assert len(named) > 10
    assert sorted(place for place in named if not (ROOT / place).exists()) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_in_our_folders_exists(document: Path) -> None:
    """Other places are those of a desk, of a machine, or of nobody."""
    named = places_named(document.read_text(encoding="utf-8"))
    ours = [place for place in named if place.startswith(OUR_FOLDERS)]
    assert sorted(place for place in ours if not (ROOT / place).exists()) == []


def anchors(text: str) -> set[str]:
    """Return the anchors that a reader of a document's headings gets."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in plain}


def broken_links(document: Path) -> Iterator[str]:
    """Yield the links of a document that lead nowhere."""
    text = document.read_text(encoding="utf-8")
    for link in LINK.findall(CODE_BLOCK.sub("", text)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (document.parent / file) if file else document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            yield link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    assert list(broken_links(document)) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text("# One\n[x](b.md) [y](#two) [z](#one)\n", encoding="utf-8")
    assert list(broken_links(document)) == ["b.md", "#two"]


def dev_verbs() -> set[str]:
    """Return the verbs of dev.py."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return set(module.VERBS)


def test_every_verb_of_dev_that_a_document_names_exists() -> None:
    verbs = dev_verbs()
    for document in DOCUMENTS:
        named = set(VERB.findall(document.read_text(encoding="utf-8")))
        assert named <= verbs, document.name
    assert set(VERB.findall(text_of("README.md"))) == verbs


def test_every_test_that_a_document_names_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py"))
    defined = set(re.findall(r"^def (test_\w+)", code, re.MULTILINE))
    named = {(path.name, t) for path in DOCUMENTS for t in TEST.findall(path.read_text("utf-8"))}
    assert sorted((file, test) for file, test in named if test not in defined) == []


def test_every_table_and_column_of_the_migrations_is_in_the_desk_format() -> None:
    text = text_of("docs/desk-format.md")
    missing = []
    for path in sorted((ROOT / "hr_desk/store/migrations").glob("*.sql")):
        assert path.stem.partition("_")[0] in text
        sql = path.read_text(encoding="utf-8")
        for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)^\)", sql, re.DOTALL | re.M):
            row = re.search(rf"^\| `{table}` \|.*$", text, re.MULTILINE)
            columns = re.findall(r"^    ([a-z_]\w*) [A-Z]", body, re.MULTILINE)
            described = set(CODE_WORD.findall(row[0])) if row else set()
            missing += [f"{table}.{name}" for name in columns if name not in described]
    assert missing == []
