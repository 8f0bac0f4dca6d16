# SPDX-License-Identifier: Apache-2.0
"""The large tables are there before anybody asks."""

import subprocess
import sys

LOADED = """
import sys
from hr_desk.domain import tables
assert not {"holidays", "phonenumbers", "pypinyin"} & set(sys.modules)
tables.load()
before = set(sys.modules)
from hr_desk.domain import names
assert names.pinyin("张伟") == "zhangwei"
assert {one for one in set(sys.modules) - before if one.startswith("pypinyin")} == set()
"""


def test_nobody_who_reads_a_name_waits_for_the_phrases() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
