# SPDX-License-Identifier: Apache-2.0
"""Records that no operation would write, each of which a control has to see by itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from hr_desk.domain.complaining import NAMES
from hr_desk.exchange.own_copies import NotAPackage
from hr_desk.operations import controls_requests
from hr_desk.operations.session import Session
from tests.promises.seams import Patch, Seam, append, inserted, noted, patched, put, rows
from tests.promises.switched_off import OLD, a_case

LATELY = "2026-03-02T01:00:00+00:00"
"""The day of the desk these records are put into."""


def holding(key: str, value: str, *, table: str = "person") -> Seam:
    """Return the seam of applicants in whose row a value stands."""
    sql = f"UPDATE {table} SET fields = json_set(fields, ?, ?)"  # noqa: S608 - our own names
    return rows("hiring", (sql, (f"$.{key}", value)))


def answered(**columns: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the statement of a case that was answered long ago."""
    return a_case(**{"state": "closed", "closed_at": OLD, "outcome": "granted",
                     "ending": "answered", **columns})  # fmt: skip


def a_part(content: str | None = None) -> tuple[str, tuple[Any, ...]]:
    """Return the statement of what a file contributed to a case: one record."""
    return inserted("request_part", reference=b"q", request=1, peer="p", asked_at=OLD,
                    answered_at=OLD, records=1, content=content)  # fmt: skip


def kept(**columns: Any) -> Seam:
    """Return the seam of a case of which a field is kept."""
    row: dict[str, Any] = {
        "request": 1, "record": "r", "field": "mobile", "reason": "crime", "evidence": "示例文书",
        "review_on": "2026-05-01", "entered_by": "one", "approved_by": "two", "approved_at": OLD,
    }  # fmt: skip
    case = answered(outcome="partly", code="delete")
    return rows("privacy", case, inserted("request_refusal", **{**row, **columns}))


def a_joiners_consent(**columns: Any) -> Seam:
    """Return the seam of a tick of a joiner, with its text, before somebody who is named."""
    act: dict[str, Any] = {
        "part": 1, "field": "photo", "given_at": OLD, "language": "zh_CN", "text_sha256": "t",
        "signature": "", "witness": "one",
    }  # fmt: skip
    text = inserted("consent_text", sha256="t", language="zh_CN", policy_version=1, text="示例")
    return rows("personnel", text, inserted("joiner_consent", **{**act, **columns}))


def a_visit(**columns: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the statement of a visitor who came in today and left, as the desk would write it."""
    visit: dict[str, Any] = {
        "id": "v" * 32, "version": 1, "state": "left", "day": LATELY[:10], "origin": "staff",
        "created_at": LATELY, "arrived_at": LATELY, "left_at": LATELY, "left_how": "staff",
        "code": "000001", "notice_version": 1, "notice_how": "paper", "notice_at": LATELY,
        "notice_language": "", "retention_class": "VIS", "clock_event": "checked_out",
        "clock_day": LATELY[:10], "fields": "{}",
    }  # fmt: skip
    return inserted("visit", **{**visit, **columns})


WHOLE_NOTICE = (
    "示例公司负责。我们不会索要银行密码和短信验证码。"
    "可以向网信部门、消费者协会投诉，或者向法院起诉。"
)


def a_confirmed_notice(text: str) -> Seam:
    """Return the seam of a notice whose words are kept, confirmed at a kiosk today."""
    kept_text = inserted("consent_text", sha256="t", language="zh_CN", policy_version=1, text=text)
    act = inserted(
        "consent", id="a" * 32, record="r", subject="notice", act="acknowledge", how="tick",
        witness="", text_sha256="t", given_at=LATELY, user="one",
    )  # fmt: skip
    return rows("hiring", kept_text, act)


def answers(*told: tuple[str, ...]) -> Seam:
    """Return the seam of answers to one person, one after the other, with the ways they told."""

    @contextmanager
    def seam(session: Session, patch: Patch) -> Iterator[None]:
        statements = [
            inserted(
                "disclosure", id=f"answer {number}", at=LATELY, user="one", kind="print",
                recipient="R", purpose="other.request", fields="[]", records='["r"]',
                content_sha256="", content_bytes=0, completed_at=LATELY,
            )
            for number in range(len(told))
        ]  # fmt: skip
        with rows("privacy", *statements)(session, patch):
            for number, routes in enumerate(told):
                append(session, "privacy", "request.letter", facts={"routes": list(routes)},
                       records=(("disclosure", f"answer {number}", ""),))  # fmt: skip
            yield

    return seam


def a_printed_notice(*companies: str) -> Seam:
    """Return the seam of notices that were printed one after the other, each for a company."""
    return rows("hiring", *(
        inserted(
            "disclosure", id=str(number), at=LATELY, user="one", kind="print", recipient=company,
            purpose="notice.important", fields="[]", records="[]", content_sha256="",
            content_bytes=0, completed_at=LATELY,
        )
        for number, company in enumerate(companies)
    ))  # fmt: skip


RECORDS: Mapping[str, tuple[str, Seam]] = {
    "a read of what no role sees": (
        "roles_matrix", noted("personnel", "joiner.open", fields=("interview_notes",)),
    ),
    "a print of what no role sees": (
        "roles_matrix", noted("personnel", "joiner.print", fields=("full_name", "test_score")),
    ),
    "a visitor turned away for no reason of the list": (
        "required_sets", rows("visits", a_visit(state="turned_away", reason="no_phone")),
    ),
    "a visitor who came in and was never warned": (
        "safety_tip", rows("visits", a_visit(notice_how="owed")),
    ),
    "a visitor warned by a notice that never was": (
        "safety_tip", rows("visits", a_visit(notice_version=2)),
    ),
    "a visitor who came before there was a notice": (
        "safety_tip", rows("visits", a_visit(notice_version=0)),
    ),
    "a confirmed notice without the warning": (
        "safety_tip", a_confirmed_notice(WHOLE_NOTICE.replace("验证码", "")),
    ),
    "a confirmed notice without a court": (
        "complaint_routes", a_confirmed_notice(WHOLE_NOTICE.replace("法院", "")),
    ),
    "a confirmed notice of somebody else": (
        "controller_named", a_confirmed_notice(WHOLE_NOTICE.replace("示例公司", "另一家公司")),
    ),
    "an answer without a court": ("complaint_routes", answers(("cyberspace", "consumer"))),
    "an answer that lacks it although an earlier one did not": (
        "complaint_routes", answers(NAMES, ()),
    ),
    "a notice printed for somebody else": (
        "controller_named", a_printed_notice("示例公司", "另一家公司"),
    ),
    "a value without a field": ("fields_declared", holding("spouse", "示例")),
    "a value in another file than its own": (
        "fields_declared", holding("visit_purpose", "interview"),
    ),
    "an address before any offer": (
        "stage_gates fields_declared",
        holding("current_address", "示例市示例路 1 号", table="application"),
    ),
    "a street instead of a prefecture": ("location_coarse", holding("coarse_location", "370202")),
    "a consent whose text is lost": ("consent_acts", put(
        "hiring", "consent", id="a" * 32, record="r", subject="photo", act="consent", how="tick",
        witness="", text_sha256="t", given_at=OLD, user="one",
    )),
    "a joiner's consent before nobody": ("consent_acts", a_joiners_consent(witness="")),
    "a joiner's consent to a lost text": ("consent_acts", a_joiners_consent(text_sha256="u")),
    "a request of a kind that there is not": (
        "request_kinds", rows("privacy", answered(code="scold")),
    ),
    "a request read before anybody was verified": (
        "request_terms",
        rows("privacy", a_case(state="received", verified_at=None, received_at=LATELY),
             a_part("[]")),
    ),
    "a request with too many tries that is not locked": (
        "request_terms",
        rows("privacy", a_case(state="received", verified_at=None, received_at=LATELY, failures=5)),
    ),
    "a request that nobody verifies": (
        "request_terms", rows("privacy", a_case(state="received", verified_at=None)),
    ),
    "kept for a reason that is none": ("refusal_reasons", kept(reason="backup")),
    "kept without evidence": ("refusal_reasons", kept(evidence="")),
    "kept by one alone": ("refusal_reasons", kept(approved_by="one")),
    "kept and never approved": ("refusal_reasons", kept(approved_by=None, approved_at=None)),
    "one's own data as a trade secret": ("refusal_reasons", kept(reason="trade_secret")),
    "kept without a near review": ("refusal_reasons", kept(review_on="2027-05-01")),
    "a copy promised and not handed out": (
        "own_copies", rows("privacy", answered(code="copy"), a_part()),
    ),
    "a copy that the code of another opens": (
        "own_copies", patched(controls_requests, "new_password", lambda: "AAAAA"),
    ),
    "deleted, as is said, and never ordered": (
        "orders_done", rows("privacy", answered(code="delete"), a_part()),
    ),
}  # fmt: skip
"""What is wrong to the controls that have to see it and the seam that makes it so."""


def not_a_package(_data: bytes, _code: str) -> None:
    """Open as one wrong code of 65,536 does: the format takes it, and what comes out is noise."""
    raise NotAPackage


HARMLESS: Mapping[str, tuple[str, Seam]] = {
    "a wrong code that the format takes for right": (
        "own_copies", patched(controls_requests, "unpacked", not_a_package),
    ),
    "a read of what a role sees": (
        "roles_matrix", noted("visits", "visit.open", fields=("mobile", "plate_number")),
    ),
    "an emergency's reveal": (
        "roles_matrix", noted("visits", "visit.reveal_contact", fields=("emergency_contact",)),
    ),
    "something else than a read": (
        "roles_matrix", noted("personnel", "joiner.edit", fields=("test_score",)),
    ),
    "a visitor turned away for a reason of the list": (
        "required_sets", rows("visits", a_visit(state="turned_away", reason="no_permit")),
    ),
    "a warned visitor": ("safety_tip", rows("visits", a_visit())),
    "a guest who never came and is owed the notice": (
        "safety_tip", rows("visits", a_visit(state="not_come", notice_how="owed")),
    ),
    "a visitor of long ago who was never warned": (
        "safety_tip", rows("visits", a_visit(notice_how="owed", day="2026-01-30")),
    ),
    "a notice confirmed as it should be": ("safety_tip", a_confirmed_notice(WHOLE_NOTICE)),
    "an answer with all three ways": ("complaint_routes", answers(NAMES)),
    "an answer that was made good": ("complaint_routes", answers((), NAMES)),
    "a notice printed again": (
        "controller_named", a_printed_notice("另一家公司", "示例公司"),
    ),
    "a copy of which nothing was found": (
        "own_copies",
        rows("privacy", answered(code="copy"), inserted(
            "request_part", reference=b"q", request=1, peer="p", asked_at=OLD, answered_at=OLD,
            records=0,
        )),
    ),
    "a refused request for a copy": (
        "own_copies", rows("privacy", answered(code="copy", outcome="refused"), a_part()),
    ),
    "kept as it should be": ("refusal_reasons", kept()),
    "a proper place": ("location_coarse", holding("coarse_location", "370200")),
    "a joiner's consent as it should be": ("consent_acts", a_joiners_consent()),
    "a note of a proper request": ("request_kinds", rows("privacy", answered())),
}  # fmt: skip
"""What looks alike and is right."""
