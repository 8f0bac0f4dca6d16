# SPDX-License-Identifier: Apache-2.0
"""The package of a person's own data: what goes in comes out, and a changed file is noticed."""

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PasswordType, PdfReader, PdfWriter
from pyzipper import WZ_AES, AESZipFile

from hr_desk.exchange.own_copies import NotAPackage, WrongCode, locked_paper, packed, unpacked

CODE = "7K2QX-M4R9T-B8WZC-H3N6P"
VALUES = st.dictionaries(st.text(), st.none() | st.integers() | st.text(), max_size=3)


@settings(max_examples=20, deadline=None)
@given(VALUES)
def test_what_goes_in_comes_out(value: dict[str, object]) -> None:
    packings = [
        packed({"data.json": value}, about={"request": "A"}, papers={"a.pdf": b"%PDF"}, code=CODE)
        for _ in range(2)
    ]
    manifest, documents = unpacked(packings[0], CODE)
    assert documents == {"data.json": value}
    assert manifest["request"] == "A"
    assert unpacked(packings[1], CODE) == (manifest, documents), "same content, same manifest"
    assert packings[0] != packings[1], "each has a salt of its own"


def test_a_changed_file_and_what_is_no_package_are_noticed() -> None:
    with pytest.raises(NotAPackage):
        unpacked(b"no package", CODE)
    data = packed({"data.json": {"name": "孙小梅"}}, about={}, papers={}, code=CODE)
    changed = io.BytesIO()
    with (
        AESZipFile(io.BytesIO(data)) as old,
        AESZipFile(changed, "w", encryption=WZ_AES) as new,
    ):
        for package in (old, new):
            package.setpassword(CODE.encode())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace("小".encode(), "大".encode()))
    with pytest.raises(NotAPackage):
        unpacked(changed.getvalue(), CODE)
    papers = {"a.pdf": random.Random(1).randbytes(4096)}
    flipped = bytearray(packed({}, about={}, papers=papers, code=CODE))
    flipped[len(flipped) // 2] ^= 1
    with pytest.raises(NotAPackage):
        unpacked(bytes(flipped), CODE)


@pytest.mark.parametrize("code", ["", "7K2QX-M4R9T-B8WZC-H3N6Q"])
def test_l_5_nothing_opens_without_the_code_and_nothing_is_in_clear(code: str) -> None:
    name, number = "孙小梅", b"13900001234" * 20
    data = packed({"data.json": {"name": name}}, about={}, papers={"a.pdf": number}, code=CODE)
    with pytest.raises(WrongCode, match="does not open the copy"):
        unpacked(data, code)
    assert name.encode() not in data and number[:11] not in data and CODE.encode() not in data
    with AESZipFile(io.BytesIO(data)) as package:
        kept = package.infolist()
    assert {(one.wz_aes_strength, one.CRC) for one in kept} == {(3, 0)}, "AES-256, no checksum"


@pytest.mark.parametrize("code", ["", "7K2QX-M4R9T-B8WZC-H3N6Q"])
def test_l_5_the_paper_alone_opens_with_its_code(code: str) -> None:
    plain, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_metadata({"/Title": "13900001234"})
    writer.write(plain)
    assert b"13900001234" in plain.getvalue()
    locked = locked_paper(plain.getvalue(), CODE)
    assert b"13900001234" not in locked
    reader = PdfReader(io.BytesIO(locked))
    assert reader.is_encrypted and reader.decrypt(code) == PasswordType.NOT_DECRYPTED
    assert reader.decrypt(CODE) == PasswordType.OWNER_PASSWORD
    assert reader.metadata is not None and reader.metadata.title == "13900001234"
