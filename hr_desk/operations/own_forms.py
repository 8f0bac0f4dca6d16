# SPDX-License-Identifier: Apache-2.0
"""A joiner's own part, filled in at a kiosk: hand out a code, look at what came, take it over.

Whoever handed out the code alone can open the form: what came is sealed to them, as if they had
typed it, and it goes after seven days like any draft. Nothing of it is in the file before they take
it over; from then on ID number and account wait with them to be compared with the original.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.domain import joining_code, strokes
from hr_desk.domain.clock import day_of
from hr_desk.exchange.signatures import drawn
from hr_desk.i18n import LANGUAGES
from hr_desk.kiosk import joiner_form
from hr_desk.kiosk.joiner_form import SIGNATURE
from hr_desk.operations import consent_texts, joiner_consents, policies
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver
from hr_desk.operations.joiner_documents import put_document
from hr_desk.operations.joiner_problems import CodeTooLong, NoFormWaits
from hr_desk.operations.joiner_views import readable
from hr_desk.operations.joiner_writing import ONBOARDING, records
from hr_desk.operations.kiosk_letters import MOST_FIELDS, believed, confirmed, shown_version
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.onboarding import write_typed
from hr_desk.operations.operation import operation, require
from hr_desk.operations.session import Session
from hr_desk.store import own_forms as store
from hr_desk.store import personnel, request_tasks
from hr_desk.store.compartment import Change
from hr_desk.store.own_forms import CodeRecord
from hr_desk.store.personnel import ConsentRecord
from hr_desk.vault.to_a_user import open_to_user, seal_to_user

USUAL_DAYS: Final = 7
"""How long a code is good unless somebody says otherwise: from the notice to the first day."""

KEPT_AFTER: Final = timedelta(days=14)
"""How long a code that ran out is known: an envelope may be under way that long."""

_LABEL: Final = "joiner_form"
_NAMES: Final = frozenset(
    {"catalogue", "fields", "language", "notice", "code", "confirmed", "strokes", "at", "number"}
)


@dataclass(frozen=True, slots=True)
class HandedCode:
    """A code to print or to read out: digits in groups, the last day it is good, what was written.

    It is shown this once: the desk keeps no more than a digest.
    """

    shown: str
    until: date
    changes: Changes


@dataclass(frozen=True, slots=True)
class FormValue:
    """One value of a form that waits; ``known`` is what the file shows now, empty for nothing."""

    field: Field
    shown: str
    known: str

    @property
    def differs(self) -> bool:
        """Whether the file says something else."""
        return bool(self.known) and self.known != self.shown


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A form that waits. ``values`` are None for whoever did not hand out its code (``by``)."""

    at: datetime | None
    by: str
    values: tuple[FormValue, ...] | None
    consents: tuple[Field, ...] = ()
    """The items that were ticked, as the form says."""


def hand_code(session: Session, joiner_id: str, *, days: int = USUAL_DAYS) -> HandedCode:
    """Return a new code for a joiner, good for ``days`` (1 to 31, today included).

    An earlier one of theirs that was not used is void. Raises RecordGone, CodeTooLong.
    """
    if not 1 <= days <= joining_code.LONGEST.days:
        raise CodeTooLong(most=joining_code.LONGEST.days)
    until = session.today() + timedelta(days=days - 1)
    code = joining_code.new(until)
    digest = joining_code.digest(code, session.desk_id)
    changes = _hand_code(session, joiner_id, digest, until=until)
    return HandedCode(joining_code.grouped(code), until, changes)


@operation("joiner.hand_code", compartment="personnel", roles=ONBOARDING)
def _hand_code(
    session: Session, change: Change, /, joiner_id: str, digest: str, *, until: date
) -> None:
    (joiner,) = records(session, [joiner_id])
    store.remove_old(change, session.today() - KEPT_AFTER)
    store.remove_unused(change, joiner.id)
    store.insert(change, CodeRecord(digest, joiner.id, session.user.id, until, None))
    change.touched("joiner", joiner.id)


@takes_in("joiner.fill_in", compartment="personnel", kiosk=True)
def fill_in(session: Session, change: Change, letter: Letter) -> str:
    """Take in what a joiner filled in: sealed to the colleague who handed out the code.

    A code that nobody has, that is used or that had run out is refused; the envelope is set aside.
    """
    if set(letter.message) != _NAMES:
        raise Unacceptable(what=letter.kind)
    at = believed(letter)
    code = _code(session, letter, on=day_of(at))
    content = {
        "fields": _fields(session, letter),
        "confirmed": dict(confirmed(letter)),
        "notice": shown_version(session, letter),
        "strokes": _strokes(letter),
        "at": at.isoformat(timespec="seconds"),
    }
    reader = session.register.user(code.made_by)
    sealed = seal_to_user(json.dumps(content).encode(), reader.public, label=_LABEL)
    store.keep_form(
        change, code, id_=secrets.token_hex(16), sealed=sealed, typed_on=session.today()
    )
    change.touched("joiner", code.joiner)
    return code.joiner


def _code(session: Session, letter: Letter, *, on: date) -> CodeRecord:
    """Return the code of a letter that may be used; raises Unacceptable."""
    given = letter.text("code", joining_code.LENGTH)
    digest = joining_code.digest(given, session.desk_id)
    found = store.by_digest(session.compartment("personnel"), digest)
    if found is None or found.form is not None or on > found.until:
        raise Unacceptable(what="code")
    if found.made_by not in {user.id for user in session.register.users}:
        raise Unacceptable(what="code")
    return found


def _fields(session: Session, letter: Letter) -> dict[str, Any]:
    sent = letter.message["fields"]
    if not isinstance(sent, Mapping) or not sent or len(sent) > MOST_FIELDS:
        raise Unacceptable(what="fields")
    asked = {one.key: one for one in joiner_form.may_ask(session.catalogue)}
    if not set(sent) <= set(asked) - {SIGNATURE}:
        raise Unacceptable(what="fields")
    return {key: value_of(asked[key], stored) for key, stored in sent.items()}


def _strokes(letter: Letter) -> list[Any]:
    """Return the strokes of the signature; raises Unacceptable for what is none."""
    try:
        strokes.read(letter.message["strokes"])
    except ValueError:
        raise Unacceptable(what=SIGNATURE) from None
    return list(letter.message["strokes"])


def waiting(session: Session, joiner_id: str) -> OwnForm | None:
    """Return the form of a joiner that waits to be taken over, None where there is none.

    Raises NotPermitted, RecordGone, CompartmentClosed.
    """
    require(session, "joiner.take_form")
    records(session, [joiner_id])
    code = _waiting_code(session, joiner_id)
    if code is None:
        return None
    by = session.register.user(code.made_by).name if _is_known(session, code) else ""
    if code.made_by != session.user.id:
        return OwnForm(None, by, None)
    content = _opened(session, code)
    known = _known(session, joiner_id)
    field = session.catalogue.field
    values = tuple(
        FormValue(field(key), _shown(field(key), stored), known.get(key, ""))
        for key, stored in content["fields"].items()
    )
    ticked = tuple(field(key) for key in content["confirmed"] if key in session.catalogue.fields)
    return OwnForm(datetime.fromisoformat(content["at"]), by, values, ticked)


def _is_known(session: Session, code: CodeRecord) -> bool:
    return code.made_by in {user.id for user in session.register.users}


def _waiting_code(session: Session, joiner_id: str) -> CodeRecord | None:
    """Return the code whose form waits; one whose form is gone (a draft lives a week) is passed."""
    file = session.compartment("personnel")
    for code in store.of_joiner(file, joiner_id):
        if code.form is not None and store.sealed_form(file, code.form) is not None:
            return code
    return None


def _opened(session: Session, code: CodeRecord) -> dict[str, Any]:
    sealed = store.sealed_form(session.compartment("personnel"), str(code.form))
    if sealed is None:
        raise NoFormWaits
    content = json.loads(open_to_user(sealed, session.keys, label=_LABEL))
    return dict(content)


def _shown(field: Field, stored: Any) -> str:
    return field.type.show(field.type.load(stored))


def _known(session: Session, joiner_id: str) -> dict[str, str]:
    """Return what the file shows this user in full, by field."""
    (joiner,) = records(session, [joiner_id])
    field = session.catalogue.field
    return {key: _shown(field(key), value) for key, value in readable(session, joiner).items()}


def take_form(session: Session, joiner_id: str) -> Changes:
    """Write what a joiner filled in into their file; numbers wait to be compared with the original.

    Signature and ticks are kept as the acts they were. Raises NoFormWaits, NotYoursToOpen,
    RecordGone and what ``onboarding.edit`` raises of values.
    """
    changes = _take_form(session, joiner_id)
    deliver(session)
    return changes


@operation("joiner.take_form", compartment="personnel", roles=ONBOARDING)
def _take_form(session: Session, change: Change, /, joiner_id: str) -> None:
    code = _waiting_code(session, joiner_id)
    if code is None:
        raise NoFormWaits
    content = _opened(session, code)
    (joiner,) = records(session, [joiner_id])
    field = session.catalogue.field
    values = {key: field(key).type.load(stored) for key, stored in content["fields"].items()}
    write_typed(session, change, joiner, values)
    (joiner,) = records(session, [joiner_id])
    picture = drawn(strokes.read(content["strokes"]))
    signed = put_document(session, change, joiner, field(SIGNATURE), picture)
    _keep_acts(session, change, joiner_id, content, signature=signed)
    store.remove_form(change, str(code.form))


def _keep_acts(
    session: Session, change: Change, joiner_id: str, content: Mapping[str, Any], *, signature: str
) -> None:
    """Keep the ticks whose exact text the desk still has; the signature is bound to its hash."""
    for key, text, code in _told(session, content["confirmed"]):
        sha256 = content["confirmed"][key]
        version = policies.require_in_force(session).number
        personnel.keep_text(change, sha256, text, language=code, policy_version=version)
        act = ConsentRecord(
            field=key,
            given_at=content["at"],
            language=code,
            text_sha256=sha256,
            signature=signature,
            witness=session.user.id,
            withdrawn_at=None,
        )
        part = joiner_consents.evidence_of(session, change, joiner_id)
        personnel.add_consents(change, part, [act])


def _told(session: Session, digests: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Yield field, text and language of each text that was ticked and can be made again."""
    for key in sorted(set(digests) & {one.key for one in joiner_consents.items(session)}):
        for one in LANGUAGES:
            text = consent_texts.text_of(session, key, one, occasion=Scenario.ONBOARDING)
            if text.sha256 == digests[key]:
                yield key, text.text, one


@operation("joiner.discard_form", compartment="personnel", roles=ONBOARDING)
def discard_form(session: Session, change: Change, /, joiner_id: str) -> None:
    """Throw a form away that is not the joiner's; a new code is needed. Raises NoFormWaits."""
    code = _waiting_code(session, joiner_id)
    if code is None:
        raise NoFormWaits
    store.remove_form(change, str(code.form))
    change.touched("joiner", joiner_id)


def joiners_with_forms(session: Session) -> Sequence[str]:
    """Return the joiners of whom a form waits for this user, the oldest first."""
    file = session.compartment("personnel")
    restricted = request_tasks.restricted(file)
    rows = file.read(
        "SELECT c.joiner FROM joiner_code c JOIN draft d ON d.id = c.form WHERE c.made_by = ? "
        "ORDER BY d.saved_at",
        (session.user.id,),
    )
    return [id_ for (id_,) in rows if id_ not in restricted]
