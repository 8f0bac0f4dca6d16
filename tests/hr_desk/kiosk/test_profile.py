# SPDX-License-Identifier: Apache-2.0
"""A kiosk starts with the profile its desk signed, for its days, and never goes back to one."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.i18n import Language, languages, use_more
from hr_desk.kiosk.problems import KioskFolderDamaged, OlderProfile, OtherCatalogue
from hr_desk.kiosk.profile import catalogue_of, folder_for, policy_of, take_up
from hr_desk.vault.keys import RootKey, fingerprint
from hr_desk.vault.profiles import DamagedProfile, ExpiredProfile, OtherDesk, Profile, Shown
from tests.support import kiosk
from tests.support.kiosk import MADE, ROOT, profile

DESK = fingerprint(ROOT.desk_id)
CLOSED = '[tighten.plate_number]\ndemand = { visitor = "closed" }\n'


@pytest.fixture(autouse=True)
def _languages() -> Iterator[None]:
    yield
    use_more(())


def taken_up(found: Profile, folder: Path, *, days: int = 0) -> Profile:
    return take_up(found.to_bytes(), desk=DESK, folder=folder, today=MADE + timedelta(days=days))


def test_a_good_profile_is_taken_up_again_and_again(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "kiosk"
    for days in (0, 1, 90):
        assert taken_up(profile(), folder, days=days) == profile()


def test_what_the_vault_refuses_starts_no_kiosk(tmp_path: Path) -> None:
    with pytest.raises(ExpiredProfile):
        taken_up(profile(), tmp_path, days=91)
    with pytest.raises(DamagedProfile):
        take_up(profile().to_bytes()[:-1], desk=DESK, folder=tmp_path, today=MADE)
    other = RootKey(bytes(range(1, 33))).desk_id
    with pytest.raises(OtherDesk):
        take_up(profile().to_bytes(), desk=other, folder=tmp_path, today=MADE)
    assert list(tmp_path.iterdir()) == []


def test_an_older_profile_is_refused_where_a_later_one_was_used(tmp_path: Path) -> None:
    taken_up(profile(serial=5), tmp_path / "a")
    taken_up(profile(serial=6, profile_id="ff" * 8), tmp_path / "a")
    for _ in range(2):
        with pytest.raises(OlderProfile):
            taken_up(profile(serial=5), tmp_path / "a")
    taken_up(profile(serial=6), tmp_path / "a")
    taken_up(profile(serial=5), tmp_path / "b")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a":"b"}', b'{"a": 1}', b"null"])
def test_a_spoilt_memory_is_told_of_instead_of_forgotten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "seen").write_bytes(content)
    with pytest.raises(KioskFolderDamaged):
        taken_up(profile(), tmp_path)


def test_two_kiosks_of_one_account_have_folders_of_their_own() -> None:
    both = profile(), profile(profile_id="ff" * 8)
    assert len({folder_for(one.to_bytes(), desk=DESK) for one in both}) == 2
    with pytest.raises(DamagedProfile):
        folder_for(b"{}", desk=DESK)


def test_the_kiosk_asks_what_the_companys_overlay_leaves(tmp_path: Path) -> None:
    from hr_desk.catalogue.loader import load_text
    from hr_desk.kiosk.visit_form import asked

    fingerprint_of_both = load_text(CLOSED).fingerprint()
    found = taken_up(profile(overlay=CLOSED, catalogue=fingerprint_of_both), tmp_path)
    assert "plate_number" not in {one.key for one in asked(catalogue_of(found))}


@pytest.mark.parametrize("overlay", [CLOSED, "no toml", '[field.x_a]\nlabel = "?"\n'])
def test_a_notice_made_from_another_catalogue_starts_no_kiosk(tmp_path: Path, overlay: str) -> None:
    with pytest.raises(OtherCatalogue):
        taken_up(profile(overlay=overlay), tmp_path)


def test_the_policy_is_there_in_every_language(tmp_path: Path) -> None:
    text = policy_of(taken_up(profile(), tmp_path))
    assert (text.within("zh_CN"), text.within("en")) == ("政策", "政策")


def test_a_further_language_comes_with_the_profile(tmp_path: Path) -> None:
    short = {"zh_CN": "告知", "en": "Notice", "vi": "Thông báo"}
    found = profile(
        languages=("zh_CN", "en", "vi"),
        extra_languages={"vi": Language("vi", "Tiếng Việt", {"Policy": "Chính sách"})},
        notice=Shown(version=1, short=short, policy={"zh_CN": "政策", "en": "Policy"}),
    )
    taken_up(found, tmp_path)
    assert languages()[-1] == "vi"
    assert policy_of(found).within("vi") == "Chính sách"


def test_a_kiosk_loads_nothing_that_opens_a_compartment_file() -> None:
    program = (
        "import sys, hr_desk.kiosk.drop, hr_desk.kiosk.flow, hr_desk.kiosk.profile, "
        "hr_desk.kiosk.visit_form; "
        "loaded = [name for name in sys.modules if name.startswith(('sqlcipher3', "
        "'hr_desk.operations', 'hr_desk.store.driver', 'hr_desk.store.compartment', 'PySide6'))]; "
        "print(loaded)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert kiosk.profile().keys
