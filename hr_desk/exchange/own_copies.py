# SPDX-License-Identifier: Apache-2.0
"""The copy of one person's data as a package: a ZIP of JSON, papers, and a manifest with hashes.

Open formats alone, so that the person or another handler can read it (PIPL 45, 网数条例 25). Same
content, same bytes: the files carry no time of their own.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, Final

FORMAT: Final = "hr-desk-own-copy/1"
MANIFEST: Final = "manifest.json"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


class NotAPackage(ValueError):
    """The bytes are no such package, or a file in it is not what the manifest says."""


def packed(
    parts: Mapping[str, Any], *, about: Mapping[str, Any], papers: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a package of JSON documents by file name; ``about`` goes into the manifest.

    ``papers`` are files of another kind that say the same to somebody who reads no JSON.
    """
    files = {name: _as_json(content) for name, content in sorted(parts.items())}
    files |= sorted((papers or {}).items())
    manifest = {
        "format": FORMAT,
        **about,
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in files.items()
        ],
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {MANIFEST: _as_json(manifest), **files}.items():
            package.writestr(zipfile.ZipInfo(name, _NO_TIME), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpacked(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return manifest and documents of a package, every hash compared; raises NotAPackage."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            manifest = json.loads(package.read(MANIFEST))
            files = {one["name"]: package.read(one["name"]) for one in manifest["files"]}
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as problem:
        raise NotAPackage from problem
    for one in manifest["files"]:
        if hashlib.sha256(files[one["name"]]).hexdigest() != one["sha256"]:
            raise NotAPackage
    if manifest.get("format") != FORMAT:
        raise NotAPackage
    documents = {name: data for name, data in files.items() if name.endswith(".json")}
    return manifest, {name: json.loads(content) for name, content in documents.items()}


def _as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()
