# SPDX-License-Identifier: Apache-2.0
"""The one function that writes personal data outside a desk.

``operations.disclosure`` alone calls it, after the register has its entry; a test proves that
nothing else does.
"""

import os
import secrets
from pathlib import Path


def write_outside(target: Path, content: bytes) -> None:
    """Write ``content`` at ``target`` whole: a temporary sibling, flush, rename.

    An existing file is not replaced (FileExistsError). OSErrors of the disk pass through; the
    temporary sibling never stays behind.
    """
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            os.chmod(part, 0o600)  # noqa: PTH101 - before the first byte of content
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            raise FileExistsError(target)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
