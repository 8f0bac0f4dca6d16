# SPDX-License-Identifier: Apache-2.0
"""The commands without a screen, a module for each; ``hr_desk.cli`` runs them (design section 9).

To add one: a module with ``add``, a line in ``parts.COMMANDS`` and one in ``cli.MODULES``.
"""
