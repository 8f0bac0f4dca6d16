# SPDX-License-Identifier: Apache-2.0
"""Records that no operation would write, each of which a control has to see by itself."""

from collections.abc import Mapping
from typing import Any

from hr_desk.operations import controls_requests
from tests.promises.seams import Seam, inserted, patched, put, rows
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


RECORDS: Mapping[str, tuple[str, Seam]] = {
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

HARMLESS: Mapping[str, tuple[str, Seam]] = {
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
