# SPDX-License-Identifier: Apache-2.0
"""A recruiter reaches what is theirs, by no read and no operation what is another recruiter's.

Every function that can reach the hiring file is in one of the tables here; a new one fails
``test_every_read_and_operation_is_in_a_table`` until it is.
"""

import datetime as dt
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from hr_desk.operations import (
    applications,
    board,
    candidates,
    consents,
    documents,
    due_lines,
    duplicates,
    figures,
    handed_over,
    handing_over,
    holds,
    import_undo,
    importing,
    interview_views,
    interviews,
    invitations,
    looking_up,
    merging,
    messages,
    minors_found,
    own_stages,
    paper_letters,
    pool,
    recruitment,
    requisitions,
    retention,
    scope,
    scorecards,
    sources,
    taking_back,
    today,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.consent_texts import text_of
from hr_desk.operations.figures import Span
from hr_desk.operations.operation import OPERATIONS
from hr_desk.operations.problems import NotYours, SomeoneElses
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.requisitions import Wanted
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.importing import LI, seen
from tests.support.made_up import one
from tests.support.scoping import (
    NAME,
    NUMBER,
    PLAN,
    Work,
    open_post,
    reaching_hiring,
    take_in,
    work,
)

TODAY = START.date()
SPAN = Span(first=TODAY, last=TODAY + dt.timedelta(days=30))
STAGES = ("applied", "interview", "withdrawn")

Call = Callable[[Session, Work], object]

LEAVING_OUT: Final[dict[str, Call]] = {
    "candidates.list_applications": lambda s, _: candidates.list_applications(s, ListQuery()),
    "candidates.count_applications": lambda s, _: candidates.count_applications(s, ListQuery()),
    "candidates.stage_counts": lambda s, _: candidates.stage_counts(s),
    "board.board": lambda s, _: board.board(s, ListQuery(), stages=STAGES),
    "looking_up.look_up": lambda s, _: [
        looking_up.look_up(s, word) for word in ("蓝", "lan", NUMBER[-4:], "铣工", "蒸汽机")
    ],
    "duplicates.possible_pairs": lambda s, _: duplicates.possible_pairs(s).pairs,
    "figures.funnel": lambda s, _: figures.funnel(s, SPAN),
    "figures.stays": lambda s, _: figures.stays(s, SPAN),
    "figures.sources": lambda s, _: figures.sources(s, SPAN),
    "figures.openings": lambda s, _: figures.openings(s),
    "figures.endings": lambda s, _: figures.endings(s),
    "importing.batches": lambda s, _: importing.batches(s),
    "import_undo.undoable": lambda s, _: import_undo.undoable(s),
    "interview_views.of_day": lambda s, _: interview_views.of_day(s, TODAY),
    "interview_views.of_interviewer": lambda s, _: interview_views.of_interviewer(
        s, "赵工", begin=TODAY
    ),
    "interview_views.planned_on": lambda s, _: interview_views.planned_on(s, TODAY),
    "invitations.counts_today": lambda s, _: invitations.counts_today(s),
    "own_stages.listed": lambda s, _: own_stages.listed(s),
    "pool.ending_soon": lambda s, _: pool.ending_soon(s),
    "requisitions.open_ones": lambda s, _: requisitions.open_ones(s),
    "requisitions.list_requisitions": lambda s, _: requisitions.list_requisitions(
        s, include_closed=True
    ),
    "due_lines.calendar": lambda s, _: due_lines.calendar(s),
    "due_lines.preview": lambda s, _: retention.preview(s, on=TODAY + dt.timedelta(days=40)),
    "today.summary": lambda s, _: [one for one in today.summary(s) if one.key != "sealed"],
}
"""Reads of lists and numbers: what they answer does not change with another recruiter's work."""

REFUSING: Final[dict[str, Call]] = {
    "applications.of_person": lambda s, w: applications.of_person(s, w.application),
    "candidates.open_record": lambda s, w: candidates.open_record(s, w.application),
    "candidates.unmask": lambda s, w: candidates.unmask(
        s, w.application, ["full_name"], purpose="apply.assess"
    ),
    "consents.state": lambda s, w: consents.state(s, w.application),
    "sources.of_record": lambda s, w: sources.of_record(s, w.application),
    "sources.effect_of_refusal": lambda s, w: sources.effect_of_refusal(s, w.application, w.source),
    "consents.given_text": lambda s, w: consents.given_text(s, w.application, "photo"),
    "consents.effect_of_withdrawal": lambda s, w: consents.effect_of_withdrawal(
        s, w.application, "photo"
    ),
    "taking_back.stands_under": lambda s, w: taking_back.stands_under(s, [w.application]),
    "documents.listed": lambda s, w: documents.listed(s, w.application, "resume_file"),
    "documents.read": lambda s, w: documents.read(s, w.application, "resume_file", w.document),
    "documents.preview": lambda s, w: documents.preview(s, w.application, "resume_file"),
    "holds.of": lambda s, w: holds.of(s, "hiring", w.application),
    "handed_over.open_paper": lambda s, w: handed_over.open_paper(
        s,
        None,  # type: ignore[arg-type]
        w.application,
        "resume_file",
        w.document,
    ),
    "interview_views.of_candidate": lambda s, w: interview_views.of_candidate(s, w.application),
    "interview_views.conflicts": lambda s, w: interview_views.conflicts(s, [w.application], PLAN),
    "interviews.found": lambda s, w: interviews.found(s, [w.interview]),
    "invitations.invitations_of": lambda s, w: invitations.invitations_of(s, w.other),
    "merging.compare": lambda s, w: merging.compare(s, *list(w.people.values())[:2]),
    "merging.last_merge": lambda s, w: merging.last_merge(s, w.decided),
    "messages.drafts_of": lambda s, w: messages.drafts_of(s, [w.application], "offer"),
    "messages.call_list": lambda s, w: messages.call_list(s, [w.application]),
    "paper_letters.draft": lambda s, w: paper_letters.draft(
        s, "application", w.decided, "not_hired"
    ),
    "recruitment.records": lambda s, w: recruitment.records(s, [w.application]),
    "requisitions.found": lambda s, w: requisitions.found(s, w.requisition),
    "scorecards.of_interview": lambda s, w: scorecards.of_interview(s, w.interview),
}
"""Reads of one record: another recruiter's is refused, with one entry."""

NEEDING_MORE: Final = ("handed_over.open_paper", "paper_letters.draft")
"""Reads that ask for more once they are allowed: the confined process, a step that was taken."""

ALLOWED_READS: Final[dict[str, str]] = {
    "visit_slips.due": "reads visits alone, as visits.open_visit shows them",
    "decision_stubs.kept_stubs": "names nobody, and no fewer than five alike",
    "duplicates.suggestions_for": "says that somebody is here, and with whom; tested below",
    "handed_over.known_in_file": "says that somebody is here, and with whom; tested below",
    "holds.list_holds": "holds on others' people are left out; tested with them",
    "holds.reviews_due": "counts holds.list_holds",
    "period_settings.effect": "numbers for whoever sets a period: an HR admin, who works on all",
    "importing.preview": "says that somebody is here, and with whom; tested below",
    "import_rows.without_duplicates": "the part of importing.preview that says it",
    "import_rows.checker": "knows the requisitions of requisitions.open_ones and found alone",
    "disclosing.look": "for an HR admin alone, who works on all; refuses besides",
    "disclosing_people.people": "inside disclosing.look",
    "disclosing_people.usable": "names ids alone, and none that is restricted",
    "disclosing_people.there": "asks scope.require of whoever is not restricted, names ids alone",
    "disclosure_requests.owed_notices": "for an HR admin alone, who works on all",
    "disclosure_views.board": "for an HR admin alone, who works on all",
    "disclosure_views.find": "returns what candidates.list_applications finds",
    "disclosure_views.waiting": "for an HR admin alone, who works on all",
    "disclosure_files.send": "for an HR admin alone, and after a second person",
    "for_good_copies.of_applications": "inside an order of personnel's: about whoever works here",
    "for_good_copies.judged": "inside an order of personnel's: about whoever works here",
    "for_good_copies.clear_account": "writes payroll alone",
    "for_good_copies.clear_person": "inside an order of personnel's: about whoever works here",
    "for_good_letters.settled": "what the sweep of any holder of the file ends",
    "for_good_views.forecast": "for an HR admin alone, and numbers of values",
    "for_good_views.outcomes": "for an HR admin alone, and numbers of values",
    "exports.candidate_list": "writes the rows of candidates.list_applications alone",
    "import_columns.columns_of": "reads how columns were mapped, no person",
    "import_columns.remember": "writes how columns were mapped, no person",
    "messages.texts": "reads the company's texts, no person",
    "young_drafts.of_application": "yes or no, of what is typed: inside drafts.save",
    "drafts.save": "seals what was typed to the user; of the record it asks for a yes or no",
    "drafts.list_mine": "reads drafts sealed to the user's own key",
    "drafts.list_named": "reads drafts sealed to the user's own key",
    "application_query.conditions": "returns the condition that narrows all lists",
    "handed_over.add_file": "calls document.add",
    "documents.put": "inside a change that has looked its application up",
    "recruitment.entered": "inside a change: requisitions.found refuses",
    "handing_over.hand_over": "calls application.hand_over",
    "invitations.invite": "calls invitation.send",
    "invitations.cancel": "calls invitation.cancel",
    "paper_letters.release": "calls paper_letters.draft",
    "applicant_letters.apply": "takes in who applied at a kiosk: a new candidate, shows nobody",
    "import_undo.take_back": "refuses another user's batch; tested as import.undo",
    "applications.all_of": "for the program's own use: the whole of a person, never shown",
    "applications.terms_of_person": "for the program's own use, inside a change",
    "recruitment.records_of_all": "for the program's own use, such as answers of onboarding",
    "calling_off.end": "inside a change that has looked its applications up",
    "concluding.undecided": "inside a change: closing a requisition ends all of it",
    "concluding.conclude": "inside a change: closing a requisition ends all of it",
    "concluding.conclude_filled": "inside a change: the last opening ends all of it",
    "concluding.taken": "inside a change: a number of one requisition",
    "concluding.untouched": "what the sweep of any holder of the file ends",
    "consents.end_for_guardian": "inside a change that has looked its application up",
    "consents.tell_personnel": "inside a change that has looked its application up",
    "due_days.next_due": "a day, no person",
    "due_days.note": "a day, no person",
    "incident_people.questions": "for an HR admin alone, who works on all",
    "minors_found.lock_found": "what the sweep of any holder of the file locks",
    "minors_found.unlocked": "three numbers, no person",
    "minor_visitors.unlocked": "reads visits, no application",
    "policy_campaign.concerned": "narrowed by scope.where",
    "policy_campaign.reach": "three numbers of a file, no person",
    "policy_campaign.report_news": "sends what policy_campaign.reach counts",
    "policy_campaign.report_owed": "sends what policy_campaign.reach counts",
    "controls_privacy.campaign_of": "counts of policy_campaign.reach, no person",
    "request_answers.questions": "nothing is asked of whoever does not work on all",
    "request_answers.count_questions": "nothing is asked of whoever does not work on all",
    "request_records.everybody": "inside incident_people.contribute",
    "given_consents.given_consents": "inside request_answers.contribute",
    "restricted_values.values_only_stored": "inside request_answers.contribute",
    "contributed_documents.contents_of": "inside request_answers.contribute",
    "beside_values.values_beside": "inside request_answers.contribute and the officer's orders",
    "signing.signed_texts": "reads a visit, no application",
    "visit_reads.open_visit": "reads a visit, no application",
    "joiner_withdrawals.withdrew_there": "takes in what personnel says of somebody handed over",
    "recruiting_papers.of_joiner": "names the application of a joiner to whoever works on it",
    "evaluations.of_application": "inside the hand-over, which has looked its application up",
    "pool.end_places": "inside a change that has looked its application up",
    "pool_lapsing.lapsed": "what the sweep of any holder of the file ends",
    "pool_clock.in_pool": "inside a change that has looked its application up",
    "pool_clock.until": "inside a change that has looked its application up",
    "pool_clock.pooled": "inside a change that has looked its application up",
    "proofs.log_unproven": "numbers of sweeps, no person",
    "proofs.finish_proofs": "numbers of sweeps, no person",
    "proofs.certificates": "numbers of sweeps, no person",
    **{f"scope.{name}": "the rule itself" for name in (
        "of", "where", "require", "require_person", "require_requisition", "require_own",
        "people", "has_batch", "require_batch", "holder_of",
    )},
}  # fmt: skip
"""Functions that reach the file and need no refusal of their own, and why."""

WRITES: Final[dict[str, Call]] = {
    "requisition.edit": lambda s, w: requisitions.edit_requisition(
        s, w.requisition, Wanted(title="x", department="x", place="x"), version=1
    ),
    "requisition.close": lambda s, w: requisitions.close_requisition(
        s, w.requisition, reason="ended"
    ),
    "application.take_in": lambda s, w: take_in(s, w.requisition, one("周一", "13800138111")),
    "application.take_in_cv": lambda s, w: handed_over.take_in_cv(
        s,
        NewCandidate(requisition_id=w.requisition, values={}),
        handed_over.Paper("pdf", 1, "", b""),
    ),
    "application.edit": lambda s, w: recruitment.edit(s, w.application, {}, version=1),
    "application.advance": lambda s, w: recruitment.advance(s, [w.application], to="interview"),
    "application.reject": lambda s, w: recruitment.reject(s, [w.application], reason="skills"),
    "application.withdraw": lambda s, w: recruitment.withdraw(s, [w.application]),
    "application.decline_offer": lambda s, w: recruitment.decline_offer(s, [w.application]),
    "application.accept_offer": lambda s, w: recruitment.accept_offer(
        s, [w.application], told_by="李经理", on=TODAY
    ),
    "application.again": lambda s, w: applications.apply_again(
        s, w.application, open_post(s, "电工"), values={}
    ),
    "application.hand_over": lambda s, w: handing_over.hand_over(
        s, [w.application], start_on=TODAY
    ),
    "application.take_back": lambda s, w: taking_back.take_back(s, w.entries["withdraw"]),
    "application.bring_back": lambda s, w: taking_back.bring_back(s, [w.decided]),
    "application.assign": lambda s, w: taking_back.assign(s, {w.application: s.user.id}),
    "application.move": lambda s, w: taking_back.move(s, {w.application: open_post(s, "电工")}),
    "consent.give": lambda s, w: consents.give(
        s, w.other, "photo", shown=text_of(s, "photo", "zh_CN"), how="signature"
    ),
    "source.enter": lambda s, w: sources.enter(
        s, w.other, ["employer"], kind="lawful_public", place="示例日报", published_on=TODAY
    ),
    "source.remove": lambda s, w: sources.remove(s, w.application, w.source),
    "source.refuse": lambda s, w: sources.refuse(s, w.application, w.source),
    "consent.withdraw": lambda s, w: consents.withdraw(s, w.application, "photo"),
    "applicant_hold.put": lambda s, w: holds.put(
        s,
        "hiring",
        w.other,
        holds.Wanted("complaint", "投诉", TODAY + dt.timedelta(days=80)),
        approval=holds.Approval("admin", PASSPHRASES["admin"]),
    ),
    "document.add": lambda s, w: documents.add(s, w.application, "resume_file", b"y"),
    "document.remove": lambda s, w: documents.remove(s, w.application, "resume_file", w.document),
    "person.keep_apart": lambda s, w: duplicates.keep_apart(s, *list(w.people.values())[:2]),
    "person.allow_pair": lambda s, w: duplicates.allow_pair(s, *list(w.people.values())[:2]),
    "person.merge": lambda s, w: merging.merge(s, *list(w.people.values())[:2]),
    "person.unmerge": lambda s, w: merging.undo_merge(s, w.merge),
    "import.portion": lambda s, w: importing.take_in(s, w.previewed),
    "import.undo": lambda s, w: import_undo.undo(s, w.batch),
    "invitation.send": lambda s, w: invitations.invite(
        s, [w.other], at=PLAN.at + dt.timedelta(days=3), host="刘经理"
    ),
    "invitation.cancel": lambda s, w: invitations.cancel(s, [w.invitation]),
    "interview.arrange": lambda s, w: interviews.arrange(s, [w.application], PLAN),
    "interview.move": lambda s, w: interviews.move(s, w.interview, PLAN, version=1),
    "interview.cancel": lambda s, w: interviews.cancel(s, [w.interview]),
    "interview.hold": lambda s, w: interviews.hold(s, [w.interview]),
    "interview.miss": lambda s, w: interviews.miss(s, [w.interview]),
    "minor.found": lambda s, w: minors_found.found(s, [w.application]),
    "message.copy": lambda s, w: messages.copied(s, [w.application], "offer"),
    "pool.join": lambda s, w: pool.join_pool(
        s, w.other, shown=pool.pool_text(s, "zh_CN"), how="signature"
    ),
    "pool.leave": lambda s, w: pool.leave_pool(s, w.application),
    "pool.ask": lambda s, w: pool.note_asked(s, [w.application]),
    "scorecard.enter": lambda s, w: scorecards.enter(
        s, w.interview, Findings(points={"safety": 3}), interviewer="赵工"
    ),
}
"""Operations on a record: another recruiter's is refused, with one entry and nothing changed."""

ALLOWED_WRITES: Final[dict[str, str]] = {
    "applicant_transfer.settle": "what the sweep of any holder of the file ends",
    "requisition.open": "makes one's own",
    "policy.take_in": "no person",
    "message.write": "the company's texts, no person",
    "stage.keep": "the company's stages, no person",
    "stage.remove": "the company's stages, no person",
    "disclosure.register": "enters what was read by reads that are limited",
    "disclosure.complete": "enters what was read by reads that are limited",
    "draft.start": "one's own draft",
    "draft.discard": "one's own draft",
    "record.open": "the entry of candidates.open_record",
    "person.compare": "the entry of merging.compare",
    "record.unmask": "the entry of candidates.unmask",
    "document.read": "the entry of documents.read",
    "scorecard.open": "the entry of scorecards.of_interview",
    "application.conclude_untouched": "what lies untouched ends, whoever's sweep it is",
    "pool.lapse": "a place that is not renewed ends, whoever's sweep it is",
    "import.take_back": "the writing half of import.undo",
    "import.take_in": "the portions of import.portion",
    "applicant_hold.renew": "a hold on another's person is not found; tested with holds",
    "applicant_hold.lift": "a hold on another's person is not found; tested with holds",
    "retention.sweep": "what is due goes, whoever holds the file",
    "retention.confirm_period": "for an HR admin alone, who works on all",
    "retention.set_period": "for an HR admin alone, who works on all",
    "minor_applicant.ask": "names ids alone; each read asks for its scope besides",
    "minor_applicant.approve": "by a second person, who sees no application",
    "minor_applicant.end": "ends reading and shows nobody",
    "minor.lock": "what the sweep of any holder of the file locks",
    "policy.tell": "finds policy_campaign.concerned alone, which is narrowed",
    "policy.tell_joiners": "joiners, no application",
    "request.contribute": "nothing is asked of whoever does not work on all",
    "incident.contribute": "for an HR admin alone, who works on all",
    "letter.save": "the company's texts, no person",
    "letter.reset": "the company's texts, no person",
    **dict.fromkeys(
        (
            f"applicant_disclosure.{verb}"
            for verb in ("ask", "approve", "call_off", "told", "send", "sent", "finish", "password")
        ),
        "for an HR admin alone, who works on all",
    ),
}
"""Operations that need no refusal of their own, and why."""


def test_every_read_and_operation_is_in_a_table() -> None:
    found = reaching_hiring()
    bodies = {inspect.unwrap(entry.call): name for name, entry in OPERATIONS.items()}
    reads = {name for name, call in found.items() if inspect.unwrap(call) not in bodies}
    tables = (*LEAVING_OUT, *REFUSING, *ALLOWED_READS)
    assert reads == set(tables) and len(tables) == len(set(tables))
    writes = {name for name, entry in OPERATIONS.items() if entry.compartment == "hiring"}
    writes |= {bodies[inspect.unwrap(call)] for call in found.values()
               if inspect.unwrap(call) in bodies}  # fmt: skip
    assert writes == {*WRITES, *ALLOWED_WRITES} and not set(WRITES) & set(ALLOWED_WRITES)


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory, _made_once: Desk
) -> dict[str, dict[str, tuple[object, object]]]:
    """What each list answers two recruiters before and after the work of one of them."""
    with copied(_made_once, tmp_path_factory.mktemp("scope")) as desk:
        return told_before_and_after(desk)


@contextmanager
def copied(made: Desk, place: Path) -> Iterator[Desk]:
    """Give a copy of a desk for several tests."""
    desk = made.copied(place)
    with use_cheap_key_derivation():
        yield desk
    desk.close()


def told_before_and_after(desk: Desk) -> dict[str, dict[str, tuple[object, object]]]:
    mine, other = desk.open("hiring"), desk.open("second")
    desk.take_in(mine, [one("蓝天", "13612345678")])
    who = {"mine": mine, "theirs": other}
    before = {name: _answers(session) for name, session in who.items()}
    done = work(desk, other)
    after = {name: _answers(session, done) for name, session in who.items()}
    return {
        name: {who: (before[who][name], after[who][name]) for who in before} for name in LEAVING_OUT
    }


def _answers(session: Session, done: Work | None = None) -> dict[str, object]:
    return {name: call(session, done or Work()) for name, call in LEAVING_OUT.items()}


@pytest.mark.parametrize("name", LEAVING_OUT)
def test_a_list_leaves_out_what_is_another_recruiters(
    answers: dict[str, dict[str, tuple[object, object]]], name: str
) -> None:
    before, after = answers[name]["mine"]
    assert before == after
    before, after = answers[name]["theirs"]
    assert before != after, "the other recruiter's work is not in this read's reach"


@pytest.fixture(scope="module")
def around(
    tmp_path_factory: pytest.TempPathFactory, _made_once: Desk
) -> Iterator[tuple[Desk, Session, Work]]:
    """A desk, a recruiter, and another one's work, for all that is refused there."""
    with copied(_made_once, tmp_path_factory.mktemp("around")) as desk:
        yield desk, desk.open("hiring"), work(desk, desk.open("second"))


@pytest.fixture
def theirs(desk: Desk) -> Work:
    return work(desk, desk.open("second"))


def entries(session: Session) -> list[audit.Entry]:
    """Return the entries of the hiring file, the oldest first."""
    rows = session.compartment("hiring").read("SELECT body FROM audit ORDER BY seq")
    return [audit.entry_from(body) for (body,) in rows]


@pytest.mark.parametrize("name", [*REFUSING, *WRITES])
def test_a_record_of_another_recruiter_is_refused_with_one_entry(
    around: tuple[Desk, Session, Work], name: str
) -> None:
    _, session, theirs = around
    call = (REFUSING | WRITES)[name]
    before = len(entries(session))
    with pytest.raises(SomeoneElses) as refused:
        call(session, theirs)
    assert refused.value.values["owner"] == "second"
    assert "second" in refused.value.text()
    new = [one for one in entries(session)[before:] if one.operation != "requisition.open"]
    (entry,) = new
    assert entry.operation == "denied"
    known = {*theirs.people, *theirs.people.values(), theirs.requisition, theirs.batch,
             theirs.closed}  # fmt: skip
    assert {id_ for _, id_, _ in entry.records} & known
    expected = name if name in OPERATIONS and name != "import.undo" else scope.LOOK
    assert entry.facts["operation"] == expected
    said = json.dumps([entry.facts, sorted(entry.fields)], ensure_ascii=False)
    assert NAME not in said and NUMBER not in said


@pytest.mark.parametrize("name", [name for name in REFUSING if name not in NEEDING_MORE])
def test_the_same_looks_are_open_to_an_admin_and_to_whose_they_are(
    around: tuple[Desk, Session, Work], name: str
) -> None:
    desk, _, theirs = around
    for session in (desk.open("admin"), desk.open("second")):
        with suppress(NotYours):  # an HR admin reads no CV
            REFUSING[name](session, theirs)
        session.close()


def test_whoever_stands_in_sees_it_as_its_owner_does(desk: Desk, session: Session) -> None:
    second = desk.open("second")
    post = open_post(second, "铣工")
    (id_,) = take_in(second, post, one(NAME, NUMBER))
    wanted = Wanted(title="铣工", department="制造部", place="青岛", deputies=(session.user.id,))
    requisitions.edit_requisition(second, post, wanted, version=1)
    assert candidates.open_record(session, id_).application_id == id_
    recruitment.advance(session, [id_], to="interview")
    requisitions.close_requisition(session, post, reason="ended")


def test_what_is_assigned_is_seen_and_its_requisition_is_not(desk: Desk, session: Session) -> None:
    second = desk.open("second")
    post = open_post(second, "铣工")
    mine, left = take_in(second, post, one(NAME, NUMBER), one("白若水", "13712345670"))
    taking_back.assign(second, {mine: session.user.id})
    rows = candidates.list_applications(session, ListQuery()).rows
    assert [row.application_id for row in rows] == [mine]
    recruitment.advance(session, [mine], to="interview")
    assert post not in {row.id for row in requisitions.list_requisitions(session)}
    with pytest.raises(SomeoneElses):
        recruitment.advance(session, [mine, left], to="interview")


def test_for_any_post_is_for_every_recruiter_and_changed_by_its_owner(
    desk: Desk, session: Session
) -> None:
    second = desk.open("second")
    post = requisitions.open_requisition(
        second, title="不限岗位", department="制造部", place="青岛", kind="any_post"
    ).created[0]
    (id_,) = take_in(second, post, one(NAME, NUMBER))
    assert candidates.open_record(session, id_).application_id == id_
    wanted = Wanted(title="x", department="x", place="x", kind="any_post")
    with pytest.raises(SomeoneElses):
        requisitions.edit_requisition(session, post, wanted, version=1)
    evergreen = requisitions.open_requisition(
        second, title="长期招聘", department="制造部", place="青岛", kind="evergreen"
    ).created[0]
    (other,) = take_in(second, evergreen, one("白若水", "13712345670"))
    with pytest.raises(SomeoneElses):
        candidates.open_record(session, other)


def test_another_application_of_a_person_is_no_door_to_the_first(
    desk: Desk, session: Session, theirs: Work
) -> None:
    """Each recruiter sees the person, and of the applications their own."""
    second = desk.open("second")
    own = applications.apply_again(second, theirs.application, desk.requisition, values={}).created[
        0
    ]
    taking_back.assign(second, {own: session.user.id})
    lines = applications.of_person(session, own)
    assert [line.application_id for line in lines] == [own]
    with pytest.raises(SomeoneElses):
        candidates.open_record(session, theirs.application)


def test_a_new_application_copies_nothing_from_one_of_another_recruiter(
    desk: Desk, session: Session
) -> None:
    second = desk.open("second")
    (mine,) = desk.take_in(session, [one(NAME, NUMBER)])
    post = open_post(second, "铣工")
    taking_back.assign(session, {mine: second.user.id})
    source = session.catalogue.field("source_channel").type.parse("招聘会")
    applications.apply_again(second, mine, post, values={"source_channel": source})
    taking_back.assign(second, {mine: session.user.id})
    again = applications.apply_again(session, mine, open_post(session, "电工"), values={})
    record = recruitment.records(session, again.created)[0]
    assert "source_channel" not in record.fields


def test_the_hint_of_a_duplicate_says_with_whom_and_no_value(
    session: Session, theirs: Work
) -> None:
    typed = one("蓝小糖", NUMBER, email="tang@example.com").values(session.catalogue)
    (hint,) = duplicates.suggestions_for(session, typed)
    assert (hint.held_by, hint.name, hint.requisition, hint.stage) == ("second", "", "", "")
    assert (hint.person_id, hint.application_id) == ("", "")
    assert {reason.key for reason in hint.reasons} == {"mobile", "email"}
    only_a_name = one(NAME, "13999999999", employer="虚构旧厂").values(session.catalogue)
    assert duplicates.suggestions_for(session, only_a_name) == ()
    (known,) = handed_over.known_in_file(session, {"mobile": typed["mobile"]})
    assert (known.name, known.held_by) == ("", "second")


def test_an_import_says_with_whom_and_renews_nobody_of_another_recruiter(
    desk: Desk, session: Session, theirs: Work
) -> None:
    row = ("蓝小糖", NUMBER, "已满18周岁", "")
    previewed = seen(desk, session, row, LI, update=True)
    assert [one.fate.value for one in previewed.rows] == ["skipped", "skipped"]
    (finding,) = previewed.rows[0].findings
    assert finding.kind == "KnownElsewhere" and "second" in finding.reason
    assert NAME not in finding.reason


def test_one_recruiter_alone_reads_without_a_condition(session: Session) -> None:
    assert scope.where(session) == ("1", [])
    open_post(session, "铣工")
    assert scope.where(session) == ("1", [])


def test_whose_requisition_it_is_follows_its_owner(desk: Desk, session: Session) -> None:
    second = desk.open("second")
    post = open_post(session, "铣工")
    (id_,) = take_in(session, post, one(NAME, NUMBER))
    wanted = Wanted(title="铣工", department="制造部", place="青岛", owner=second.user.id)
    requisitions.edit_requisition(session, post, wanted, version=1)
    assert candidates.open_record(second, id_).application_id == id_
    taking_back.assign(second, {id_: second.user.id})
    with pytest.raises(SomeoneElses):
        candidates.open_record(session, id_)
