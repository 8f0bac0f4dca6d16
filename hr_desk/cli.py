# SPDX-License-Identifier: Apache-2.0
"""The commands without a screen, for schedulers, scripts and checks (design section 9).

Each takes ``--json``, prints an error on stderr in one line with the way out, and exits 0, 1
(refused or failed) or 2 (usage). A passphrase comes from the terminal, from a file descriptor or,
for tests, from the environment.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from hr_desk import __version__
from hr_desk.cli_parts import (
    Answer,
    command,
    group,
    language_of_machine,
    opened,
    user_of,
    with_key,
)
from hr_desk.cli_problems import (
    ClockAhead,
    DayUnreadable,
    FileUnreadable,
    PlaceUnusable,
    RecordsTooFew,
    bug_line,
)
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t, use_language
from hr_desk.operations import backups, desks, restoring, retention, users
from hr_desk.operations.session import Session
from hr_desk.secrets_typed import halves_from, new_passphrase_from, passphrase_from

WINDOW: Final = N_(
    "Without a command the window opens: hr-desk [--desk FOLDER] [--language CODE]. "
    "A made-up day, with pictures: hr-desk demo --out FOLDER [--people N]."
)


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code. Whatever goes wrong is one line on stderr."""
    use_language(language_of_machine())
    arguments = _parser().parse_args(argv)
    use_language(arguments.language)
    try:
        answer, text = arguments.run(arguments)
        said = json.dumps(answer, ensure_ascii=False, default=str) if arguments.json else text
        print(said, flush=True)
    except UserError as error:
        return _failed(error)
    except OSError as error:
        return _failed(PlaceUnusable(file=error.filename or t("Input or output")))
    except Exception as error:  # noqa: BLE001 - a bug shows its kind and place, never a value
        print(bug_line(error), file=sys.stderr)
        return 1
    return 0


def _failed(error: UserError) -> int:
    print(" ".join(error.text().split()), file=sys.stderr)
    return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hr-desk", epilog=t(WINDOW))
    parser.add_argument("--version", action="version", version=f"HR Desk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _init(commands)
    _user(commands)
    _retention(commands)
    _certificate(commands)
    _backup(commands)
    _bench(commands)
    return parser


def _init(commands: Any) -> None:
    parser = with_key(commands, "init", _run_init, "desk")
    parser.add_argument("--company", required=True)
    parser.add_argument("--address", default="")
    parser.add_argument("--phone", default="")
    parser.add_argument("--admin", required=True)
    parser.add_argument("--role", action="append", default=[])


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


def _user(commands: Any) -> None:
    verbs = group(commands, "user")
    adding = with_key(verbs, "add", _run_user_add, "desk")
    adding.add_argument("--name", required=True)
    adding.add_argument("--role", action="append", required=True)
    adding.add_argument("--new-passphrase-fd", type=int)
    with_key(verbs, "list", _run_user_list, "desk")
    recovering = command(verbs, "recover", _run_user_recover, "desk")
    recovering.add_argument("--name", required=True)
    recovering.add_argument("--role", action="append", required=True)
    recovering.add_argument("--halves-fd", type=int)
    recovering.add_argument("--new-passphrase-fd", type=int)
    changing = with_key(verbs, "passphrase", _run_user_passphrase, "desk")
    changing.add_argument("--new-passphrase-fd", type=int)


def _run_user_add(arguments: argparse.Namespace) -> tuple[Answer, str]:
    return _added(opened(arguments), arguments)


def _run_user_recover(arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Add a user with the two printed halves, where nobody's passphrase opens the desk."""
    halves = halves_from(arguments)
    return _added(users.open_by_recovery(arguments.desk, halves=halves), arguments)


def _added(session: Session, arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Add the user the arguments name, and close the session."""
    try:
        changes = users.add(
            session,
            name=arguments.name,
            passphrase=new_passphrase_from(arguments),
            roles=arguments.role,
        )
    finally:
        session.close()
    return {"user": changes.created[0]}, t("Added: {name}", name=arguments.name)


def _run_user_list(arguments: argparse.Namespace) -> tuple[Answer, str]:
    session = opened(arguments)
    try:
        lines = users.list_users(session)
        labels = {key: role.label for key, role in session.catalogue.roles.items()}
    finally:
        session.close()
    answer = {"users": [{"name": u.name, "roles": u.roles, "holds": u.holds} for u in lines]}
    rows = [f"{u.name}  {' '.join(str(labels.get(r, r)) for r in u.roles)}" for u in lines]
    return answer, "\n".join(rows)


def _run_user_passphrase(arguments: argparse.Namespace) -> tuple[Answer, str]:
    user = user_of(arguments)
    old = passphrase_from(arguments, t("Passphrase"))
    session = desks.open_desk(arguments.desk, user=user, passphrase=old)
    try:
        users.change_passphrase(session, old=old, new=new_passphrase_from(arguments))
    finally:
        session.close()
    return {"user": user}, t("The new passphrase is in force.")


def _retention(commands: Any) -> None:
    verbs = group(commands, "retention")
    for name, run in (("preview", _run_preview), ("run", _run_sweep)):
        parser = with_key(verbs, name, run, "desk")
        parser.add_argument("--on", metavar="DAY")


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
    session = opened(arguments)
    try:
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
    finally:
        session.close()
    due = [
        {"person": x.person_id, "class": x.class_key, "event": x.clock_event,
         "clock_day": x.clock_day, "due": x.due, "days_left": x.days_left}
        for x in lines
    ]  # fmt: skip
    answer = {"due": due, "clock_needs_confirmation": ahead}
    return answer, "\n".join([*rows, t("Due: {count}", count=count)])


def _run_sweep(arguments: argparse.Namespace) -> tuple[Answer, str]:
    day = _day(arguments)
    session = opened(arguments)
    try:
        if day is not None:
            retention.confirm_day(session, day)
        elif session.may("retention.sweep") and retention.clock_needs_confirmation(session):
            raise ClockAhead(today=session.today().isoformat())
        result = retention.sweep(session)
    finally:
        session.close()
    counts = dict(result.counts)
    answer = {"counts": counts, "number": result.number, "proven": result.proven}
    if result.number is None:
        return answer, t("Nothing was due.")
    if not result.proven:
        return answer, t(
            "Deleted: {count}. The file is open elsewhere; the certificate follows when it is "
            "free, at the next run.",
            count=sum(counts.values()),
        )
    return answer, t(
        "Deleted: {count}. Certificate {number} is in the folder “certificates” of the desk.",
        count=sum(counts.values()),
        number=result.number,
    )


def _certificate(commands: Any) -> None:
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


def _backup(commands: Any) -> None:
    verbs = group(commands, "backup")
    with_key(verbs, "create", _run_backup, "desk").add_argument("--to", type=Path)
    with_key(verbs, "verify", _run_backup_verify, "desk", "file")
    with_key(verbs, "restore", _run_restore, "desk", "file")


def _run_backup(arguments: argparse.Namespace) -> tuple[Answer, str]:
    session = opened(arguments)
    try:
        made = backups.create(session, to=arguments.to)
    finally:
        session.close()
    rows = [t("{file}, kept until {day}", file=x.path, day=x.gone_on.isoformat()) for x in made]
    answer = {
        "backups": [{"file": str(x.path), "bytes": x.bytes, "gone_on": x.gone_on} for x in made]
    }
    return answer, "\n".join(rows)


def _run_backup_verify(arguments: argparse.Namespace) -> tuple[Answer, str]:
    checked = restoring.verify_backup(
        arguments.desk,
        arguments.file,
        user=user_of(arguments),
        passphrase=passphrase_from(arguments, t("Passphrase")),
    )
    answer = {"file": str(arguments.file), "whole": True, "compartment": checked}
    return answer, t("The backup “{file}” is whole.", file=arguments.file.name)


def _run_restore(arguments: argparse.Namespace) -> tuple[Answer, str]:
    done = restoring.restore(
        arguments.desk,
        arguments.file,
        user=user_of(arguments),
        passphrase=passphrase_from(arguments, t("Passphrase")),
    )
    answer = {"compartment": done.compartment, "at": done.at, "deleted_again": done.deleted_again}
    return answer, t(
        "Restored the state of {at}. Deleted again: {count}.",
        at=done.at,
        count=done.deleted_again,
    )


def _bench(commands: Any) -> None:
    parser = command(commands, "bench", _run_bench)
    parser.add_argument("--records", type=int, default=100_000)


def _run_bench(arguments: argparse.Namespace) -> tuple[Answer, str]:
    from hr_desk.bench import rows

    if arguments.records < 1:
        raise RecordsTooFew
    measured = rows(arguments.records)
    lines = [
        f"{row.name:40} {row.ratio:8.3f}  <= {row.budget:<8.3f} {'ok' if row.met else 'not met'}"
        for row in measured
    ]
    answer = {
        "rows": [
            {"name": r.name, "ratio": r.ratio, "budget": r.budget, "met": r.met, **r.detail}
            for r in measured
        ]
    }
    return answer, "\n".join(lines)
