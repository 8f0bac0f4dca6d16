# SPDX-License-Identifier: Apache-2.0
"""The commands for kiosks' profiles."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from hr_desk.commands.parts import Answer, group, opened, with_key
from hr_desk.commands.problems import FileUnreadable
from hr_desk.i18n import Language, t
from hr_desk.language_file import read_language
from hr_desk.operations import desks, disclosure, profiles
from hr_desk.operations.kiosk_errands import GOES_TO
from hr_desk.operations.profiles import ProfileLine, ProfileMade
from hr_desk.operations.session import Session


def add(commands: Any) -> None:
    """Add the command to the program's."""
    verbs = group(commands, "profile")
    creating = with_key(verbs, "create", _run_create, "desk")
    creating.add_argument("--out", type=Path, required=True)
    creating.add_argument("--name")
    creating.add_argument("--language-file", type=Path, action="append", default=[])
    creating.add_argument("--offer", choices=tuple(GOES_TO), action="append", default=[])
    with_key(verbs, "list", _run_list, "desk")
    replacing = with_key(verbs, "replace", _run_replace, "desk")
    replacing.add_argument("profile")
    replacing.add_argument("--out", type=Path, required=True)
    with_key(verbs, "withdraw", _run_withdraw, "desk").add_argument("profile")


def _run_create(arguments: argparse.Namespace) -> tuple[Answer, str]:
    more = [_language(path) for path in arguments.language_file]
    with closing(opened(arguments)) as session:
        disclosure.require_place(session, arguments.out)
        name = arguments.name or t("Kiosk")
        made = profiles.create(session, name=name, more=more, errands=arguments.offer)
        return _saved(session, made, arguments.out)


def _run_replace(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        disclosure.require_place(session, arguments.out)
        return _saved(session, profiles.replace(session, arguments.profile), arguments.out)


def _saved(session: Session, made: ProfileMade, target: Path) -> tuple[Answer, str]:
    """Write the file and say which it is, from the list that everybody sees."""
    profiles.hand_over(session, made.profile_id, target)
    lines = {one.profile_id: one for one in profiles.list_profiles(session)}
    answer = {**_line(lines[made.profile_id]), "file": str(target), "desk": session.desk_id}
    return answer, t(
        "Carry “{file}” to the kiosk and start it there: "
        "hr-desk kiosk {file} --desk {desk} --inbox FOLDER\n"
        "FOLDER is the folder “inbox” of this desk, as the kiosk reaches it. "
        "Profile {profile}, to be replaced by {day}.",
        file=target.name,
        desk=desks.fingerprint_of(session.desk_id),
        profile=made.profile_id,
        day=lines[made.profile_id].expires_on.isoformat(),
    )


def _run_list(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        lines = profiles.list_profiles(session)
    rows = [
        t("{profile}  {name}  to be replaced by {day}", profile=one.profile_id, name=one.name,
          day=one.expires_on.isoformat())
        + (t(" (outdated: replace it now)") if one.outdated else "")
        for one in lines
    ] or [t("No kiosk yet")]  # fmt: skip
    return {"profiles": [_line(one) for one in lines]}, "\n".join(rows)


def _run_withdraw(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        profiles.withdraw(session, arguments.profile)
    return {"profile": arguments.profile}, t("The profile is withdrawn. Switch the kiosk off now.")


def _line(one: ProfileLine) -> dict[str, object]:
    return {
        "profile": one.profile_id,
        "name": one.name,
        "serial": one.serial,
        "made_on": one.made_on,
        "expires_on": one.expires_on,
        "compartments": one.compartments,
        "languages": one.languages,
        "outdated": one.outdated,
        "offers": one.errands,
    }


def _language(path: Path) -> Language:
    try:
        data = path.read_bytes()
    except OSError:
        raise FileUnreadable(file=path.name) from None
    return read_language(data)
