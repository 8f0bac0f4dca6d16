# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with the data files, each as a sentence with file, line and nearest name."""

from collections.abc import Iterable
from difflib import get_close_matches

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class CatalogueProblem(UserError):
    """A data file of the catalogue, or the company's overlay, is refused as a whole."""

    message = N_("{file}, line {line}: this cannot be read. Correct it and start again.")


class NotToml(CatalogueProblem):
    """The file is no TOML, or names one key twice."""

    message = N_("{file}, line {line}: this is not valid TOML ({detail}).")


class MissingFile(CatalogueProblem):
    """There is no such file or folder, or it holds no catalogue."""

    message = N_("{file}: nothing to read here. Reinstall HR Desk, or correct the path.")


class UnknownKey(CatalogueProblem):
    """A key that no declaration of this kind has."""

    message = N_("{file}, line {line}: unknown key “{name}”; the nearest is “{nearest}”.")


class UnknownWord(CatalogueProblem):
    """A value that must be one of a known set (type, role, stage, class, code list, mask)."""

    message = N_("{file}, line {line}: unknown {kind} “{name}”; the nearest is “{nearest}”.")


class MissingKey(CatalogueProblem):
    """Something that every declaration of this kind must say."""

    message = N_("{file}, line {line}: “{owner}” must say “{name}”.")


class WrongShape(CatalogueProblem):
    """A value of another kind than the key takes."""

    message = N_("{file}, line {line}: “{name}” must be {shape}.")


class DeclaredTwice(CatalogueProblem):
    """The same name in two files."""

    message = N_("{file}, line {line}: “{name}” is declared a second time; give it another name.")


class DanglingRename(CatalogueProblem):
    """A tombstone that points at a field that does not exist."""

    message = N_(
        "{file}, line {line}: “{name}” is said to be renamed to “{target}”, which does not exist; "
        "the nearest is “{nearest}”."
    )


class NoRetentionClass(CatalogueProblem):
    """A field without a day on which it goes."""

    message = N_("{file}, line {line}: “{name}” has no retention class, so it would never go.")


class ForbiddenHere(CatalogueProblem):
    """A field that may never be asked, by key or by label."""

    message = N_("{file}, line {line}: “{name}” may not be asked: {reason}")


class LabelTaken(CatalogueProblem):
    """A company's own field that looks like one that is there already."""

    message = N_(
        "{file}, line {line}: there is a field “{name}” already. Tighten that one, or choose "
        "another label."
    )


class NeededByProgram(CatalogueProblem):
    """A field without which nobody can be taken in."""

    message = N_(
        "{file}, line {line}: nobody could be taken in without “{name}”. Leave its stage, roles "
        "and demand in recruitment as they are."
    )


class NotTighter(CatalogueProblem):
    """An overlay may make a rule stricter, not looser."""

    message = N_(
        "{file}, line {line}: “{name}” would become looser than HR Desk allows. An overlay may "
        "only tighten it."
    )


class NeedsReason(CatalogueProblem):
    """A gate may be opened earlier only with a reason that the person is shown."""

    message = N_(
        "{file}, line {line}: opening “{name}” earlier needs a reason in both languages, which "
        "the person will read. Add a reason."
    )


class BadOverlayKey(CatalogueProblem):
    """Something of a company's own without the prefix that keeps it apart."""

    message = N_("{file}, line {line}: a key of the company's own begins with x_: “x_{name}”.")


class WrittenByHand(CatalogueProblem):
    """A table that the window cannot change without touching something else."""

    message = N_(
        "{file}: “{name}” is written in a way that only a person can change. Change it there, and "
        "open the desk again."
    )


class AfterDecision(CatalogueProblem):
    """A company's own stage that would stand where the decision is made already."""

    message = N_(
        "{file}, line {line}: “{name}” must stand before the offer, but {key} names “{stage}”. The "
        "last station it may name is “{last}”."
    )


class StageUnreached(CatalogueProblem):
    """Own stages that stand after one another in a ring."""

    message = N_(
        "{file}, line {line}: nobody would get to “{name}”: it stands after “{after}”, which "
        "itself stands after it. Let one of them stand after a station that ships, such as applied."
    )


class StageLabelTaken(CatalogueProblem):
    """Two stages that nobody could tell apart."""

    message = N_("{file}, line {line}: there is a stage “{name}” already. Choose another label.")


class TooManyStages(CatalogueProblem):
    """More own stages than a board has room for."""

    message = N_(
        "{file}, line {line}: “{name}” is one too many. At most {most} stages may be added."
    )


class ChoiceFixed(CatalogueProblem):
    """A stage that every requisition has."""

    message = N_("{file}, line {line}: every requisition has “{name}”, so there is no choice.")


class UnknownField(UserError):
    """No field has this key."""

    message = N_("There is no field “{name}”; the nearest is “{nearest}”.")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``; empty when there are none."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.0)
    return found[0] if found else ""
