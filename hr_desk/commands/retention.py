# SPDX-License-Identifier: Apache-2.0
"""The commands that list and delete what is due."""

import argparse
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from hr_desk.commands.parts import Answer, group, opened, with_key
from hr_desk.commands.problems import ClockAhead, ClockWaits, DayUnreadable
from hr_desk.i18n import t
from hr_desk.operations import retention, service
from hr_desk.operations.session import Session


def add(commands: Any) -> None:
    """Add the command to the program's."""
    verbs = group(commands, "retention")
    for name, run in (("preview", _run_preview), ("run", _run_sweep)):
        parser = with_key(verbs, name, run, "desk")
        # A service has no word to give for the clock.
        given = parser.add_mutually_exclusive_group()
        given.add_argument("--on", metavar="DAY")
        if run is _run_sweep:
            given.add_argument("--service-key", type=Path, metavar="FILE")


def _day(arguments: argparse.Namespace) -> date | None:
    """Return the day of ``--on``, None where there is none; raises DayUnreadable."""
    if arguments.on is None:
        return None
    try:
        return date.fromisoformat(arguments.on)
    except ValueError:
        raise DayUnreadable(typed=arguments.on) from None


def _run_preview(arguments: argparse.Namespace) -> tuple[Answer, str]:
    day = _day(arguments)
    with closing(opened(arguments)) as session:
        lines = retention.preview(session, on=day)
        classes = session.catalogue.classes
        rows = [
            t(
                "{due}  {name}  {record} ({days} days); from {clock_day}: {event}",
                due=line.due.isoformat(),
                name=line.name,
                record=classes[line.class_key].label,
                days=line.days_left,
                clock_day=line.clock_day.isoformat(),
                event=classes[line.class_key].clock_event,
            )
            for line in lines
        ]
        ahead = retention.clock_needs_confirmation(session)
        if ahead:
            rows.append(ClockAhead(today=session.today().isoformat()).text())
        count = len(lines)
    due = [
        {"compartment": x.compartment, "person": x.person_id, "class": x.class_key,
         "event": x.clock_event, "clock_day": x.clock_day, "due": x.due, "days_left": x.days_left}
        for x in lines
    ]  # fmt: skip
    answer = {"due": due, "clock_needs_confirmation": ahead}
    return answer, "\n".join([*rows, t("Due: {count}", count=count)])


def _sweeper(arguments: argparse.Namespace) -> Session:
    """Open the desk by the key file of its service, or as the named user."""
    if arguments.service_key is None:
        return opened(arguments)
    return service.open_by_key(arguments.desk, arguments.service_key)


def _run_sweep(arguments: argparse.Namespace) -> tuple[Answer, str]:
    day = _day(arguments)
    with closing(_sweeper(arguments)) as session:
        if day is not None:
            retention.confirm_day(session, day)
        elif session.may("retention.sweep") and retention.clock_needs_confirmation(session):
            served = arguments.service_key is not None
            raise (ClockWaits if served else ClockAhead)(today=session.today().isoformat())
        result = retention.sweep(session)
    counts = dict(result.counts)
    sweeps = [{"compartment": x.compartment, "number": x.number, "counts": dict(x.counts)}
              for x in result.files]  # fmt: skip
    answer = {"counts": counts, "number": result.number, "proven": result.proven, "sweeps": sweeps}
    if not result.files:
        return answer, t("Nothing was due.")
    if not result.proven:
        return answer, t(
            "Deleted: {count}. The file is open elsewhere; the certificate follows when it is "
            "free, at the next run.",
            count=sum(counts.values()),
        )
    numbers = t(", ").join(str(file.number) for file in result.files)
    return answer, t(
        "Deleted: {count}. Certificate {number} is in the folder “certificates” of the desk.",
        count=sum(counts.values()),
        number=numbers,
    )
