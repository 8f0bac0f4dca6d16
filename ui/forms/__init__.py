# SPDX-License-Identifier: Apache-2.0
"""Forms made from the catalogue: an editor for each kind of value, and records of them."""
