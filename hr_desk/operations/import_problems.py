# SPDX-License-Identifier: Apache-2.0
"""Why a sheet, one of its rows or an import is refused: sentences for people."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class NotForImport(UserError):
    """A column was given to a field that no sheet fills."""

    message = N_("No sheet fills this field. Choose a field from the list, or leave it out.")


class DigitsLost(UserError):
    """A number cell of 16 digits and more, whose last ones are already wrong."""

    message = N_(
        "This was kept as a number and has lost its last digits. Set the cell to “text” and type "
        "it again."
    )


class MonthUnclear(UserError):
    """2019.1 as a number may have been typed as 2019.10."""

    message = N_("As a number, {typed} may mean January or October. Type it like 2019-10, as text.")


class PostNotOpen(UserError):
    """No open requisition is called so."""

    message = N_(
        "No open requisition is called “{title}”. Correct it, open one, or choose one for all rows."
    )


class PostUnclear(UserError):
    """Several open requisitions are called so."""

    message = N_("Several open requisitions are called “{title}”. Choose one for the whole sheet.")


class KnownAlready(UserError):
    """A person of the file has the same number or address."""

    message = N_("Somebody with the same “{field}” is in the file already.")


class KnownElsewhere(UserError):
    """A person of the file whom other recruiters work on has the same number or address."""

    message = N_(
        "Somebody with the same “{field}” is in the file already, with another recruiter "
        "({owner}). Ask them."
    )


class TwiceInSheet(UserError):
    """An earlier row has the same number or address."""

    message = N_("Row {row} has the same “{field}”.")


class RowsNotRight(UserError):
    """All rows were wanted, and some cannot be taken in."""

    message = N_(
        "{count} rows cannot be taken in as they are. Correct them, or import the others alone."
    )


class NothingToImport(UserError):
    """No row is left to take in."""

    message = N_("No row of this sheet can be taken in. Look at the reasons and choose again.")


class HeadingsMissing(UserError):
    """No column of the sheet goes into any field."""

    message = N_(
        "No heading of this sheet is known. Put a row of headings above the people, or say which "
        "column is which."
    )


class SheetUnreadable(UserError):
    """The system does not hand out the chosen file."""

    message = N_("“{file}” cannot be read. Check that it is still there and closed elsewhere.")


class SheetUnknown(UserError):
    """The workbook has no sheet of that name."""

    message = N_("This file has no sheet “{name}”. It has: {names}.")


class ImportCancelled(UserError):
    """Somebody stopped an import; what had come in was removed again."""

    message = N_("The import was stopped. What had already come in was removed again.")


class BatchUnknown(UserError):
    """No import of this id."""

    message = N_("This desk knows no such import. Choose one from the list of imports.")


class BatchUndone(UserError):
    """The import was taken back before."""

    message = N_("This import was undone already.")


class BatchTooOld(UserError):
    """What stood there before the import is no longer kept."""

    message = N_(
        "An import can be undone for {days} days, and this one is older. Decide on its people one "
        "by one, or end them together in the list."
    )


class BatchWorkedOn(UserError):
    """Somebody has worked on people of the import since."""

    message = N_(
        "{count} people of this import have been worked on since (rows {rows}). Undoing it removes "
        "that work too: confirm it, or leave the import as it is."
    )


class BatchMerged(UserError):
    """People of the import were made one with other records since."""

    message = N_(
        "{count} people of this import were merged with other records since (rows {rows}). Undo "
        "these merges first, on the record of each."
    )
