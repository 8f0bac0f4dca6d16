# SPDX-License-Identifier: Apache-2.0
"""Errands as a desk would sign them, and a kiosk of a real desk that offers them."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.kiosk import errands
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.errands import Errand
from hr_desk.kiosk.profile import catalogue_of, take_up
from hr_desk.operations import profiles
from hr_desk.vault.profiles import Profile
from tests.support.desk import START, Desk

SHORT = {"zh_CN": "告知", "en": "Notice", "eo": "告知"}
POST = "00112233445566aa"
POSTS = {POST: "装配工", "00112233445566bb": "仓库管理员"}


def apply_errand(posts: int = 0) -> Errand:
    """Return what an applicant is shown; ``posts`` more than the two there are."""
    more = {f"{number:016x}": f"岗位 {number}" for number in range(posts)}
    guardian = {"zh_CN": "我作为监护人同意。\n" * 6, "en": "As the guardian I agree.\n" * 6}
    return Errand(short=SHORT, posts={**POSTS, **more}, texts={"guardian": guardian})


def join_errand() -> Errand:
    """Return what a joiner is shown."""
    keys = ("id_number", "bank_account_no", "bank_name", "guardian")
    texts = {key: {"zh_CN": f"同意 {key}。\n" * 6, "en": f"I agree: {key}.\n" * 6} for key in keys}
    return Errand(short=SHORT, texts=texts)


def ask_errand() -> Errand:
    """Return what somebody who asks about their data is shown."""
    return Errand(short=SHORT)


@dataclass
class DeskKiosk:
    """A kiosk of a real desk: its profile as it was taken up, and its way out."""

    profile: Profile
    drop: Drop
    catalogue: Catalogue

    def message(self, **changes: Any) -> dict[str, Any]:
        """Return an application as it would be sealed, with these changes."""
        errand = self.profile.errands[errands.APPLY]
        said = {
            "fields": dict(APPLICANT), "post": next(iter(errand.posts), ""),
            "confirmed": {"notice": sha256(errand.short["zh_CN"].encode()).hexdigest()},
            "language": "zh_CN", "notice": self.profile.notice.version,
            "catalogue": self.profile.catalogue, **changes,
        }  # fmt: skip
        return said

    def apply(self, **changes: Any) -> None:
        """Drop an application with these changes."""
        self.drop.drop("application.apply", self.message(**changes), compartment="hiring")


APPLICANT = {
    "full_name": "张三", "mobile": "13800138000", "age_band": "adult", "source_channel": "kiosk",
}  # fmt: skip


def kiosk_of(desk: Desk, place: Path, *offered: str) -> DeskKiosk:
    """Return a kiosk that offers these errands beside signing in."""
    made = profiles.create(desk.open("admin"), name="大厅", errands=offered)
    taken = take_up(made.content, desk=desk.desk_id, folder=place, today=START.date())
    drop = Drop(place, desk.folder / "inbox", taken, clock=desk.clock)
    return DeskKiosk(taken, drop, catalogue_of(taken))
