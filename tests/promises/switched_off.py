# SPDX-License-Identifier: Apache-2.0
"""For each control a way to make what it looks at fail, and nothing else; undone at its end."""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.incidents import incident_rules
from hr_desk.catalogue.model import Access, Demand, Purpose, Scenario
from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import disclosing, minors
from hr_desk.domain.policy_changes import COMPANY
from hr_desk.i18n import Text
from hr_desk.operations import (
    controls_files,
    controls_incidents,
    controls_policy_changes,
    controls_requests,
    policies,
    policy_facts,
    policy_lists,
    traces,
)
from hr_desk.operations.policy_lists import PolicyList
from hr_desk.operations.session import Session
from hr_desk.store import places
from hr_desk.vault import slots
from tests.promises.seams import (
    Patch,
    Seam,
    append,
    catalogue_with,
    field,
    inserted,
    noted,
    patched,
    put,
    rows,
    told,
    untold_field,
)

OLD = "2026-01-05T08:00:00+00:00"
NOTHING = Text(zh="", en="")


def rules_with(**changes: Any) -> Seam:
    """Return the seam of what may be asked, declared otherwise."""
    return patched(controls_requests, "request_rules", lambda: replace(request_rules(), **changes))


@contextmanager
def policy_lost(session: Session, patch: Patch) -> Iterator[None]:
    """The file of the policy is away."""
    del patch
    file = session.folder / "policies" / "0001.json"
    content = file.read_bytes()
    file.unlink()
    yield
    file.write_bytes(content)


@contextmanager
def silent_company(session: Session, patch: Patch) -> Iterator[None]:
    """The company has no telephone."""
    patch.setattr(Session, "company", {**session.company, "phone": ""})
    yield


@contextmanager
def a_day_without_a_sweep(session: Session, patch: Patch) -> Iterator[None]:
    """The clock goes on for 25 hours and nobody sweeps."""
    now: datetime = session.clock.now()
    patch.setattr(session.clock, "at", now.replace(day=now.day + 1, hour=now.hour + 1))
    yield


@contextmanager
def minor_read_by_nobodys_leave(session: Session, patch: Patch) -> Iterator[None]:
    """Of a child who applies and has a guardian, a proper entry of a read without approval."""
    person = session.compartment("hiring").read_one("SELECT id FROM person ORDER BY seq")[0]
    child = (
        "UPDATE person SET fields = json_set(fields, '$.birth_date', '2015-05-04', '$.guardian', "
        "'示例') WHERE id = ?",
        (person,),
    )
    with rows("hiring", child)(session, patch):
        append(session, "hiring", "record.open", records=(("person", person, ""),),
               fields=("full_name",))  # fmt: skip
        yield


def left_file(*place: str) -> Seam:
    """Return the seam of a file below the desk, or the profile where ``place`` says so."""

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        del patch
        root = session.profile if place[0] == "profile" else session.folder
        file = root.joinpath(*place[1:])
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"left over")
        yield
        file.unlink()

    return seam


def terms(**changes: Any) -> str:
    """Return the terms of an authority's demand, complete but for ``changes``."""
    demand = {"authority": "示例机关", "document": "示字 1 号", "dated": "2026-01-04",
              "article": "PIPL 13(1)(3)", "country": "CHN", "secrecy": ""}  # fmt: skip
    said = {"desk": "", "request": "d" * 32, "way": "legal_demand", "ground": "statutory_duty",
            "purpose": "other.legal_demand", "people": [], "fields": ["full_name"],
            "recipient": "", "recipient_sha256": "", "demand": demand, "identity": "",
            "file": "hiring", "valid_until": "2026-02-04"}  # fmt: skip
    return json.dumps({**said, **changes})


def demand_without_document() -> Seam:
    """An authority's demand without its document."""
    complete: dict[str, Any] = json.loads(terms())["demand"]
    text = terms(demand={**complete, "document": ""})
    return put(
        "hiring", "disclosure_request", id="d" * 32, asked_by="one", asked_at=OLD, terms=text
    )


@contextmanager
def nobody_told(session: Session, patch: Patch) -> Iterator[None]:
    """What an authority asked for left long ago, and the applicant was never told."""
    (id_,) = session.compartment("hiring").read_one("SELECT id FROM application")
    entry = disclosed("d" * 31 + "1", "other.legal_demand", completed_at=OLD)
    request = inserted("disclosure_request", id="d" * 32, asked_by="one", asked_at=OLD,
                       terms=terms(people=[id_]))  # fmt: skip
    file = inserted("disclosure_file", id="d" * 31 + "1", request="d" * 32, place="示例",
                    password_until="2026-02-04")  # fmt: skip
    with rows("hiring", entry, request, file)(session, patch):
        yield


def disclosed(id_: str, purpose: str, **more: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that registers something as having left."""
    return inserted("disclosure", id=id_, at=OLD, user="one", kind="export", recipient="示例",
                    purpose=purpose, fields="[]", records="[]", content_sha256="",
                    content_bytes=0, **more)  # fmt: skip


def a_recipient(**changes: Any) -> Seam:
    """A recipient as the register would refuse it today."""
    return told(a_new_recipient(**changes))


def a_new_recipient(**changes: Any) -> Seam:
    """A recipient of whom the policy in force does not tell."""
    known = {"id": "r" * 32, "version": 1, "name": "示例单位", "kind": "partner", "country": "CHN",
             "registration": "", "contact": "示例", "agreement": "", "fields": "[]",
             "purposes": "[]", "valid_from": "2026-01-01", "valid_until": "2026-12-31",
             "route": "", "assessment": ""}  # fmt: skip
    return put("personnel", "recipient", **{**known, **changes})


def an_unattested_end() -> Seam:
    """Somebody who worked under an agreement got a file; it was struck off two months ago."""
    there = inserted("recipient", id="r" * 32, version=2, name="示例单位", kind="entrusted",
                     country="CHN", registration="", contact="示例", agreement="A-1", fields="[]",
                     purposes="[]", valid_from="2025-01-01", valid_until="2026-12-31", route="",
                     assessment="", ended_at=OLD)  # fmt: skip
    standing = inserted("standing_hand_off", id="s", recipient="r" * 32, template="t",
                        asked_by="one", asked_at=OLD, terms="{}", ended_at=OLD)  # fmt: skip
    entry = disclosed("d" * 32, "hire.payroll_si", completed_at=OLD)
    file = inserted("hand_off", id="d" * 32, standing="s", place="示例", plain=0,
                    password_until="2026-02-04")  # fmt: skip
    return rows("personnel", there, standing, entry, file)


def a_case(**columns: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that puts a verified case in."""
    known = {
        "seq": 1, "id": "c" * 32, "number": "0", "version": 1, "code": "access",
        "channel": "phone", "ground": "", "received_at": OLD, "received_by": "one", "fields": "{}",
        "failures": 0, "method": "call_back", "verified_at": OLD, "outcome": "", "ending": "",
        "state": "verified",
    }  # fmt: skip
    return inserted("request", **{**known, **columns})


def papers_without_words() -> Seam:
    """The letter to the people touched says nothing."""
    known = incident_rules()
    letter = replace(known.papers["letter"], paragraphs=())
    silent = replace(known, papers={**known.papers, "letter": letter})
    return patched(controls_incidents, "incident_rules", lambda: silent)


def an_incident(*people: str, hours: int) -> Seam:
    """An incident found so many hours ago and not reported; results of the people it touches."""

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        found = (session.now() - timedelta(hours=hours)).isoformat(timespec="seconds")
        sections = json.dumps(dict.fromkeys(incident_rules().sections, "示例"))
        file = inserted(
            "incident", seq=1, id="i" * 32, number="0", version=1, drill=0, way="device",
            level="larger", gravest="larger", named="", since_at=found, until_at=found,
            found_at=found, opened_at=found, opened_by="one", sections=sections, announced="",
            spared="",
        )  # fmt: skip
        touched = (
            inserted("incident_person", incident=1, line=line, part=b"", kind="visit", fields="{}",
                     known="[]", minor=0, result=result, result_at=found)
            for line, result in enumerate(people, start=1)
        )  # fmt: skip
        with rows("privacy", file, *touched)(session, patch):
            yield

    return seam


def a_hold_by_one_alone() -> Seam:
    """A hold that whoever asked for it approved."""
    said = json.dumps({"record": "r", "review_on": "2026-05-01"}, separators=(",", ":"))
    return put(
        "hiring", "hold", id="h" * 32, record="r", row=0, review_on="2026-05-01", terms=said,
        asked_by="one", asked_at=OLD, approved_by="one", approved_at=OLD, signature=b"",
        lifted_because="",
    )  # fmt: skip


@contextmanager
def a_major_version_untold(session: Session, patch: Patch) -> Iterator[None]:
    """A second version holds since today, is a major change, and nobody was told."""
    later = replace(policies.require_in_force(session), number=2, major=True)
    patch.setattr(policies, "announced", lambda _session: later)
    yield


def an_assessment(**changes: Any) -> Seam:
    """An impact assessment in force."""
    known = {"id": "a" * 32, "version": 1, "subject": "示例", "occasion": "sensitive",
             "necessity": "示例", "impact": "示例", "measures": "示例", "result": "low",
             "assessed_on": "2025-01-05", "review_on": "2027-01-05",
             "assessed_by": "one"}  # fmt: skip
    return put("privacy", "assessment", **{**known, **changes})


def other_company(**changes: str) -> Seam:
    """The company's record is compared as if it said something else; what people see is as it was.

    A name or phone that nobody was told of fails ``controller_named`` too, rightly.
    """

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        known = policy_facts.facts_of(session)
        facts = {**known, COMPANY: {**known[COMPANY], **changes}}
        with patched(controls_policy_changes, "facts_of", lambda _: facts)(session, patch):
            yield

    return seam


def other_purpose() -> Seam:
    """A field is asked for another purpose than when the policy in force was written."""
    return untold_field("photo", purpose=Text(zh="示例", en="Example"))


def other_rights() -> Seam:
    """An answer takes longer than the policy in force says."""
    longer = replace(request_rules(), terms=replace(request_rules().terms, working_days=20))
    return patched(policy_facts, "request_rules", lambda: longer)


def more_required(catalogue: Catalogue) -> Mapping[str, Any]:
    """Make every optional item of a visit a required one."""
    fields = {
        key: replace(one, demand={**one.demand, Scenario.VISITOR: Demand.REQUIRED})
        if one.demand[Scenario.VISITOR] is Demand.OPTIONAL
        else one
        for key, one in catalogue.fields.items()
    }
    return {"fields": fields}


def selling(catalogue: Catalogue) -> Mapping[str, Any]:
    """Add a purpose of marketing."""
    purpose = Purpose(key="other.offers", label=Text(zh="推广", en="Promotion"))
    return {"purposes": {**catalogue.purposes, purpose.key: purpose}}


def finer_places(catalogue: Catalogue) -> Mapping[str, Any]:
    """Add a district to the prefectures."""
    places = catalogue.code_lists["prefecture"]
    finer = replace(places, codes={**places.codes, "370202": Text(zh="市南区", en="Shinan")})
    return {"code_lists": {**catalogue.code_lists, "prefecture": finer}}


def nothing_forbidden(catalogue: Catalogue) -> Mapping[str, Any]:
    """Allow one thing that may not be asked."""
    return {"forbidden": {k: one for k, one in catalogue.forbidden.items() if k != "religion"}}


def never_locks(catalogue: Catalogue) -> Mapping[str, Any]:
    """Let the recruiter's window stand open for ten hours."""
    role = replace(catalogue.roles["recruiter"], idle_minutes=600)
    return {"roles": {**catalogue.roles, role.key: role}}


def kept_too_long(catalogue: Catalogue) -> Mapping[str, Any]:
    """Keep who was not hired for longer than the class allows."""
    class_ = replace(catalogue.classes["REJ"], periods={"decision": 900})
    return {"classes": {**catalogue.classes, "REJ": class_}}


SEAMS: Mapping[str, Seam] = {
    "policy_items": field("full_name", policy_item=None),
    "purposes_told": field("photo", purpose=NOTHING),
    "refusals_told": field("photo", refusal=NOTHING),
    "fields_declared": field("delivery_note", retention={}),
    "sensitive_cards": field("photo", necessity=None),
    "required_sets": catalogue_with(more_required),
    "stage_gates": field("bank_account_no", earliest_stage="applied"),
    "location_coarse": catalogue_with(finer_places),
    "no_marketing": catalogue_with(selling),
    "forbidden_fields": catalogue_with(nothing_forbidden),
    "roles_matrix": field("gender", roles={"recruiter": Access.FULL}),
    "emergency_reveal": field("emergency_contact", emergency_reveal=frozenset({"recruiter"})),
    "idle_lock": catalogue_with(never_locks),
    "retention_periods": catalogue_with(kept_too_long),
    "policy_in_force": policy_lost,
    "controller_named": told(silent_company),
    "notice_shown": rows("hiring", ("UPDATE person SET notice_how = ''", ())),
    "safety_tip": patched(policies, "_SAFE", "{}"),
    "complaint_routes": patched(policies, "_RIGHTS", "{where}"),
    "nothing_claimed": patched(policies, "_HOW_LONG", "ISO 27001"),
    "consent_acts": put(
        "hiring", "consent", id="a" * 32, record="r", subject="pool.future", act="consent",
        how="use", witness="", text_sha256="t", given_at=OLD, user="one",
    ),
    "minors_guarded": rows(
        "hiring",
        ("UPDATE person SET fields = json_set(fields, '$.birth_date', '2015-05-04')", ()),
    ),
    "minors_cleared": noted(
        "hiring", "minor.lock", facts={"class": "MINOR-X", "name": "示例"}
    ),
    "incidents_told": papers_without_words(),
    "incidents_reached": an_incident("announced", hours=1),
    "incidents_reported": an_incident(hours=5),
    "minors_report": minor_read_by_nobodys_leave,
    "age_rule": patched(minors, "ADULT", 14),
    "no_silent_decision": rows(
        "hiring", ("UPDATE application SET stage = 'not_hired', reason = NULL", ())
    ),
    "request_kinds": rules_with(channels={}),
    "request_terms": rules_with(terms=replace(request_rules().terms, working_days=20)),
    "refusal_reasons": rules_with(
        refusals={**request_rules().refusals, "backup": request_rules().refusals["crime"]}
    ),
    "requests_in_time": rows("privacy", a_case()),
    "proofs_forgotten": put(
        "privacy", "request_proof", request=1, line=1, forget_on="2026-01-06", text="示例"
    ),
    "refusals_reviewed": put(
        "privacy", "request_refusal", request=1, record="r", field="mobile", reason="crime",
        evidence="示例", review_on="2026-01-06", entered_by="one",
    ),
    "orders_done": put(
        "privacy", "request_order", reference=b"r", request=1, peer="p", record="r",
        kind="delete", fields="{}", ordered_at=OLD, answer="", kept="[]",
    ),
    "fees_founded": rows(
        "privacy", a_case(state="closed", closed_at=OLD), inserted(
            "request_fee", request=1, which=4, fee="20.00", cost="19.99", consists="光盘",
            reason="示例", set_by="one", set_at=OLD,
        ),
    ),
    "own_copies": patched(disclosing, "needs_approval", lambda _way: True),
    "register_whole": rows(
        "visits", *(disclosed(id_, "visit.access") for id_ in ("1", "2", "3")),
        ("DELETE FROM disclosure WHERE id = '2'", ()),
    ),
    "purpose_named": rows("visits", disclosed("1", "promotion")),
    "packages_locked": put(
        "personnel", "hand_off", id="1", standing="s", place="示例", plain=1,
        password_until="2026-02-04",
    ),
    "recipients_valid": a_recipient(valid_until="2026-01-31"),
    "deletion_attested": an_unattested_end(),
    "cross_border": a_recipient(country="DEU"),
    "recipient_consents": put(
        "personnel", "recipient_consent", part=1, recipient="nobody", fields="[]", given_at=OLD,
        language="zh_CN", text_sha256="t", how="signature", witness="",
    ),
    "second_person": put(
        "personnel", "standing_hand_off", id="s", recipient="r", template="t", asked_by="one",
        asked_at=OLD, terms="{}", approved_by="one", approved_at=OLD,
    ),
    "given_away": rows("personnel", (
        "INSERT INTO disclosure (id, at, user, kind, recipient, purpose, fields, records, "
        "content_sha256, content_bytes, completed_at) VALUES ('t', ?, 'one', 'transfer', '示例', "
        "'hire.payroll_si', '[]', '[]', '', 0, ?)", (OLD, OLD)
    )),
    "legal_demands": demand_without_document(),
    "people_told": nobody_told,
    "key_strength": patched(slots._InForce, "floor", slots.FLOOR),
    "files_whole": rows(
        "visits", ("CREATE TRIGGER spy AFTER INSERT ON visit BEGIN SELECT 1; END", ())
    ),
    "audit_chain": rows(
        "hiring", ("UPDATE audit SET body = replace(body, 'hiring', 'other') WHERE seq = 1", ()),
        ("UPDATE audit SET hash = x'00' WHERE seq = 1", ()),
    ),
    "swept": a_day_without_a_sweep,
    "deletions_proven": put(
        "visits", "sweep", number=1, swept_at=OLD, counts="{}", earliest_due="2026-01-05",
        latest_due="2026-01-05",
    ),
    "documents_placed": left_file("desk", "documents", f"{'a' * 32}.sealed"),
    "backups_gone": left_file(
        "desk", "backups", f"visits-{datetime(2026, 1, 5, tzinfo=UTC):%Y%m%dT%H%M%S%fZ}.db"
    ),
    "unmask_purpose": noted("hiring", "record.unmask", fields=("birth_date",)),
    "stored_here": patched(places, "reach_of", lambda _folder: places.SHARE),
    "no_network": patched(traces, "socket", socket),
    "traces_known": left_file("profile", "notes.txt"),
    "holds": a_hold_by_one_alone(),
    "policy_versions": put(
        "privacy", "policy_draft", id="p" * 32, version=3, number=2, state="published",
        payload="{}", written_by="one", written_at=OLD, author_signature=b"", content=b"{}",
    ),
    "policy_campaign": a_major_version_untold,
    "changes_processing": other_purpose(),
    "changes_ownership": other_company(name="示例公司（新）"),
    "changes_recipients": a_new_recipient(),
    "changes_rights": other_rights(),
    "changes_contact": other_company(phone="0532-81111111"),
    "changes_risk": an_assessment(result="high"),
    "assessments": an_assessment(review_on="2026-01-05"),
    "lists": patched(
        policy_lists, "_PARTS",
        {**policy_lists._PARTS, PolicyList.COLLECTED: lambda _session, _code: iter(())},
    ),
    "sources": rows("hiring", (
        "INSERT INTO source (id, person, kind, place, published_on, fields, entered_by, "
        "entered_on, kept) SELECT 's', min(seq), 'lawful_public', '', '', '[]', 'one', ?, '{}' "
        "FROM person", (OLD[:10],),
    )),
    "training": rows("privacy", ("DELETE FROM safeguard WHERE kind = 'half_b'", ())),
    "head_count": patched(controls_files, "OFFICER_FROM", 1),
}  # fmt: skip
"""Control to its seam; what is not built yet is red without one."""
