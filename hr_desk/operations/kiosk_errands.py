# SPDX-License-Identifier: Apache-2.0
"""What a kiosk may offer beside signing in, drawn up for its profile and looked up again.

The kiosk knows no id of a record: a post is named by a digest of the profile's id and the
requisition's own, so that two kiosks call it differently and nobody else can tell which it is.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.i18n import LANGUAGES, N_, translated
from hr_desk.kiosk import applicant_form, joiner_form
from hr_desk.operations import consent_texts, policies
from hr_desk.operations.delivery import address
from hr_desk.operations.problems import ErrandUnknown
from hr_desk.operations.session import Session
from hr_desk.store import requisitions as store
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.requisitions import RequisitionRecord
from hr_desk.vault.errands import APPLY, ASK, GOES_TO, JOIN, Errand
from hr_desk.vault.profiles import Profile, ProfileProblem, read_profile

__all__ = [
    "APPLY", "GOES_TO", "JOIN", "drawn_up", "post_of", "reference_of", "sends_to", "still_said",
]  # fmt: skip

ANY_POST: Final = "any_post"
"""The kind of requisition that stands for no post in particular; the kiosk says so itself."""

_OCCASION: Final[Mapping[str, Scenario]] = {
    APPLY: Scenario.RECRUITMENT,
    JOIN: Scenario.ONBOARDING,
}
_REFERENCE: Final = 16
"""Hexadecimal digits by which a kiosk calls a post."""


def require_known(wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the errands in their order, each once; raises ErrandUnknown."""
    chosen = set(wanted)
    if not chosen <= set(GOES_TO):
        raise ErrandUnknown(errand=", ".join(sorted(chosen - set(GOES_TO)))[:40])
    return tuple(key for key in GOES_TO if key in chosen)


def sends_to(compartments: Sequence[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the compartments with those that the errands need behind them."""
    return tuple(dict.fromkeys((*compartments, *(GOES_TO[key] for key in wanted))))


def drawn_up(
    session: Session, profile_id: str, wanted: Iterable[str], codes: Sequence[str]
) -> Mapping[str, Errand]:
    """Return what the kiosk shows for each errand in the languages ``codes``, as of today."""
    return {key: _errand(session, profile_id, key, codes) for key in wanted}


def _errand(session: Session, profile_id: str, key: str, codes: Sequence[str]) -> Errand:
    if key == ASK:
        address(session, "privacy")  # where nobody handles requests none is offered
    said = _said(session, key, codes)
    return replace(said, posts=_posts(session, profile_id)) if key == APPLY else said


def still_said(session: Session, profile: Profile) -> bool:
    """Return whether a profile's notices and consent texts are those of today, periods and all.

    Its posts are left out, which come and go, and its further languages, which say the same.
    """
    codes = [code for code in LANGUAGES if code in profile.languages]
    if any(
        profile.notice.short[code] != policies.notice_text(session, Scenario.VISITOR, code)
        for code in codes
    ):
        return False
    today = {key: _said(session, key, codes) for key in profile.errands}
    return all(
        one.texts == today[key].texts and {code: one.short[code] for code in codes} ==
        today[key].short for key, one in profile.errands.items()
    )  # fmt: skip


def _said(session: Session, key: str, codes: Sequence[str]) -> Errand:
    """Return an errand without posts."""
    if key == ASK:
        return Errand(short={code: _ask_notice(session, code) for code in codes})
    occasion = _OCCASION[key]
    ask = applicant_form.asked if key == APPLY else joiner_form.may_ask
    asked = ask(session.catalogue)
    return Errand(
        short={code: policies.notice_text(session, occasion, code) for code in codes},
        texts={one.key: _texts(session, one, occasion) for one in asked if one.separate_consent},
    )


def _ask_notice(session: Session, code: str) -> str:
    who = policies.controller_text(session, code)
    return f"{who}\n\n{translated(_ASK_NOTICE, code)}"


_ASK_NOTICE: Final = N_(
    "To answer you we note what you ask, your name, and how to reach you, and nothing else. Before "
    "we act we make sure that it is you; what proves it is gone within a working day. The case is "
    "kept for three years after it is closed, because the law lets you complain for so long."
)


def _texts(session: Session, field: Field, occasion: Scenario) -> Mapping[str, str]:
    return {
        code: consent_texts.text_of(session, field.key, code, occasion=occasion).text
        for code in LANGUAGES
    }


def _posts(session: Session, profile_id: str) -> Mapping[str, str]:
    """Return the posts that are open today, "any post" left out."""
    file = session.compartment(GOES_TO[APPLY])
    return {
        reference_of(profile_id, one.id): one.title
        for one in store.requisitions(file, include_closed=False)
        if one.kind != ANY_POST
    }


def reference_of(profile_id: str, requisition_id: str) -> str:
    """Return what a kiosk calls a requisition."""
    said = f"post/{profile_id}/{requisition_id}".encode()
    return hashlib.sha256(said).hexdigest()[:_REFERENCE]


def post_of(session: Session, profile_id: str, reference: str) -> RequisitionRecord | None:
    """Return the requisition a kiosk calls so, closed ones too; None for a stranger."""
    every = store.requisitions(session.compartment(GOES_TO[APPLY]), include_closed=True)
    return next((one for one in every if reference_of(profile_id, one.id) == reference), None)


def shown_by(session: Session, profile_id: str) -> Profile | None:
    """Return the profile of a kiosk as it stands in the desk, None where there is none."""
    path = DeskFiles(session.folder).part("profiles") / f"{profile_id}.profile"
    try:
        return read_profile(path.read_bytes(), desk=session.desk_id)
    except (OSError, ProfileProblem):
        return None


def shown_text(session: Session, profile_id: str, key: str, *, digest: str, code: str) -> str:
    """Return the one-screen notice of an errand whose SHA-256 a kiosk sent, empty if it is gone.

    It is the one in the kiosk's profile, or the one that the catalogue makes today.
    """
    profile = shown_by(session, profile_id)
    errand = None if profile is None else profile.errands.get(key)
    known = [] if errand is None else [errand.short.get(code, "")]
    if code in LANGUAGES:
        known.append(policies.notice_text(session, _OCCASION[key], code))
    return next((text for text in known if digest_of(text) == digest), "")


def digest_of(text: str) -> str:
    """Return the SHA-256 by which an exact text is known, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
