# SPDX-License-Identifier: Apache-2.0
"""Letters in the company's own words: tried on nobody, kept with an entry each, taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.catalogue.loader import load
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain.letter_drafts import (
    AskedDraft,
    LetterDraft,
    ParagraphDraft,
    as_json,
    draft_of,
    from_json,
    written,
)
from hr_desk.domain.letter_texts import (
    APPLICATION,
    COMPUTED,
    JOINER,
    TOLD,
    load_letters,
    orders,
    parse_letter,
)
from hr_desk.domain.message_texts import OF_THE_COMPANY
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import letter_making, letter_trials, paper_letters, recruitment
from hr_desk.operations.hand_off_problems import TextUnreadable
from hr_desk.operations.letter_problems import (
    LetterNotOwn,
    LetterUnknown,
    OneLanguageOnly,
    PlacesDiffer,
)
from hr_desk.operations.message_problems import BracesOdd
from hr_desk.operations.problems import NotPermitted, TextTooLong
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.desk import Desk
from tests.support.made_up import one

OFFER = {"begin_on": "2026-03-16", "place": "一号车间", "reply_by": "2026-03-09"}
SHIPPED = ("appointment", "leaving", "not_hired", "offer", "told")


def changed(session: Session, key: str = "offer") -> LetterDraft:
    """Return a letter of the program with another first paragraph."""
    draft = letter_making.begin(session, key).draft
    first = replace(draft.paragraphs[0], zh="{company}很高兴录用您。", en="{company} hires you.")
    return replace(draft, paragraphs=(first, *draft.paragraphs[1:]))


def entries(session: Session, file: str, key: str) -> list[str]:
    found = audit.entries_about(session.compartment(file).connection, (key,), limit=50)
    return [one.operation for one in found]


@pytest.mark.parametrize("key", SHIPPED)
def test_what_the_editor_writes_is_the_letter_it_read(key: str) -> None:
    known = load()
    letter = load_letters(catalogue=known)[key]
    draft = draft_of(letter, orders(known))
    assert parse_letter("letter.toml", written(draft), known) == letter
    assert from_json(as_json(draft)) == draft


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1))
def test_any_words_come_back_as_they_were_typed(words: str) -> None:
    if not words.strip():
        return
    paragraph = ParagraphDraft(key="p", zh=words, en=words)
    draft = LetterDraft(
        key="own", zh="函", en="Letter", purpose="hire.contract", joiner=("started",),
        paragraphs=(paragraph,),
    )  # fmt: skip
    letter = parse_letter("letter.toml", written(draft), load())
    assert letter.paragraphs[0].text.zh == words
    assert from_json(as_json(draft)) == draft


def test_something_that_is_no_draft_is_refused() -> None:
    for text in ("", "[]", "{}", '{"asked": [], "paragraphs": [{}], "key": "x"}'):
        with pytest.raises(ValueError):
            from_json(text)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", SHIPPED)
def test_each_letter_is_shown_for_somebody_made_up(admin: Session, key: str, code: str) -> None:
    tried = letter_trials.try_out(admin, letter_making.begin(admin, key).draft, code)
    assert tried.faults == {} and tried.letter is not None
    text = "\n".join((tried.letter.salutation, *tried.letter.paragraphs))
    assert "{" not in text and tried.letter.record_id == ""
    # The controller, how to reach them and the rights stand on each (PIPL 17, 30).
    for part in admin.company.values():
        assert part in tried.letter.rights


def test_own_words_take_the_place_of_the_programs_and_go_back(
    desk: Desk, session: Session, admin: Session
) -> None:
    (application,) = desk.take_in(session, [one("欧阳娜娜", "13900139000")])
    recruitment.advance(session, [application], to="offered")
    draft = changed(admin)
    assert letter_making.keep(admin, written(draft)) == "offer"
    # Whoever holds one of the two files alone has it.
    made = paper_letters.draft(session, APPLICATION, application, "offer", typed=OFFER)
    assert made.paragraphs[0] == "示例公司很高兴录用您。"
    line = next(one for one in letter_making.list_lines(admin) if one.key == "offer")
    assert line.own and line.shipped
    begun = letter_making.begin(admin, "offer")
    assert begun.draft == draft and [one.operation for one in begun.history] == ["letter.save"]
    letter_making.reset(admin, "offer")
    made = paper_letters.draft(session, APPLICATION, application, "offer", typed=OFFER)
    assert made.paragraphs[0] != "示例公司很高兴录用您。"
    assert entries(admin, "hiring", "offer") == ["letter.reset", "letter.save"]
    assert entries(admin, "personnel", "offer") == ["joiner_letter.reset", "joiner_letter.save"]
    # The log says who and when, and none of the words.
    rows = admin.compartment("hiring").connection.execute("SELECT * FROM audit").fetchall()
    assert "很高兴" not in str(rows)
    with pytest.raises(LetterNotOwn):
        letter_making.reset(admin, "offer")


def test_a_letter_of_ones_own_is_begun_copied_offered_and_deleted(admin: Session) -> None:
    assert letter_making.begin(admin).draft.key == "own"
    twin = letter_making.begin(admin, "appointment", copy=True).draft
    assert twin.key == "own"
    letter_making.keep(admin, written(replace(twin, zh="转正通知书", en="End of probation")))
    assert "own" in [one.key for one in paper_letters.offered(admin, JOINER, "started")]
    assert letter_making.begin(admin).draft.key == "own_2"
    line = next(one for one in letter_making.list_lines(admin) if one.key == "own")
    assert line.own and not line.shipped
    letter_making.reset(admin, "own")
    with pytest.raises(LetterUnknown):
        letter_making.begin(admin, "own")


def test_a_letter_that_cannot_be_read_any_more_hides_no_other(admin: Session) -> None:
    letter_making.keep(admin, written(changed(admin)))
    for file in letter_making.FILES:
        with admin.compartment(file).change("test") as change:
            change.execute("UPDATE letter_text SET source = '[letter.offer]' WHERE key = 'offer'")
    lines = {one.key: one for one in letter_making.list_lines(admin)}
    assert set(lines) == set(SHIPPED) and lines["offer"].problem is not None
    begun = letter_making.begin(admin, "offer")
    assert begun.problem is not None and begun.source == "[letter.offer]"


@pytest.mark.parametrize(
    ("words", "part", "refusal"),
    [
        ({"zh": "您好", "en": " "}, "paragraph.thanks", OneLanguageOnly),
        ({"zh": "{full_name}", "en": "x"}, "paragraph.thanks", PlacesDiffer),
        ({"zh": "{full_name", "en": "x"}, "paragraph.thanks", BracesOdd),
        ({"zh": "{id_number}", "en": "{id_number}"}, "letter", CatalogueProblem),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(
    admin: Session, words: dict[str, str], part: str, refusal: type[Exception]
) -> None:
    draft = letter_making.begin(admin, "offer").draft
    first = replace(draft.paragraphs[0], **words)  # type: ignore[arg-type]
    tried = letter_trials.try_out(admin, replace(draft, paragraphs=(first,)), "en")
    assert tried.letter is None and list(tried.faults) == [part]
    assert isinstance(tried.faults[part], refusal)


def test_a_name_that_no_list_shows_whole_is_too_long(admin: Session) -> None:
    draft = letter_making.begin(admin, "offer").draft
    just = "长" * letter_trials.LONGEST_LABEL
    asked = replace(draft.asked[0], zh=just, en=just)
    fitting = replace(draft, zh=just, en=just, asked=(asked,))
    assert "ask.begin_on" not in letter_trials.try_out(admin, fitting, "en").faults
    longer = replace(fitting, en=f"{just}长", asked=(replace(asked, zh=f"{just}长"),))
    faults = letter_trials.try_out(admin, longer, "en").faults
    assert {part: type(one) for part, one in faults.items()} == {
        "letter": TextTooLong, "ask.begin_on": TextTooLong
    }  # fmt: skip


def test_a_line_of_the_text_leads_to_its_part(admin: Session) -> None:
    draft = letter_making.begin(admin, "offer").draft
    asked = AskedDraft(key="begin_on", zh="日", en="Day", kind="moment")
    tried = letter_trials.try_out(admin, replace(draft, asked=(asked,)), "en")
    assert list(tried.faults) == ["ask.begin_on"]
    source = written(draft)
    lines = source.splitlines()
    place = next(n for n, text in enumerate(lines, 1) if "paragraph.reply]" in text)
    assert letter_trials.part_at(source, place + 1) == "paragraph.reply"
    assert letter_trials.part_at(source, 2) == letter_trials.HEAD


def test_what_may_be_filled_in_has_a_name_each(admin: Session) -> None:
    draft = letter_making.begin(admin, "offer").draft
    places = letter_trials.places(admin, draft)
    assert {"full_name", "applied_position", "begin_on", *OF_THE_COMPANY} <= places.keys()
    assert {*COMPUTED, *TOLD} <= places.keys() and "id_number" not in places
    assert all(places.values())


def test_a_text_travels_to_another_desk(admin: Session, tmp_path: Path) -> None:
    draft = changed(admin)
    letter_making.save_text(admin, written(draft), tmp_path / "offer.toml")
    text = letter_making.read_text(admin, tmp_path / "offer.toml")
    assert letter_making.take_text(admin, text) == draft
    with pytest.raises(CatalogueProblem):
        letter_making.take_text(admin, text + text.replace("letter.offer", "letter.more"))
    (tmp_path / "odd").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TextUnreadable):
        letter_making.read_text(admin, tmp_path / "odd")


def test_an_hr_admin_alone_writes_letters(session: Session) -> None:
    for call in (letter_making.list_lines, letter_making.begin):
        with pytest.raises(NotPermitted):
            call(session)
    with pytest.raises(NotPermitted):
        letter_making.keep(session, "")
    with pytest.raises(NotPermitted):
        letter_making.reset(session, "offer")
