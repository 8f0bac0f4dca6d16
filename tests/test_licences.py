# SPDX-License-Identifier: Apache-2.0
"""THIRD-PARTY.md names every delivered library, in the version of the lock, with its licence."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
NOTICES = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([\w-]+)(?: \([^)]*\))? \| ([\w.]+) \| [^|]+ \| (\[[^|]+) \|$", re.MULTILINE)
NAMED = {canonicalize_name(name): version for name, version, _texts in ROW.findall(NOTICES)}
LOCKED = dict(
    re.findall(
        r"^([a-z0-9-]+)==([^ ]+)",
        (ROOT / "requirements.lock").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
SYSTEMS = ("linux", "win32", "darwin")


def delivered(requirements: list[str], *, seen: set[str]) -> Iterator[str]:
    """Yield every library that these requirements bring along on any system."""
    for requirement in map(Requirement, requirements):
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not any(
            requirement.marker.evaluate({"sys_platform": system, "extra": ""}) for system in SYSTEMS
        ):
            continue
        if name in LOCKED and name not in seen:
            seen.add(name)
            yield name
            try:
                further = metadata.requires(name) or []
            except metadata.PackageNotFoundError:
                continue
            yield from delivered(further, seen=seen)


@pytest.fixture(scope="module")
def libraries() -> set[str]:
    """Return the libraries of the program, those for development left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return set(delivered(project["dependencies"], seen=set()))


def test_every_delivered_library_is_named(libraries: set[str]) -> None:
    assert "pyside6-essentials" in libraries
    assert libraries - NAMED.keys() == set()


def test_nothing_is_named_that_is_not_delivered(libraries: set[str]) -> None:
    assert NAMED.keys() - libraries == set()


def test_the_versions_are_those_of_the_lock() -> None:
    assert {name: LOCKED[name] for name in NAMED} == NAMED


def test_every_licence_text_is_there() -> None:
    linked = set(re.findall(r"\]\((LICENSES/[^)]+)\)", NOTICES))
    assert {f"LICENSES/{path.name}" for path in (ROOT / "LICENSES").iterdir()} == linked


def test_the_program_itself_is_under_apache_2() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
