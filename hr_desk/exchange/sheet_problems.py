# SPDX-License-Identifier: Apache-2.0
"""Why a file is not read as a sheet, each with its way out."""

from typing import ClassVar

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class SheetProblem(UserError):
    """A file that cannot be read as a sheet; the subclasses say why."""

    message: ClassVar[str] = N_("This file cannot be read as a sheet. Save it as .xlsx and retry.")


class NotASheet(SheetProblem):
    """Neither a workbook nor a text table, whatever it is called."""

    message = N_(
        "This file is no sheet that can be read here. Open it in Excel or WPS, save it as .xlsx "
        "and choose that file."
    )


class BrokenSheet(SheetProblem):
    """A workbook that ends too early or contradicts itself."""

    message = N_(
        "This file is damaged or incomplete. Open it in Excel or WPS, save it under a new name "
        "and choose that file."
    )


class SheetLocked(SheetProblem):
    """A workbook behind a password."""

    message = N_(
        "This file is locked with a password. Open it, remove the password, save it and choose "
        "it again."
    )


class SheetTooHeavy(SheetProblem):
    """More bytes than are read, packed or unpacked."""

    message = N_(
        "This file is too large: at most {limit} MB are read. Split it, or leave out pictures."
    )


class TooManyRows(SheetProblem):
    """More rows, or more cells, than one import takes."""

    message = N_(
        "A sheet of this file is too large: at most {rows} rows and {cells} cells are read. "
        "Split it into several files."
    )


class UnreadableText(SheetProblem):
    """A text table in neither of the two encodings."""

    message = N_(
        "The characters of this text file cannot be read. Save it as “CSV UTF-8” and choose it "
        "again."
    )
