# SPDX-License-Identifier: Apache-2.0
"""Beside a case stands what the person agreed to, with when, how, in which text, and its end."""

from collections.abc import Callable
from typing import Any

from hr_desk.i18n import language, t
from hr_desk.operations import requests
from hr_desk.operations.consent_words import label_of
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.given_consents import GivenConsent
from hr_desk.operations.request_asking import Findings
from hr_desk.operations.requests import Asked
from ui.pages.request import RequestPage
from ui.session import Surroundings
from ui.widgets.label import Label

ACTS = (
    GivenConsent(
        subjects=("photo",), act="consent", given_at="2026-03-02T01:00:00+00:00",
        sha256="ab12" * 16, how="tick", language="zh_CN", version=2, ended_on="2026-03-09",
        ended_by="withdrawn",
    ),
    GivenConsent(
        subjects=("pool.future",), act="consent", given_at="2026-03-02T01:00:00+00:00",
        sha256="cd34" * 16, how="paper", language="en", version=2, until="2027-03-02",
    ),
)  # fmt: skip


def contributed(desk_id: str, *acts: GivenConsent) -> Findings:
    """Return what hiring contributed of somebody who agreed to this."""
    record = Contribution(
        file="hiring", peer=f"{desk_id}/hiring", record="0" * 32, kind="candidate", fields={},
        stored={}, clocks=(), reads=(), told=(), consents=acts,
    )  # fmt: skip
    return Findings((), (record,), (), ())


def test_l_5_beside_a_case_stands_what_the_person_agreed_to(
    office: Surroundings, ask_office: Callable[..., Any], show: Callable[..., Any],
    settled: Callable[[], None],
) -> None:  # fmt: skip
    who = {"full_name": "张伟", "mobile": "13800000001"}
    asked = Asked(code="copy", channel="phone", text="来电询问", fields=who, ground="")
    id_ = ask_office(requests.take_in, asked).changes.created[0]
    page: RequestPage = show(RequestPage(office))
    page.open(id_)
    settled()
    assert page.view is not None
    side, desk_id, known = page.side, office.desk.session.desk_id, office.desk.catalogue
    side.show_case(page.view, contributed(desk_id))
    assert side.cards["consents"].isHidden()
    side.show_case(page.view, contributed(desk_id, *ACTS))
    assert side.cards["consents"].isVisible()
    said = [label.text() for label in side.cards["consents"].findChildren(Label)]
    for act in ACTS:
        (subject,) = act.subjects
        label = label_of(known, subject, language())
        (line,) = [text for text in said if label in text]
        assert str(known.compartments["hiring"]) in line and "2026-03-02 09:00:00" in line
        assert [text for text in said if act.sha256[:16] in text and act.sha256 not in text]
    assert said.count(t("Withdrawn on {day}.", day="2026-03-09")) == 1
    assert len([text for text in said if "2027-03-02" in text]) == 1
