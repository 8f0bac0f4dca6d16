# SPDX-License-Identifier: Apache-2.0
"""The scenes of templates, a part of the walk: copied, wrong, from a workbook, saved, deleted."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from hr_desk.exchange.people_workbooks import TemplateColumn, template
from hr_desk.operations import recipients, standing_hand_offs, template_making
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session
from ui.pages.template_opening import Wanted

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
HEADS: Final = ("姓名", "证件号码", "性别", "手机号码", "参保起始月", "缴费基数", "备注")
"""What a made-up city asks for; the last one means no field."""


def templates(workspace: "Workspace") -> Iterator[str]:
    """Look at the list, copy a template, make one from a receiver's workbook, and delete it."""
    page: Any = workspace.page("templates")
    workspace.show_page("templates")
    yield SETTLE
    page.table.mark(["social_insurance_enrolment"])
    yield "templates-marked"
    workspace.show_page("template", Wanted("social_insurance_enrolment"))
    yield SETTLE
    yield "template-shipped"
    yield from _copied(workspace)
    yield from _from_a_workbook(workspace)
    yield from _listed(workspace, page)


def _copied(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("template")
    workspace.show_page("template", Wanted("social_insurance_enrolment", copy=True))
    yield SETTLE
    page.columns.table.choose(3)
    yield "template-codes"
    page.add_column()
    page.columns.table.choose(8)
    page.columns.panel.date.setEditText("mm.dd")
    page.columns.panel.header.setFocus()
    yield from _tried(page)
    yield "template-wrong"
    page.tabs.setCurrentIndex(1)
    yield "template-settings"
    fixed = tuple(replace(one, width=18) for one in page.draft.columns[:8])
    page.settings.boxes["kind"].setCurrentIndex(3)
    page.put(replace(page.draft, columns=fixed))
    yield from _tried(page)
    yield "template-fixed"
    page.tabs.setCurrentIndex(2)
    page.text.paper.setPlainText("[template.own]\nkind = 'cvs'")
    page.text.take.click()
    yield SETTLE
    yield "template-text"


def _from_a_workbook(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("template")
    workspace.show_page("template", Wanted())
    yield SETTLE
    yield "template-new"
    columns = [TemplateColumn(label=head, note="") for head in HEADS]
    content = template("增员表", "示例市社会保险参保人员增员申报表", columns)
    page.desk.query(
        template_making.look_again, "增员模板.xlsx", content, owner=page, done=page.take_book
    )
    page.settings.zh.setText("本市社保增员")
    page.settings.zh.textEdited.emit("本市社保增员")
    page.settings.boxes["purpose"].setCurrentIndex(4)
    page.settings.recipients["statutory"].setChecked(True)
    yield SETTLE
    yield from _tried(page)
    yield "template-workbook-settings"
    page.tabs.setCurrentIndex(0)
    page.columns.table.choose(len(HEADS) - 1)
    yield "template-workbook"
    page.columns.take_out()
    yield from _tried(page)
    page.save()
    yield SETTLE
    yield from _tried(page)
    yield "template-saved"
    key = page.draft.key
    page.desk.run(_stand, key, owner=page)
    yield SETTLE
    workspace.show_page("template", Wanted(key))
    yield SETTLE
    page.columns.panel.header.setText("参保人姓名")
    page.columns.panel.header.textEdited.emit("参保人姓名")
    yield from _tried(page)
    page.save()
    yield SETTLE
    yield "template-save-asks"
    page.saving.leave()


def _listed(workspace: "Workspace", page: Any) -> Iterator[str]:
    workspace.show_page("templates")
    yield SETTLE
    page.table.mark(["own"])
    page.handlers()["templates.remove"]()
    yield SETTLE
    yield "templates-delete"
    page.removing.yes.click()
    yield SETTLE
    yield "templates-deleted"


def _stand(session: Session, key: str) -> None:
    """Register who receives and ask for a hand-off by a template; worker."""
    known = template_making.begin(session, key).known
    if known is None:
        raise RuntimeError("the template was not saved")
    today = session.today()
    until = today.replace(year=today.year + 1, day=1)
    (id_,) = recipients.register(
        session,
        Recipient(
            name="示例市社会保险中心", kind="statutory", purposes=(known.template.purpose,),
            fields=known.template.fields, valid_from=today, valid_until=until,
            contact="示例联系人", registration="91110000600037341L",
        ),
    ).created  # fmt: skip
    standing_hand_offs.ask(session, id_, key, until=until)


def _tried(page: Any) -> Iterator[str]:
    """Let the template be tried at once: the walk does not wait for the moment after a key."""
    page.try_now()
    yield SETTLE
