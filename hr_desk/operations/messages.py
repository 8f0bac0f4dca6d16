# SPDX-License-Identifier: Apache-2.0
"""Texts for candidates, filled from the record, to be copied into a phone; and whom to call.

What is copied leaves the desk: the log says whose values, for which purpose, before the text is on
the clipboard (the window empties it again).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.domain import interviews as rules
from hr_desk.domain import message_texts
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.message_texts import OF_THE_COMPANY, MessageText
from hr_desk.i18n import LANGUAGES, Text, t
from hr_desk.operations.candidates import view_of
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.message_problems import BracesOdd, PlaceUnknown
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotPermitted, ReasonUnknown, TextMissing, TextTooLong
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.store import hiring
from hr_desk.store import interviews as store
from hr_desk.store import message_texts as own_texts
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.interviews import InterviewRecord

PURPOSE: Final = "apply.contact"
"""The standing purpose of a text to a candidate and of a call list."""
LONGEST_TEXT: Final = 600
"""Characters of a text in one language: what one message in a phone takes."""
CALLED: Final = ("full_name", "mobile")
"""The fields a call list shows of a person."""
_WEEKDAYS: Final = {
    "zh_CN": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """One candidate's text in each language; empty where it needs an interview and none is."""

    application_id: str
    name: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CallLine:
    """Whom to call: name and number as this user may see them, about which post.

    ``interview_at`` is when the next planned interview begins (UTC), None without one.
    """

    application_id: str
    name: str
    phone: str
    requisition: str
    interview_at: datetime | None


def drafts_of(session: Session, ids: Sequence[str], occasion: str) -> tuple[MessageDraft, ...]:
    """Return the text of an occasion for each of these applications, in both languages.

    Time, place and host are those of the next planned interview. Raises ReasonUnknown for an
    unknown occasion, RecordGone, NotPermitted.
    """
    _require_reader(session)
    text = _text(session, occasion)
    return tuple(_draft(session, one, text) for one in records(session, ids))


@operation("message.copy", compartment="hiring", roles=RECRUITING)
def copied(session: Session, change: Change, /, ids: Sequence[str], occasion: str) -> None:
    """Note that the texts of these candidates are copied, before they are.

    Raises ReasonUnknown for an unknown occasion, RecordGone.
    """
    change.purpose = PURPOSE
    text = _text(session, occasion)
    change.facts["occasion"] = text.key
    for application in records(session, ids):
        change.touched("application", application.id)
        hiring.touch(change, application.person_seq)
    change.fields.update(text.fields())


def texts(session: Session) -> tuple[MessageText, ...]:
    """Return the text of every occasion: the company's own, else the shipped one.

    Raises NotPermitted.
    """
    _require_reader(session)
    own = own_texts.own(session.compartment("hiring"))
    shipped = message_texts.load().values()
    return tuple(one.written_anew(own[one.key]) if one.key in own else one for one in shipped)


@operation("message.write", compartment="hiring", roles=RECRUITING)
def write(
    session: Session, change: Change, /, occasion: str, *, zh: str = "", en: str = ""
) -> None:
    """Keep the company's own text for an occasion, in both languages, for everybody on this desk.

    ``{name}`` and the other places of ``domain.message_texts.PLACES`` are filled from the record.
    Two empty texts go back to the shipped one. Raises ReasonUnknown for an unknown occasion,
    TextMissing for one language alone, TextTooLong, PlaceUnknown, BracesOdd.
    """
    shipped = _text(session, occasion)
    given = {t("Text in Chinese"): zh.strip(), t("Text in English"): en.strip()}
    change.facts["occasion"] = shipped.key
    if not any(given.values()):
        own_texts.write(change, shipped.key, None)
        return
    for label, text in given.items():
        _require_text(text, label=label)
    own_texts.write(change, shipped.key, Text(zh.strip(), en.strip()))


def _require_text(text: str, *, label: str) -> None:
    if not text:
        raise TextMissing(field=label)
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(field=label, limit=LONGEST_TEXT)
    try:
        places = message_texts.places_of(text)
    except ValueError:
        raise BracesOdd(example="{name}") from None
    for place in places:
        if place not in message_texts.PLACES:
            raise PlaceUnknown(place=place, known=", ".join(message_texts.PLACES))


def call_list(session: Session, ids: Sequence[str]) -> tuple[CallLine, ...]:
    """Return whom to call, in the order given; raises RecordGone, NotPermitted."""
    _require_reader(session)
    return tuple(_call(session, one) for one in records(session, ids))


def _call(session: Session, application: ApplicationRecord) -> CallLine:
    name, phone = (_shown(session, application, key) for key in CALLED)
    coming = _next_interview(session, application)
    at = None if coming is None else coming.sitting.starts_at
    return CallLine(application.id, name, phone, application.requisition_title, at)


def _require_reader(session: Session) -> None:
    if not set(RECRUITING) & set(session.user.roles):
        raise NotPermitted


def _text(session: Session, occasion: str) -> MessageText:
    found = next((one for one in texts(session) if one.key == occasion), None)
    if found is None:
        raise ReasonUnknown
    return found


def _draft(session: Session, application: ApplicationRecord, text: MessageText) -> MessageDraft:
    interview = _next_interview(session, application)
    name = _shown(session, application, "full_name")
    if text.needs_interview and interview is None:
        return MessageDraft(application.id, name, dict.fromkeys(LANGUAGES, ""))
    values = {
        **dict.fromkeys(message_texts.PLACES, ""),
        "name": name,
        "post": application.requisition_title,
        **{place: session.company.get(part, "") for place, part in OF_THE_COMPANY.items()},
    }
    filled = {
        code: text.filled(code, values | _about(interview, code, address=values["address"]))
        for code in LANGUAGES
    }
    return MessageDraft(application.id, name, filled)


def _about(interview: InterviewRecord | None, code: str, *, address: str) -> dict[str, str]:
    """Return what an interview fills in; without a place of its own it is at the company."""
    if interview is None:
        return {}
    local = interview.sitting.starts_at.astimezone(SHANGHAI)
    return {
        "date": _date(local, code),
        "time": local.strftime("%H:%M"),
        "place": interview.sitting.place or address,
        "host": interview.sitting.host,
    }


def _date(local: datetime, code: str) -> str:
    day = _WEEKDAYS[code][local.weekday()]
    if code == "zh_CN":
        return f"{local.month}月{local.day}日（{day}）"
    return f"{day} {local:%Y-%m-%d}"


def _next_interview(session: Session, application: ApplicationRecord) -> InterviewRecord | None:
    """Return the next interview that is planned from now on, None without one."""
    mine = store.of_application(session.compartment("hiring"), application.seq)
    coming = [
        one
        for one in mine
        if one.state == rules.PLANNED and one.sitting.starts_at >= session.now()
    ]  # fmt: skip
    return min(coming, key=lambda one: one.sitting.starts_at, default=None)


def _shown(session: Session, application: ApplicationRecord, key: str) -> str:
    """Return a value as the user may see it, empty where it is not for them or was not given."""
    stored = {**application.person_fields, **application.fields}.get(key)
    view = view_of(session, session.catalogue.field(key), stored, stage=application.stage)
    return "" if view is None else view.shown
