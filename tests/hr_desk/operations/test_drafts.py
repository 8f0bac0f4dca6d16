# SPDX-License-Identifier: Apache-2.0
"""Drafts: one's own, sealed, gone after seven days."""

from hr_desk.operations import drafts, retention
from hr_desk.operations.session import Session
from tests.support import raw_pages
from tests.support.desk import Desk, file_key


def test_a_draft_is_replaced_loaded_and_thrown_away(session: Session) -> None:
    assert drafts.load(session, "new") is None
    drafts.save(session, "new", {"full_name": "张"})
    drafts.save(session, "new", {"full_name": "张伟国"})
    assert drafts.load(session, "new") == {"full_name": "张伟国"}
    assert [line.key for line in drafts.list_mine(session)] == ["new"]
    drafts.discard(session, "new")
    drafts.discard(session, "new")
    assert drafts.list_mine(session) == ()


def test_several_of_one_kind_are_kept_beside_each_other(desk: Desk, session: Session) -> None:
    drafts.save(session, "import/1", {"path": "甲"})
    desk.clock.advance(days=1)
    drafts.save(session, "import/2", {"path": "乙"})
    drafts.save(session, "imports", {"path": "丙"})
    days = session.catalogue.classes["DRAFT"].periods["typed"]
    found = drafts.list_named(session, "import")
    assert [(one.key, one.body["path"]) for one in found] == [
        ("import/2", "乙"),
        ("import/1", "甲"),
    ]
    assert [(one.until - one.typed_on).days for one in found] == [days] * 2
    assert found[0].typed_on == session.today()
    assert drafts.list_named(desk.open("second"), "import") == ()


def test_a_colleague_sees_neither_draft_nor_key(desk: Desk, session: Session) -> None:
    drafts.save(session, "edit/some-record", {"full_name": "没写完的人"})
    other = desk.open("second")
    assert drafts.list_mine(other) == ()
    assert drafts.load(other, "edit/some-record") is None
    raw = raw_pages.everything(desk.path(), file_key(other, "hiring"))
    assert raw_pages.found(["没写完的人", "some-record"], raw) == []


def test_each_keystroke_is_not_logged_but_beginning_and_end_are(session: Session) -> None:
    before = session.compartment("hiring").head().sequence
    for text in ("一", "一二", "一二三"):
        drafts.save(session, "new", {"full_name": text})
    assert session.compartment("hiring").head().sequence == before + 1
    drafts.discard(session, "new")
    assert session.compartment("hiring").head().sequence == before + 2


def test_a_draft_goes_seven_days_after_the_last_keystroke(desk: Desk, session: Session) -> None:
    drafts.save(session, "old", {"full_name": "旧"})
    for _ in range(3):
        desk.clock.advance(days=2)
        drafts.save(session, "kept", {"full_name": "新"})
    drafts.save(session, "again", {"full_name": "再"})
    retention.confirm_time(session)
    desk.clock.advance(days=1)
    result = retention.sweep(session)
    assert result.counts == {"DRAFT": 1}
    assert {line.key for line in drafts.list_mine(session)} == {"kept", "again"}


def test_the_front_desk_has_none(desk: Desk) -> None:
    assert drafts.list_mine(desk.open("gate")) == ()
