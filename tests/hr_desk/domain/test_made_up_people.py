# SPDX-License-Identifier: Apache-2.0
"""Templates are tried on people who exist nowhere and have a value for nearly every field."""

from datetime import date

from hr_desk.catalogue.hand_off_templates import load_templates, usable_fields
from hr_desk.catalogue.loader import load
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import Around
from hr_desk.domain.made_up_people import PEOPLE, made_up_people

CATALOGUE = load()
FOUND = made_up_people(CATALOGUE)


def test_every_field_of_a_hand_off_has_a_value_that_its_type_reads() -> None:
    assert len(FOUND) == PEOPLE
    lacking = {field.key for field in usable_fields(CATALOGUE)} - set(FOUND[0])
    assert lacking == set()
    for person in FOUND:
        for key, stored in person.items():
            assert CATALOGUE.field(key).type.show(CATALOGUE.field(key).type.load(stored))


def test_what_files_get_wrong_is_among_them() -> None:
    told = "\n".join(str(value) for person in FOUND for value in person.values())
    assert "11010519491231002X" in told and "00017" in told and "欧阳𬭎" in told
    assert any(len(str(value)) == 19 and str(value).isdigit() for value in FOUND[0].values())


def test_each_shipped_template_can_be_tried_on_them() -> None:
    for template in load_templates().values():
        for number, person in enumerate(FOUND, start=1):
            around = Around(number, "new", "示例公司", date(2026, 3, 2))
            row = hand_off_rows.cells(template, CATALOGUE, person, around=around)
            assert hand_off_rows.missing(template, person) == ()
            assert len(row) == len(template.columns)
