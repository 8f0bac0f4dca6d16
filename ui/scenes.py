# SPDX-License-Identifier: Apache-2.0
"""A walk through every page and gate of the window, scene by scene.

The demo photographs the scenes and a test measures them; there is no second list of pages to
walk. Between two scenes the walker lets the event loop turn until the worker is idle.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hr_desk.demo import day
from hr_desk.operations import candidates, disclosure, recruitment, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from ui.app import Built
from ui.attest_scenes import attesting
from ui.document_scenes import documents
from ui.emergency_scenes import emergencies
from ui.for_good_scenes import giving_away
from ui.gate_scenes import gate
from ui.gatehouse_scenes import gatehouse, masked
from ui.guardian_scenes import INTERNS, guardians
from ui.hand_off_scenes import handing_over
from ui.health_scenes import health
from ui.hiring_scenes import hiring
from ui.import_scenes import importing
from ui.incident_scenes import incidents
from ui.interview_scenes import interviewing
from ui.invitation_scenes import inviting
from ui.letter_scenes import letters, offer
from ui.minor_scenes import minors, minors_report
from ui.onboarding_scenes import onboarding
from ui.pages.record_print import write_form
from ui.paper_scenes import papers_and_consents
from ui.payroll_scenes import payroll
from ui.people_scenes import pairing, people, recovery
from ui.place_scenes import elsewhere, places
from ui.policy_scenes import policies
from ui.promise_scenes import promises
from ui.request_scenes import requesting
from ui.roll_call_scenes import alarm
from ui.safeguard_scenes import safeguards
from ui.same_person_scenes import same_person
from ui.shift_scenes import lock_page, shift
from ui.stage_scenes import stages
from ui.template_scenes import templates
from ui.workspace import Workspace

SETTLE = ""
"""What a walk yields where there is nothing to look at yet, only something to wait for."""


@dataclass
class Walk:
    """A walk through the window on the desk of ``story``; ``handed_out`` is outside the desk."""

    built: Built
    story: day.Story
    profile: Path
    handed_out: Path
    scratch: Path
    ids: tuple[str, ...] = ()
    sweep: Mapping[str, Any] = field(default_factory=dict)

    def scenes(self) -> Iterator[str]:
        """Yield the name of each scene when it has been asked for, SETTLE in between."""
        yield from self._set_up()
        yield from self._unlock()
        yield from self._pages()
        yield from hiring(self.workspace)
        yield from stages(self.workspace)
        yield from interviewing(self.workspace)
        yield from gate(self.workspace)
        yield from gatehouse(self.workspace)
        yield from health(self.workspace)
        yield from emergencies(self.workspace)
        yield from inviting(self.workspace)
        yield from onboarding(self.workspace)
        yield from payroll(self.workspace)
        yield from handing_over(self.workspace, self.scratch / "handed-over")
        yield from giving_away(self.workspace, self.scratch / "handed-over")
        yield from attesting(self.workspace, self.scratch / "handed-over")
        yield from templates(self.workspace)
        yield from requesting(self.workspace, self.story, self.scratch / "handed-over")
        yield from incidents(self.workspace)
        yield from letters(self.workspace)
        yield from alarm(self.built.window, self.workspace)
        yield from importing(self.workspace, self.scratch)
        yield from documents(self.workspace, self.scratch)
        yield from self._record()
        yield from same_person(self.workspace)
        yield from self._hand_out()
        yield from self._deletion()
        yield from self._checks()
        yield from promises(self.workspace)
        yield from people(self.workspace)
        yield from safeguards(self.workspace)
        yield from places(self.workspace, self.scratch)
        yield from pairing(self.workspace)
        yield from policies(self.workspace)
        yield from guardians(self.workspace, self.scratch)
        yield from minors(self.workspace, INTERNS[0])
        yield from minors_report(self.workspace)
        yield from self._automatic_deletion()
        yield from self._front_desk()

    @property
    def workspace(self) -> Workspace:
        """The open desk on the screen."""
        if self.built.window.workspace is None:
            raise RuntimeError("no desk is open")
        return self.built.window.workspace

    def _set_up(self) -> Iterator[str]:
        window = self.built.window
        window.show_setup(self.scratch / "new-desk")
        page = window.setup_page
        if page is None:
            raise RuntimeError("the set-up did not open")
        yield "setup-1-company"
        page.company.name.setText(day.COMPANY["name"])
        page.company.address.setText(day.COMPANY["address"])
        page.company.phone.setText(day.COMPANY["phone"])
        page.advance()
        yield "setup-2-admin"
        page.admin.user.setText(day.ADMIN)
        page.admin.first.setText("short")
        page.admin.second.setText("other")
        page.advance()
        yield "setup-2-admin-refused"
        page.admin.first.setText(day.PASSPHRASE)
        page.admin.second.setText(day.PASSPHRASE)
        page.advance()
        yield SETTLE
        yield "setup-3-recovery"
        page.show_step(3)
        yield "setup-4-policy"
        page.policy.form.use_sample()
        page.advance()
        yield "setup-4-policy-refused"
        if page.session is not None:
            self.built.tasks.query(page.session.close)
        yield SETTLE

    def _unlock(self) -> Iterator[str]:
        window = self.built.window
        window.show_unlock(self.story.folder)
        yield SETTLE
        yield "unlock"
        window.unlock_page.passphrase.setText("not the passphrase")
        window.unlock_page.unlock()
        yield SETTLE
        yield "unlock-refused"
        yield from lock_page(window)
        yield from recovery(window)
        yield from elsewhere(window, self.story.folder, self.scratch)
        self._sign_in(day.ADMIN)
        yield SETTLE

    def _sign_in(self, user: str) -> None:
        self.built.tasks.query(
            day.sign_in,
            self.story.folder,
            self.story.clock,
            self.profile,
            user=user,
            done=self._enter,
        )

    def _enter(self, session: Session) -> None:
        """Show the desk; nothing is deleted by itself while the pictures are taken."""
        self.built.window.enter(session)
        self.workspace.sweeper.stop()
        self.workspace.inbox_watch.stop()
        self.workspace.roll_call_keeper.stop()

    def _sign_out(self) -> None:
        desk = self.built.window.desk
        if desk is not None:
            self.built.tasks.query(desk.session.close)

    def _pages(self) -> Iterator[str]:
        for key in self.workspace.keys():  # noqa: SIM118 - a method, not a dict
            if key not in ("record", "visit", "joiner"):
                self.workspace.show_page(key)
                yield SETTLE
                yield f"page-{key}"
        yield from self._notice()
        yield from self._figures()
        page: Any = self.workspace.page("candidates")
        self.workspace.show_page("candidates")
        yield SETTLE
        page.table.mark(page.table.records.first_ids(3))
        yield "page-candidates-marked"
        page.start("reject")
        yield "page-candidates-not-hired"
        page.panel.leave()
        yield from self._saved_filters(page)
        page.filter.search.setText("没有这个人")
        yield SETTLE
        yield "page-candidates-no-match"
        page.filter.search.clear()
        yield SETTLE
        page.hand_out.start()
        yield "page-candidates-hand-out"
        page.hand_out.purpose.setCurrentIndex(0)
        page.hand_out.write(self.handed_out / "candidates.xlsx")
        yield SETTLE
        yield "page-candidates-handed-out"
        page.hand_out.once.forget()
        self._find(ListQuery(limit=5))
        yield SETTLE

    def _saved_filters(self, page: Any) -> Iterator[str]:
        """Keep a filter under a name, delete it again, and find from anywhere."""
        page.filter.more.setChecked(True)
        page.filter.chips["interview"].setChecked(True)
        page.saved.keep.click()
        yield SETTLE
        yield "page-candidates-filter-name"
        page.saved.name.setText("面试中")
        page.saved.keep.click()
        yield SETTLE
        yield "page-candidates-filter-kept"
        page.saved.delete.click()
        page.filter.clear()
        page.filter.more.setChecked(False)
        self.workspace.do(next(a for a in self.workspace.commands.table if a.id == "palette"))
        self.workspace.palette_line.line.setText("装配")
        yield SETTLE
        yield "palette"
        self.workspace.palette_line.hide()

    def _notice(self) -> Iterator[str]:
        """Look at the other tabs of the notice page."""
        page: Any = self.workspace.page("notice")
        self.workspace.show_page("notice")
        for place, name in enumerate(("notice", "collected", "policy", "register")):
            page.tabs.setCurrentIndex(place)
            if name == "collected":
                page.table.selectRow(0)
            yield SETTLE
            if place:
                yield f"page-notice-{name}"
        page.tabs.setCurrentIndex(0)

    def _figures(self) -> Iterator[str]:
        """Look at the figures as tables."""
        page: Any = self.workspace.page("figures")
        self.workspace.show_page("figures")
        page.as_tables.setChecked(True)
        yield SETTLE
        yield "page-figures-tables"
        page.as_tables.setChecked(False)

    def _find(self, query: ListQuery) -> None:
        def keep(found: candidates.ApplicationPage) -> None:
            self.ids = tuple(row.application_id for row in found.rows)

        self._query(candidates.list_applications, query, done=keep)

    def _query(
        self, read: Callable[..., Any], *args: Any, done: Callable[[Any], object], **values: Any
    ) -> None:
        desk = self.built.window.desk
        if desk is not None:
            desk.query(read, *args, owner=self.workspace, done=done, **values)

    def _record(self) -> Iterator[str]:
        self.workspace.show_page("record", self.ids[0])
        yield SETTLE
        yield "record"
        page: Any = self.workspace.page("record")
        page.form.field_focused.emit("mobile")
        yield "record-purpose-card"
        yield from papers_and_consents(self.workspace)
        self._find(ListQuery(stages=("offered", "offer_accepted", "onboarding"), limit=1))
        yield SETTLE
        for one in self.ids:  # in a demo of few people everybody may have started by now
            yield from offer(self.workspace, one)
        self._find(ListQuery(stages=("not_hired",), limit=5))
        yield SETTLE
        self.workspace.show_page("record", self.ids[0])
        yield SETTLE
        yield "record-not-hired"
        self.workspace.show_page("record", None)
        yield SETTLE
        yield "record-new"
        page.save()
        yield SETTLE
        yield "record-new-refused"

    def _hand_out(self) -> Iterator[str]:
        self._query(candidates.open_record, self.ids[0], done=self._print)
        yield SETTLE
        self.workspace.show_page("notice")
        page: Any = self.workspace.page("notice")
        page.tabs.setCurrentIndex(page.tabs.count() - 1)
        yield SETTLE
        yield "page-notice-register-filled"

    def _print(self, view: candidates.RecordView) -> None:
        desk = self.built.window.desk
        if desk is not None:
            target = self.handed_out / "registration-form.pdf"
            write_form(self.workspace, desk, view, lambda _: None, target)

    def _deletion(self) -> Iterator[str]:
        page: Any = self.workspace.page("retention")
        self.story.clock.advance(days=1)
        self.workspace.show_page("retention")
        page.refresh()
        yield SETTLE
        page.ask_sweep()
        yield "retention-question"
        page.question.yes.click()
        yield SETTLE
        yield "retention-after"
        self._query(retention.certificates, done=self._counterpart)
        yield SETTLE
        self.workspace.show_page("today")
        yield SETTLE
        yield "page-today-after"

    def _checks(self) -> Iterator[str]:
        """Check the whole desk, then walk its logs."""
        page: Any = self.workspace.page("checks")
        self.workspace.show_page("checks")
        page.run()
        yield SETTLE
        yield "checks-done"
        page.verify()
        yield SETTLE
        yield "checks-log"

    def _counterpart(self, lines: tuple[retention.CertificateLine, ...]) -> None:
        """Hand out a copy of the newest certificate, if anything was due at all."""
        if not lines:
            return
        desk, newest = self.built.window.desk, lines[0]
        self.sweep = {"certificate": newest.number, "removed": dict(newest.counts)}
        about = disclosure.Disclosure(
            kind="certificate", recipient=day.COMPANY["name"], purpose="other.request"
        )
        if desk is not None and newest.certificate is not None:
            target = self.handed_out / "certificate.certificate"
            desk.run(disclosure.release, about, newest.certificate, target, owner=self.workspace)

    def _automatic_deletion(self) -> Iterator[str]:
        """Let two candidates withdraw, come back a month later, and let the sweeper work."""
        self._find(ListQuery(stages=("applied",), limit=2))
        yield SETTLE
        desk = self.built.window.desk
        if desk is not None:
            desk.run(recruitment.withdraw, self.ids, owner=self.workspace)
        yield SETTLE
        self._sign_out()
        self.story.clock.advance(days=31)
        self._sign_in(day.RECRUITER)
        yield SETTLE
        yield "page-today-date"
        desk = self.built.window.desk
        if desk is not None:
            desk.run(retention.confirm_time, owner=self.workspace)
        yield SETTLE
        self.workspace.sweeper.sweep()
        yield SETTLE
        yield "page-today-swept"

    def _front_desk(self) -> Iterator[str]:
        self._sign_out()
        self._sign_in(day.FRONT_DESK)
        yield SETTLE
        self.workspace.inbox_watch.look()
        yield SETTLE
        for key in self.workspace.keys():  # noqa: SIM118 - a method, not a dict
            self.workspace.show_page(key)
            yield SETTLE
            yield f"front-desk-{key}"
        yield from masked(self.workspace)
        yield from shift(self.built.window, self.workspace)
        self._sign_out()
        yield SETTLE
