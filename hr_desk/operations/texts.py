# SPDX-License-Identifier: Apache-2.0
"""One-line texts that are no catalogue value: titles, places, the company's record."""

from hr_desk.catalogue.types.cleaning import clean
from hr_desk.operations.problems import TextMissing, TextTooLong


def one_line(text: str, *, label: object, longest: int, required: bool = True) -> str:
    """Return the cleaned line of at most ``longest`` characters; ``label`` names it in a sentence.

    A label that is no string (i18n.Message, i18n.Text) is said when the sentence is read.

    Raises TextMissing where nothing is left of a required text, TextTooLong.
    """
    cleaned = clean(text, prose=True)
    if required and not cleaned:
        raise TextMissing(field=label)
    if len(cleaned) > longest:
        raise TextTooLong(field=label, limit=longest)
    return cleaned
