# SPDX-License-Identifier: Apache-2.0
"""A real spreadsheet program opens a locked workbook and writes its first sheet as CSV.

LibreOffice, without a window, in an account of its own that ends with the test. A macro opens the
file, because no option of its command takes a password.
"""

import shutil
import subprocess
from pathlib import Path

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
MISSING = "LibreOffice (soffice) is not installed on this machine"

WAIT = 240
"""Seconds for ten thousand rows on a busy machine, many times over."""

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub ToCsv(source As String, word As String, target As String)
  Dim reading(1) As New com.sun.star.beans.PropertyValue
  reading(0).Name = "Hidden"
  reading(0).Value = True
  reading(1).Name = "Password"
  reading(1).Value = word
  Dim book As Object
  On Error Goto Closed
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, reading())
  If Not IsNull(book) Then
    Dim written(1) As New com.sun.star.beans.PropertyValue
    written(0).Name = "FilterName"
    written(0).Value = "Text - txt - csv (StarCalc)"
    written(1).Name = "FilterOptions"
    written(1).Value = "44,34,76,1,,0,true,false"
    book.storeToURL(ConvertToURL(target), written())
    book.close(True)
  End If
Closed:
  StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""


def to_csv(source: Path, password: str, account: Path) -> str | None:
    """Return the first sheet as CSV with every cell quoted, None where it does not open."""
    basic = account / "user" / "basic" / "Standard"
    if not account.exists():
        # The first start makes the account, and reads no macro of it yet.
        _run(account, "--terminate_after_init")
    (basic / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    target = account / "sheet.csv"
    target.unlink(missing_ok=True)
    _run(account, f'macro:///Standard.Module1.ToCsv("{source}","{password}","{target}")')
    return target.read_text(encoding="utf-8") if target.exists() else None


def _run(account: Path, *words: str) -> None:
    subprocess.run(
        [str(PROGRAM), f"-env:UserInstallation={account.as_uri()}", "--headless", "--norestore",
         "--nologo", *words],
        check=True, timeout=WAIT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
