# SPDX-License-Identifier: Apache-2.0
"""Signing what was confirmed: as one wishes, in the same step, and below that very text."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from hr_desk.catalogue import load
from hr_desk.catalogue.loader import load_text
from hr_desk.domain.clock import FixedClock
from hr_desk.domain.strokes import Signature, Stroke
from hr_desk.kiosk import flow
from hr_desk.kiosk.conversation import Conversation
from hr_desk.kiosk.drop import Drop
from tests.support import kiosk
from tests.support.desk import START

TODAY = date(2026, 3, 2)
CORE = load()
SAFETY = CORE.acknowledgements["safety"]
DRAWN: Final[tuple[Stroke, ...]] = (((10, 10), (60, 90)), ((200, 40), (260, 120)))
OTHER: Final[tuple[Stroke, ...]] = (((1, 1), (90, 90)),)


def at_the_text(kind: str = "contractor", *, overlay: str = "") -> Conversation:
    """Return a conversation that has come to the text to be confirmed."""
    talk = Conversation(load_text(overlay))
    for choice in (flow.ADULT, kind, flow.AGREE):
        talk.choose(choice)
    while talk.page is not None:
        talk.choose(flow.NEXT)
    return talk


def test_whoever_signs_needs_no_step_more_than_whoever_does_not() -> None:
    signing, leaving_it = at_the_text(), at_the_text()
    assert signing.may_sign
    signing.draw(DRAWN)
    assert signing.choose(flow.AGREE) == leaving_it.choose(flow.AGREE) == flow.REVIEW
    assert signing.given(TODAY).signature == Signature(DRAWN, {"safety": SAFETY.whole})
    assert leaving_it.given(TODAY).signature is None
    assert signing.given(TODAY).confirmed == leaving_it.given(TODAY).confirmed
    assert (signing.signed_at, leaving_it.signed_at) == (flow.CONFIRMS + "safety", "")


def test_what_is_drawn_is_no_signature_before_they_agree() -> None:
    talk = at_the_text()
    talk.draw(DRAWN)
    assert talk.given(TODAY).signature is None
    assert talk.back() is not None and talk.strokes == DRAWN


@pytest.mark.parametrize("drawn", [OTHER, ()])
def test_another_drawing_has_to_be_agreed_to_anew(drawn: tuple[Stroke, ...]) -> None:
    talk = at_the_text()
    talk.draw(DRAWN)
    talk.choose(flow.AGREE)
    talk.back()
    talk.draw(drawn)
    assert talk.signed_at == ""
    talk.choose(flow.AGREE)
    signature = talk.given(TODAY).signature
    assert (() if signature is None else signature.strokes) == drawn


def test_another_kind_of_visitor_begins_with_an_empty_place() -> None:
    talk = at_the_text()
    talk.draw(DRAWN)
    talk.choose(flow.AGREE)
    while talk.step != flow.KIND:
        talk.back()
    for choice in ("business", flow.AGREE, flow.NEXT, flow.NEXT, flow.NEXT):
        talk.choose(choice)
    assert talk.to_confirm is not None and talk.strokes == ()
    talk.choose(flow.AGREE)
    assert talk.given(TODAY).signature is None


def test_it_stands_below_every_text_of_a_kind_that_has_two() -> None:
    overlay = """
[visit_type.x_both]
label = { zh = "两样", en = "Both" }
hint = { zh = "两样都读", en = "Reads both" }
purposes = ["contractor"]
acknowledgements = ["safety", "secrecy"]
decides = "host"

[visit_type.x_both.pages]
you = ["full_name"]
visit = ["host_employee", "mobile"]
"""
    talk = at_the_text("x_both", overlay=overlay)
    assert not talk.may_sign
    talk.choose(flow.AGREE)
    assert talk.may_sign
    talk.draw(DRAWN)
    talk.choose(flow.AGREE)
    signature = talk.given(TODAY).signature
    assert signature is not None and set(signature.texts) == {"safety", "secrecy"}


def test_a_company_that_takes_no_signatures_offers_no_place() -> None:
    overlay = '[tighten.signature_image]\ndemand = { visitor = "closed" }\n'
    assert not at_the_text(overlay=overlay).may_sign


def test_whoever_leaves_leaves_no_stroke_behind() -> None:
    talk = at_the_text()
    talk.draw(DRAWN)
    talk.choose(flow.REFUSE)
    assert talk.strokes == ()


def test_strokes_and_text_go_into_the_envelope_together(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    drop = Drop(tmp_path / "kiosk", inbox, kiosk.profile(), clock=FixedClock(START))
    drop.sign_in({"full_name": "欧阳示例"}, language="zh_CN", kind="contractor",
                 confirmed={"safety": SAFETY.digest},
                 signature=Signature(DRAWN, {"safety": SAFETY.whole}))  # fmt: skip
    (path,) = inbox.glob("*.envelope")
    assert kiosk.opened(path.read_bytes())["signature"] == {
        "strokes": [[list(point) for point in stroke] for stroke in DRAWN],
        "texts": {"safety": SAFETY.whole},
    }
