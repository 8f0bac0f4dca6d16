# SPDX-License-Identifier: Apache-2.0
"""What keeps a visitor's words in this process and nowhere else."""

import os
import sys

_PR_SET_DUMPABLE = 4
"""prctl(2): whether core files are written and processes of the same account may look inside."""

_NO_HEAP_IN_REPORTS = 1
"""WerSetFlags: a Windows error report holds no heap."""


def forbid_dumps() -> None:
    """No core file of this process or of what it starts; others of its account read no memory.

    A new program image starts dumpable again, so every process of the kiosk calls this itself.
    An administrator of the machine can still look inside: docs/threat-model.md.
    """
    if os.name == "nt":
        _forbid_reports()
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _forbid_reports() -> None:
    import ctypes

    library = getattr(ctypes, "WinDLL")("wer.dll")  # noqa: B009 - known on Windows alone
    library.WerSetFlags(_NO_HEAP_IN_REPORTS)


def silence_errors() -> None:
    """Send the error stream to nowhere: from here on a message could hold what a visitor typed."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
