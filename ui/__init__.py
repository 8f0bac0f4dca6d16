# SPDX-License-Identifier: Apache-2.0
"""Everything that needs a screen; data changes only through hr_desk.operations."""
