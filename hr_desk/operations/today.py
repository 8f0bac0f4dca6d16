# SPDX-License-Identifier: Apache-2.0
"""Today: what waits, for whom, and on which page it is done."""

from datetime import timedelta
from typing import Final

from hr_desk.domain import visits as states
from hr_desk.i18n import N_
from hr_desk.operations import (
    attestation_lines,
    backups,
    disclosing,
    disclosure_views,
    drafts,
    emergency_contacts,
    hand_off_today,
    holds,
    incident_people,
    intake,
    invitations,
    joiner_today,
    minors_figures,
    minors_filing,
    officer_today,
    own_forms,
    paired_today,
    pairing,
    policies,
    pool,
    request_answers,
    retention,
    scope,
    training,
    unprinted,
    visits,
)
from hr_desk.operations.candidates import ListQuery, count_applications
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.hand_off_today import Ending
from hr_desk.operations.interview_views import planned_on
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.requests import OFFICER
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import READING
from hr_desk.operations.today_line import TodayLine as TodayLine
from hr_desk.operations.visits import VISITING
from hr_desk.store import hiring
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.inbox import Inbox

BACKUP_AGE: Final = timedelta(days=2)
TO_DO: Final = "to_do"
"""What the register of hand-offs is asked to show: entries with something left to do."""
UNPRINTED: Final = "unprinted"
"""What the keys of lines about papers begin with; the file follows."""
DAY_SOON: Final = 3
"""Days before a receiver's day from which it is pressing."""


def summary(session: Session) -> tuple[TodayLine, ...]:
    """Return what this user should look at, the most pressing first; nothing that is not theirs."""
    lines: list[TodayLine] = []
    if policies.in_force(session) is None:
        lines.append(TodayLine("policy", _POLICY, 1, "notice", "late"))
    if session.holds("hiring") and set(RECRUITING) & set(session.user.roles):
        lines += _hiring(session)
    if session.holds("visits") and set(VISITING) & set(session.user.roles):
        lines += _visits(session)
    if session.holds("personnel") and set(ONBOARDING) & set(session.user.roles):
        lines += _joining(session)
        forms = len(own_forms.joiners_with_forms(session))
        lines += [TodayLine("own_forms", _OWN_FORMS, forms, "onboarding", "soon")] if forms else []
    if session.holds("personnel") and session.may(READING):
        lines += _hand_offs(session)
    lines += attestation_lines.waiting(session) + _leaving_once(session)
    if session.holds("privacy") and set(OFFICER) & set(session.user.roles):
        lines += officer_today.waiting(session) + paired_today.waiting(session)
    if session.may("request.contribute"):
        asked = request_answers.count_questions(session)
        lines += [TodayLine("asked", _ASKED, asked, "questions", "soon")] if asked else []
    if session.may("incident.contribute"):
        touched = incident_people.count_questions(session)
        lines += [TodayLine("touched", _TOUCHED, touched, "questions", "late")] if touched else []
    if training.OVERSEEING & set(session.user.roles):
        late = training.due(session)
        lines += [TodayLine("training", _TRAINING, late, "safeguards", "soon")] if late else []
    reviews = holds.reviews_due(session)
    lines += [TodayLine("holds", _HOLDS, reviews, "retention", "soon")] if reviews else []
    lines += (
        paired_today.asked_here(session)
        + _minors(session)
        + _messages(session)
        + _unprinted(session)
    )
    order = ("late", "soon", "calm")
    return tuple(sorted(lines, key=lambda line: order.index(line.level)))


def _hiring(session: Session) -> list[TodayLine]:
    counts = hiring.stage_counts(session.compartment("hiring"), *scope.where(session))
    due = retention.preview(session)
    late = sum(line.days_left < 0 for line in due)
    owed = hiring.owed_a_notice(session.compartment("hiring"), *scope.where(session))
    invited = invitations.counts_today(session)
    found = [
        TodayLine("arrived", _ARRIVED, invited.get("arrived", 0), "interviews", "soon"),
        TodayLine("overdue", _OVERDUE, late, "retention", "late"),
        TodayLine("clock", _CLOCK, int(retention.clock_needs_confirmation(session)), "retention",
                  "late"),
        TodayLine("due", _DUE, len(due) - late, "retention", "soon"),
        TodayLine("backup", _BACKUP, int(_backup_is_old(session)), "settings", "soon"),
        TodayLine("notice", _OWED, owed, "candidates", "soon"),
        TodayLine("interview_owed", _INTERVIEW_OWED,
                  count_applications(session, ListQuery(interview_owed=True)), "candidates",
                  "soon"),
        TodayLine("pool", _POOL, sum(one.asked_on is None for one in pool.ending_soon(session)),
                  "candidates", "soon"),
        TodayLine("drafts", _DRAFTS, len(drafts.list_mine(session)), "candidates", "soon"),
        TodayLine("interviews", _INTERVIEWS, planned_on(session, session.today()), "interviews",
                  "calm"),
        TodayLine("applied", _APPLIED, counts.get("applied", 0), "candidates", "calm"),
        TodayLine("interview", _INTERVIEW, counts.get("interview", 0), "candidates", "calm"),
        TodayLine("offered", _OFFERED, counts.get("offered", 0), "candidates", "calm"),
    ]  # fmt: skip
    return [line for line in found if line.count]


def _visits(session: Session) -> list[TodayLine]:
    counts = visits.counts(session)
    outside = sum(counts.get(state, 0) for state in states.OUTSIDE)
    unseen = sum(not one.seen_leaving for one in visits.roll_call(session))
    untold = emergency_contacts.tasks(session)
    late = sum(one.late for one in untold)
    found = [
        TodayLine("reveals_late", _REVEALS_LATE, late, "front_desk", "late"),
        TodayLine("reveals", _REVEALS, len(untold) - late, "front_desk", "soon"),
        TodayLine("announced", _ANNOUNCED, outside, "front_desk", "soon"),
        TodayLine("unmatched", _UNMATCHED, len(visits.unmatched(session)), "front_desk", "soon"),
        TodayLine("unseen", _UNSEEN, unseen, "front_desk", "soon"),
        TodayLine("on_site", _ON_SITE, counts.get(states.ON_SITE, 0), "front_desk", "calm"),
        TodayLine("expected", _EXPECTED, counts.get(states.EXPECTED, 0), "front_desk", "calm"),
    ]
    return [line for line in found if line.count]


def _joining(session: Session) -> list[TodayLine]:
    """Return what waits of those who join, and what the law counts down."""
    waits = joiner_today.due(session)
    limits = [limit for one in waits for limit in one.limits]
    passed = sum(limit.days_left < 0 for limit in limits)
    items = [line for one in waits for line in one.items]
    late = sum(line.late for line in items)
    found = [
        TodayLine("limits_passed", _LIMITS_PASSED, passed, "onboarding", "late"),
        TodayLine("limits", _LIMITS, len(limits) - passed, "onboarding", "soon"),
        TodayLine("numbers_gone", _NUMBERS_GONE, sum(one.lost for one in waits), "onboarding",
                  "late"),
        TodayLine("numbers_left", _NUMBERS_LEFT, sum(one.left_behind for one in waits),
                  "onboarding", "soon"),
        TodayLine("items_late", _ITEMS_LATE, late, "onboarding", "soon"),
        TodayLine("items", _ITEMS, len(items) - late, "onboarding", "soon"),
        TodayLine("numbers", _NUMBERS, joiner_today.waiting_numbers(session), "onboarding", "soon"),
        TodayLine("begin", _BEGIN, sum(one.begins_today for one in waits), "onboarding", "calm"),
    ]  # fmt: skip
    return [line for line in found if line.count]


def _hand_offs(session: Session) -> list[TodayLine]:
    """Return each receiver's next day, and what keeps a file from leaving or from being told."""
    waits = hand_off_today.waiting(session)
    found = [
        TodayLine("hand_off_unfinished", _UNFINISHED, waits.unfinished, "hand_off_register",
                  "late", argument=TO_DO),
        TodayLine("hand_off_stopped", _STOPPED, len(waits.stopped), "standing_hand_offs", "soon",
                  argument=next(iter(waits.stopped), None)),
        TodayLine("hand_off_approvals", _APPROVALS, len(waits.approvals), "standing_hand_offs",
                  "soon", argument=next(iter(waits.approvals), None)),
        TodayLine("hand_off_plain", _PLAIN, waits.plain, "hand_off_register", "soon",
                  argument=TO_DO),
    ]  # fmt: skip
    days = [
        TodayLine("hand_off_day", _DAY, one.days_left, "hand_off",
                  "soon" if one.days_left <= DAY_SOON else "calm",
                  about={"template": one.template, "recipient": one.recipient, "day": one.day},
                  argument=one.standing_id)
        for one in waits.days
    ]  # fmt: skip
    ends = [_ending(one) for one in waits.endings]
    return [*(line for line in found if line.count), *ends, *days]


def _leaving_once(session: Session) -> list[TodayLine]:
    """Return what waits of that which leaves once, for whoever may ask for it."""
    if not disclosing.may_ask(session):
        return []
    waits, page = disclosure_views.waiting(session), "leaving_once"
    found = [
        TodayLine("once_cut_off", _ONCE_CUT_OFF, len(waits.cut_off), page, "late",
                  argument=next(iter(waits.cut_off), None)),
        TodayLine("once_untold", _ONCE_UNTOLD, len(waits.untold), page, "soon",
                  argument=next(iter(waits.untold), None)),
        TodayLine("once_waiting", _ONCE_WAITING, len(waits.waiting), page, "soon",
                  argument=next(iter(waits.waiting), None)),
    ]  # fmt: skip
    return [line for line in found if line.count]


def _minors(session: Session) -> list[TodayLine]:
    """Return what waits of the yearly report on minors: figures to give, a report to hand in."""
    year = minors_filing.last_year(session)
    last = minors_filing.deadline(year)
    about, page = {"year": str(year), "day": last}, "minors_report"
    level = "late" if session.today() > last else "soon"
    found = []
    if minors_filing.owed(session) is not None:
        found.append(TodayLine("minors_report", _MINORS_REPORT, 1, page, level, about=about))
    if minors_figures.is_owed(session, year):
        found.append(TodayLine("minors_figures", _MINORS_FIGURES, 1, page, "soon", about=about))
    return found


def _unprinted(session: Session) -> list[TodayLine]:
    """Return the papers that were entered and are not out, by file."""
    return [
        TodayLine(f"{UNPRINTED}.{one.file}", _UNPRINTED, len(one.entries), one.page, "soon",
                  argument=one.record)
        for one in unprinted.waiting(session)
    ]  # fmt: skip


def _ending(one: Ending) -> TodayLine:
    """Return what ends soon of recipients and approvals, as a line that leads to it."""
    level = "soon" if one.pressing else "calm"
    about = {"recipient": one.recipient, "day": one.day, "template": one.template}
    itself = one.template is None
    return TodayLine(
        "recipient_ends" if itself else "hand_off_ends",
        _RECIPIENT_ENDS if itself else _APPROVAL_ENDS,
        one.days_left,
        "recipients" if itself else "standing_hand_offs",
        level,
        about=about,
        argument=one.id,
    )


def _messages(session: Session) -> list[TodayLine]:
    """Return what lies in the inbox for others, and what stands aside."""
    sealed = sum(n for place, n in intake.waiting(session).items() if not session.holds(place))
    level = "late" if sealed and intake.overdue(session) else "calm"
    aside = sum(Inbox(DeskFiles(session.folder)).stands_aside().values())
    found = [
        TodayLine("sealed", _SEALED, sealed, "checks", level),
        TodayLine("unheard", _UNHEARD, pairing.overdue(session), "pairing", "late"),
        TodayLine("aside", _ASIDE, aside, "checks", "soon"),
    ]
    return [line for line in found if line.count]


def _backup_is_old(session: Session) -> bool:
    newest = max(backups.newest(session).values(), default=None)
    return newest is None or session.now() - newest > BACKUP_AGE


_UNPRINTED: Final = N_("Papers that were entered in the register and not printed: {count}")
_ONCE_CUT_OFF: Final = N_("Files that were to leave once and were not completed: {count}")
_ONCE_UNTOLD: Final = N_("Requests whose people are still to be told who gets their data: {count}")
_ONCE_WAITING: Final = N_("What is to leave once and waits for a second person: {count}")
_POLICY: Final = N_("No privacy policy is in force yet, so nobody can be taken in")
_OVERDUE: Final = N_("Overdue for deletion: {count}")
_CLOCK: Final = N_("The computer's clock jumped ahead; confirm the date before anything is deleted")
_DUE: Final = N_("Due for deletion within seven days: {count}")
_BACKUP: Final = N_("No backup in the last two days")
_OWED: Final = N_("People who still have to be given the notice: {count}")
_POOL: Final = N_("People to ask whether they stay in the talent pool: {count}")
_DRAFTS: Final = N_("Your unfinished drafts: {count}")
_APPLIED: Final = N_("Applications to look at: {count}")
_INTERVIEW: Final = N_("In interviews: {count}")
_INTERVIEW_OWED: Final = N_("People whose interview nobody has arranged: {count}")
_OFFERED: Final = N_("Offers waiting for an answer: {count}")
_OWN_FORMS: Final = N_("Forms that joiners filled in at the kiosk wait for you: {count}")
_ARRIVED: Final = N_("Invited candidates who are at the gate or inside: {count}")
_INTERVIEWS: Final = N_("Interviews planned for today: {count}")
_LIMITS_PASSED: Final = N_("Contract or enrolment of joiners beyond the limit of the law: {count}")
_LIMITS: Final = N_("Contract or enrolment of joiners due by law within seven days: {count}")
_ITEMS_LATE: Final = N_("Overdue on the checklists of joiners: {count}")
_ITEMS: Final = N_("Due today on the checklists of joiners: {count}")
_NUMBERS: Final = N_(
    "Joiners whose numbers you have not compared with the original: {count}. Nobody else can open "
    "them: compare them before you leave."
)
_NUMBERS_LEFT: Final = N_(
    "Joiners of whom a colleague typed a number on an earlier day and did not compare it: {count}. "
    "Ask them, or enter it again from the original."
)
_NUMBERS_GONE: Final = N_(
    "Joiners of whom a number was not compared and is gone: {count}. Enter it again from the "
    "original."
)
_BEGIN: Final = N_("Joiners who begin today: {count}")
_ANNOUNCED: Final = N_("Visitors waiting to be let in: {count}")
_REVEALS_LATE: Final = N_(
    "Emergencies in which it was shown whom to call, and nobody was told in time: {count}"
)
_REVEALS: Final = N_(
    "Emergencies in which it was shown whom to call: tell those concerned of it: {count}"
)
_UNMATCHED: Final = N_("Sign-outs at the kiosk that fit nobody: {count}")
_UNSEEN: Final = N_("Visitors of an earlier day whom nobody saw leaving: {count}")
_ON_SITE: Final = N_("Visitors on site: {count}")
_EXPECTED: Final = N_("Visitors still expected today: {count}")
_UNFINISHED: Final = N_("Hand-offs that were not completed: {count}")
_STOPPED: Final = N_("Standing hand-offs that have to be approved anew: {count}")
_APPROVALS: Final = N_("Standing hand-offs that wait for a second person: {count}")
_PLAIN: Final = N_("Unlocked files of hand-offs to delete once they are uploaded: {count}")
_DAY: Final = N_("{template} for {recipient}: wanted on {day}")
_RECIPIENT_ENDS: Final = N_("{recipient}: valid as a recipient until {day} ({count} days left)")
_APPROVAL_ENDS: Final = N_("{template} for {recipient}: approved until {day} ({count} days left)")
_SEALED: Final = N_("Sealed messages waiting for somebody of another role: {count}")
_UNHEARD: Final = N_("Paired desks that fetch nothing or confirm nothing for three days: {count}")
_ASIDE: Final = N_("Messages set aside because they did not fit: {count}")
_TOUCHED: Final = N_("Incidents that ask your files whom they touch: {count}")
_TRAINING: Final = N_("Users not trained in handling personal data for twelve months: {count}")
_MINORS_REPORT: Final = N_("Yearly report on minors for {year}: hand it in by {day}")
_MINORS_FIGURES: Final = N_(
    "Figures on minors for {year}: give them to the privacy officer before {day}"
)
_HOLDS: Final = N_("Holds on deletion to be looked at again within 14 days: {count}")
_ASKED: Final = N_("Questions of the privacy officer about people in your files: {count}")
