# SPDX-License-Identifier: Apache-2.0
"""Value types: how each kind of field is parsed, checked, shown, masked and stored."""

from hr_desk.catalogue.types.base import FieldType, Notice, ValueProblem
from hr_desk.catalogue.types.basis import ValueType
from hr_desk.catalogue.types.choices import Choice, Choices, Country, Flag, Prefecture
from hr_desk.catalogue.types.dates import Day, Timestamp, YearMonth
from hr_desk.catalogue.types.documents import Document, Documents
from hr_desk.catalogue.types.histories import (
    Contact,
    EducationHistory,
    TrainingRecords,
    WorkHistory,
)
from hr_desk.catalogue.types.id_papers import IdNumber
from hr_desk.catalogue.types.money import Money
from hr_desk.catalogue.types.numbers import BankCard, Count, Phone
from hr_desk.catalogue.types.papers import (
    ContractTerm,
    DatedChoice,
    DatedFlag,
    Graded,
    Permit,
    Validity,
)
from hr_desk.catalogue.types.pay import PayRange
from hr_desk.catalogue.types.qualifications import Certificates, DrivingLicence, LanguageSkills
from hr_desk.catalogue.types.texts import (
    Alphanumeric,
    Email,
    LongText,
    PersonName,
    PlainText,
    Plate,
    WeChatId,
)

TYPES: dict[str, type[ValueType]] = {
    kind.name: kind
    for kind in (
        PlainText,
        LongText,
        PersonName,
        Email,
        Alphanumeric,
        WeChatId,
        Plate,
        Phone,
        IdNumber,
        BankCard,
        Count,
        PayRange,
        Day,
        YearMonth,
        Timestamp,
        Choice,
        Choices,
        Country,
        Prefecture,
        Flag,
        EducationHistory,
        WorkHistory,
        TrainingRecords,
        Certificates,
        DrivingLicence,
        LanguageSkills,
        Contact,
        Document,
        Documents,
        Money,
        Permit,
        Validity,
        ContractTerm,
        DatedFlag,
        DatedChoice,
        Graded,
    )
}
"""Type name in the data files to class; its dataclass fields are the options."""

FILE_TYPES = frozenset({Document.name, Documents.name})
"""Types whose values are sealed files: nobody types or prints them."""

__all__ = ["FILE_TYPES", "TYPES", "FieldType", "Notice", "ValueProblem"]
