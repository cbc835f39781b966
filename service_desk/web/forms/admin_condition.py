"""The forms in which an administrator says what an answer has to be for a condition to be met: chosen, compared, ticked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.condition_words import COMPARED_WORDS
from service_desk.domain.request_forms.conditions import Clause, Relation
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import CheckboxesField, Filled, QuantityField, choices
from service_desk.web.language import say

_SIGNS = {
    Relation.BELOW: "<",
    Relation.UP_TO: "≤",
    Relation.ABOVE: ">",
    Relation.FROM: "≥",
    Relation.EQUAL: "=",
}


class ClauseForm(DeskForm):
    """What all three have in common: `seen` is the change of the form that the administrator looked at last."""

    seen = HiddenField()

    @classmethod
    def starting(cls, clause: Clause | None) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {} if clause is None else {"relation": clause.relation.value}

    def said(self, name: str) -> Clause:
        """Return the clause as filled in, about the question of that name."""
        return Clause(name, Relation(self["relation"].data))


class ChosenForm(ClauseForm):
    """A question to choose from: one of some options, or none of them."""

    relation = RadioField(
        _l("选了什么算满足"), [Filled()], default=Relation.ONE_OF.value,
        choices=choices([(Relation.ONE_OF.value, _l("选了下面任意一个")), (Relation.NONE_OF.value, _l("选了别的，不是下面的"))]),
    )  # fmt: skip
    codes = CheckboxesField(_l("选项"), [Filled(_l("请至少勾一个选项。"))])

    @classmethod
    def starting(cls, clause: Clause | None) -> dict[str, Any]:
        """Return the relation and the options of the clause."""
        return {} if clause is None else {**super().starting(clause), "codes": sorted(clause.codes)}

    def offer(self, options: Mapping[str, Bilingual]) -> None:
        """Offer the options of the question."""
        self.codes.choices = choices((code, say(words)) for code, words in options.items())

    def said(self, name: str) -> Clause:
        """Return the clause with its options."""
        return super().said(name)._replace(codes=frozenset(self.codes.data or ()))


class AmountForm(ClauseForm):
    """A number: compared with another."""

    relation = SelectField(_l("怎么比"), [Filled()], default=Relation.FROM.value)
    amount = QuantityField(_l("和多少比"), [Filled()], unit="", places=None)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.relation.choices = choices(
            (each.value, f"{_SIGNS[each]} {say(words)}") for each, words in COMPARED_WORDS.items()
        )

    @classmethod
    def starting(cls, clause: Clause | None) -> dict[str, Any]:
        """Return the relation and the amount of the clause."""
        return {} if clause is None else {**super().starting(clause), "amount": clause.amount}

    def said(self, name: str) -> Clause:
        """Return the clause with its amount."""
        return super().said(name)._replace(amount=Decimal(self.amount.data or 0))


class TickedForm(ClauseForm):
    """A box: ticked or not."""

    relation = RadioField(
        _l("勾没勾算满足"), [Filled()], choices=choices([(Relation.TICKED.value, _l("勾了")), (Relation.UNTICKED.value, _l("没勾"))]),
        default=Relation.TICKED.value,
    )  # fmt: skip
