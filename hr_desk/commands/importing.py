# SPDX-License-Identifier: Apache-2.0
"""The commands that take a sheet of applicants in and take it back.

``hr-desk import DESK FILE`` and ``hr-desk import undo DESK BATCH`` share a word: a first place
called ``undo`` is the second one, so a desk folder of that name is written ``./undo``.
"""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from hr_desk.commands.parts import Answer, command, opened
from hr_desk.commands.problems import PlacesMissing
from hr_desk.i18n import t
from hr_desk.operations import import_columns, import_files, import_undo, importing
from hr_desk.operations.import_rows import Fate
from hr_desk.operations.import_writing import FORM
from hr_desk.operations.importing import Preview, Reading
from hr_desk.operations.session import Session

_UNDO: Final = "undo"


def add(commands: Any) -> None:
    """Add the command to the program's."""
    parser = command(commands, "import", _run)
    parser.usage = t(
        "hr-desk import DESK FILE [--form FORM] [--requisition ID] [--dry-run], or "
        "hr-desk import DESK --template OUT, or hr-desk import undo DESK BATCH"
    )
    parser.add_argument("places", nargs="+", metavar="DESK FILE | undo DESK BATCH")
    parser.add_argument("--user")
    parser.add_argument("--passphrase-fd", type=int)
    parser.add_argument("--form", choices=(FORM,), default=FORM)
    parser.add_argument("--requisition")
    parser.add_argument("--sheet")
    parser.add_argument("--notice", default="owed")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--good-rows-only", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--errors", type=Path, metavar="OUT")
    parser.add_argument("--template", type=Path, metavar="OUT")
    parser.add_argument("--also-worked-on", action="store_true")


def _run(arguments: argparse.Namespace) -> tuple[Answer, str]:
    places = arguments.places
    undoing = places[0] == _UNDO
    wanted = 3 if undoing else (1 if arguments.template else 2)
    if len(places) != wanted:
        raise PlacesMissing
    arguments.desk = Path(places[1] if undoing else places[0])
    with closing(opened(arguments)) as session:
        if undoing:
            return _undo(session, places[2], arguments)
        if arguments.template:
            import_files.save_template(session, arguments.template)
            said = t("The template is in “{file}”.", file=arguments.template.name)
            return {"template": str(arguments.template)}, said
        return _import(session, Path(places[1]), arguments)


def _undo(session: Session, batch_id: str, arguments: argparse.Namespace) -> tuple[Answer, str]:
    undone = import_undo.undo(session, batch_id, also_worked_on=arguments.also_worked_on)
    answer = {
        "batch": batch_id,
        "removed": undone.removed,
        "put_back": undone.put_back,
        "proven": undone.proven,
    }
    return answer, t(
        "The import is undone: {removed} people removed, {back} put back.",
        removed=undone.removed,
        back=undone.put_back,
    )


def _import(session: Session, file: Path, arguments: argparse.Namespace) -> tuple[Answer, str]:
    seen = _previewed(session, file, arguments)
    answer, lines = _told(session, seen)
    if arguments.errors and seen.findings:
        import_files.save_errors(session, seen, arguments.errors)
        answer["errors"] = str(arguments.errors)
    if arguments.dry_run:
        return answer, "\n".join(lines)
    done = importing.take_in(session, seen, good_rows_only=arguments.good_rows_only)
    answer |= {"batch": done.batch_id, "imported": done.new, "updated": done.updated}
    lines.append(
        t(
            "Imported: {new} new, {updated} renewed. Batch {batch}",
            new=done.new,
            updated=done.updated,
            batch=done.batch_id,
        )
    )
    return answer, "\n".join(lines)


def _previewed(session: Session, file: Path, arguments: argparse.Namespace) -> Preview:
    sheets = importing.read_file(session, file)
    if arguments.sheet is None:
        sheet = importing.likeliest(session, sheets)
    else:
        sheet = importing.sheet_named(sheets, arguments.sheet)
    reading = Reading(
        requisition_id=arguments.requisition, notice=arguments.notice, update=arguments.update
    )
    return importing.preview(session, sheet, reading)


def _told(session: Session, seen: Preview) -> tuple[dict[str, object], list[str]]:
    """Return the rows' fates for both answers: no value of a cell stands in either."""
    counts = {fate.value: seen.counts.get(fate, 0) for fate in Fate}
    heads = {column.place: column.heading for column in seen.columns}
    problems = [
        {"row": one.line, "column": heads.get(one.place, "") if one.place is not None else "",
         "field": one.key, "kind": one.kind, "reason": one.reason}
        for one in seen.findings
    ]  # fmt: skip
    left_out = {
        column.heading: import_columns.why_not_stored(session.catalogue, column)
        for column in seen.left_out
    }
    answer: dict[str, object] = {
        "sheet": seen.sheet.name,
        "rows": counts,
        "passed_over": seen.passed_over,
        "problems": problems,
        "not_stored": left_out,
    }
    lines = [t("Column “{column}”: {reason}", column=head, reason=why)
             for head, why in left_out.items()]  # fmt: skip
    lines += [t("Row {row}, {column}: {reason}", row=one["row"], column=one["column"] or "–",
                reason=one["reason"]) for one in problems]  # fmt: skip
    lines.append(
        t("{new} new, {update} to renew, {skipped} skipped, {problem} with problems", **counts)
    )
    return answer, lines
