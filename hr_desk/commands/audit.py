# SPDX-License-Identifier: Apache-2.0
"""The commands that walk the audit logs, and write down outside where they stand."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from hr_desk.commands.parts import Answer, FoundWrong, group, opened, with_key
from hr_desk.commands.problems import FileUnreadable
from hr_desk.i18n import t
from hr_desk.operations import auditing
from hr_desk.operations.auditing import AuditReport


def add(commands: Any) -> None:
    """Add the command to the program's."""
    verbs = group(commands, "audit")
    verifying = with_key(verbs, "verify", _run_verify, "desk")
    verifying.add_argument("--against", type=Path, metavar="FILE")
    writing = with_key(verbs, "checkpoint", _run_checkpoint, "desk")
    writing.add_argument("--out", type=Path, metavar="FILE", required=True)


def _run_verify(arguments: argparse.Namespace) -> tuple[Answer, str]:
    against = None if arguments.against is None else _content(arguments.against)
    with closing(opened(arguments)) as session:
        report = auditing.verify(session, against=against)
        labels = {name: str(session.catalogue.compartments[name]) for name in report.unseen}
    answer, text = _answer(report), "\n".join(_rows(report, labels))
    if not report.whole:
        raise FoundWrong(answer, text, t("The log is not as it was written: see the lines above."))
    return answer, text


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise FileUnreadable(file=file.name) from None


def _answer(report: AuditReport) -> Answer:
    return {
        "whole": report.whole,
        "files": [
            {"file": x.file, "compartment": x.compartment, "first": x.first, "last": x.last,
             "head": x.head, "findings": [
                {"kind": f.key, "level": f.level, "sentence": f.text(),
                 "sequence": dict(f.values).get("sequence")}
                for f in x.findings]}
            for x in report.files
        ],
        "not_compared": list(report.unseen),
    }  # fmt: skip


def _rows(report: AuditReport, labels: dict[str, str]) -> list[str]:
    rows = []
    for one in report.files:
        rows.append(
            t("{file}: no entry yet", file=one.file)
            if one.last < one.first
            else t(
                "{file}: entries {first} to {last}, head {head}",
                file=one.file,
                first=one.first,
                last=one.last,
                head=one.head,
            )
        )
        rows += [f"  {finding.text()}" for finding in one.findings]
    rows += [
        t("“{compartment}” is in the checkpoint and not open to you.", compartment=label)
        for label in labels.values()
    ]
    return rows


def _run_checkpoint(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        auditing.save_checkpoint(session, arguments.out)
        content = arguments.out.read_bytes()
        statement = auditing.read_own_checkpoint(session, content)
    rows = [
        t("{compartment}: entry {sequence}, {head}", compartment=name, sequence=one.sequence,
          head=one.head)
        for name, one in sorted(statement.files.items())
    ]  # fmt: skip
    last = t("Written to “{file}”. Keep it away from this computer.", file=arguments.out.name)
    files = {
        name: {"sequence": one.sequence, "head": one.head, "epoch": one.epoch}
        for name, one in statement.files.items()
    }
    answer = {"file": str(arguments.out), "issued_at": statement.issued_at, "files": files}
    return answer, "\n".join([*rows, last])
