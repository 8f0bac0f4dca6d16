# SPDX-License-Identifier: Apache-2.0
"""What stands around the fields of a printed form, read once from the open desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from hr_desk.catalogue.model import Scenario
from hr_desk.operations import candidates, consent_texts, desks, policies
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.session import Session
from ui.forms.order import joining_order
from ui.printing.application_form import Around


@dataclass(frozen=True)
class Texts:
    """The fields of a blank form, the notice, the policy's number and day, the consents."""

    language: str
    fields: tuple[FieldView, ...]
    notice: str
    policy: tuple[int, str] | None
    consents: Sequence[str]


def read_texts(session: Session, scenario: Scenario, code: str) -> Texts:
    """Return what a form of an occasion needs in one language."""
    version = policies.in_force(session)
    applying = scenario is Scenario.RECRUITMENT
    asked = () if version is None else consent_texts.subjects(session, scenario)
    return Texts(
        language=code,
        fields=candidates.form_fields(session) if applying else joining_fields(session),
        notice=policies.notice_text(session, scenario, code),
        policy=None if version is None else (version.number, version.valid_from),
        consents=[
            consent_texts.text_of(session, subject, code, occasion=scenario).text
            for subject in asked
        ],
    )


def joining_fields(session: Session) -> tuple[FieldView, ...]:
    """Return the empty fields a joiner fills in, in the form's order, whoever prints it.

    What only another file keeps, as the plate of a car among visits, has no place on this paper.
    """
    places = ("personnel", "payroll")
    asked = (session.catalogue.fields_of(one, Scenario.ONBOARDING) for one in places)
    kept = {field.key: field for some in asked for field in some}.values()
    blanks = (candidates.blank(field) for field in kept if field.supplied_by == "person")
    return tuple(joining_order(blanks, session.catalogue))


def around_of(
    session: Session, texts: Texts, *, post: str = "", portrait: bytes | None = None
) -> Around:
    """Return what is printed around the fields of a form today."""
    return Around(
        company=session.company,
        language=texts.language,
        post=post,
        notice=texts.notice,
        policy=texts.policy,
        consents=texts.consents,
        fingerprint=desks.fingerprint_of(session.desk_id),
        printed_on=session.today(),
        portrait=portrait,
    )
