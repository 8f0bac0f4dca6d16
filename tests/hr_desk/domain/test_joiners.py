# SPDX-License-Identifier: Apache-2.0
"""States of a joiner, and the clock each part runs on."""

from datetime import date

import pytest

from hr_desk import catalogue
from hr_desk.domain import joiners
from hr_desk.domain.joiners import LEFT, NOT_REPORTED, STARTED, RunningClock

CATALOGUE = catalogue.load()
DAY, FIRST = date(2026, 9, 30), date(2026, 3, 16)
KEPT = [
    (place, field)
    for field in CATALOGUE.fields.values()
    for place in ("personnel", "payroll")
    if place in field.retention
]


def test_every_verb_leads_from_a_state_to_another() -> None:
    assert joiners.allowed("expected") == {"start", "not_report"}
    assert joiners.allowed("started") == {"leave"}
    assert joiners.allowed("left") == joiners.allowed("did_not_report") == frozenset()


@pytest.mark.parametrize(("place", "field"), KEPT, ids=lambda one: getattr(one, "key", one))
def test_every_field_ends_some_day_however_it_goes(place: str, field: catalogue.Field) -> None:
    """After leaving or not reporting no part is left without a clock its class has a period for."""
    kind = joiners.kind_of(field, place)
    for state in (LEFT, NOT_REPORTED):
        clock = joiners.clock_of(kind, state, since=DAY, started=FIRST)
        if field.clock_event is not None and state == LEFT:
            assert clock is None  # it runs since the value was entered
            continue
        assert clock is not None
        assert clock.event in CATALOGUE.classes[clock.class_key].periods, field.key


def test_evaluation_counts_from_the_start_and_evidence_outlives() -> None:
    assert joiners.clock_of("EVAL", STARTED, since=DAY, started=FIRST) == RunningClock(
        "EVAL", "started", FIRST
    )
    assert joiners.clock_of("EMP", STARTED, since=DAY) is None
    assert joiners.clock_of("CONS", NOT_REPORTED, since=DAY) == RunningClock(
        "CONS", "last_used", DAY
    )
    assert joiners.clock_of("ID", NOT_REPORTED, since=DAY) == RunningClock("WD", "withdrew", DAY)


def test_a_value_with_its_own_clock_is_a_part_by_itself() -> None:
    certificate = CATALOGUE.field("food_health_cert")
    value = certificate.type.parse("AB12 | 2026-01-01 | 2026-12-31")
    assert joiners.kind_of(certificate, "personnel") == "HEALTH/food_health_cert"
    assert joiners.class_of("HEALTH/food_health_cert") == "HEALTH"
    assert joiners.own_clock(certificate, "personnel", value, DAY) == RunningClock(
        "HEALTH", "expired", date(2026, 12, 31)
    )
    scan = CATALOGUE.field("id_image")
    assert joiners.own_clock(scan, "personnel", "ab" * 16, DAY) == RunningClock(
        "IDIMG", "uploaded", DAY
    )
    assert joiners.own_clock(CATALOGUE.field("full_name"), "personnel", "张三", DAY) is None
