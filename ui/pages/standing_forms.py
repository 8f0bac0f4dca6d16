# SPDX-License-Identifier: Apache-2.0
"""Asking for a standing hand-off, a second person approving it, and ending one."""

from dataclasses import dataclass

from hr_desk.catalogue.hand_off_templates import Template
from hr_desk.catalogue.model import Field
from hr_desk.domain import hand_offs as rules
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_views, standing_hand_offs
from hr_desk.operations.hand_off_views import BoardLine
from hr_desk.operations.recipients import RecipientView
from hr_desk.operations.standing_hand_offs import Standing
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.hand_off_words import fields_said, template_said
from ui.pages.second_person import ApproveQuestion
from ui.session import OpenDesk
from ui.widgets.entry import choice, chosen_day, day_line, fill, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import row


@dataclass(frozen=True, slots=True)
class Asked:
    """A standing hand-off as its page knows it; ``line`` is None once it was ended."""

    standing: Standing
    line: BoardLine | None
    template: Template | None


class AskForm(MarkedQuestion):
    """Recipient, template and last day; what leaves is said before anybody is asked."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._templates: tuple[Template, ...] = ()
        self._recipients: tuple[RecipientView, ...] = ()
        to, self.recipient = choice(self._own, N_("Recipient"))
        what, self.template = choice(self._own, N_("Template"))
        until, self.until = day_line(self._own, N_("Until"))
        self.told = Label(tone="soft")
        across = row(gap=theme.MEDIUM)
        for entry, share in ((to, 2), (what, 2), (until, 1)):
            across.addWidget(entry, share)
        self.content.addLayout(across)
        self.content.addWidget(self.told)
        self.template.currentIndexChanged.connect(lambda _place: self._tell())
        self.template.activated.connect(lambda _place: self._propose())

    def offer(self, known: tuple[RecipientView, ...], templates: tuple[Template, ...]) -> None:
        """Offer these recipients, as far as they may receive, and templates."""
        self._recipients = tuple(one for one in known if not one.ended)
        self._templates = templates
        self._fill()

    def start(self, template_key: str | None = None, recipient_id: str | None = None) -> None:
        """Ask; a template or a recipient that is known is chosen already."""
        self.begin(("standing_hand_off",))
        for box, key in ((self.template, template_key), (self.recipient, recipient_id)):
            if key is not None:
                box.setCurrentIndex(max(0, box.findData(key)))
        if recipient_id is None:
            self._propose()
        latest = rules.latest_approval(self._desk.session.today())
        show_day(self.until, latest)
        self._say()
        (self.recipient if template_key else self.template).setFocus()

    def _say(self) -> None:
        self._fill()
        self._tell()
        self.ask(
            t("Ask a second person to approve a template for a recipient"),
            t("Ask for it"),
            self._run,
        )

    def _fill(self) -> None:
        fill(self.recipient, [(one.recipient.name, one.id) for one in self._recipients])
        fill(self.template, [(str(one.label), one.key) for one in self._templates])

    def _chosen(self) -> Template | None:
        key = self.template.currentData()
        return next((one for one in self._templates if one.key == key), None)

    def _propose(self) -> None:
        """Choose a recipient that may have what the template tells, if there is one."""
        found = self._chosen()
        if found is None:
            return
        for one in self._recipients:
            known = one.recipient
            if known.kind in found.recipients and set(found.fields) <= set(known.fields):
                self.recipient.setCurrentIndex(self.recipient.findData(one.id))
                return

    def _tell(self) -> None:
        """Say which fields the chosen template tells."""
        found = self._chosen()
        known = self._desk.catalogue.fields
        fields = [known[one] for one in found.fields if one in known] if found else []
        self.told.setText(t("It tells: {fields}.", fields=fields_said(fields)))
        self.told.setVisible(bool(fields))

    def _run(self) -> None:
        self._do_it(
            standing_hand_offs.ask, str(self.recipient.currentData() or ""),
            str(self.template.currentData() or ""), until=chosen_day(self.until),
            done=self.leave,
        )  # fmt: skip


class ApproveForm(ApproveQuestion):
    """Shows a second person a standing hand-off, and takes their name and passphrase."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(
            desk, who=hand_off_views.who_may_approve, approve=standing_hand_offs.approve,
            slot="standing.approvers",
        )  # fmt: skip

    def start(self, about: Asked) -> None:
        """Show one that waits."""
        self.show_terms(about.standing.id, lambda: terms_said(self._desk, about))


class EndForm(MarkedQuestion):
    """Asks before a standing hand-off ends."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._one: Asked | None = None

    def start(self, about: Asked) -> None:
        """Ask about one."""
        self.begin((about.standing.id,))
        self._one = about
        self._say()

    def _say(self) -> None:
        one = self._one
        if one is None:
            return
        self.ask(
            t(
                "End “{template}” for “{recipient}”? Nothing leaves by it any more; what has left "
                "stays in the register.",
                template=template_said(one.template, one.standing.template_key),
                recipient=one.standing.recipient.recipient.name,
            ),
            t("End it"),
            self._run,
        )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(standing_hand_offs.end, id_, done=self.leave)


def terms_said(desk: OpenDesk, one: Asked) -> str:
    """Say what is approved: who gets what of whom, for what, and until when."""
    catalogue, known = desk.catalogue, one.standing.recipient.recipient
    fields: list[Field] = [
        catalogue.fields[key] for key in one.standing.fields if key in catalogue.fields
    ]
    purpose = "" if one.template is None else catalogue.purposes[one.template.purpose].label
    return t(
        "“{recipient}” ({contact}) gets “{template}” for “{purpose}” until {day}, whenever it is "
        "due, with: {fields}.",
        recipient=known.name,
        contact=known.contact or known.registration or "–",
        template=template_said(one.template, one.standing.template_key),
        purpose=purpose,
        day=one.standing.valid_until,
        fields=fields_said(fields),
    )
