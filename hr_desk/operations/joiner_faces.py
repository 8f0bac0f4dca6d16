# SPDX-License-Identifier: Apache-2.0
"""The faces beside names in the list of onboarding: small pictures of those on the screen.

They are there so that whoever welcomes people and makes badges finds the right file. A page of
the list is one read of those whose pictures it opened (domain.reads), not one for each of them.
Who may not see the photo sees none here: by role, by a consent that is out of date, by a
restriction, and of a minor whom nobody has approved this user to read about. Before somebody is
hired no list shows a face (docs/decisions/0023-whose-face-is-shown-where.md).
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Final

from hr_desk.catalogue.model import Access
from hr_desk.operations import consent_cover, in_use, minor_reads, small_pictures
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import NotYours
from hr_desk.operations.session import Session
from hr_desk.operations.small_pictures import FACE
from hr_desk.store import personnel
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord
from hr_desk.store.sealed_files import with_small_picture
from hr_desk.vault.documents import DocumentProblem

MOST: Final = 60
"""The most faces of one look: more rows than this are on no screen."""

_HERE: Final = "personnel"


def may_see(session: Session) -> bool:
    """Whether the user's roles see the photos of joiners in full."""
    access = session.access(session.catalogue.field(FACE), stage=None, compartment=_HERE)
    return session.may("joiner.see_faces") and access >= Access.FULL


def photos(session: Session, joiner_ids: Sequence[str]) -> Mapping[str, str]:
    """Return joiner (id) to the id of their photo, of those who have a small picture of it.

    Empty for whoever may not see photos. An id tells nobody a face, so nothing is logged; a new
    photo has a new id.
    """
    if not may_see(session):
        return {}
    return _photos(session, personnel.joiners(session.compartment(_HERE), joiner_ids))


def _photos(session: Session, joiners: Collection[JoinerRecord]) -> Mapping[str, str]:
    ids = {one.id: str(one.fields[FACE]) for one in joiners if one.fields.get(FACE)}
    if not ids:
        return {}
    small = with_small_picture(session.compartment(_HERE), ids.values())
    return {joiner: photo for joiner, photo in ids.items() if photo in small}


def see(session: Session, joiner_ids: Sequence[str]) -> Mapping[str, bytes]:
    """Return joiner (id) to the small picture (JPEG) of those of whom the user may see it.

    At most MOST of them; who is gone, restricted or without a picture is left out. One entry in
    the log names all whose picture is returned, none where it is nobody's. Raises NotPermitted,
    NotYours, CompartmentClosed.
    """
    require(session, "joiner.see_faces")
    if not may_see(session):
        raise NotYours(field=session.catalogue.field(FACE).label)
    found = _pictures(session, _photos(session, _open_ones(session, joiner_ids[:MOST])))
    if found:
        _see(session, tuple(found))
    return found


def _open_ones(session: Session, joiner_ids: Sequence[str]) -> list[JoinerRecord]:
    """Return those of these joiners whose photo this user may look at today."""
    file = session.compartment(_HERE)
    joiners = in_use.only(session, _HERE, personnel.joiners(file, tuple(dict.fromkeys(joiner_ids))))
    held = consent_cover.held_back(session, _HERE)
    closed = minor_reads.closed_among(session, file, [one.id for one in joiners])
    return [one for one in joiners if one.id not in closed and FACE not in held.get(one.id, {})]


def _pictures(session: Session, photos: Mapping[str, str]) -> dict[str, bytes]:
    """Return the pictures that can be opened; a damaged one is said where its record is opened."""
    found = {}
    for joiner, photo in photos.items():
        with suppress(DocumentProblem):
            picture = small_pictures.content(session, session.compartment(_HERE), photo)
            if picture is not None:
                found[joiner] = picture
    return found


@operation("joiner.see_faces", compartment=_HERE, roles=ONBOARDING)
def _see(session: Session, change: Change, /, joiner_ids: tuple[str, ...]) -> None:
    del session
    for id_ in joiner_ids:
        change.touched("joiner", id_)
    change.fields.add(FACE)
