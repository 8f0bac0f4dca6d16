# SPDX-License-Identifier: Apache-2.0
"""Kiosks' profiles: who makes one, what it shows, how its keys are replaced and die."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.catalogue import Access, Scenario, load
from hr_desk.i18n import use_more
from hr_desk.kiosk.profile import take_up
from hr_desk.language_file import read_language
from hr_desk.operations import checking, period_settings, profiles
from hr_desk.operations.problems import (
    CompartmentClosed,
    NotPermitted,
    OverlayChanged,
    PolicyMissing,
    ProfileTooLarge,
    ProfileUnknown,
    TargetExists,
    TargetInDesk,
    TextMissing,
    TextTooLong,
)
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from hr_desk.vault.envelopes import key_name
from hr_desk.vault.keys import sealing_public
from hr_desk.vault.profiles import Limits, Profile, read_profile
from tests.support.desk import COMPANY, PASSPHRASES, POLICY_ZH, Desk
from tests.support.pseudo import CODE, po, pseudo_language

OVERLAY = '[tighten.plate_number]\ndemand = { visitor = "closed" }\n'


@pytest.fixture(autouse=True)
def _languages() -> Iterator[None]:
    yield
    use_more(())


def made(session: Session, name: str = "东门") -> Profile:
    """Return a new profile as the kiosk reads it."""
    return read_profile(profiles.create(session, name=name).content, desk=session.desk_id)


def again(session: Session, profile: Profile) -> Profile:
    """Return a profile with its keys replaced, as the kiosk reads it."""
    content = profiles.replace(session, profile.profile_id).content
    return read_profile(content, desk=session.desk_id)


def opens(session: Session, profile: Profile, compartment: str = "visits") -> bool:
    """Whether the compartment still has the secret of the key a profile names."""
    name = key_name(profile.keys[profile.address(compartment)])
    file = session.compartment(compartment)
    secret = crossings.intake_secret(file, name, profile=profile.profile_id)
    assert secret is None or key_name(sealing_public(secret)) == name
    return secret is not None


def later(desk: Desk, session: Session, days: int) -> None:
    """Let days pass, and have a person confirm the clock."""
    desk.clock.advance(days=days)
    with session.compartment("visits").change("retention.confirm_time") as change:
        session.compartment("visits").confirm_time(change)


def test_a_profile_shows_what_a_visitor_has_to_know(desk: Desk, admin: Session) -> None:
    found = made(admin)
    assert found.company == COMPANY
    assert (found.name, found.serial, found.compartments) == ("东门", 1, ("visits",))
    assert found.expires_on - found.made_on == timedelta(days=90)
    assert found.made_on == admin.today()
    assert found.notice.version == 1
    assert found.notice.policy["zh_CN"] == POLICY_ZH
    for code in ("zh_CN", "en"):
        short = found.notice.short[code]
        assert COMPANY["name"] in short and COMPANY["phone"] in short and "90" in short
    assert found.catalogue == load().fingerprint()


def test_a_profile_holds_no_secret_and_nobodys_name(desk: Desk, admin: Session) -> None:
    content = profiles.create(admin, name="东门").content
    (secret,) = admin.compartment("visits").read_one("SELECT secret FROM intake_key")
    assert bytes(secret).hex().encode() not in content
    for name in (*PASSPHRASES, admin.user.id):
        assert f'"{name}"'.encode() not in content


@pytest.mark.parametrize("user", ["gate", "hiring"])
def test_only_who_holds_the_root_makes_replaces_or_withdraws_one(desk: Desk, user: str) -> None:
    session = desk.open(user)
    with pytest.raises(NotPermitted):
        profiles.create(session, name="东门")
    with pytest.raises(NotPermitted):
        profiles.replace(session, "00" * 8)
    with pytest.raises(NotPermitted):
        profiles.withdraw(session, "00" * 8)
    assert not (desk.folder / "profiles").exists()


def test_everybody_sees_which_profiles_there_are(desk: Desk, admin: Session) -> None:
    first, second = made(admin), made(admin, "西门")
    lines = profiles.list_profiles(desk.open("hiring"))
    assert [line.profile_id for line in lines] == [second.profile_id, first.profile_id]
    assert (lines[0].name, lines[0].serial, lines[0].outdated) == ("西门", 2, False)


def test_the_keys_of_each_compartment_stand_in_its_own_file(admin: Session) -> None:
    content = profiles.create(admin, name="东门", compartments=("visits", "hiring")).content
    found = read_profile(content, desk=admin.desk_id)
    assert opens(admin, found, "visits") and opens(admin, found, "hiring")
    assert len(set(found.keys.values())) == 2
    assert found.compartments == ("hiring", "visits")


def test_what_cannot_be_promised_is_refused_before_anything_is_written(
    desk: Desk, admin: Session
) -> None:
    with pytest.raises(TextMissing):
        profiles.create(admin, name=" ")
    with pytest.raises(TextTooLong):
        profiles.create(admin, name="门" * 41)
    with pytest.raises(CompartmentClosed):
        profiles.create(admin, name="东门", compartments=("visits", "privacy"))
    for path in (desk.folder / "policies").iterdir():
        path.unlink()
    with pytest.raises(PolicyMissing):
        profiles.create(admin, name="东门")
    assert admin.compartment("visits").read("SELECT 1 FROM intake_key") == []


def test_the_log_says_who_made_it_and_which_key(admin: Session) -> None:
    found = made(admin)
    head = admin.compartment("visits").head()
    (body,) = admin.compartment("visits").read_one(
        "SELECT body FROM audit WHERE seq = ?", (head.sequence,)
    )
    assert '"operation":"profile.create"' in body
    assert key_name(next(iter(found.keys.values()))) in body


def test_replacing_gives_new_keys_and_the_old_ones_live_for_14_days(
    desk: Desk, admin: Session
) -> None:
    old = made(admin)
    desk.clock.advance(days=10)
    new = again(admin, old)
    assert (new.profile_id, new.serial, new.name) == (old.profile_id, 2, old.name)
    assert new.expires_on == old.expires_on + timedelta(days=10)
    later(desk, admin, 13)
    assert profiles.forget_old_keys(admin) == 0
    assert opens(admin, old) and opens(admin, new)
    later(desk, admin, 1)
    assert profiles.forget_old_keys(admin) == 1
    assert not opens(admin, old) and opens(admin, new)


def test_keys_whose_profile_ran_out_die_too(desk: Desk, admin: Session) -> None:
    found = made(admin)
    later(desk, admin, 103)
    assert profiles.forget_old_keys(admin) == 0
    later(desk, admin, 1)
    assert profiles.forget_old_keys(admin) == 1
    assert not opens(admin, found)


@pytest.mark.parametrize("last", ["replace_whole", "_retire_keys"])
def test_a_crash_while_replacing_leaves_a_profile_whose_envelopes_open(
    desk: Desk, admin: Session, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    old = made(admin)

    def power_cut(*words: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(profiles, last, power_cut)
        with pytest.raises(KeyboardInterrupt):
            profiles.replace(admin, old.profile_id)
    later(desk, admin, 20)
    profiles.forget_old_keys(admin)
    (line,) = profiles.list_profiles(admin)
    present = read_profile(
        (desk.folder / "profiles" / f"{old.profile_id}.profile").read_bytes(), desk=desk.desk_id
    )
    assert line.serial == present.serial == (1 if last == "replace_whole" else 2)
    assert opens(admin, present)
    new = again(admin, old)
    assert new.serial == 3
    later(desk, admin, 14)
    assert profiles.forget_old_keys(admin) == 2
    assert opens(admin, new)


def test_a_withdrawn_profile_is_gone_at_once_and_its_keys_in_14_days(
    desk: Desk, admin: Session
) -> None:
    found = made(admin)
    assert profiles.withdraw(admin, found.profile_id).touches("profile")
    assert profiles.list_profiles(admin) == ()
    assert opens(admin, found)
    for act in (profiles.withdraw, profiles.replace):
        with pytest.raises(ProfileUnknown):
            act(admin, found.profile_id)
    later(desk, admin, 14)
    assert profiles.forget_old_keys(admin) == 1


def test_serials_rise_over_all_profiles_whatever_became_of_earlier_ones(
    desk: Desk, admin: Session
) -> None:
    first = made(admin)
    assert again(admin, first).serial == 2
    profiles.withdraw(admin, first.profile_id)
    assert made(desk.open("admin")).serial == 3
    content = profiles.create(admin, name="内", compartments=("hiring",)).content
    assert read_profile(content, desk=admin.desk_id).serial == 4


def test_a_kiosk_that_saw_the_new_profile_refuses_the_old_one(
    desk: Desk, admin: Session, tmp_path: Path
) -> None:
    from hr_desk.kiosk.problems import OlderProfile

    old = profiles.create(admin, name="东门")
    new = profiles.replace(admin, old.profile_id)
    for content in (old.content, new.content):
        take_up(content, desk=desk.desk_id, folder=tmp_path / "kiosk", today=admin.today())
    with pytest.raises(OlderProfile):
        take_up(old.content, desk=desk.desk_id, folder=tmp_path / "kiosk", today=admin.today())


def test_a_profile_whose_texts_are_no_longer_true_is_outdated(desk: Desk, admin: Session) -> None:
    made(admin)
    (line,) = profiles.list_profiles(admin)
    assert not line.outdated
    desk.clock.advance(days=91)
    (line,) = profiles.list_profiles(admin)
    assert line.outdated
    (desk.folder / "catalogue.toml").write_text(OVERLAY, encoding="utf-8")
    desk.clock.advance(days=-91)
    (line,) = profiles.list_profiles(desk.open("admin"))
    assert line.outdated


def test_the_companys_overlay_travels_with_the_profile(desk: Desk, tmp_path: Path) -> None:
    (desk.folder / "catalogue.toml").write_text(OVERLAY, encoding="utf-8")
    session = desk.open("admin")
    content = profiles.create(session, name="东门").content
    found = take_up(content, desk=desk.desk_id, folder=tmp_path / "k", today=session.today())
    assert found.overlay == OVERLAY
    assert "车牌" not in found.notice.short["zh_CN"]


def test_an_overlay_that_changed_behind_the_session_is_noticed(desk: Desk, admin: Session) -> None:
    (desk.folder / "catalogue.toml").write_text(OVERLAY, encoding="utf-8")
    with pytest.raises(OverlayChanged):
        profiles.create(admin, name="东门")


def test_a_period_that_was_set_stands_in_the_notice_of_the_next_profile(
    desk: Desk, admin: Session, tmp_path: Path
) -> None:
    old = profiles.create(admin, name="东门", errands=["apply"])
    period_settings.set_period(admin, "VIS", "checked_out", 60, reason="经法务核对")
    assert [one.outdated for one in profiles.list_profiles(admin)] == [True]
    desk.close()
    session = desk.open("admin")
    content = profiles.replace(session, old.profile_id).content
    found = take_up(content, desk=desk.desk_id, folder=tmp_path / "k", today=session.today())
    assert "60" in found.notice.short["zh_CN"]
    assert [one.outdated for one in profiles.list_profiles(session)] == [False]


def test_a_profile_whose_errand_tells_of_another_period_is_outdated(admin: Session) -> None:
    made(admin)
    profiles.create(admin, name="西门", errands=["apply"])
    period_settings.set_period(admin, "REJ", "decision", 60, reason="经法务核对")
    assert [one.outdated for one in profiles.list_profiles(admin)] == [True, False]


def test_a_third_language_is_one_file_and_reaches_the_notice(
    admin: Session, tmp_path: Path
) -> None:
    pseudo = read_language(pseudo_language())
    content = profiles.create(admin, name="东门", more=[pseudo]).content
    found = take_up(content, desk=admin.desk_id, folder=tmp_path / "k", today=admin.today())
    assert found.languages == ("zh_CN", "en", CODE)
    assert found.extra_languages[CODE] == pseudo
    short = found.notice.short[CODE]
    for field in admin.catalogue.fields_of("visits", Scenario.VISITOR):
        if field.supplied_by == "person":
            assert field.label.within(CODE) in short
    assert all(line.startswith("⟦") and line.endswith("⟧") for line in short.split("\n") if line)


def test_what_a_language_lacks_is_english_in_the_notice(admin: Session) -> None:
    little = read_language(po({"Full name": "Họ và tên"}, code="vi", name="Tiếng Việt"))
    content = profiles.create(admin, name="东门", more=[little]).content
    notice = read_profile(content, desk=admin.desk_id).notice
    assert notice.short["vi"] == notice.short["en"].replace("Full name", "Họ và tên")


def test_more_text_than_a_kiosk_takes_is_refused(admin: Session) -> None:
    large = [
        read_language(po({"a": code * 500_000}, code=code, name="x"))
        for code in ("aa", "bb", "cc", "dd", "ee")
    ]
    with pytest.raises(ProfileTooLarge):
        profiles.create(admin, name="东门", more=large)
    assert profiles.list_profiles(admin) == ()


def test_replacing_keeps_languages_limits_and_compartments(admin: Session) -> None:
    little = read_language(po({"Yes": "Có"}, code="vi", name="Tiếng Việt"))
    made_first = profiles.create(
        admin, name="东门", compartments=("hiring", "visits"), languages=("en",), more=[little],
        limits=Limits(waiting=9, idle_seconds=60),
    )  # fmt: skip
    found = again(admin, read_profile(made_first.content, desk=admin.desk_id))
    assert found.languages == ("en", "vi") and found.extra_languages["vi"] == little
    assert found.limits == Limits(waiting=9, idle_seconds=60)
    assert found.compartments == ("hiring", "visits")


def test_a_file_that_the_root_did_not_sign_is_no_profile(desk: Desk, admin: Session) -> None:
    found = made(admin)
    path = desk.folder / "profiles" / f"{found.profile_id}.profile"
    data = path.read_bytes()
    path.write_bytes(data.replace("东门".encode(), "西门".encode()))
    assert profiles.list_profiles(admin) == ()
    path.write_bytes(data)
    assert len(profiles.list_profiles(admin)) == 1


def test_of_two_files_with_one_id_the_later_counts(desk: Desk, admin: Session) -> None:
    old = made(admin)
    new = again(admin, old)
    (desk.folder / "profiles" / "copy.profile").write_bytes(old.to_bytes())
    assert [line.serial for line in profiles.list_profiles(admin)] == [new.serial]


def test_the_file_is_written_outside_the_desk_once(
    desk: Desk, admin: Session, tmp_path: Path
) -> None:
    found = profiles.create(admin, name="东门")
    target = tmp_path / "east.profile"
    profiles.hand_over(desk.open("gate"), found.profile_id, target)
    assert target.read_bytes() == found.content
    with pytest.raises(TargetExists):
        profiles.hand_over(admin, found.profile_id, target)
    with pytest.raises(TargetInDesk):
        profiles.hand_over(admin, found.profile_id, desk.folder / "x.profile")
    with pytest.raises(ProfileUnknown):
        profiles.hand_over(admin, "00" * 8, tmp_path / "other.profile")


def test_the_kiosk_has_the_letters_of_no_user() -> None:
    assert load().roles["kiosk"].holds == ()
    assert Access.FULL not in {field.roles["kiosk"] for field in load().fields.values()}


def test_a_file_that_has_lost_a_kiosks_keys_says_so(admin: Session) -> None:
    """As after restoring a backup from before the profile was made."""
    made = profiles.create(admin, name="东门")
    (line,) = profiles.list_profiles(admin)
    assert (line.lost, line.outdated) == (False, False)
    with admin.compartment("visits").change("test") as change:
        change.execute("DELETE FROM intake_key WHERE profile = ?", (made.profile_id,))
    (line,) = profiles.list_profiles(admin)
    assert (line.lost, line.outdated) == (True, True)
    found = [one for one in checking.run(admin, "keys") if "东门" in one.text()]
    assert [(one.level, one.page) for one in found] == [("bad", "kiosks")]
    profiles.replace(admin, made.profile_id)
    assert not profiles.list_profiles(admin)[0].lost
