# SPDX-License-Identifier: Apache-2.0
"""The line of stages claims no step that nobody knows of."""

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.loader import load, load_text
from ui.widgets.stage_line import StageLine


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("interview", "✓ 已应聘  ● 面试  ○ 已发录用意向  ○ 已接受录用  ○ 办理入职  ○ 在职"),
        ("not_hired", "✓ 已应聘  …  ● 未录用"),
        ("withdrawn", "✓ 已应聘  …  ● 本人退出"),
        ("offer_declined", "✓ 已应聘  …  ✓ 已发录用意向  ● 未接受录用"),
    ],
)
def test_what_was_passed_is_what_is_known(qtbot: QtBot, stage: str, said: str) -> None:
    line = StageLine()
    qtbot.addWidget(line)
    line.show_stage(stage, ("interview",), catalogue=load())
    assert line.text() == said


def test_the_stations_are_those_of_the_requisition(qtbot: QtBot) -> None:
    line = StageLine()
    qtbot.addWidget(line)
    line.show_stage("test", ("screening", "test"), catalogue=load())
    assert line.text().startswith("✓ 已应聘  ✓ 初步筛选  ● 笔试或实操  ○ 已发录用意向")


def test_a_stage_of_the_companys_own_stands_at_its_place(qtbot: QtBot) -> None:
    own = '[stage.x_trial]\nlabel = { zh = "试工", en = "Trial work" }\nafter = "interview"\n'
    line = StageLine()
    qtbot.addWidget(line)
    line.show_stage("x_trial", ("interview", "x_trial"), catalogue=load_text(own))
    assert line.text().startswith("✓ 已应聘  ✓ 面试  ● 试工  ○ 已发录用意向")
    line.show_stage("x_trial", ("interview",), catalogue=load())
    assert line.text() == "✓ 已应聘  …  ● trial"
