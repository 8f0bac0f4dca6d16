# SPDX-License-Identifier: Apache-2.0
"""The encrypted compartment files: one SQLCipher file each; nothing else imports the driver.

A file is opened with a raw key (the vault derives it), written through one transaction that also
appends the audit entry, and read through plain SQL in few places.
"""
