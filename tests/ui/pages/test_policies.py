# SPDX-License-Identifier: Apache-2.0
"""The privacy office's page of the policy: written, approved by a second, published, compared."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from hr_desk.operations import users
from hr_desk.operations.policy_lists import PolicyList
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.ui.conftest import PASSPHRASE, fill, new_desk
from ui.inbox_watch import exchange
from ui.language import Languages
from ui.pages.policies import LISTS, RISKS, TOLD, PoliciesPage
from ui.pages.policy_people import PolicyPeoplePage
from ui.session import Surroundings
from ui.widgets.entry import chosen_day

Show = Callable[..., Any]
Wait = Callable[[], None]

SECTIONS = ("收集什么", "怎样使用", "向谁提供", "怎样保护", "您的权利")
TEXT = "示例公司隐私政策\n" + "".join(
    f"\n{n}. {name}\n\n{n}.1 这里说明{name}，内容为示例。\n" for n, name in enumerate(SECTIONS, 1)
)


@pytest.fixture
def around(tmp_path: Path, profile: Path, open_as: Show) -> Surroundings:
    """Return the surroundings of a desk whose one admin is the privacy officer too."""
    with use_cheap_key_derivation():
        session = new_desk(
            tmp_path / "own", profile, roles=("recruiter", "privacy_officer")
        )  # fmt: skip
        fill(session)
        users.add(session, name="auditor", passphrase=PASSPHRASE, roles=("auditor",))
        session.close()
    made: Surroundings = open_as(tmp_path / "own")
    return made


@pytest.fixture
def page(around: Surroundings, show: Show, languages: Languages) -> PoliciesPage:
    languages.use("zh_CN")
    made: PoliciesPage = show(PoliciesPage(around))
    return made


def picture(widget: QWidget, name: str) -> None:
    """Keep a picture where a person asked for one."""
    if folder := os.environ.get("HR_DESK_PICTURES"):
        widget.grab().save(str(Path(folder) / f"{name}.png"))


def write(page: PoliciesPage, wait: Wait) -> None:
    """Write a version in which a phone number and a chapter are new."""
    page.begin()
    page.writing.chinese.put(TEXT + "\n投诉电话：0532-81234567。\n")
    page.writing.english.put("The example company's policy, in short: as the Chinese text.")
    page.writing.summary.setText("新增投诉电话")
    page.writing.compare()
    wait()


def test_a_version_goes_its_way_on_the_page(
    page: PoliciesPage, around: Surroundings, show: Show, wait_idle: Wait, languages: Languages
) -> None:
    assert page.versions.text.toPlainText().startswith("示例公司个人信息保护政策")
    assert page.buttons.buttons["policies.write"].isVisible()
    write(page, wait_idle)
    for name in SECTIONS:
        assert name in page.writing.chinese.found.text()
    assert "0532-81234567" in page.writing.findings.text()
    picture(page, "writing")
    page.writing.save()
    wait_idle()
    assert page.writing.banner.isVisible()  # the text points to a major change: which is it?
    page.writing.major.setChecked(True)
    page.writing.save()
    wait_idle()
    assert not page.writing.isVisible()
    page.buttons.buttons["policies.approve"].click()
    page.approving.name.setText("admin")
    page.approving.passphrase.setText(PASSPHRASE)
    page.approving.yes.click()
    wait_idle()
    assert page.approving.banner.isVisible()  # nobody approves what they wrote
    picture(page, "approving")
    page.approving.name.setText("auditor")
    page.approving.yes.click()
    wait_idle()
    assert not page.approving.isVisible() and page.approving.passphrase.text() == ""
    page.buttons.buttons["policies.publish"].click()
    page.publishing.place.setText("公司网站")
    page.publishing.evidence.setText("截图 0001")
    page.publishing.yes.click()
    wait_idle()
    assert page.versions.table.records.rowCount() == 2
    page.versions.table.mark(["2"])
    assert page.versions.text.toPlainText().startswith(TEXT.strip()[:8])
    picture(page, "versions")
    page.tabs.setCurrentIndex(1)
    shown = page.comparison.text.toPlainText()
    assert "0532-81234567" in shown and "示例公司个人信息保护政策" in shown
    picture(page, "changed")
    page.tabs.setCurrentIndex(TOLD)
    assert page.told.records.rowCount() == 2 and not page.nobody.isVisible()
    assert page.mute.isVisible() and "2" in page.mute.text()
    picture(page, "silent")
    people: PolicyPeoplePage = show(PolicyPeoplePage(around))
    assert people.table.records.rowCount() == 4  # not the one who was not hired
    people.table.mark(list(people.people)[:2])
    people.buttons.buttons["policy_people.tell"].click()
    people.telling.how.setCurrentIndex(1)
    picture(people, "telling")
    people.telling.yes.click()
    wait_idle()
    assert sum(bool(one.told) for one in people.people.values()) == 2
    picture(people, "people")
    languages.use("en")
    wait_idle()
    picture(people, "people-en")
    page.refresh()
    wait_idle()
    picture(page, "silent-en")
    around.desk.run(exchange, owner=page, done=lambda _done: None)
    wait_idle()
    page.refresh()
    wait_idle()
    assert page.told.records.rowCount() == 2 and not page.mute.isVisible()
    picture(page, "told-en")


@pytest.mark.parametrize("name", ["notes.txt", "policy.html"])
def test_a_file_becomes_the_text_and_says_its_headings(
    page: PoliciesPage, tmp_path: Path, wait_idle: Wait, name: str
) -> None:
    page.begin()
    path = tmp_path / name
    marked = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    path.write_text(marked if name.endswith("html") else TEXT, encoding="utf-8")
    page.writing.chinese.take_file(path)
    wait_idle()
    assert SECTIONS[-1] in page.writing.chinese.found.text()
    path.write_bytes(b"\x00\x01\x02")
    page.writing.chinese.take_file(path)
    wait_idle()
    assert page.writing.chinese.entry.error()
    assert SECTIONS[-1] in page.writing.chinese.text()


def test_the_lists_are_read_and_printed(
    page: PoliciesPage, tmp_path: Path, wait_idle: Wait, languages: Languages
) -> None:
    page.tabs.setCurrentIndex(LISTS)
    for place, which in enumerate(PolicyList):
        page.sheets.which.setCurrentIndex(place)
        wait_idle()
        assert "示例公司" in page.sheets.text.toPlainText()
        target = tmp_path / f"{which.value}.pdf"
        page.sheets.print_to(target)
        wait_idle()
        assert target.read_bytes().startswith(b"%PDF-")
        if folder := os.environ.get("HR_DESK_PICTURES"):
            (Path(folder) / target.name).write_bytes(target.read_bytes())
        picture(page, f"list-{which.value}")
    languages.use("en")
    wait_idle()
    picture(page, "list-poster-en")


def test_an_assessment_is_kept_and_high_risk_writes_a_version(
    page: PoliciesPage, around: Surroundings, wait_idle: Wait
) -> None:
    page.tabs.setCurrentIndex(RISKS)
    assert page.risks.nothing.isVisible()
    page.buttons.buttons["policies.assess"].click()
    form = page.risks.form
    form.subject.setText("身份证件的收集")
    form.necessity.setPlainText("签订劳动合同所需")
    form.impact.setPlainText("泄露可能被冒用")
    form.result.setCurrentIndex(form.result.findData("high"))
    form.save()
    wait_idle()
    assert form.banner.isVisible()  # the measures are missing
    form.measures.setPlainText("加密保存，三十日内删除")
    assert chosen_day(form.review) == around.desk.session.today() + timedelta(days=365)
    picture(page, "assessing")
    form.save()
    wait_idle()
    assert page.risks.table.records.rowCount() == 1
    page.risks.table.mark(list(page.risks.known))
    assert "冒用" in page.risks.text.toPlainText()
    picture(page, "assessments")
    page.tabs.setCurrentIndex(0)
    assert page.known is not None and page.known.draft is not None
    assert page.known.draft.version.major
    page.buttons.buttons["policies.discard"].click()
    page.discarding.yes.click()
    wait_idle()
    assert page.known.draft is None
