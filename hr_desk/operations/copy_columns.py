# SPDX-License-Identifier: Apache-2.0
"""What becomes of every column about a person when they ask for their copy: told, or why not.

The one declaration of it. The copy names the grounds; a test compares it with what the files
really keep, so that a new table or column is told, or has a ground, before it is there at all.
Facts are declared in ``kept_facts`` and stand here by themselves.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations.kept_facts import FACTS

TOLD: Final = frozenset(
    ("fields", "documents", "restricted", "earlier", "consents", "clocks", "reads", "told")
)
"""The parts of a contributed record that tell what a column holds."""

GROUNDS: Final[Mapping[str, str]] = {
    "row": N_(
        "Numbers, ids, versions and times of writing that hold a record together and say nothing "
        "about you"
    ),
    "same": N_("What this copy says already, in another form: search terms, digests, marks"),
    "secret": N_("Keys, codes and signatures that would let somebody else in"),
    "staff": N_("Who of our staff entered or approved something: their data, not yours"),
    "words": N_(
        "Notes that colleagues wrote for each other, which may name others (policy 5.4(7)); ask "
        "for them, and we read them for you"
    ),
    "undo": N_(
        "An earlier state of your record that nobody reads, kept only as long as an import or a "
        "merge can be taken back"
    ),
    "evidence": N_(
        "Evidence of requests, approvals, holds and incidents, in the words of whoever decided; "
        "what came of it for your data is in this copy"
    ),
    "brief": N_(
        "What is gone within days: drafts that nobody saved, what you refused, a temperature of "
        "one day"
    ),
}  # fmt: skip
"""Why something is kept and not in the copy, in English, marked for translation."""

_CLOCK: Final = "retention_class clock_event clock_day"
_NOTICE: Final = "notice_version notice_how notice_at"

COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "visit": {
        "row": "seq id version origin created_at",
        "fields": "planned_at arrived_at left_at left_how fields",
        "consents": f"{_NOTICE} notice_language confirmed",
        "clocks": _CLOCK,
        "secret": "code",
        "same": "slip",
    },
    "visit_note": {"row": "visit", "words": "text", "staff": "written_by written_at"},
    "visit_signature": {
        "row": "id visit",
        "consents": "signed_at language texts ended_on withdrawn_on",
        "documents": "strokes",
    },
    "visit_temperature": {"row": "id visit", "brief": "health_order day normal"},
    "contact_reveal": {
        "row": "id visit due",
        "words": "words",
        "reads": "revealed_by revealed_at",
        "evidence": "told told_how",
        "staff": "told_by",
    },
    "person": {"row": "seq id version created_at", "consents": _NOTICE, "fields": "fields"},
    "application": {
        "row": "seq id version person requisition touched_on",
        "fields": "reason fields",
        "clocks": _CLOCK,
        "staff": "owner offer_told_by",
    },
    "step": {
        "row": "seq application entry at",
        "same": f"reason offer_on {_CLOCK}",
        "staff": "offer_told_by",
    },
    "consent": {
        "row": "seq id record",
        "consents": "subject act how text_sha256 given_at until ended_on ended_by",
        "evidence": "witness asked_on",
        "staff": "user",
    },
    "restriction": {"row": "record", "restricted": "field since_on value"},
    "interview": {
        "row": "seq id version application entry invitation",
        "same": "minutes state state_at",
        "staff": "host interviewers",
    },
    "invitation": {"row": "seq reference application", "same": "planned_at state state_at",
                   "staff": "host"},
    "scorecard": {
        "row": "seq id version interview",
        "fields": "interviewer points proposal score note remarks",
        "staff": "entered_by entered_at",
    },
    "source": {
        "row": "seq id person",
        "same": "kind fields",
        "staff": "entered_by entered_on",
        "evidence": "refused_on",
        "brief": "kept",
    },
    "joiner": {"row": "seq id version created_at", "consents": _NOTICE, "same": "handed"},
    "part": {"row": "seq id owner kind", "fields": "fields", "clocks": _CLOCK},
    "evaluation": {
        "row": "seq part",
        "fields": "held_at interviewer points proposal score note remarks",
    },
    "joiner_consent": {
        "row": "part",
        "consents": "field given_at language text_sha256 withdrawn_at",
        "evidence": "signature witness",
    },
    "recipient_consent": {
        "row": "part",
        "consents": "recipient fields given_at language text_sha256 how withdrawn_at",
        "evidence": "witness",
    },
    "tick": {"row": "part item done_at", "staff": "done_by"},
    "number_entry": {"row": "joiner field typed_on replaced", "staff": "user", "brief": "draft"},
    "account": {"row": "seq id version created_at number", "same": "compared said"},
    "document": {
        "row": "id record small_of",
        "documents": "kind bytes",
        "secret": "key",
        "same": "terms",
    },
    "disclosure": {
        "row": "seq id content_bytes",
        "told": "at recipient fields completed_at",
        "reads": "user kind purpose",
        "same": "records content_sha256",
    },
}  # fmt: skip
"""Table to part or ground to its columns that are no fact, with spaces between."""

WHOLE: Final[Mapping[str, str]] = {
    "audit": "reads", "audit_record": "reads",
    "term": "same", "policy_told": "consents", "hand_off_row": "told",
    "badge": "secret", "brought_code": "secret", "invitation_code": "secret",
    "joiner_code": "secret", "unmatched": "secret", "received": "row", "link": "row",
    "series_visit": "row", "tombstone": "row", "different_people": "row", "outbox": "brief",
    "draft": "brief", "import_row": "undo", "merge": "undo",
    "record_restriction": "evidence", "hold": "evidence", "minor_approval": "evidence",
    "disclosure_request": "evidence", "disclosure_notice": "evidence",
    "request": "evidence", "request_note": "evidence", "request_order": "evidence",
    "request_part": "evidence", "request_proof": "evidence", "request_refusal": "evidence",
    "request_task": "evidence", "incident": "evidence", "incident_part": "evidence",
    "incident_person": "evidence", "incident_task": "evidence",
    "transferred": "evidence", "transfer_kept": "evidence",
}  # fmt: skip
"""Table about people to the one part or ground of all its columns."""

NOBODYS: Final = frozenset(
    ("sweep", "fact", "calendar_day", "calendar_year", "intake_key", "letter_text", "message_text",
     "health_order", "requisition", "staff", "staff_term", "tally", "stub", "recipient",
     "attestation", "hand_off_template", "hand_off", "standing_hand_off", "disclosure_file",
     "consent_text", "visit_signed_text", "series", "import_batch", "import_mapping")
)  # fmt: skip
"""Tables of which no row is about a person who could ask; staff is the list of whom to visit."""


def declared(table: str) -> tuple[str, ...]:
    """Return every column of a table that is told or has a ground, a fact too; doubled if it is."""
    named = (names.split() for names in COLUMNS.get(table, {}).values())
    facts = (key.partition(".")[2] for key in FACTS if key.partition(".")[0] == table)
    return (*(name for names in named for name in names), *facts)


def besides() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each ground with the tables and columns that are kept out of a copy because of it."""
    for ground in GROUNDS:
        columns = tuple(
            f"{table}.{name}"
            for table, parts in COLUMNS.items()
            for name in parts.get(ground, "").split()
        )
        yield ground, (*columns, *(table for table, why in WHOLE.items() if why == ground))
