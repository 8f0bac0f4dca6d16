# SPDX-License-Identifier: Apache-2.0
"""The kiosk without its screens: what is asked, in which order, and how it is sealed and dropped.

A kiosk holds public keys only. It imports the catalogue, the domain's clock, and of the vault what
seals and what verifies; no compartment file can be opened from here (tests/architecture).
"""
