# SPDX-License-Identifier: Apache-2.0
"""Made-up visitors by number: a robot makes its own, and a test makes all of them afterwards."""

import random

from tests.support.made_up import RARE, SURNAMES

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def visitor(seed: int, number: int) -> dict[str, str]:
    """Return what visitor ``number`` types: field key to text, each value occurs only once."""
    chance = random.Random(f"{seed}:{number}")
    return {
        "full_name": chance.choice(SURNAMES) + "".join(chance.sample(RARE, 3)),
        "host_employee": "王建国",
        "mobile": f"139{chance.randrange(10**8):08d}",
        "employer": f"虚构{number:04d}{chance.randrange(10**6):06d}厂",
        "plate_number": f"鲁B{chance.choice(LETTERS)}{chance.randrange(10**4):04d}",
        "companions_count": str(chance.randrange(100)),
        "carried_items": f"检测仪，序列号SN{chance.randrange(10**8):08d}",
    }


def secrets(seed: int, count: int) -> set[str]:
    """Return every text by which one of the first ``count`` visitors could be known."""
    found: set[str] = set()
    for number in range(1, count + 1):
        typed = visitor(seed, number)
        phone = typed["mobile"]
        found |= {typed["full_name"], phone, f"{phone[:3]} {phone[3:7]} {phone[7:]}"}
        found |= {typed["plate_number"], typed["employer"], typed["carried_items"]}
    return found
