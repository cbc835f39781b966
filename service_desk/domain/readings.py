"""Comparing what was measured on site with what had been claimed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")


def difference_percent(claimed: Decimal | None, measured: Decimal) -> Decimal | None:
    """Return by how many per cent of the claim the measurement departs from it, to one decimal; None without a claim."""
    if claimed is None or claimed == 0:
        return None
    return ((measured - claimed) / claimed * 100).quantize(_TENTH, ROUND_HALF_UP)
