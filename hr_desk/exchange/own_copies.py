# SPDX-License-Identifier: Apache-2.0
"""The copy of one person's data as a package: a ZIP of JSON files, a paper, a manifest with hashes.

Open formats alone, so that the person or another handler can read it (PIPL 45, 网数条例 25), under
a code: AES-256 as WinZip describes it (AE-2, no checksum of the content beside it), which 7-Zip,
WinRAR and Keka read; the paper alone as a PDF 2.0 under AES-256. Same content, same manifest: the
bytes differ by their salt. The names of the files in the package can be read without the code.
"""

import hashlib
import io
import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_

FORMAT: Final = "hr-desk-own-copy/1"
MANIFEST: Final = "manifest.json"
DOCUMENT: Final = ".json"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


class NotAPackage(ValueError):
    """The bytes are no such package, or a file in it is not what the manifest says."""


class WrongCode(UserError):
    """A code that opens nothing of a package."""

    message = N_(
        "This code does not open the copy. Type it as it was told, with its hyphens; if it is "
        "lost, the copy has to be handed out again with a new one."
    )


def packed(
    parts: Mapping[str, Any], *, about: Mapping[str, Any], papers: Mapping[str, bytes], code: str
) -> bytes:
    """Return a package of JSON documents and papers by file name, which ``code`` alone opens.

    ``about`` is in the manifest.
    """
    from pyzipper import WZ_AES, ZIP_DEFLATED, AESZipFile
    from pyzipper.zipfile_aes import AESZipInfo

    files = {name: _as_json(content) for name, content in sorted(parts.items())} | dict(papers)
    manifest = {
        "format": FORMAT,
        **about,
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in files.items()
        ],
    }
    target = io.BytesIO()
    with AESZipFile(target, "w", ZIP_DEFLATED, encryption=WZ_AES) as package:
        package.setpassword(code.encode())
        for name, data in {MANIFEST: _as_json(manifest), **files}.items():
            package.writestr(AESZipInfo(name, _NO_TIME), data, ZIP_DEFLATED)
    return target.getvalue()


def locked_paper(paper: bytes, code: str) -> bytes:
    """Return a PDF that ``code`` alone opens (AES-256, revision 6)."""
    from pypdf import PdfReader, PdfWriter

    target, writer = io.BytesIO(), PdfWriter(clone_from=PdfReader(io.BytesIO(paper)))
    writer.encrypt(user_password=code, algorithm="AES-256")
    writer.write(target)
    return target.getvalue()


def unpacked(data: bytes, code: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return manifest and documents of a package, every hash compared.

    Raises WrongCode, NotAPackage.
    """
    manifest, files = _opened(data, code)
    for one in manifest["files"]:
        if hashlib.sha256(files[one["name"]]).hexdigest() != one["sha256"]:
            raise NotAPackage
    if manifest.get("format") != FORMAT:
        raise NotAPackage
    documents = {name: one for name, one in files.items() if name.endswith(DOCUMENT)}
    return manifest, {name: json.loads(content) for name, content in documents.items()}


def _opened(data: bytes, code: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the manifest and the files it lists."""
    from pyzipper import AESZipFile, BadZipFile

    try:
        with AESZipFile(io.BytesIO(data)) as package:
            package.setpassword(code.encode())
            manifest = json.loads(package.read(MANIFEST))
            files = {one["name"]: package.read(one["name"]) for one in manifest["files"]}
    except RuntimeError as refused:
        raise WrongCode from refused
    except (BadZipFile, KeyError, TypeError, ValueError, zlib.error) as problem:
        raise NotAPackage from problem
    return manifest, files


def _as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()
