# SPDX-License-Identifier: Apache-2.0
"""Offering a form what somebody typed into it earlier and did not save."""

from collections.abc import Mapping
from functools import partial

from hr_desk.i18n import N_, t
from ui.forms.record_form import RecordForm
from ui.pages.drafting import Drafting
from ui.pages.take_in import TakeInCard
from ui.widgets.banner import Banner


class DraftOffer:
    """Asks in the banner whether to go on with a draft, and puts it into the form."""

    def __init__(
        self,
        drafting: Drafting,
        banner: Banner,
        form: RecordForm,
        take_in: TakeInCard | None = None,
    ) -> None:
        self._drafting, self._banner = drafting, banner
        self._form, self._take_in = form, take_in
        drafting.unkept.connect(partial(say_unkept, banner))

    def look(self) -> None:
        """The form is shown: offer an earlier draft of it, if there is one."""
        self._drafting.look(self._offer)

    def _offer(self, body: Mapping[str, str]) -> None:
        self._banner.show_text(
            "info",
            lambda: t("You typed something here earlier and did not save it."),
            (
                (N_("Continue with it"), partial(self._restore, body)),
                (N_("Discard it"), self._discard),
            ),
        )

    def _restore(self, body: Mapping[str, str]) -> None:
        self._banner.clear()
        if self._take_in is not None:
            self._take_in.choose(body)
        self._form.restore_draft(body)
        self._drafting.continue_with(body)

    def _discard(self) -> None:
        self._banner.clear()
        self._drafting.discard()


def say_unkept(banner: Banner) -> None:
    """Say that what is typed of a minor is not kept before a guardian is entered."""
    banner.show_text(
        "warn",
        lambda: t(
            "Nothing of a minor is kept before a guardian agreed: what is typed here is lost when "
            "this window is left or locked. Enter the guardian, then save."
        ),
    )
