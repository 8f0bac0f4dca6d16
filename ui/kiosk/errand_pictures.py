# SPDX-License-Identifier: Apache-2.0
"""A walk through every screen of an errand: the demo photographs it, a test measures it."""

from collections.abc import Iterator, Mapping
from typing import Final

from hr_desk.domain import joining_code
from hr_desk.kiosk import applying, asking, errands, flow
from ui.kiosk import joining_steps, steps
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
        key, here = form.page.key, visit.step
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
        if visit.step == here:
            raise ValueError(f"the page {key} refuses what a made-up person answers")


def _reviewed(visit: Visit, *, name: str) -> Iterator[str]:
    yield f"{name}-review"
    turn = getattr(visit.screen.step, "turn", None)
    if turn is not None:
        turn.click()
        yield f"{name}-review-more"
    visit.choose(errands.CONFIRM)
    yield f"{name}-thanks"


JOINER: Final[Mapping[str, str]] = {
    "full_name": "欧阳晓春",
    "birth_date": "19900512",
    "gender": "2",
    "nationality": "中国",
    "mobile": "13800138000",
    "id_type": "resident_id",
    "id_number": "370202199005120043",
    "hukou_address": "青岛市示例区示例路 1 号",
    "current_address": "青岛市示例区示例路 2 号 3 单元",
    "bank_account_no": "6222020200112233445|6222020200112233445",
    "bank_name": "示例银行",
}
"""A joiner who does not exist, as typed: field key to text."""


def walk_join(visit: Visit, texts: Mapping[str, str] = JOINER) -> Iterator[str]:
    """Yield the name of each screen of a joiner's own part."""
    visit.go(flow.START)
    visit.choose(errands.JOIN)
    yield "join-code"
    _type_code(visit, "12345678901")
    yield "join-code-wrong"
    _type_code(visit, joining_code.new(visit.errand.today) if visit.errand is not None else "")
    yield "join-notice"
    visit.choose(errands.AGREE)
    yield from fill_in(visit, texts, name="join")
    yield "join-ticks"
    ticks = visit.screen.step
    if isinstance(ticks, joining_steps.Ticks):
        for button in ticks.buttons.values():
            button.click()
    yield "join-ticked"
    visit.choose(errands.NEXT)
    yield "join-rules"
    visit.choose(errands.AGREE)
    yield "join-review"
    visit.choose(errands.CONFIRM)
    visit.choose(errands.CONFIRM)
    yield "join-sign-empty"
    sign = visit.screen.step
    if isinstance(sign, joining_steps.Sign):
        for stroke in joining_steps.made_up_strokes():
            sign.pad.add_stroke(stroke)
    yield "join-sign"
    visit.choose(errands.CONFIRM)
    yield "join-thanks"


def walk_ask(visit: Visit, texts: Mapping[str, str] = APPLICANT) -> Iterator[str]:
    """Yield the name of each screen of a request to delete, and of the other ways to ask."""
    visit.go(flow.START)
    visit.choose(errands.ASK)
    yield "ask-kind"
    visit.choose(asking.OTHER)
    yield "ask-which"
    visit.back()
    visit.choose(asking.DELETE)
    yield "ask-ground"
    visit.choose("not_used")
    yield "ask-notice"
    visit.choose(errands.AGREE)
    yield from fill_in(visit, texts, name="ask")
    yield from _reviewed(visit, name="ask")


def _type_code(visit: Visit, code: str) -> None:
    step = visit.screen.step
    if isinstance(step, joining_steps.Code):
        step.line.setText(code)
    visit.choose(errands.NEXT)
