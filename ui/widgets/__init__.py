# SPDX-License-Identifier: Apache-2.0
"""Small widgets that several pages share; they take data and send signals."""
