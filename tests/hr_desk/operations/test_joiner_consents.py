# SPDX-License-Identifier: Apache-2.0
"""One act over several items, a tick each, bound to the text; withdrawing removes what it bore."""

import hashlib

import pytest

from hr_desk.operations import (
    joiner_consents,
    joiner_documents,
    joiner_withdrawals,
    onboarding,
)
from hr_desk.operations.joiner_consents import NothingToConsent
from hr_desk.operations.joiner_withdrawals import NotConsented
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.session import Session
from hr_desk.store import backup, personnel
from tests.support.desk import Desk
from tests.support.joining import handed_over, opened, typed


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    """Somebody who is due to start."""
    (id_,) = handed_over(desk, session, colleague)
    return id_


def line(session: Session, joiner_id: str, key: str) -> joiner_consents.ConsentLine:
    return next(one for one in joiner_consents.lines(session, joiner_id) if one.field.key == key)


def acts(session: Session, joiner_id: str) -> list[personnel.ConsentRecord]:
    (record,) = records(session, [joiner_id])
    part = record.part("CONS")
    return [] if part is None else personnel.consents(session.compartment("personnel"), part)


def test_nothing_is_ticked_beforehand_and_each_item_stands_alone(
    colleague: Session, joiner: str
) -> None:
    assert all(one.given_at is None for one in joiner_consents.lines(colleague, joiner))
    joiner_consents.give(colleague, joiner, ["id_number", "disability_cert"], signature=b"strokes")
    assert line(colleague, joiner, "id_number").given_at is not None
    assert line(colleague, joiner, "political_status").given_at is None
    assert line(colleague, joiner, "id_number").compelled
    assert not line(colleague, joiner, "political_status").compelled
    assert joiner_documents.read_document(colleague, joiner, "signature_image") == b"strokes"


def test_an_act_is_bound_to_the_text_that_was_shown(colleague: Session, joiner: str) -> None:
    keys = ["political_status", "military_service"]
    joiner_consents.give(colleague, joiner, keys, language="en", signature=b"strokes")
    fields = [field for field in joiner_consents.items(colleague) if field.key in keys]
    text = joiner_consents.text_of(colleague, fields, "en")
    assert "Political status" in text and "military" not in text.partition("\n\n")[0].casefold()
    found = acts(colleague, joiner)
    assert {act.field for act in found} == set(keys)
    assert {act.text_sha256 for act in found} == {hashlib.sha256(text.encode()).hexdigest()}
    assert {act.language for act in found} == {"en"}
    assert all(len(act.signature) == 32 for act in found)
    kept = colleague.compartment("personnel").read(
        "SELECT sha256, language, text FROM consent_text"
    )
    assert kept == [(found[0].text_sha256, "en", text)]


def test_what_rested_on_consent_alone_goes_with_it(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    version = opened(colleague, joiner).version
    values = typed(
        colleague, political_status="群众", foreign_permit="A12345 | 2028-01-01",
    )  # fmt: skip
    onboarding.edit(colleague, joiner, values, version=version)
    joiner_consents.give(colleague, joiner, ["political_status", "foreign_permit"])
    joiner_withdrawals.withdraw(colleague, joiner, "political_status")
    joiner_withdrawals.withdraw(colleague, joiner, "foreign_permit")
    view = opened(colleague, joiner)
    gone, kept = view.named("political_status"), view.named("foreign_permit")
    assert gone is not None and kept is not None
    assert (gone.given, kept.given) == (False, True)
    assert all(act.withdrawn_at is not None for act in acts(colleague, joiner))
    with pytest.raises(NotConsented):
        joiner_withdrawals.withdraw(colleague, joiner, "political_status")
    desk.clock.advance(minutes=1)
    joiner_consents.give(colleague, joiner, ["political_status"])
    assert line(colleague, joiner, "political_status").withdrawn_at is None


def test_what_the_law_or_the_contract_asks_for_does_not_rest_on_consent(
    colleague: Session,
) -> None:
    alone = {
        one.key
        for one in joiner_consents.items(colleague)
        if joiner_consents.rests_on_consent_alone(one)
    }
    assert {"political_status", "military_service", "disability_cert", "photo"} <= alone
    assert not {"id_number", "bank_account_no", "fit_for_post", "ethnicity"} & alone


@pytest.mark.parametrize("keys", [[], ["full_name"], ["id_number", "resume"]])
def test_only_items_of_the_page_are_consented_to(
    colleague: Session, joiner: str, keys: list[str]
) -> None:
    with pytest.raises(NothingToConsent):
        joiner_consents.give(colleague, joiner, keys)
    assert acts(colleague, joiner) == []


def test_a_restore_deletes_consents_with_their_joiner(colleague: Session, joiner: str) -> None:
    """Acts hang on a part: whoever deletes a joiner again has to take them out first."""
    joiner_consents.give(colleague, joiner, ["id_number"])
    connection = colleague.compartment("personnel").connection
    gone = backup.Deletion(
        number=1, swept_at="2026-03-02T01:00:00+00:00", counts="{}", earliest_due="2026-03-02",
        latest_due="2026-03-02", tombstones=(("joiner", joiner),), certificate=None,
    )  # fmt: skip
    connection.execute("BEGIN")
    backup.apply_deletions(connection, [gone])
    left = connection.execute("SELECT count(*) FROM joiner_consent").fetchone()[0]
    connection.execute("ROLLBACK")
    assert left == 0 and len(acts(colleague, joiner)) == 1
