# SPDX-License-Identifier: Apache-2.0
"""The command that sets up a desk."""

import argparse
from typing import Any

from hr_desk.commands.parts import Answer, with_key
from hr_desk.commands.secrets import passphrase_from
from hr_desk.i18n import t
from hr_desk.operations import desks


def add(commands: Any) -> None:
    """Add the command to the program's."""
    parser = with_key(commands, "init", _run_init, "desk")
    parser.add_argument("--company", required=True)
    parser.add_argument("--address", default="")
    parser.add_argument("--phone", default="")
    parser.add_argument("--admin", required=True)
    parser.add_argument("--role", action="append", default=[])
    parser.add_argument("--compartment", action="append", default=[])


def _run_init(arguments: argparse.Namespace) -> tuple[Answer, str]:
    company = {
        "name": arguments.company,
        "address": arguments.address,
        "phone": arguments.phone,
    }
    made = desks.create(
        arguments.desk,
        company=company,
        admin=arguments.admin,
        passphrase=passphrase_from(arguments, t("New passphrase")),
        roles=arguments.role,
        compartments=arguments.compartment or desks.COMPARTMENTS,
    )
    answer = {
        "desk": made.desk_id,
        "fingerprint": made.fingerprint,
        "recovery": made.recovery_halves,
    }
    text = t(
        "The desk is set up. Fingerprint: {fingerprint}\n"
        "Print the two recovery halves now and give them to two people:\n{first}\n{second}",
        fingerprint=made.fingerprint,
        first=made.recovery_halves[0],
        second=made.recovery_halves[1],
    )
    return answer, text
