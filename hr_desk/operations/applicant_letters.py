# SPDX-License-Identifier: Apache-2.0
"""What comes to hiring from kiosks: people who applied there by themselves.

A kiosk is not trusted: anybody may seal to its public key. Every value is loaded and checked by its
own type again; what does not fit is refused as a whole. Nobody is told at a kiosk that they were
here before: who looks at the candidates is shown them as possible doubles, as any others.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.domain import minors
from hr_desk.domain.consent import Act
from hr_desk.domain.stages import usual
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES
from hr_desk.kiosk import applicant_form
from hr_desk.kiosk.applicant_form import AGE, GUARDIAN, POSITION, SOURCE, SOURCE_HERE
from hr_desk.operations import consent_texts, kiosk_errands
from hr_desk.operations.kiosk_errands import ANY_POST, APPLY
from hr_desk.operations.kiosk_letters import MOST_FIELDS, believed, confirmed, shown_version
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.recruitment import Checked, Entered, enter
from hr_desk.operations.session import Session
from hr_desk.operations.values import require_complete, require_guardian
from hr_desk.store import consents
from hr_desk.store import requisitions as store
from hr_desk.store.compartment import Change
from hr_desk.store.consents import ConsentRecord
from hr_desk.store.requisitions import RequisitionRecord

NOTICE: Final = "notice"
"""The subject of the act by which the notice was acknowledged; no field is called so."""

_NAMES: Final = frozenset(
    {"catalogue", "fields", "language", "notice", "post", "confirmed", "at", "number"}
)
_POST: Final = re.compile(r"[0-9a-f]{16}|")
_BY_TOUCH: Final = "tick"
"""How somebody agrees at a kiosk, of the list consent_how."""


@takes_in("application.apply", compartment="hiring", kiosk=True)
def apply(session: Session, change: Change, letter: Letter) -> str:
    """Take in somebody who applied at a kiosk: a new candidate at the first stage.

    The notice they read and what they agreed to is kept as evidence, with its exact text where the
    desk still has it. A post that was closed meanwhile is kept as their wish, and they stand under
    "any post".
    """
    if set(letter.message) != _NAMES:
        raise Unacceptable(what=letter.kind)
    fields = _fields(session, letter)
    _require_sound(session, fields)
    wanted, requisition = _requisition(session, change, letter)
    ready = _checked(session, fields, wanted=wanted, requisition=requisition)
    entered = enter(session, change, ready, policy=shown_version(session, letter))
    _keep_evidence(session, change, letter, entered)
    change.touched("application", entered.application_id)
    return entered.application_id


def _fields(session: Session, letter: Letter) -> dict[str, Any]:
    """Return the checked stored values; of another catalogue those that fit."""
    sent = letter.message["fields"]
    if not isinstance(sent, Mapping) or len(sent) > MOST_FIELDS:
        raise Unacceptable(what="fields")
    if letter.text("catalogue", 64) == session.catalogue.fingerprint():
        return {key: _value(session, key, stored) for key, stored in sent.items()}
    kept: dict[str, Any] = {}
    for key, stored in sent.items():
        with suppress(Unacceptable):
            kept[key] = _value(session, key, stored)
    return kept


def _value(session: Session, key: str, stored: Any) -> Any:
    field = session.catalogue.fields.get(key)
    if field is None or not _may_be_sent(session, field):
        raise Unacceptable(what="fields")
    if key == SOURCE and stored != SOURCE_HERE:
        raise Unacceptable(what=SOURCE)
    return value_of(field, stored, session.today())


def _may_be_sent(session: Session, field: Field) -> bool:
    """Whether an applicant may type the field; the post is told by its reference."""
    by_kiosk = session.catalogue.access(field, ("kiosk",), compartment="hiring") is Access.WRITE
    return by_kiosk and field.key != POSITION and field in applicant_form.asked(session.catalogue)


def _require_sound(session: Session, fields: Mapping[str, Any]) -> None:
    """Refuse what no kiosk sends: something needed is missing, a child, a minor alone."""
    try:
        require_complete(session, {**fields, POSITION: ""}, Scenario.RECRUITMENT)
        require_guardian(session, fields)
    except UserError:
        raise Unacceptable(what="fields") from None
    if minors.BANDS[fields[AGE]] < minors.WORKING_AGE:
        raise Unacceptable(what=AGE)
    born = fields.get("birth_date")
    if born is not None:
        birth, today = date.fromisoformat(born), session.today()
        alone = minors.is_minor(birth, today) and fields.get(GUARDIAN) is None
        if not minors.may_be_hired(birth, today) or alone:
            raise Unacceptable(what="birth_date")


def _requisition(session: Session, change: Change, letter: Letter) -> tuple[str, RequisitionRecord]:
    """Return the post somebody wished for, and the open requisition they stand under."""
    reference = letter.text("post", 16)
    if not _POST.fullmatch(reference):
        raise Unacceptable(what="post")
    found = None
    if reference:
        found = kiosk_errands.post_of(session, _profile(letter), reference)
    if found is not None and found.closed_on is None:
        return found.title, found
    anything = _any_post(session, change)
    return (anything if found is None else found).title, anything


def _profile(letter: Letter) -> str:
    return letter.sender.partition("/")[2]


def _any_post(session: Session, change: Change) -> RequisitionRecord:
    """Return the newest open requisition for any post; one is opened where there is none."""
    file = session.compartment("hiring")
    known = [one for one in store.requisitions(file, include_closed=False) if one.kind == ANY_POST]
    if known:
        return known[0]
    made = RequisitionRecord(
        seq=0, id=secrets.token_hex(16), version=1,
        title=session.catalogue.code_lists["requisition_kind"].codes[ANY_POST].zh,
        department="", place="", head_count=0, owner=session.user.id, opened_on=session.today(),
        closed_on=None, close_reason=None, close_entry=None, kind=ANY_POST,
        stages=usual(session.catalogue), deputies=(),
    )  # fmt: skip
    store.write_requisition(change, made)
    opened = store.requisition(file, made.id)
    return made if opened is None else opened


def _checked(
    session: Session, fields: Mapping[str, Any], *, wanted: str, requisition: RequisitionRecord
) -> Checked:
    of_record: dict[str, dict[str, Any]] = {"person": {}, "application": {}}
    for key, stored in {**fields, SOURCE: SOURCE_HERE, POSITION: wanted}.items():
        of_record[session.catalogue.field(key).record][key] = stored
    return Checked(
        requisition=requisition,
        notice="screen",
        person=of_record["person"],
        application=of_record["application"],
        owner=requisition.owner,
    )


def _keep_evidence(session: Session, change: Change, letter: Letter, entered: Entered) -> None:
    """Keep each act with the text it was about; one whose text the desk has not is not claimed."""
    (record,) = session.compartment("hiring").read(
        "SELECT id FROM person WHERE seq = ?", (entered.person,)
    )
    for subject, act, text in _acts(session, letter):
        made = ConsentRecord(
            id=secrets.token_hex(16),
            record=record[0],
            subject=subject,
            act=act.value,
            how=_BY_TOUCH,
            witness="",
            text_sha256=kiosk_errands.digest_of(text),
            given_at=believed(letter).isoformat(timespec="seconds"),
            user=session.user.id,
            until=None,
            asked_on=None,
            ended_on=None,
            ended_by=None,
        )
        consents.insert(
            change, made, text=text, language=letter.text("language", 40),
            policy_version=shown_version(session, letter),
        )  # fmt: skip


def _acts(session: Session, letter: Letter) -> Iterator[tuple[str, Act, str]]:
    """Yield subject, act and text of what was agreed to; raises Unacceptable without the notice."""
    digests, code = confirmed(letter), letter.text("language", 40)
    if NOTICE not in digests:
        raise Unacceptable(what=NOTICE)
    short = kiosk_errands.shown_text(
        session, _profile(letter), APPLY, digest=digests[NOTICE], code=code
    )
    if short:
        yield NOTICE, Act.ACKNOWLEDGE, short
    for key in sorted(digests.keys() - {NOTICE}):
        if key not in consent_texts.subjects(session):
            raise Unacceptable(what="confirmed")
        for told in (consent_texts.text_of(session, key, one) for one in LANGUAGES):
            if told.sha256 == digests[key]:
                yield key, told.act, told.text
