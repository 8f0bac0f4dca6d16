# SPDX-License-Identifier: Apache-2.0
"""Why a handed-over file is not taken in, each in one sentence with the way out."""

from typing import ClassVar

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class FileProblem(UserError):
    """A file that cannot be taken in; the subclasses say why."""

    message: ClassVar[str] = N_("This file cannot be used. Please save it as PDF and choose that.")


class FileUnreadable(FileProblem):
    """The chosen file cannot be opened."""

    message = N_("This file cannot be read. Please check that it is still there and choose again.")


class FileEmpty(FileProblem):
    """No bytes at all."""

    message = N_("This file is empty. Please choose another one, or copy it again.")


class FileTooHeavy(FileProblem):
    """More bytes than files.MAX_BYTES."""

    message = N_("This file is larger than {limit} MB. Please save it smaller and choose it again.")


class KindUnknown(FileProblem):
    """Not PDF, DOCX, JPEG or PNG by its content, whatever it is called."""

    message = N_(
        "By its content this is no PDF, DOCX, JPEG or PNG file, whatever its name ends in. "
        "Please save it as PDF and choose that."
    )


class OldOffice(FileProblem):
    """A compound file of Office before 2007."""

    message = N_(
        "This is a file of an old Office or WPS format (such as .doc). "
        "Please open it, save it as DOCX or PDF, and choose that."
    )


class FileLocked(FileProblem):
    """Encrypted: it opens with a password only."""

    message = N_("This file is locked with a password. Please save it without one and try again.")


class HasMacros(FileProblem):
    """An Office file that carries a program."""

    message = N_(
        "This file carries macros or controls, which are programs. "
        "Please save it as plain DOCX or PDF and choose that."
    )


class FileBroken(FileProblem):
    """Cut short or damaged."""

    message = N_(
        "This file is incomplete or damaged. "
        "Please copy it again, or open it, print it to PDF and choose that."
    )


class FileContrived(FileProblem):
    """Built as no program for writing documents builds it: bombs, entities."""

    message = N_(
        "This file is built as Word and WPS never build one, and may be meant to do harm. "
        "Please ask for it as PDF."
    )


class TooManyPages(FileProblem):
    """More pages than files.MAX_PAGES."""

    message = N_("This file has more than {limit} pages. Please choose one with the pages needed.")


class TooMuchToRead(FileProblem):
    """Reading it took more time or memory than one file is given."""

    message = N_(
        "Reading this file takes more time or memory than a document may take. "
        "Please print it to PDF anew and choose that."
    )


class NoSuchPage(FileProblem):
    """A page that the document does not have."""

    message = N_("This document has no page {number}.")


class NoTextFile(FileProblem):
    """Neither text nor HTML, DOCX or PDF by its content."""

    message = N_(
        "By its content this is no text, HTML, DOCX or PDF file. "
        "Please save the text in one of these forms and choose that."
    )


class NoTextInside(FileProblem):
    """A document without a text: a scan, an empty page."""

    message = N_(
        "There is no text in this file; it may be a scan. "
        "Please choose the file the scan was printed from."
    )


class TextBeyondReason(FileProblem):
    """More text than policy_files.MOST characters."""

    message = N_("This file holds more than {limit} characters. Please choose the policy alone.")
