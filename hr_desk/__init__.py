# SPDX-License-Identifier: Apache-2.0
"""HR Desk without a screen: the catalogue, the rules, the keys, the files and the verbs.

Nothing here knows Qt. ``hr_desk.operations`` is the part other programs may call; docs/api.md
shows each verb with a runnable example.
"""

__version__ = "0.1.0"
