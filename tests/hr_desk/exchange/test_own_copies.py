# SPDX-License-Identifier: Apache-2.0
"""The package of a person's own data: what goes in comes out, and a changed file is noticed."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.exchange.own_copies import NotAPackage, packed, unpacked

VALUES = st.dictionaries(st.text(), st.none() | st.integers() | st.text(), max_size=3)


@settings(max_examples=20, deadline=None)
@given(VALUES)
def test_what_goes_in_comes_out(value: dict[str, object]) -> None:
    data = packed({"data.json": value}, about={"request": "A"}, papers={"a.pdf": b"%PDF"})
    manifest, documents = unpacked(data)
    assert documents == {"data.json": value}
    assert manifest["request"] == "A"
    assert data == packed({"data.json": value}, about={"request": "A"}, papers={"a.pdf": b"%PDF"})


def test_a_changed_file_and_what_is_no_package_are_noticed() -> None:
    with pytest.raises(NotAPackage):
        unpacked(b"no package")
    data = packed({"data.json": {"name": "孙小梅"}}, about={}, papers={})
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace("小".encode(), "大".encode()))
    with pytest.raises(NotAPackage):
        unpacked(changed.getvalue())
