# SPDX-License-Identifier: Apache-2.0
"""The scenes of incidents, a part of the walk: a drill whole, then a stolen device."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
_WORDS: Final = {
    "basic": "一台存有应聘资料的笔记本电脑在出差途中被盗，硬盘已加密。",
    "measures": "已远程锁定设备并报警，已更换相关账号的口令。",
    "advice": "请留意陌生来电和短信，不要透露验证码。",
    "remedies": "我们提供专线电话，解答疑问并协助处理。",
    "cause": "电脑随身携带时无人看管。",
    "harm": "姓名和电话可能被用于骚扰或诈骗。",
}


def incidents(workspace: "Workspace") -> Iterator[str]:
    """Try a drill to its papers; then open the file of what happened and ask the files."""
    page: Any = workspace.page("incidents")
    workspace.show_page("incidents")
    yield SETTLE
    yield "incidents-none"
    page.open_new()
    yield SETTLE
    page.form.kind.setCurrentIndex(page.form.kind.findData("drill"))
    yield "incidents-open"
    page.form.yes.click()
    yield SETTLE
    yield from _drill(workspace.page("incident"))
    workspace.show_page("incidents")
    yield SETTLE
    page.open_new()
    yield SETTLE
    page.form.kind.setCurrentIndex(0)
    page.form.way.setCurrentIndex(page.form.way.findData("account"))
    yield "incidents-account"
    page.form.way.setCurrentIndex(page.form.way.findData("device"))
    page.form.yes.click()
    yield SETTLE
    yield from _asked(workspace)


def _drill(page: Any) -> Iterator[str]:
    yield "incident-drill"
    page.handlers()["incident.write"]()
    for key, text in _WORDS.items():
        page.sections.texts[key].setPlainText(text)
    yield "incident-sections"
    page.sections.yes.click()
    yield SETTLE
    page.handlers()["incident.papers"]()
    yield SETTLE
    yield "incident-papers"
    page.papers.leave()
    page.table.mark([page.table.records.row_id(0)])
    page.handlers()["incident.told"]()
    yield "incident-told"
    page.moments.yes.click()
    yield SETTLE
    page.handlers()["incident.announce"]()
    yield "incident-announce"
    page.reasons.leave()


def _asked(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("incident")
    page.ask()
    yield SETTLE
    workspace.inbox_watch.look()
    yield SETTLE
    yield "incident-asked"
    questions: Any = workspace.page("questions")
    workspace.show_page("questions")
    yield SETTLE
    if questions.incidents.questions:
        questions.ask_incidents()
        yield "questions-incident"
        questions.asking.yes.click()
        yield SETTLE
        workspace.inbox_watch.look()
        yield SETTLE
    workspace.show_page("incidents")
    yield SETTLE
    yield "incidents-list"
