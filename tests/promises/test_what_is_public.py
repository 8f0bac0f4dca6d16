# SPDX-License-Identifier: Apache-2.0
"""The clauses on data that was public: where it comes from, and a refusal that stops its use."""

import datetime as dt

import pytest

from hr_desk.operations import candidates, promises, recruitment, retention, sources
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.operation import OPERATIONS
from hr_desk.operations.problems import ReasonUnknown, TextMissing
from hr_desk.operations.session import Session
from hr_desk.operations.source_problems import SourceDayMissing
from tests.promises.collecting import take_in

EMPLOYER = "示例造船厂"
WHERE = "https://example.invalid/profile"
DAY = dt.date(2026, 2, 20)


def employers(session: Session, application: str) -> list[str]:
    """Return what the record shows of the employer."""
    view = candidates.open_record(session, application).named("employer")
    return [view.shown] if view is not None and view.given else []


def test_c_3_4_5(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    one = take_in(office, employer=EMPLOYER)
    (id_,) = sources.enter(
        office, one, ["employer"], kind="self_published", place=WHERE, published_on=DAY
    ).created
    (line,) = sources.of_record(office, one)
    assert (line.kind, line.place, line.published_on) == ("self_published", WHERE, DAY)
    assert employers(office, one) == [EMPLOYER]
    sources.refuse(office, one, id_)
    assert employers(office, one) == []
    assert not candidates.unmask(office, one, ["employer"], purpose="apply.assess")
    rows = candidates.list_applications(office, ListQuery(text=EMPLOYER)).rows
    assert one not in {row.application_id for row in rows}
    assert sources.of_record(office, one)[0].refused_on == office.today()
    assert promises.look(office, "sources").green

    now = office.clock.now()
    monkeypatch.setattr(office.clock, "at", now + dt.timedelta(days=2))
    assert not promises.look(office, "sources").green
    swept = retention.sweep(office)
    assert swept.counts.get("WDR") == 1 and sources.of_record(office, one) == ()
    assert promises.look(office, "sources").green


def test_c_3_4_6(office: Session) -> None:
    one = take_in(office, employer=EMPLOYER)
    news = {"kind": "lawful_public", "place": "示例日报", "published_on": DAY}
    for without, problem in (("place", TextMissing), ("published_on", SourceDayMissing)):
        nothing = {"place": " ", "published_on": None}[without]
        with pytest.raises(problem):
            sources.enter(office, one, ["employer"], **{**news, without: nothing})  # type: ignore[arg-type]
    assert sources.of_record(office, one) == ()
    sources.enter(office, one, ["employer"], **news)  # type: ignore[arg-type]
    assert candidates.open_record(office, one).stage == "applied"
    with pytest.raises(ReasonUnknown):  # nobody ends for what a newspaper said
        recruitment.reject(office, [one], reason="lawful_public")
    assert not [name for name in OPERATIONS if name.startswith("source.") and "reject" in name]
    assert len(sources.of_record(office, one)) == 1
