# SPDX-License-Identifier: Apache-2.0
"""The confined process: takes a file from a pipe, reads it, answers, and takes the next.

Each answer may cost the seconds of processor time in COSTS and BYTES of further memory; at most
WALL_SECONDS pass. The clocks end the process from below, so that a loop within a library ends
too. On systems without these limits (Windows) the clock on the wall and the readers' own limits
are left.
"""

import contextlib
import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Final

from hr_desk.errors import UserError
from hr_desk.exchange import files, id_scans, photos, policy_files
from hr_desk.exchange.confined import receive, send
from hr_desk.exchange.file_problems import FileBroken, TooMuchToRead

COSTS: Final[Mapping[str, float]] = {
    "examine": 0.7, "photo": 0.7, "portrait": 0.7, "small": 0.7, "cut": 0.7,
    "page": 3.0, "sheet": 3.0, "id_sheet": 1.8, "policy": 3.0,
}  # fmt: skip
"""Seconds of processor time for each answer: with start and pipes a file is refused within one.

A page is drawn of a document that was examined and kept; a page full of drawings takes longer. A
sheet is made of two pictures. A policy is read a few times in the life of a
desk, a DOCX by a library that takes its time.
"""
WALL_SECONDS: Final = 6.0
"""A machine that is busy with other things is no fault of the file."""
BYTES: Final = 96 * 1024 * 1024

_Answer = tuple[dict[str, Any], bytes]


def main() -> int:
    """Serve until the other end closes its pipe."""
    source, answers = sys.stdin.buffer, _private_output()
    _load()
    _no_core()
    while (asked := receive(source)) is not None:
        about, content = _answered(*asked)
        send(answers, about, content)
        if about.get("ended"):
            return 1
    return 0


def _answered(asked: Mapping[str, Any], data: bytes) -> _Answer:
    _begin(COSTS[asked["verb"]])
    try:
        return _VERBS[asked["verb"]](asked, data)
    except UserError as refusal:
        return {"refused": type(refusal).__name__, "values": refusal.values}, b""
    except MemoryError:
        # What was left of the memory is in pieces: a fresh process reads the next file.
        return {"refused": TooMuchToRead.__name__, "values": {}, "ended": True}, b""
    except Exception:  # noqa: BLE001 - whatever a reader stumbles over, the file is at fault
        return {"refused": FileBroken.__name__, "values": {}, "ended": True}, b""
    finally:
        _end()


def _examine(_asked: Mapping[str, Any], data: bytes) -> _Answer:
    found = files.examine(data)
    same = found.content is data
    about = {"kind": found.kind, "pages": found.pages, "text": found.text, "same": same}
    return about, b"" if same else found.content


def _page(asked: Mapping[str, Any], data: bytes) -> _Answer:
    picture = files.page_picture(data, asked["number"], width=asked["width"])
    return {"width": picture.width, "height": picture.height}, picture.pixels


def _photo(asked: Mapping[str, Any], data: bytes) -> _Answer:
    return {}, photos.upright(data, longest=asked["longest"])


def _portrait(_asked: Mapping[str, Any], data: bytes) -> _Answer:
    return {}, photos.portrait(data)


def _small(_asked: Mapping[str, Any], data: bytes) -> _Answer:
    return {}, photos.small(data)


def _cut(asked: Mapping[str, Any], data: bytes) -> _Answer:
    left, top, right, bottom = asked["box"]
    return {}, photos.cut(data, (left, top, right, bottom))


def _sheet(asked: Mapping[str, Any], data: bytes) -> _Answer:
    content, text = files.sheet(data, asked["number"])
    return {"text": text}, content


def _id_sheet(asked: Mapping[str, Any], data: bytes) -> _Answer:
    sides, start = [], 0
    for size in asked["sizes"]:
        sides.append(data[start : start + size])
        start += size
    return {}, id_scans.sheet(sides, lines=asked["lines"])


def _policy(_asked: Mapping[str, Any], data: bytes) -> _Answer:
    return {}, policy_files.text_of(data).encode()


_VERBS: Final[Mapping[str, Callable[[Mapping[str, Any], bytes], _Answer]]] = {
    "examine": _examine,
    "page": _page,
    "photo": _photo,
    "portrait": _portrait,
    "small": _small,
    "cut": _cut,
    "sheet": _sheet,
    "id_sheet": _id_sheet,
    "policy": _policy,
}


def _private_output() -> IO[bytes]:
    """Take the pipe for answers; what a library prints goes to the error stream, to nobody."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _load() -> None:
    """Load the libraries before the first file, so that its memory is its own."""
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFont
    import PIL.ImageOps
    import PIL.JpegImagePlugin
    import PIL.PngImagePlugin
    import pypdfium2

    PIL.Image.preinit()
    with contextlib.suppress(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(b"%PDF-")


def _begin(seconds: float) -> None:
    faulthandler.dump_traceback_later(WALL_SECONDS, exit=True, file=sys.stderr)
    _limit_memory(BYTES)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _end() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0)
    _limit_memory(None)
    faulthandler.cancel_dump_traceback_later()


def _limit_memory(further: int | None) -> None:
    """Let the process grow by ``further`` bytes of data, None without a limit; Linux alone."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = hard if further is None else _data_bytes() + further
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_bytes() -> int:
    """Return the bytes the kernel counts against RLIMIT_DATA now (proc(5), VmData)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


def _no_core() -> None:
    """A crash writes nobody's document to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
