# SPDX-License-Identifier: Apache-2.0
"""The purposes a person may name; none is chosen in advance, so that each one is meant."""

from PySide6.QtWidgets import QComboBox, QPushButton

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import t
from ui.widgets.entry import fill

OF_RECRUITMENT = ("apply.", "notice.", "verify.", "pool.", "other.")
"""How the keys of the purposes begin that recruitment may have (clause 1.4 of the policy)."""
OF_EMPLOYMENT = ("hire.", "notice.", "verify.", "other.")
"""The same of whoever is joining."""
OF_VISITS = ("visit.",)
"""The same of visits."""


def fill_purposes(
    box: QComboBox, catalogue: Catalogue, among: tuple[str, ...] = OF_RECRUITMENT
) -> None:
    """Offer the purposes ``among`` these in the language in use; a chosen one stays chosen."""
    chosen = box.currentData()
    offered = catalogue.purposes.values()
    fill(box, [(str(o.label), o.key) for o in offered if o.key.startswith(among)])
    box.setPlaceholderText(t("Choose a purpose"))
    if chosen is None:
        choose_none(box)


def choose_none(box: QComboBox) -> None:
    """Take the choice back."""
    box.setCurrentIndex(-1)


def needs_choice(box: QComboBox, button: QPushButton) -> None:
    """Let ``button`` be pressed only while something is chosen in ``box``."""
    box.currentIndexChanged.connect(lambda place: button.setEnabled(place >= 0))
    button.setEnabled(box.currentIndex() >= 0)
