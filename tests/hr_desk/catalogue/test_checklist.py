# SPDX-License-Identifier: Apache-2.0
"""The checklist as data: complete, and as strict as the fields."""

from pathlib import Path

import pytest

from hr_desk import catalogue
from hr_desk.catalogue.checklist import FILE, load_checklist
from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.problems import CatalogueProblem

CATALOGUE = catalogue.load()


def test_each_of_the_thirteen_blocks_some_file() -> None:
    needed = {key for file in load_checklist().files.values() for key in file.fields}
    assert {field.key for field in CATALOGUE.required(Scenario.ONBOARDING)} <= needed


def test_every_legal_limit_has_its_item() -> None:
    from hr_desk.domain.employment import LIMITS

    assert set(LIMITS) <= set(load_checklist().items)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('who = "person"', 'who = "persons"', "persons"),
        ('blocks = "payroll"', 'blocks = "payrol"', "payrol"),
        ('classes = ["PAY"]', 'classes = ["PAID"]', "PAID"),
        ('needs = ["job_title"', 'needs = ["job_titel"', "job_titel"),
        ("days = 15", "days = 1500", "days"),
        ("days = 15", "dais = 15", "dais"),
        ("[item.tax]", "[items.tax]", "items"),
    ],
)
def test_a_mistake_is_refused_by_name(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "checklist.toml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueProblem) as refused:
        load_checklist(changed)
    assert named in refused.value.text("en")
