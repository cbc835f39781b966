"""The gate before power is switched on over a neighbour's transformer (domain notes §3.5, §9 R3, §12.8).

Borrowed and kept shares must fit the transformer, and the supply enterprise must have consented in writing: sharing power
without its consent may be unlawful, and the desk never presents it as normal practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.figures import written
from service_desk.domain.power_request import ApplyKind

POWER_FORM = "power"


def supplies_power(form: str) -> bool:
    """Tell whether a request was made with the power form, so that it ends with power switched on."""
    return form == POWER_FORM


def is_borrowed(form: str, answers: Mapping[str, Any]) -> bool:
    """Tell whether power is asked for over a neighbour's transformer (借用、转供)."""
    return supplies_power(form) and answers.get("apply_kind") == ApplyKind.BORROW


def lending_problem(form: str, answers: Mapping[str, Any]) -> Bilingual | None:
    """Return why power must not be switched on over the lender's transformer; None where nothing is borrowed or all fits."""
    if not is_borrowed(form, answers):
        return None
    rated, keep, borrowed = (
        _figure(answers.get(name)) for name in ("lender_rated_kva", "lender_keep_kva", "borrow_kva")
    )
    if rated is None or keep is None or borrowed is None:
        return Bilingual(
            "借用变压器的额定、自留和借用容量没有填全，不能送电。",
            "The rated, kept and borrowed capacities are not all given; power must not be switched on.",
        )
    if keep + borrowed > rated:
        zh, en = (f"{written(borrowed)} + {written(keep)} > {written(rated)} kVA",) * 2
        return Bilingual(
            f"借用加自留超过额定容量（{zh}），不能送电。",
            f"Borrowed and kept exceed the rated capacity ({en}); power must not be switched on.",
        )
    return None


def _figure(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
