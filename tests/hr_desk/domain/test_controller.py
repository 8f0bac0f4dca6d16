# SPDX-License-Identifier: Apache-2.0
"""Who answers for the data: one line, and what no company is called."""

import pytest

from hr_desk.domain.controller import controller_line, is_placeholder


def test_a_line_leaves_out_what_is_not_known() -> None:
    assert controller_line({"name": "示例公司", "address": "", "phone": "0532-1"}) == (
        "示例公司  0532-1"
    )


@pytest.mark.parametrize(
    "value",
    ["", "  ", "[公司名称]", "【单位名称】", "{name}", "<company>", "____", "＿＿公司", "XX公司",
     "xxx", "0532-XXXXXXXX", "×××公司", "***", "某某公司", "待定", "（待填）", "未填写", "请填写",
     "?"],
)  # fmt: skip
def test_what_nobody_filled_in_is_told(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value",
    ["示例公司", "青岛市示例路 1 号", "0532-80000000", "Example & Sons (Qingdao) Co., Ltd.",
     "Exxample Trading", "示例（青岛）有限公司", "XXL 服装有限公司",
     "山东省青岛市示例路 1 号 2#楼"],
)  # fmt: skip
def test_what_a_company_may_be_called_is_not(value: str) -> None:
    assert not is_placeholder(value)
