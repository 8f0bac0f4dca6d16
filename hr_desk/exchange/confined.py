# SPDX-License-Identifier: Apache-2.0
"""Files that somebody handed over are read in a process of their own, on a short leash.

PDFium and the picture decoders are large programs in C. What makes one of them crash, loop or
swallow memory must end that process and nothing else: the answer is then TooMuchToRead. The
process holds no key and no file; it gets bytes over a pipe and answers with bytes
(``confined_process`` says what each answer may cost).
"""

import json
import os
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from hr_desk.errors import UserError
from hr_desk.exchange import file_problems, photos
from hr_desk.exchange.file_problems import TooMuchToRead
from hr_desk.exchange.files import Examined, PagePicture, recognise

COMMAND: Final = "read-files"
"""The command of a packed program that is the confined process."""

_ROOT: Final = Path(__file__).resolve().parents[2]
_PROBLEMS: Final[Mapping[str, type[UserError]]] = {
    found.__name__: found
    for module in (file_problems, photos)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, UserError) and found is not UserError
}


class Reader:
    """Reads files in a confined process, which starts at the first file and ends with ``close``.

    For one thread. A process that was ended by its limits is replaced at the next file.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the confined process, None while there is none."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start the process now, so that the first file need not wait for it."""
        self._running()

    def examine(self, data: bytes) -> Examined:
        """Return what may be kept of a file; raises a FileProblem or a PhotoProblem."""
        recognise(data)  # what is refused at its first bytes need not be sent
        about, content = self._ask("examine", data)
        if about["same"]:
            content = data
        return Examined(about["kind"], about["pages"], about["text"], content)

    def page(self, data: bytes, number: int, *, width: int) -> PagePicture:
        """Return page ``number`` (from 0) of a PDF or JPEG as pixels; raises as ``examine``."""
        recognise(data)
        about, pixels = self._ask("page", data, number=number, width=width)
        return PagePicture(about["width"], about["height"], pixels)

    def sheet(self, data: bytes, number: int) -> tuple[bytes, str]:
        """Return page ``number`` (from 0) of a scan as a JPEG of pixels alone, and its text."""
        recognise(data)
        about, content = self._ask("sheet", data, number=number)
        return content, str(about["text"])

    def photo(self, data: bytes, *, longest: int) -> bytes:
        """Return a whole photo as a JPEG of pixels alone; raises a PhotoProblem."""
        return self._ask("photo", data, longest=longest)[1]

    def portrait(self, data: bytes) -> bytes:
        """Return the ID photo of a picture (photos.portrait); raises a PhotoProblem."""
        try:
            return self._ask("portrait", data)[1]
        except TooMuchToRead:
            raise photos.PictureTooDear from None

    def small(self, data: bytes) -> bytes:
        """Return the small picture of an ID photo (photos.small); raises a PhotoProblem."""
        try:
            return self._ask("small", data)[1]
        except TooMuchToRead:
            raise photos.PictureTooDear from None

    def cut(self, data: bytes, box: tuple[float, float, float, float]) -> bytes:
        """Return the ID photo of a part of a picture (photos.cut); raises a PhotoProblem."""
        return self._ask("cut", data, box=box)[1]

    def id_sheet(self, sides: Sequence[bytes], *, lines: Sequence[str]) -> bytes:
        """Return the sides of an ID on one marked sheet (id_scans.sheet); raises a PhotoProblem."""
        sizes = [len(side) for side in sides]
        try:
            return self._ask("id_sheet", b"".join(sides), sizes=sizes, lines=list(lines))[1]
        except TooMuchToRead:
            raise photos.PictureTooDear from None

    def policy_text(self, data: bytes) -> str:
        """Return the text of a policy file (policy_files.text_of); raises a FileProblem."""
        return self._ask("policy", data)[1].decode()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(
                command(),
                cwd=None if getattr(sys, "frozen", False) else _ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_little_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,
            )
        return self._process

    def _ask(self, verb: str, data: bytes, **options: Any) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise ValueError("a confined process is started with pipes")
        try:
            send(process.stdin, {"verb": verb, **options}, data)
            answer = receive(process.stdout)
        except OSError:
            answer = None
        if answer is None or answer[0].get("ended"):
            self.close()
        if answer is None:
            raise TooMuchToRead
        about, content = answer
        if "refused" in about:
            raise _PROBLEMS[about["refused"]](**about["values"])
        return about, content


def command() -> list[str]:
    """Return the command that starts the confined process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    return [sys.executable, "-m", "hr_desk.exchange.confined_process"]


def send(stream: IO[bytes], about: Mapping[str, Any], content: bytes = b"") -> None:
    """Write one message: two lengths, what it is about as JSON, and its bytes."""
    head = json.dumps(about, ensure_ascii=False).encode()
    stream.write(struct.pack(">II", len(head), len(content)) + head)
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one message; None where the other end is gone."""
    lengths = stream.read(8)
    if len(lengths) < 8:
        return None
    head, content = struct.unpack(">II", lengths)
    about, body = stream.read(head), stream.read(content)
    return (json.loads(about), body) if len(body) == content and len(about) == head else None


def _little_environment() -> dict[str, str]:
    """Return the few variables a process needs to start; none of ours goes along."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return  # what was still to be written is for a process that is gone
