# SPDX-License-Identifier: Apache-2.0
"""A walk through every screen of an errand: the demo photographs it, a test measures it."""

from collections.abc import Iterator, Mapping
from typing import Final

from hr_desk.kiosk import applying, errands, flow
from ui.kiosk import steps
from ui.kiosk.visiting import Visit

APPLICANT: Final[Mapping[str, str]] = {
    "full_name": "欧阳晓春",
    "mobile": "13800138000",
    "email": "ouyang@example.com",
    "guardian": "欧阳建国|father|13900139000",
    "birth_date": "20080512",
    "gender": "2",
    "nationality": "中国",
    "wechat_id": "ouyang_xc",
    "coarse_location": "青岛",
    "agency": "示例劳务公司",
    "referrer": "A1024",
    "expected_salary": "6000-8000",
    "available_date": "20260401",
    "shift_ok": "day、night",
    "education_level": "40",
    "degree": "",
    "occupation": "装配",
    "job_title": "装配工",
    "employer": "虚构精密机械有限公司",
    "professional_title": "",
}
"""An applicant who does not exist, as typed: field key to text."""


def walk_apply(visit: Visit, texts: Mapping[str, str] = APPLICANT) -> Iterator[str]:
    """Yield the name of each screen of an application by somebody of 16 or 17 years."""
    yield from _turned_away(visit)
    visit.go(flow.START)
    for choice, name in (
        (errands.APPLY, "apply-age"), (applying.YOUNG, "apply-guardian-here"),
        (applying.YES, "apply-notice"), (errands.AGREE, "apply-post"),
    ):  # fmt: skip
        visit.choose(choice)
        yield name
    visit.choose(applying.ANY_POST)
    yield from fill_in(visit, texts, name="apply")
    yield "apply-consent"
    visit.choose(errands.AGREE)
    yield "apply-enough"
    visit.choose(applying.MORE)
    yield from fill_in(visit, texts, name="apply")
    yield from _reviewed(visit, name="apply")


def _turned_away(visit: Visit) -> Iterator[str]:
    """Yield what is shown to whoever may not apply, or does not agree."""
    visit.go(flow.START)
    yield "start-errands"
    for choices, name in (
        ((errands.APPLY, applying.CHILD), "apply-too-young"),
        ((errands.APPLY, applying.YOUNG, applying.NO), "apply-no-guardian"),
        ((errands.APPLY, applying.ADULT, errands.REFUSE), "apply-disagree"),
    ):
        for choice in choices:
            visit.choose(choice)
        yield name
        visit.errand = None
        visit.go(flow.START)


def fill_in(visit: Visit, texts: Mapping[str, str], *, name: str) -> Iterator[str]:
    """Fill every page in; the first time each page is sent empty, to show what is missing."""
    while isinstance(form := visit.screen.step, steps.Form):
        key = form.page.key
        visit.choose(flow.NEXT)
        if visit.screen.step is not form:
            visit.back()
        yield f"{name}-{key}-empty"
        form = visit.screen.step
        if isinstance(form, steps.Form):
            form.show_problems({})
            for widget in form.asked:
                widget.set_text(texts.get(widget.key, ""))
        yield f"{name}-{key}"
        visit.choose(flow.NEXT)


def _reviewed(visit: Visit, *, name: str) -> Iterator[str]:
    yield f"{name}-review"
    turn = getattr(visit.screen.step, "turn", None)
    if turn is not None:
        turn.click()
        yield f"{name}-review-more"
    visit.choose(errands.CONFIRM)
    yield f"{name}-thanks"
