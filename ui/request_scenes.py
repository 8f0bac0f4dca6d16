# SPDX-License-Identifier: Apache-2.0
"""The scenes of requests, a part of the walk: taken in, verified, asked, answered, decided."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo import day, pairing
from hr_desk.operations import candidates, documents, requests
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.changes import Changes
from hr_desk.operations.requests import Asked
from hr_desk.operations.session import Session
from ui.pages.request_table import BETWEEN
from ui.printing.paper import Paper

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
_WORDS: Final = "来电说已经入职别家单位，请删除我的应聘资料。"


def take_in(session: Session) -> Changes:
    """Take in what two applicants of the desk ask by telephone, one of them for a copy; worker."""
    touched: set[tuple[str, str]] = set()
    newest, second = candidates.list_applications(session, ListQuery(limit=2)).rows
    documents.add(session, newest.application_id, "resume_file", _cv())
    for code, ground, asked in (
        ("delete", "not_used", _name(session, newest.application_id)),
        ("copy", "", _name(session, second.application_id)),
    ):
        taken = requests.take_in(
            session,
            Asked(code=code, channel="phone", text=_WORDS, fields=asked, ground=ground),
        )
        touched |= taken.changes.records
    return Changes("request.take_in", frozenset(touched))


def _name(session: Session, application_id: str) -> dict[str, str]:
    view = candidates.open_record(session, application_id)
    return {one.field.key: one.shown for one in view.fields if one.field.key == "full_name"}


def _cv() -> bytes:
    """Return a CV as a PDF."""
    paper = Paper("个人简历", "示例公司")
    paper.heading("个人简历")
    paper.line("在示例公司做过装配和质检。")
    return paper.finish()


def ask_often(session: Session) -> tuple[Changes, str]:
    """Take in the same request of one person four times, each verified; the last id; worker."""
    who = {"full_name": "孙小梅", "mobile": "13900001234"}
    asked = Asked(code="access", channel="phone", text="来电询问保存了哪些资料。", fields=who)
    ids = [requests.take_in(session, asked).changes.created[0] for _ in range(4)]
    *_, last = [requests.verify(session, id_, method="call_back") for id_ in ids]
    return last, ids[-1]


def requesting(workspace: "Workspace", story: day.Story, folder: Path) -> Iterator[str]:
    """Walk one request from its receipt to its answer; a person's copy is written into ``folder``.

    The paired office answers too, at its own desk: without it no copy is whole.
    """
    page: Any = workspace.page("requests")
    workspace.show_page("requests")
    yield SETTLE
    page.take_in()
    page.form.kind.setCurrentIndex(page.form.kind.findData("delete"))
    page.form.name.setText("孙小梅")
    page.form.take_in()
    yield SETTLE
    yield "requests-refused"
    page.form.ground.setCurrentIndex(1)
    page.form.mobile.setText("13900001234")
    page.form.text.setPlainText(_WORDS)
    page.form.take_in()
    yield SETTLE
    yield "requests-receipt"
    page.receipt.close_button.click()
    desk = page.desk
    desk.run(take_in, owner=page)
    yield SETTLE
    page.table.mark([page.table.records.row_id(0)])
    yield "requests-list"
    page.search.setText("000")
    yield "requests-no-match"
    page.search.clear()
    yield from _case(workspace, page.rows[0].id, story, folder)


def _case(workspace: "Workspace", first: str, story: day.Story, folder: Path) -> Iterator[str]:
    page: Any = workspace.page("request")
    listed: Any = workspace.page("requests")
    new = [one for one in listed.rows if one.state == "received"]
    newest = sorted(new, key=lambda one: one.received_at, reverse=True)
    hers = next((one.id for one in newest if one.code == "delete" and "孙" not in one.who), first)
    workspace.show_page("request", hers)
    yield SETTLE
    yield "request-not-verified"
    page.handlers()["request.verify"]()
    page.verifying.proof.setText("与来电人核对了两项")
    yield "request-verify"
    page.verifying.yes.click()
    yield SETTLE
    page.ask()
    yield SETTLE
    workspace.inbox_watch.look()
    yield SETTLE
    yield "request-asked"
    yield from _questions(workspace)
    workspace.inbox_watch.look()
    yield SETTLE
    workspace.show_page("request", hers)
    yield SETTLE
    yield from _findings(page)
    yield from _answer(workspace, page, story, folder)
    yield from _fee(page)
    yield from _days(workspace)


def _fee(page: Any) -> Iterator[str]:
    """Ask a fee for the fourth request of a person, first without its reason."""
    page.desk.run(ask_often, owner=page, done=lambda found: page.open(found[1]))
    yield SETTLE
    yield SETTLE
    yield "request-fee-possible"
    page.handlers()["request.charge"]()
    form = page.charging
    for editor, text in ((form.fee, "20"), (form.cost, "35.50"), (form.consists, "光盘和邮寄")):
        editor.setText(text)
    form.yes.click()
    yield SETTLE
    yield "request-fee-refused"
    form.reason.setText("一年内第四次提出同一请求")
    form.yes.click()
    yield SETTLE
    yield "request-fee-asked"


def _days(workspace: "Workspace") -> Iterator[str]:
    days: Any = workspace.page("working_days")
    workspace.show_page("working_days")
    yield SETTLE
    days.add()
    days.span.source.setText("国办发明电〔2026〕1号")
    yield "working_days-add"
    days.span.yes.click()
    yield SETTLE
    days.announce()
    yield "working_days-year"
    days.year.leave()


def _questions(workspace: "Workspace") -> Iterator[str]:
    asked: Any = workspace.page("questions")
    workspace.show_page("questions")
    yield SETTLE
    yield "questions"
    for _ in range(len(asked.questions)):
        ids = [asked.proposals.records.row_id(n) for n in
               range(asked.proposals.records.rowCount())]  # fmt: skip
        if ids:
            asked.proposals.mark(ids)
            asked.ask_give()
            yield "questions-sure"
        asked.give(tuple(ids))
        yield SETTLE
    yield "questions-answered"


def _look(page: Any) -> Iterator[str]:
    """Look at the first document that a file contributed."""
    model = page.table.records
    ids = [model.row_id(number) for number in range(model.rowCount())]
    for id_ in [one for one in ids if one.count(BETWEEN) > 1][:1]:
        page.table.mark([id_])
        page.handlers()["request.document"]()
        yield SETTLE
        yield "request-document"
        page.looking.leave()


def _findings(page: Any) -> Iterator[str]:
    """Keep a field for a reason, order the rest, decide, and look at the answer."""
    yield from _look(page)
    if page.table.records.rowCount():
        page.table.mark([page.table.records.row_id(0)])
        yield "request-found"
        page.handlers()["request.refuse"]()
        page.refusing.evidence.setText("劳动合同法第五十条")
        yield "request-refuse"
        page.refusing.yes.click()
        yield SETTLE
        page.handlers()["request.approve"]()
        yield "request-approve"
        page.approving.leave()
        page.table.mark([page.table.records.row_id(1)])
        page.handlers()["request.correct"]()
        yield "request-correct"
        page.correcting.leave()
        page.handlers()["request.delete"]()
        yield "request-delete"
        page.sure.leave()
    page.handlers()["request.decide"]()
    yield "request-decide"
    page.deciding.yes.click()
    yield SETTLE
    yield "request-decide-refused"
    page.deciding.leave()


def _copy(workspace: "Workspace", page: Any, story: day.Story, folder: Path) -> Iterator[str]:
    """Have every file answer, the paired office's too, and hand the person's copy over."""
    page.handlers()["request.decide"]()
    page.deciding.why.setText("本人来电改为当面查看")
    yield "request-decide-unasked"
    page.deciding.leave()
    page.ask()
    yield SETTLE
    workspace.inbox_watch.look()
    yield SETTLE
    asked: Any = workspace.page("questions")
    workspace.show_page("questions")
    yield SETTLE
    for _ in range(len(asked.questions)):
        numbers = range(asked.proposals.records.rowCount())
        asked.give(tuple(asked.proposals.records.row_id(number) for number in numbers))
        yield SETTLE
    page.desk.run(pairing.answer_questions, other=story.other, clock=story.clock,
                  passphrase=day.PASSPHRASE, owner=page)  # fmt: skip
    yield SETTLE
    workspace.inbox_watch.look()
    yield SETTLE
    workspace.show_page("request", page.view.row.id)
    yield SETTLE
    yield "request-all-answered"
    page.write_copy(folder / f"{page.view.row.number}.zip")
    yield SETTLE
    yield "request-copy-code"
    page.once.forget()


def _answer(workspace: "Workspace", page: Any, story: day.Story, folder: Path) -> Iterator[str]:
    """Verify the other one, hand its copy over, decide, and look at its answer."""
    listed: Any = workspace.page("requests")
    other = next(one.id for one in listed.rows if one.code == "copy" and one.state == "received")
    workspace.show_page("request", other)
    yield SETTLE
    page.handlers()["request.verify"]()
    page.verifying.yes.click()
    yield SETTLE
    yield "request-verified"
    yield from _copy(workspace, page, story, folder)
    page.handlers()["request.decide"]()
    page.deciding.yes.click()
    yield SETTLE
    yield "request-decided"
    page.handlers()["request.letter"]()
    yield SETTLE
    yield "request-letter"
    page.letters.leave()
    page.handlers()["request.close"]()
    yield SETTLE
    yield "request-close"
    page.closing.leave()
