# SPDX-License-Identifier: Apache-2.0
"""Keys, signatures and sealed bytes: the only part of HR Desk that knows cryptography.

No primitive is our own: Argon2id (RFC 9106), HPKE (RFC 9180), AES-256-GCM-SIV (RFC 8452), Ed25519
(RFC 8032) and HKDF (RFC 5869) come from the ``cryptography`` library. Every format carries its
version and suite and is written down in docs/desk-format.md. Python cannot wipe memory: locking
ends the process (design section 4).
"""
