"""Amounts that people type: whether they can be reckoned with, and how they are written out."""

from __future__ import annotations

from decimal import Decimal

MOST_DECIMALS = 6


def is_plain(figure: Decimal, largest: Decimal) -> bool:
    """Tell whether a figure is a number of sensible size: `NaN`, `1E+999999` and `1E-999999` are decimals too."""
    exponent = figure.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DECIMALS and abs(figure) <= largest


def written(amount: Decimal) -> str:
    """Write an amount with thousands commas and without needless zeros: 1,234.5."""
    whole = f"{amount:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
