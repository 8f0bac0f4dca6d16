# SPDX-License-Identifier: Apache-2.0
"""Every message in the code is a literal, has its Chinese, compiled."""

import ast
import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
MARKERS = {"t": None, "N_": None}
# A literal, or something that holds a message N_() has marked where it stands.
MESSAGE = (ast.Constant, ast.Name, ast.Attribute, ast.Subscript)
PLACEHOLDER = re.compile(r"{[^{}]*}")


def messages_in_code() -> set[str]:
    """Return the message of every t() and N_() call of the program."""
    found: set[str] = set()
    for package in ("hr_desk", "ui"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / package, keywords=MARKERS
        ):
            found.update([message] if isinstance(message, str) else message)
    return found - {""}


def chinese() -> Catalog:
    """Return the Chinese catalogue as it stands in the .po file."""
    with (TRANSLATIONS / "zh_CN.po").open("rb") as file:
        return read_po(file, locale="zh_CN", abort_invalid=True)


def translated() -> dict[str, str]:
    """Return English to Chinese for every entry of the .po file."""
    return {str(entry.id): str(entry.string) for entry in chinese() if entry.id}


def non_literals(source: str) -> list[int]:
    """Return the lines where t() or N_() is given a text put together on the spot."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKERS
        and not (node.args and isinstance(node.args[0], MESSAGE))
    ]


def nested(source: str) -> list[int]:
    """Return the lines where a message stands inside another's call, which Babel passes over."""
    marked = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKERS
    ]
    inner = {id(one): one for outer in marked for one in ast.walk(outer) if one is not outer}
    return [
        one.lineno
        for one in marked
        if id(one) in inner and one.args and isinstance(one.args[0], ast.Constant)
    ]


def test_no_message_stands_inside_another() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for package in ("hr_desk", "ui")
        for path in (ROOT / package).rglob("*.py")
        if (lines := nested(path.read_text(encoding="utf-8")))
    }
    assert found == {}
    assert nested('t("{a} left", a=b.get("c", t("nobody")))') == [1]


def test_every_message_has_its_chinese() -> None:
    have = {message for message, text in translated().items() if text}
    assert sorted(messages_in_code() - have) == []


def test_no_translation_outlives_its_message() -> None:
    assert sorted(translated().keys() - messages_in_code()) == []


def test_nothing_is_marked_unsure() -> None:
    assert [entry.id for entry in chinese() if entry.id and entry.fuzzy] == []


def test_a_translation_keeps_the_placeholders() -> None:
    for message, text in translated().items():
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(message)), message


def test_the_compiled_file_says_what_the_source_says() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, chinese())
    fresh.seek(0)
    with (TRANSLATIONS / "zh_CN.mo").open("rb") as file:
        committed = gettext.GNUTranslations(file)
    wanted = gettext.GNUTranslations(fresh)
    for message in translated():
        assert committed.gettext(message) == wanted.gettext(message), message


@pytest.mark.parametrize("package", ["hr_desk", "ui"])
def test_no_message_is_put_together_in_code(package: str) -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / package).rglob("*.py")
        if (lines := non_literals(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source", ['t(f"{name} left")', 'N_("a" + b)', 't("a".upper())', 'print(t("a" if x else "b"))']
)
def test_a_message_put_together_in_code_is_found(source: str) -> None:
    assert non_literals(source) == [1]


def test_a_marked_message_is_accepted() -> None:
    assert non_literals('t("{name} left", name=name)\nN_("one " "text")\nt(message)') == []
