# SPDX-License-Identifier: Apache-2.0
"""The clauses on saying no: at the kiosk as it is shown, and in what a field says of a gap."""

import tempfile
from pathlib import Path

import pytest

from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.kiosk import flow
from hr_desk.operations.session import Session
from tests.support.kiosk_robot import touch
from tests.support.kiosk_walk import TEXTS, said, walk_to
from tests.ui.kiosk.conftest import Open, dressed, open_kiosk, pseudo

__all__ = ("dressed", "open_kiosk", "pseudo")

UNEQUAL: float = 0.05
"""How much smaller one of two answers may be."""


def test_c_p_4(
    office: Session, open_kiosk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for field in office.catalogue.fields.values():
        assert field.refusal.zh.strip() and field.refusal.en.strip()
    for place in (flow.NOTICE, flow.CONFIRMS):
        shown = open_kiosk()
        walk_to(shown, place, {**TEXTS, "kind": "contractor"})
        for code in LANGUAGES:
            use_language(code)
            shown.visit.go(shown.visit.step)
            shown.screen.grab()
            refuse, agree = shown.screen.foot.answers
            smaller, larger = sorted(one.width() * one.height() for one in (refuse, agree))
            assert smaller > 0 and larger - smaller < UNEQUAL * larger
            assert refuse.property("kind") == agree.property("kind")
        touch(shown.screen.foot.answers[0])
        assert shown.visit.step == flow.DISAGREE
        assert (shown.visit.texts, shown.visit.talk.kind) == ({}, "")
        assert "front desk" in said(shown)  # the way round
        touch(shown.screen.foot.next)
        assert shown.over == [True] and shown.dropped == type(shown.dropped)()
    assert list(tmp_path.rglob("*")) == []
