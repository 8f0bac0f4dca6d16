# SPDX-License-Identifier: Apache-2.0
"""Setting up the first desk: company, first admin, recovery key, policy and first contents."""
