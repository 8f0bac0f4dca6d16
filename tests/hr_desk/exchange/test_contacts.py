# SPDX-License-Identifier: Apache-2.0
"""Name, mobile and e-mail are proposed from where a CV has them, and from nowhere else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue.types import TYPES
from hr_desk.exchange.contacts import LONGEST_PLACE, How, propose


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("个人简历\n姓名：张伟 性别：男", "张伟"),
        ("姓 名： 张 伟\n电话", "张伟"),
        ("姓名\n买买提·吐尔逊\n性别", "买买提·吐尔逊"),
        ("姓名|欧阳小明|性别|女", "欧阳小明"),
        ("Name: Wei Zhang\nTel", "Wei Zhang"),
        ("求职意向：焊工\n李小红\n教育背景", "李小红"),
        ("个人简历\n基本信息\n本科", None),
        ("张家港示例有限公司\n工作经历", None),
        ("姓名：\n", None),
    ],
)
def test_a_name_is_found_by_its_label_or_as_a_short_line(text: str, name: str | None) -> None:
    found = propose(text).name
    assert (found.value if found else None) == name


@pytest.mark.parametrize(
    ("text", "mobile"),
    [
        ("电话：138 0013 8000", "13800138000"),
        ("手机:+86-138-0013-8000", "13800138000"),
        ("13800138000 | someone@example.com", "13800138000"),
        ("紧急联系人 13900139000\n本人手机 13800138000", "13800138000"),
        ("身份证 110105199003070012", None),
        ("工号 113800138000", None),
        ("１３８００１３８０００", "13800138000"),
    ],
)
def test_a_mobile_is_found_in_any_grouping_and_not_within_a_number(
    text: str, mobile: str | None
) -> None:
    found = propose(text).mobile
    assert (found.value if found else None) == mobile


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("邮箱：Someone.Else@Example.com", "Someone.Else@example.com"),
        ("联系 someone＠example.com。", "someone@example.com"),
        ("a..b@example.com 和 c@example.com", "c@example.com"),
        ("没有邮箱", None),
    ],
)
def test_an_email_is_found_and_checked(text: str, email: str | None) -> None:
    found = propose(text).email
    assert (found.value if found else None) == email


def test_every_proposal_says_how_and_where_it_was_found() -> None:
    found = propose("简历\n张伟\n手机 13800138000\nsomeone@example.com")
    assert found.name and found.mobile and found.email
    assert (found.name.how, found.name.place) == (How.TOP, "张伟")
    assert (found.mobile.how, found.mobile.place) == (How.LABEL, "手机 13800138000")
    assert (found.email.how, found.email.place) == (How.FORM, "someone@example.com")


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("张伟-焊工-2026.pdf", "张伟"),
        ("【焊工】李小红的简历(1).docx", "李小红"),
        ("应聘_王芳_13800138000.pdf", "王芳"),
        ("简历.pdf", None),
        ("扫描件0001.jpg", None),
    ],
)
def test_of_a_scan_the_files_name_is_what_is_left(file_name: str, name: str | None) -> None:
    found = propose("", file_name=file_name).name
    assert (found.value if found else None) == name
    assert found is None or found.how is How.FILE_NAME


def test_the_text_goes_before_the_files_name() -> None:
    found = propose("姓名：张伟", file_name="李小红.pdf").name
    assert found is not None
    assert found.value == "张伟"


def test_a_text_without_anybody_proposes_nothing() -> None:
    found = propose("焊接工艺规程 第三版 2026 年 3 月\n" * 40)
    assert (found.name, found.mobile, found.email) == (None, None, None)


@given(st.text(), st.text(max_size=60))
def test_what_is_proposed_of_any_text_could_be_entered(text: str, file_name: str) -> None:
    found = propose(text, file_name=file_name)
    for kind, one in (("person_name", found.name), ("phone", found.mobile), ("email", found.email)):
        if one is not None:
            assert TYPES[kind]().parse(one.value) == one.value
            assert len(one.place) <= LONGEST_PLACE


@pytest.mark.parametrize(
    "unit", ["a", "1", "1 ", "姓名", "a@", "a.", "-1380", "姓 名:", "A ", "张·"]
)
def test_no_text_takes_long(unit: str) -> None:
    began = time.process_time()
    propose(unit * (200_000 // len(unit)), file_name=unit * 100)
    assert time.process_time() - began < 1.0
