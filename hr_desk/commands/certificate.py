# SPDX-License-Identifier: Apache-2.0
"""The command that checks a deletion certificate without a desk."""

import argparse
from typing import Any

from hr_desk.commands.parts import Answer, command, group
from hr_desk.commands.problems import FileUnreadable
from hr_desk.i18n import t
from hr_desk.operations import desks, retention


def add(commands: Any) -> None:
    """Add the command to the program's."""
    command(group(commands, "certificate"), "verify", _run_verify, "file")


def _run_verify(arguments: argparse.Namespace) -> tuple[Answer, str]:
    try:
        content = arguments.file.read_bytes()
    except OSError:
        raise FileUnreadable(file=arguments.file.name) from None
    facts = retention.verify_certificate(content)
    print_of_desk = desks.fingerprint_of(facts.desk_id)
    answer = {
        "valid": True,
        "number": facts.number,
        "company": facts.company_name,
        "fingerprint": print_of_desk,
        "issued_at": facts.issued_at,
        "counts": dict(facts.counts),
        "last_backup_gone_on": facts.last_backup_gone_on,
    }
    text = t(
        "Valid. {company}, certificate {number}, issued {at}: {count} records deleted; the last "
        "backup that could hold them goes on {day}. Compare the fingerprint with the one on the "
        "printed notice: {fingerprint}",
        company=facts.company_name,
        number=facts.number,
        at=facts.issued_at,
        count=sum(facts.counts.values()),
        day=facts.last_backup_gone_on,
        fingerprint=print_of_desk,
    )
    return answer, text
