# SPDX-License-Identifier: Apache-2.0
"""What a PDF shows is what a reader copies out of it: names, ID numbers, both languages.

With Noto's own files, Qt's PDF gives back Kangxi radicals for everyday characters, and tabs for
spaces; the font in resources/fonts is cut so that each glyph has its everyday character.
"""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QFontDatabase, QPageSize, QPdfWriter, QRawFont, QTextDocument
from pytestqt.qtbot import QtBot

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "HRDeskSans-Regular.ttf"
FAMILY = "HR Desk Sans"
NAMES = ("张三", "欧阳娜娜", "䶮小明", "阿卜杜·热合曼", "吕布", "Müller, Jürgen", "龙飞")
RADICALS = (
    "一丨丶丿乙二人儿入八冂冖几刀力勹匕十卜厂又口囗土士夕大女子宀寸小尢尸山工己巾干广廴弓彐彡"
    "彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻片牙牛犬玄玉瓜瓦甘生用田疋白皮皿"
    "目矛矢石示禾穴立竹米糸缶羊羽老而耒耳聿肉臣自至臼舌舟色虫血行衣西见角言谷豆豕贝赤走足身车辛"
    "辰邑酉里金长门隶隹雨青非面革韦韭音页风飞食首香马骨高髟斗鬼鱼鸟鹿麦麻黄黍黑鼎鼓鼠鼻齐齿龙龟"
)


@pytest.fixture
def family(qtbot: QtBot) -> str:
    """Return the family of the shipped font, loaded."""
    number = QFontDatabase.addApplicationFont(str(FONT))
    assert QFontDatabase.applicationFontFamilies(number) == [FAMILY]
    return FAMILY


def pages_of(html: str, family: str) -> list[str]:
    """Return the text of each page of a document printed to PDF, without white space."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    document = QTextDocument()
    document.setDefaultFont(QFont(family, 10))
    document.setHtml(html)
    document.print_(writer)
    buffer.close()
    reader = PdfReader(io.BytesIO(buffer.data().data()))
    return [page.extract_text() for page in reader.pages]


def test_everyday_characters_come_back_as_themselves(family: str) -> None:
    text = "".join("".join(pages_of(f"<p>{RADICALS}</p>", family)).split())
    assert RADICALS in text


def test_spaces_come_back_as_spaces(family: str) -> None:
    text = "".join(pages_of("<p>Not hired, 2026-11-24: 138 0013 8000</p>", family))
    assert "Not hired, 2026-11-24: 138 0013 8000" in text


def test_a_long_table_comes_back_whole(family: str) -> None:
    numbers = [f"11010519491231{number:04d}" for number in range(140)]
    rows = "".join(
        f"<tr><td>{NAMES[place % len(NAMES)]}</td><td>{number}</td><td>入职 onboarding</td></tr>"
        for place, number in enumerate(numbers)
    )
    pages = pages_of(f"<table border='1' width='100%'>{rows}</table>", family)
    assert len(pages) > 2
    text = "".join("\n".join(pages).split())
    assert [number for number in numbers if text.count(number) != 1] == []
    assert [text.count(name.replace(" ", "")) for name in NAMES] == [20] * len(NAMES)
    assert text.count("入职onboarding") == 140


@pytest.mark.parametrize("character", ["䶮", "𬭎", "龘", "·", "〇", "（", "￥", "é"])
def test_the_font_has_the_rare_characters_of_names(family: str, character: str) -> None:
    assert QRawFont(str(FONT), 12).supportsCharacter(ord(character))


@pytest.mark.parametrize("character", ["⼊", "⾝", "⽂", "⻓"])
def test_the_font_has_no_radicals(family: str, character: str) -> None:
    assert not QRawFont(str(FONT), 12).supportsCharacter(ord(character))
