# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a desk's files, each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class DeskMissing(UserError):
    """There is no desk in the folder."""

    message = N_("There is no desk in “{folder}”. Choose the right folder or set up a new desk.")


class DeskExists(UserError):
    """A desk is already there; a new one would overwrite it."""

    message = N_("“{folder}” already holds files. Choose an empty folder for the new desk.")


class FileDamaged(UserError):
    """A compartment file does not open with its own key, or fails its integrity check."""

    message = N_(
        "The file “{file}” is damaged and was left as it is. Restore the newest backup: "
        "hr-desk backup restore."
    )


class FileMissing(UserError):
    """A compartment file named in slots.json is not there."""

    message = N_(
        "The file “{file}” is missing. Put it back, or restore the newest backup: "
        "hr-desk backup restore."
    )


class FileNewer(UserError):
    """The file was written by a newer version of the program."""

    message = N_(
        "The file “{file}” was written by a newer version of HR Desk and was not changed. "
        "Install that version here too."
    )


class FileBusy(UserError):
    """Another program kept the file locked for longer than the waiting time."""

    message = N_(
        "Another program is using “{file}”. Nothing was saved; wait a moment and try again."
    )


class DiskFull(UserError):
    """The disk has no room for the change; nothing was saved."""

    message = N_(
        "The disk is full, so nothing was saved. Free some space and try again; "
        "what you typed is still here."
    )


class FolderReadOnly(UserError):
    """The folder or file cannot be written by this account."""

    message = N_(
        "“{file}” cannot be written. Ask for write permission on the folder, or move the desk."
    )


class PlaceUnusable(UserError):
    """The folder is not there, is a file, or its name is too long."""

    message = N_(
        "Nothing can be written in “{folder}”. Choose a folder that exists and a shorter name."
    )


class NotLocal(UserError):
    """The folder lies on a network share, where SQLite's locks do not hold (design section 7)."""

    message = N_(
        "“{folder}” is on a network share, where an encrypted file can be damaged. Nobody can "
        "allow a desk there: move it to a disk of this computer."
    )


class CopiedElsewhere(UserError):
    """The folder is one that a program copies to other machines (policy 7: stored in China)."""

    message = N_(
        "“{folder}” is in a folder that a program copies to other machines. Choose a folder of "
        "this computer that stays here, or move the desk to one."
    )


class RolledBack(UserError):
    """The file is older than the one this user last worked with on this machine."""

    message = N_(
        "“{file}” is older than when you last used it here, so changes may be missing. "
        "Ask who restored or replaced it; to accept it, restore it with hr-desk backup restore."
    )


class ChainBroken(UserError):
    """The audit chain of a file does not verify."""

    message = N_(
        "The log in “{file}” was changed at entry {sequence}. Keep the file as evidence and "
        "restore the newest backup."
    )
