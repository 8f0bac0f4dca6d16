# SPDX-License-Identifier: Apache-2.0
"""A made-up field of a company's own that needs a separate consent: the number of a licence."""

LICENCE = "x_licence"
_FIELD = """
[field.x_licence]
record = "person"
label = { zh = "叉车证号", en = "Forklift licence" }
purpose = { zh = "核对叉车岗位的上岗资格。", en = "To check the licence a forklift post needs." }
refusal = { zh = "不填则不能应聘叉车岗位。", en = "Without it no forklift post." }
section = "papers"
type = { name = "alnum", shortest = 4, longest = 20 }
demand = { recruitment = "optional", onboarding = "closed", visitor = "closed" }
basis = { recruitment = "BASIS" }
sensitivity = "caution"
separate_consent = true
necessity = { zh = "叉车岗位依法须持证。", en = "A forklift post needs a licence." }
impact = { zh = "泄露后可能被冒用。", en = "A leak could let others pose as you." }
earliest_stage = "kiosk"
roles = "– – F – F –"
retention = { hiring = "REJ" }
mask = "none"
search = "code"
"""


def licence_field(basis: str) -> str:
    """Return a ``catalogue.toml`` that declares LICENCE, rested on ``basis``."""
    return _FIELD.replace("BASIS", basis)
