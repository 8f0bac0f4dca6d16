# SPDX-License-Identifier: Apache-2.0
"""Lists of records as tables: a model over rows that a query handed in, and its view."""
