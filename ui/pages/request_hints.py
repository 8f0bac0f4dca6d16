# SPDX-License-Identifier: Apache-2.0
"""What stands in a case in the place of rows: what comes first, or why there is nothing."""

from hr_desk.i18n import t
from hr_desk.operations.request_asking import Findings
from hr_desk.operations.request_views import RequestView
from ui.widgets.panels import EmptyState


def say_hint(nothing: EmptyState, view: RequestView, found: Findings | None) -> None:
    """Say what comes first in a case that shows no row."""
    if found is None and "verify" in view.allowed:
        nothing.say(t("First: is it the person?"),
                         t("No value is shown and no file is asked before."),
                         t("Verify who asks"))  # fmt: skip
    elif found is None:
        nothing.say(t("This case is closed"), t("What the files contributed is deleted from it."))
    elif not found.asked and "ask" not in view.allowed:
        nothing.say(t("No file was asked"), t("The case was decided without it. Write the answer."))
    elif not found.asked:
        nothing.say(t("No file has been asked yet"),
                         t("Every file of this desk and of paired ones is asked at once."),
                         t("Ask the files"))  # fmt: skip
    elif found.waiting:
        nothing.say(t("The files have not answered yet"),
                         t("Whoever holds them sees the question on Today."))  # fmt: skip
    else:
        nothing.say(t("Nothing is kept of this person"),
                         t("No file has a record of them. Decide and answer."))  # fmt: skip
