# SPDX-License-Identifier: Apache-2.0
"""The other office of the made-up day answers what the privacy office here asks."""

from pathlib import Path

from hr_desk.demo import day, pairing
from hr_desk.operations import intake, request_answers, request_asking, requests
from hr_desk.operations.requests import Asked


def test_without_the_other_office_a_case_waits_and_it_answers_at_its_own_desk(
    cheap: None, tmp_path: Path
) -> None:
    story = day.begin(tmp_path / "desk", people_count=6, profile=tmp_path / "profile")
    session = day.sign_in(story.folder, story.clock, tmp_path / "profile")
    try:
        asked = Asked(
            code="copy", channel="phone", text="请给我一份。", fields={"full_name": "孙小梅"}
        )
        (case,) = requests.take_in(session, asked).changes.created
        requests.verify(session, case, method="call_back")
        request_asking.ask(session, case)
        intake.take_in(session)
        for question in request_answers.questions(session):
            request_answers.contribute(session, question, [])
        intake.take_in(session)
        before = request_asking.findings(session, case).waiting
        answers = pairing.answer_questions(
            session, other=story.other, clock=story.clock, passphrase=day.PASSPHRASE
        )
        assert (answers, before) == (1, 1)
        assert request_asking.findings(session, case).waiting == 0
    finally:
        session.close()
