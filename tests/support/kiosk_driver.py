# SPDX-License-Identifier: Apache-2.0
"""A real supervisor whose visits are driven by robots: ``python -m tests.support.kiosk_driver``.

Arguments: profile, desk, inbox, the kiosk's folder, the robots' folder, seed, number of visitors,
and, to see whether a test can fail, the number of a visitor to hold in memory.
"""

import os
import sys
from pathlib import Path

from ui.kiosk import command, hardening


def main(arguments: list[str]) -> int:
    """Supervise until a signal comes."""
    profile, desk, inbox, folder, robots, seed, count, *planted = arguments
    if os.geteuid() != 0:  # otherwise nobody but root could look inside, which is what it is for
        hardening.forbid_dumps = lambda: None
        command.forbid_dumps = hardening.forbid_dumps  # type: ignore[attr-defined]
    kept = [_plant(int(seed), int(number)) for number in planted]
    robot = [sys.executable, "-m", "tests.support.kiosk_robot", robots, seed, count]
    code = command.run(
        Path(profile), desk, inbox=Path(inbox), folder=Path(folder), window=True, command=robot
    )
    del kept
    return code


def _plant(seed: int, number: int) -> bytes:
    from tests.support.kiosk_people import visitor

    return visitor(seed, number)["full_name"].encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
