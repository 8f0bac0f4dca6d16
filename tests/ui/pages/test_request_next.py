# SPDX-License-Identifier: Apache-2.0
"""Which step of a decided case is the primary one: what is owed, then closing."""

from types import SimpleNamespace
from typing import Any

import pytest

from hr_desk.operations.request_asking import Findings
from hr_desk.operations.request_closing import THE_COPY, THE_PERSON
from ui.pages.request_next import next_step


def decided() -> Any:
    return SimpleNamespace(allowed=("read", "order", "letter", "hand_copy", "close"))


def found(*, part: str | None = "2026-03-02", order: str | None = "2026-03-02") -> Findings:
    asked: Any = (SimpleNamespace(answered_at=part),)
    orders: Any = (SimpleNamespace(answered_at=order),)
    return Findings(asked, (), orders, ())


@pytest.mark.parametrize(
    ("owed", "step"),
    [
        ((THE_COPY, THE_PERSON), "request.copy"),
        ((THE_PERSON,), "request.letter"),
        (("示例人力公司",), "request.letter"),
        ((), "request.close"),
    ],
)
def test_what_is_owed_comes_before_closing(owed: tuple[str, ...], step: str) -> None:
    assert next_step(decided(), found(), owed) == step


def test_nothing_is_closed_before_its_orders_are_answered() -> None:
    assert next_step(decided(), found(order=None), ()) == ""


def test_no_copy_is_made_while_a_file_is_asked() -> None:
    assert next_step(decided(), found(part=None), (THE_COPY, THE_PERSON)) == "request.letter"


def test_a_closed_case_has_no_next_step() -> None:
    assert next_step(SimpleNamespace(allowed=("review",)), None, ()) == ""  # type: ignore[arg-type]
