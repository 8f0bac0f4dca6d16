# SPDX-License-Identifier: Apache-2.0
"""Who introduces themselves: in an exchange folder, or by a file, before two desks are paired."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import desks
from hr_desk.operations.pairing import read_introduction
from hr_desk.store.shared_folder import SharedFolder
from hr_desk.vault.register import LARGEST, Register


class NotIntroduced(UserError):
    """No introduction, or several of which one has to be named."""

    message = N_(
        "“{place}” does not hold exactly one new introduction. Exchange at the other desk first, "
        "or name one file of the folder “introductions”. Found: {found}"
    )


@dataclass(frozen=True, slots=True)
class Introduced:
    """A desk that has introduced itself: what it says of itself, whole and signed by its own root.

    Whose desk it is only a comparison of the code shows. ``content`` is what ``pair`` takes.
    """

    desk_id: str
    company: str
    compartments: tuple[str, ...]
    content: bytes = field(repr=False)


def new_in(folder: Path, shared: Path) -> tuple[Introduced, ...]:
    """Return who has introduced themselves in the shared folder and is not paired yet.

    Raises the sentences of the shared folder.
    """
    own, place = desks.read_register(folder), SharedFolder(shared)
    known_already = (own.desk_id, *own.paired)
    new = (id_ for id_ in place.introduced() if id_ not in known_already)
    return tuple(_shown(one) for id_ in new if (one := said_by(place, id_)) is not None)


def introduction_at(folder: Path, place: Path) -> Introduced:
    """Return the introduction in a file, or the only new one of an exchange folder.

    Raises NotIntroduced, IntroductionUnusable, IntroductionNewer.
    """
    if place.is_dir():
        found = new_in(folder, place)
        if len(found) != 1:
            told = ", ".join(one.desk_id for one in found) or "–"
            raise NotIntroduced(place=str(place)[-80:], found=told)
        return found[0]
    try:
        with place.open("rb") as file:
            return _shown(read_introduction(file.read(LARGEST + 1)))
    except OSError:
        raise NotIntroduced(place=str(place)[-80:], found="–") from None


def _shown(register: Register) -> Introduced:
    company = register.company.get("name", "")
    return Introduced(
        register.desk_id, company, tuple(sorted(register.epochs)), register.to_bytes()
    )


def said_by(shared: SharedFolder, desk_id: str) -> Register | None:
    """Return what a desk says of itself, if it is its own word."""
    data = shared.introduction(desk_id, LARGEST + 1)
    if data is None:
        return None
    with suppress(UserError):
        register = read_introduction(data)
        return register if register.desk_id == desk_id else None
    return None
