# SPDX-License-Identifier: Apache-2.0
"""A visitor signs below a text, or does not; nothing else on the way changes."""

from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from hr_desk.catalogue import load
from hr_desk.kiosk import flow
from tests.support.kiosk_robot import touch
from tests.support.kiosk_walk import TEXTS, walk_to
from tests.ui.kiosk.conftest import Open, Shown
from ui.kiosk import kinds, steps
from ui.kiosk.signing import Place

CONTRACTOR = {**TEXTS, "kind": "contractor", "visit_purpose": "contractor"}


def page(shown: Shown) -> kinds.Confirming:
    return cast(kinds.Confirming, shown.screen.step)


def place(shown: Shown) -> Place:
    found = page(shown).place
    assert found is not None
    return found


def draw(shown: Shown, *, down: int = 0) -> None:
    """Draw a stroke with a finger."""
    pad = place(shown).pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40 + down))
    for step in range(1, 6):
        QTest.mouseMove(pad, QPoint(40 + 30 * step, 40 + down + 11 * (step % 2)))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(190, 51 + down))


def test_the_place_is_open_where_the_kind_asks_for_it_and_may_stay_empty(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.CONFIRMS, CONTRACTOR)
    assert place(shown).isVisible() and not page(shown).wish.isVisible()
    assert not place(shown).again.isEnabled()
    touch(shown.screen.foot.answers[1])
    assert shown.visit.step == flow.REVIEW
    walk_to(shown, flow.THANKS, CONTRACTOR)
    assert shown.dropped.signatures == [None]


def test_others_open_it_with_one_touch_and_what_they_draw_is_sent(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.CONFIRMS)
    assert page(shown).place is None
    touch(page(shown).wish)
    draw(shown)
    touch(shown.screen.foot.answers[1])
    review = cast(steps.Review, shown.screen.step)
    assert "签名" in review.lines[-1].text()
    walk_to(shown, flow.THANKS)
    (signature,) = shown.dropped.signatures
    assert signature is not None and len(signature.strokes) == 1
    assert signature.texts == {"secrecy": load().acknowledgements["secrecy"].whole}


def test_from_the_review_it_is_looked_at_again_and_wiped(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.CONFIRMS, CONTRACTOR)
    draw(shown)
    touch(shown.screen.foot.answers[1])
    touch(cast(steps.Review, shown.screen.step).lines[-1])
    assert len(place(shown).strokes()) == 1
    touch(place(shown).again)
    assert not place(shown).again.isEnabled()
    touch(shown.screen.foot.answers[1])
    walk_to(shown, flow.THANKS, CONTRACTOR)
    assert shown.dropped.signatures == [None]


def test_another_language_keeps_the_drawing_and_the_next_visitor_finds_none(
    open_kiosk: Open,
) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.CONFIRMS)
    touch(page(shown).wish)
    draw(shown)
    draw(shown, down=60)
    before = place(shown).strokes()
    shown.screen.head.tongue.click()
    assert place(shown).strokes() == before and len(before) == 2
    touch(shown.screen.head.stop)
    assert shown.over == [True]
    assert shown.visit.talk.strokes == ()
    assert shown.screen.step is None
