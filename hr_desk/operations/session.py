# SPDX-License-Identifier: Apache-2.0
"""One user at one open desk: their keys, the compartment files they hold, the catalogue, the clock.

A session belongs to one thread, because its files do. Closing it closes the files; the keys end
with the process (locking ends the process for that reason, design section 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access, Field
from hr_desk.domain.clock import Clock, day_of
from hr_desk.operations import standing
from hr_desk.operations.problems import CompartmentClosed
from hr_desk.store.compartment import Compartment
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault.keys import RootKey, UserKeys
from hr_desk.vault.register import Register


@dataclass(frozen=True, slots=True)
class User:
    """Who is at the desk."""

    id: str
    name: str
    roles: tuple[str, ...]


class Author:
    """The signing half of a session, for the audit entries."""

    def __init__(self, user_id: str, keys: UserKeys) -> None:
        self.id = user_id
        self._keys = keys

    def sign(self, context: str, payload: bytes) -> bytes:
        """Sign ``payload`` with the user's own key."""
        return self._keys.sign(context, payload)


class Session:
    """An open desk; made by ``operations.desks.open_desk``."""

    def __init__(
        self,
        folder: Path,
        *,
        register: Register,
        user: User,
        keys: UserKeys,
        root: RootKey | None,
        compartments: Mapping[str, Compartment],
        catalogue: Catalogue,
        clock: Clock,
        profile: Path,
    ) -> None:
        self.profile = profile
        self.folder = folder
        self.register = register
        self.user = user
        self.keys = keys
        self.root = root
        self.catalogue = catalogue
        self.clock = clock
        self._register_mark = (0, 0, 0)
        self.overlay_mark: tuple[int, int] | None = None
        """Time and size of the overlay whose stages are in force; None: as at the opening."""
        self._compartments: dict[str, Compartment] = {}
        for file in compartments.values():
            self.put(file)
        self._access: dict[tuple[str, str | None, str], Access] = {}

    @property
    def desk_id(self) -> str:
        """The desk's id, 64 hexadecimal digits."""
        return self.register.desk_id

    @property
    def company(self) -> Mapping[str, str]:
        """The controller's record: name, address, phone."""
        return self.register.company

    @property
    def held(self) -> tuple[str, ...]:
        """The compartments this session has open."""
        return tuple(self._compartments)

    def holds(self, compartment: str) -> bool:
        """Whether this session can read the compartment."""
        return compartment in self._compartments

    def compartment(self, name: str) -> Compartment:
        """Return an open compartment; raises CompartmentClosed."""
        try:
            return self._compartments[name]
        except KeyError:
            label = self.catalogue.compartments[name]
            raise CompartmentClosed(compartment=label) from None

    def put(self, file: Compartment) -> None:
        """Work on an open file from now on."""
        file.before_writing = self.require_standing
        file.register_serial = self.register.serial
        file.time.elsewhere = self._seen
        self._compartments[file.name] = file

    def leave(self, name: str) -> Compartment:
        """Work on a file no more, because it is not the one in force; returns it, still open."""
        return self._compartments.pop(name)

    def works_on(self, file: Compartment) -> bool:
        """Whether this very file is the open one of its compartment."""
        return self._compartments.get(file.name) is file

    def require_standing(self) -> None:
        """Follow slots.json; raises Struck, RolesChanged, RolledBack and what reading it raises.

        Asked before every write (``Compartment.before_writing``): whoever was removed while their
        window was open writes nothing more. It costs one look at the file's time.
        """
        files = DeskFiles(self.folder)
        mark = files.register_mark()
        if mark != self._register_mark:
            fresh = standing.reread(self.folder, self.register)
            standing.require_unchanged(self.register, fresh, self.user.id)
            self.adopt(fresh)
            self._register_mark = mark

    def adopt(self, register: Register, *, roles: tuple[str, ...] | None = None) -> None:
        """Go on with a newer register, and with other roles of one's own where they are given."""
        self.register = register
        for file in self._compartments.values():
            file.register_serial = register.serial
        if roles is not None:
            self.user = User(self.user.id, self.user.name, roles)
            self._access.clear()

    def take_catalogue(self, catalogue: Catalogue) -> None:
        """Go on with a catalogue that was changed while the desk is open."""
        self.catalogue = catalogue
        self._access.clear()

    def may(self, operation: str) -> bool:
        """Whether the user's roles include the operation and its compartment is open here."""
        from hr_desk.operations.operation import permitted

        return permitted(self, operation)

    def now(self) -> datetime:
        """Return the present moment (UTC), never before what the open files have seen.

        A clock that was set back must not start a retention clock, a draft's or a backup's days
        in the past: the record would be deleted before its time.
        """
        now, seen = self.clock.now(), self._seen()
        return now if seen is None else max(now, seen)

    def _seen(self) -> datetime | None:
        """Return the latest moment (UTC) that any open file has seen, None before the first."""
        seen = (file.seen for file in self._compartments.values())
        return max((moment for moment in seen if moment is not None), default=None)

    def today(self) -> date:
        """Return the present day (Asia/Shanghai)."""
        return day_of(self.now())

    def trusted_day(self) -> date:
        """Return the day (Asia/Shanghai) that may be counted on, from the files themselves.

        The latest of the open files: each follows a clock by two days at most, a person confirms
        it in one of them, and one that is seldom written must not hold the others back.
        """
        files = self._compartments.values()
        times = [file.trusted_time() for file in files if file.latest_time() is not None]
        return day_of(max(times, default=self.now()))

    def deletion_day(self) -> date:
        """Return the day (Asia/Shanghai) up to which records may go.

        The trusted day; while the clock waits for a person's word, the last day that was seen:
        a wrong clock must not take a record before its day, nor before a statutory floor.
        """
        files = self._compartments.values()
        times = [file.sure_time() for file in files if file.latest_time() is not None]
        return day_of(max(times, default=self.now()))

    def access(self, field: Field, *, stage: str | None, compartment: str = "hiring") -> Access:
        """Return what this user may see of ``field`` in a compartment at ``stage``.

        Roles and catalogue stand for the life of a session, so an answer is kept: a list of 50
        rows asks some 300 times.
        """
        asked = (field.key, stage, compartment)
        if asked not in self._access:
            self._access[asked] = self.catalogue.access(
                field, self.user.roles, stage=stage, compartment=compartment
            )
        return self._access[asked]

    def signed_by(self, user_id: str, context: str, payload: bytes, signature: bytes) -> bool:
        """Whether a user of the register, struck ones included, signed ``payload``."""
        return self.register.was_signed_by(user_id, context, payload, signature)

    def close(self) -> None:
        """Say beside each file when its next record is due, and close the files."""
        from hr_desk.operations import due_days

        due_days.note(self)
        for compartment in self._compartments.values():
            compartment.close()
        self._compartments.clear()
