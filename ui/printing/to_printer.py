# SPDX-License-Identifier: Apache-2.0
"""A finished PDF onto the printer of this machine, at once and without a question.

What is printed is the PDF itself, page by page as a picture: paper and register agree to the dot.
"""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from hr_desk.errors import UserError
from hr_desk.i18n import N_

DOTS_PER_INCH: Final = 200
"""Sharp enough for small Chinese type, and sixteen pages in half a second."""

BAND: Final = 120
"""Rows of a picture that are handed to the print engine at once: some ten milliseconds' work."""

Send = Callable[[bytes], None]
"""Whoever puts a PDF on paper; raises NoPrinter or NotPrinted."""


class NoPrinter(UserError):
    """The system has no printer that is chosen as its own."""

    message = N_(
        "No printer is set up on this machine. Save it as a PDF and print it elsewhere, or "
        "choose a default printer in the settings of the system."
    )


class NotPrinted(UserError):
    """The printer took nothing: switched off, out of paper, or away."""

    message = N_(
        "The printer “{name}” takes nothing. Look whether it is switched on and has paper, "
        "or save it as a PDF."
    )


REFUSALS: Final = (NoPrinter, NotPrinted)
"""Why paper did not come; whatever was to stand on it can still be saved as a file."""


def has_printer() -> bool:
    """Whether the system has a printer that is chosen as its own; may take a while."""
    return not QPrinterInfo.defaultPrinter().isNull()


def send(content: bytes) -> None:
    """Print on the system's default printer; raises NoPrinter, NotPrinted."""
    info = QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise NoPrinter
    onto(QPrinter(info), content)


def printed(paper: Callable[[], bytes], printer: Send) -> bytes:
    """Draw a PDF and put it on paper; returns what is on it. Raises NoPrinter, NotPrinted.

    Both may happen beside the main thread: Qt paints on pictures and printers on any thread.
    """
    content = paper()
    printer(content)
    return content


def onto(printer: QPrinter, content: bytes) -> None:
    """Print a PDF on a printer, each page as large as the sheet; raises NotPrinted."""
    printer.setFullPage(True)
    painter: QPainter | None = None
    for image, size in pages(content):
        layout = QPageLayout(printer.pageLayout())
        layout.setPageSize(size)
        printer.setPageLayout(layout)
        if painter is None:
            painter = QPainter()
            if not painter.begin(printer):
                raise NotPrinted(name=printer.printerName())
        elif not printer.newPage():
            painter.end()
            raise NotPrinted(name=printer.printerName())
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        _put(painter, QRectF(sheet), image)
    if painter is not None and not painter.end():
        raise NotPrinted(name=printer.printerName())


def _put(painter: QPainter, sheet: QRectF, image: QImage) -> None:
    """Put a picture on a sheet in bands: each call keeps every other thread of Python waiting."""
    scale = sheet.height() / image.height()
    for top in range(0, image.height(), BAND):
        # One row of the next band with it, or a fine line would show between the two.
        rows = min(BAND + 1, image.height() - top)
        part = QRectF(0, top, image.width(), rows)
        place = QRectF(sheet.x(), sheet.y() + top * scale, sheet.width(), rows * scale)
        painter.drawImage(place, image, part)


def pages(content: bytes) -> Iterator[tuple[QImage, QPageSize]]:
    """Yield each page of a PDF as a grey picture, with its size."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            bitmap = page.render(scale=DOTS_PER_INCH / 72, grayscale=True)
            kind = QImage.Format.Format_Grayscale8
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind)
            width, height = page.get_size()
            size = QPageSize(QRectF(0, 0, width, height).size(), QPageSize.Unit.Point)
            yield image.copy(), size
    finally:
        document.close()
