# SPDX-License-Identifier: Apache-2.0
"""The steps of setting up a desk; each checks what was typed and says beside it what is missing."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from hr_desk.i18n import N_, t
from ui import theme
from ui.pages.policy_form import PolicyForm
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, line
from ui.widgets.files import choose_folder
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words

REQUIRED = N_("Please fill this in.")
RETYPED = 5
"""How many characters of each half are typed again."""
ALL_ROLES = ("recruiter", "onboarding", "front_desk", "privacy_officer", "hr_admin")


class Step(QWidget):
    """One step: a heading, an explanation, and what is asked."""

    heading = ""
    explanation = ""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words()
        self.body = column(self, gap=theme.MEDIUM)
        title, text = Label(size="heading", bold=True), Label(tone="soft")
        self.words.put(self.heading, title.setText)
        self.words.put(self.explanation, text.setText)
        self.body.addWidget(title)
        self.body.addWidget(text)

    def complete(self) -> bool:
        """Say beside each editor what is missing; True if nothing is."""
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.words.again()
            self.complete() if self._said() else None
        super().changeEvent(event)

    def _said(self) -> bool:
        return any(entry.error() for entry in self.findChildren(Entry))


def _filled(entry: Entry, editor: QLineEdit) -> bool:
    missing = not editor.text().strip()
    entry.set_error(t(REQUIRED) if missing else "")
    return not missing


class CompanyStep(Step):
    """Who is responsible for the data, and where the desk lies."""

    heading = N_("Your company")
    explanation = N_(
        "This is the name people read on every notice: who asks for their data, and whom they "
        "can reach about it."
    )

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.name_entry, self.name = line(self.words, N_("Company name"))
        self.address_entry, self.address = line(self.words, N_("Address"))
        self.phone_entry, self.phone = line(self.words, N_("Telephone for questions about data"))
        self.folder_entry, self.folder = line(
            self.words,
            N_("Desk folder"),
            N_("An empty folder on this computer; network drives are refused."),
        )
        self.folder.setText(str(folder))
        browse = Button(icon="folder-open")
        self.words.put(N_("Choose a folder…"), browse.setText)
        browse.clicked.connect(self._choose)
        for widget in (self.name_entry, self.address_entry, self.phone_entry, self.folder_entry):
            self.body.addWidget(widget)
        self.body.addWidget(browse, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def complete(self) -> bool:
        """Everything is needed."""
        pairs = (
            (self.name_entry, self.name),
            (self.address_entry, self.address),
            (self.phone_entry, self.phone),
            (self.folder_entry, self.folder),
        )
        missing = [entry for entry, editor in pairs if not _filled(entry, editor)]
        return not missing and self._folder_is_possible()

    def _folder_is_possible(self) -> bool:
        """Say beside the folder that none can be made there: a file is in the way, or the name."""
        folder = Path(self.folder.text().strip())
        try:
            standing = next((one for one in (folder, *folder.parents) if one.exists()), folder)
            possible = standing.is_dir()
        except OSError:
            possible = False
        said = t("There can be no folder of this name here. Choose another one.")
        self.folder_entry.set_error("" if possible else said)
        return possible

    def company(self) -> Mapping[str, str]:
        """Return the controller's record."""
        return {
            "name": self.name.text().strip(),
            "address": self.address.text().strip(),
            "phone": self.phone.text().strip(),
        }

    def _choose(self) -> None:
        choose_folder(self, t("Choose a folder…"), lambda path: self.folder.setText(str(path)))


class AdminStep(Step):
    """The first user: name, passphrase twice, and how much they do."""

    heading = N_("The first user")
    explanation = N_(
        "This user sets up the desk and can add others later. Nobody can look up the passphrase; "
        "if it is lost, the recovery key of the next step opens the desk."
    )

    def __init__(self) -> None:
        super().__init__()
        self.user_entry, self.user = line(self.words, N_("User name"))
        self.first_entry, self.first = line(
            self.words,
            N_("Passphrase"),
            N_("At least 10 characters. Four or five unrelated words are easy to remember."),
            secret=True,
        )
        self.second_entry, self.second = line(
            self.words, N_("The same passphrase again"), secret=True
        )
        self.everything, self.admin_only = QRadioButton(), QRadioButton()
        self.words.put(N_("I do everything here: all roles"), self.everything.setText)
        self.words.put(N_("I look after users and records: HR admin only"), self.admin_only.setText)
        self.everything.setChecked(True)
        roles = QButtonGroup(self)
        for button in (self.everything, self.admin_only):
            roles.addButton(button)
        for widget in (
            self.user_entry, self.first_entry, self.second_entry, self.everything, self.admin_only,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def complete(self) -> bool:
        """A name, and the same passphrase twice."""
        named = _filled(self.user_entry, self.user)
        given = _filled(self.first_entry, self.first)
        same = self.first.text() == self.second.text()
        self.second_entry.set_error(
            "" if same else t("The two passphrases differ. Type the second one again.")
        )
        return named and given and same

    def roles(self) -> tuple[str, ...]:
        """Return the roles of the first user."""
        return ALL_ROLES if self.everything.isChecked() else ("hr_admin",)


class RecoveryStep(Step):
    """The two halves of the recovery key, and proof that both were put away."""

    heading = N_("The recovery key")
    explanation = N_(
        "Both halves together open this desk if every passphrase is lost. Print them or write "
        "them down, and give them to two people who keep them apart. They are shown only once."
    )

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._halves = ("", "")
        self.print_button = Button(icon="printer")
        self.words.put(N_("Save both halves as PDF…"), self.print_button.setText)
        self.print_button.clicked.connect(self.print_wanted)
        self._shown: list[CopyLabel] = []
        self._again: list[tuple[Entry, QLineEdit]] = []
        for label in (N_("First half"), N_("Second half")):
            title = Label(bold=True)
            self.words.put(label, title.setText)
            text = CopyLabel(size="heading")
            self.body.addWidget(title)
            self.body.addWidget(text)
            self._shown.append(text)
        self.body.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        asked = Label()
        self.words.put(
            N_("I have both halves put away. To be sure, type the last 5 characters of each:"),
            asked.setText,
        )
        self.body.addWidget(asked)
        ends = row(gap=theme.MEDIUM)
        for label in (N_("End of the first half"), N_("End of the second half")):
            entry, editor = line(self.words, label)
            ends.addWidget(entry)
            self._again.append((entry, editor))
        self.body.addLayout(ends)
        self.body.addStretch(1)

    @property
    def retyped(self) -> tuple[QLineEdit, QLineEdit]:
        """The two editors for the last characters."""
        return self._again[0][1], self._again[1][1]

    @property
    def halves(self) -> tuple[str, str]:
        """The two halves shown."""
        return self._halves

    def show_halves(self, halves: tuple[str, str]) -> None:
        """Show the two halves."""
        self._halves = halves
        for label, half in zip(self._shown, halves, strict=True):
            label.setText(half)

    def complete(self) -> bool:
        """The last characters of each half were typed as they stand there."""
        right = True
        for half, (entry, editor) in zip(self._halves, self._again, strict=True):
            same = _plain(editor.text()) == _plain(half)[-RETYPED:]
            entry.set_error("" if same else t("This is not how the half ends. Look at it again."))
            right = right and same
        return right


def _plain(text: str) -> str:
    return "".join(text.split()).replace("-", "").upper()


class PolicyStep(Step):
    """The privacy policy that is already published, and what the desk begins with."""

    heading = N_("The published privacy policy")
    explanation = N_(
        "People agree to the policy you have published. Take in its exact text with the day and "
        "the place of publication; nobody's data can be entered before."
    )

    def __init__(self) -> None:
        super().__init__()
        self.form = PolicyForm()
        self.demo, self.empty = QRadioButton(), QRadioButton()
        self.words.put(N_("Begin with an empty desk"), self.empty.setText)
        self.words.put(N_("Begin with made-up people, to look around"), self.demo.setText)
        self.empty.setChecked(True)
        self.sample = Button(kind="plain")
        self.words.put(N_("Use the sample to look around"), self.sample.setText)
        self.sample.clicked.connect(self._use_sample)
        made_up = row()
        made_up.addWidget(self.demo)
        made_up.addStretch(1)
        made_up.addWidget(self.sample)
        for widget in (self.form, self.empty):
            self.body.addWidget(widget)
        self.body.addLayout(made_up)
        self.body.addStretch(1)

    def complete(self) -> bool:
        """A place, and both texts; the sample only for made-up people."""
        return self.form.complete(sample_will_do=self.demo.isChecked())

    def _use_sample(self) -> None:
        """Begin with the sample and made-up people."""
        self.demo.setChecked(True)
        self.form.use_sample()
