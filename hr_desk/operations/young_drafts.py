# SPDX-License-Identifier: Apache-2.0
"""What is typed of somebody below eighteen is no draft before a guardian agreed (policy 6.1).

Until the guardian's act nothing of a minor is stored, half typed or not: it stays on the screen,
and what was kept before the age was typed goes. Once the guardian is typed the draft is kept as
any other.
"""

from collections.abc import Mapping
from typing import Any, Final

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.operations.session import Session
from hr_desk.operations.values import AGE_BAND, BIRTH_DATE, GUARDIAN, ID_NUMBER, lacks_guardian
from hr_desk.store import hiring, personnel

_TELLING: Final = (AGE_BAND, BIRTH_DATE, ID_NUMBER, GUARDIAN)


def of_application(session: Session, id_: str, body: Mapping[str, str]) -> bool:
    """Whether a draft of a new or stored application (id, empty for none) may be kept."""
    known = hiring.applications(session.compartment("hiring"), [id_]) if id_ else []
    stored = {**known[0].person_fields, **known[0].fields} if known else {}
    return may_be_kept(session, body, stored)


def of_joiner(session: Session, id_: str, body: Mapping[str, str]) -> bool:
    """Whether a draft of a joiner (id) may be kept; a guardian may be known elsewhere."""
    known = personnel.joiners(session.compartment("personnel"), [id_])
    if known and GUARDIAN in known[0].handed:
        return True
    return may_be_kept(session, body, known[0].fields if known else {})


def may_be_kept(
    session: Session, body: Mapping[str, str], stored: Mapping[str, Any] | None = None
) -> bool:
    """Whether typed texts, put over what is stored already, are not a minor's without guardian."""
    typed = {key: _stored(session, key, body[key]) for key in _TELLING if body.get(key)}
    read = {key: value for key, value in typed.items() if value is not None}
    return not lacks_guardian(session, {**(stored or {}), **read})


def _stored(session: Session, key: str, text: str) -> Any:
    """Return the value of a typed text as it would be stored, None while it is half typed."""
    kind = session.catalogue.field(key).type
    try:
        return kind.store(kind.parse(text))
    except ValueProblem:
        return None
