"""What keeps a condition from ever being looked at rightly: unknown questions, later ones, circles, values of another kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from service_desk.domain.figures import is_plain
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.conditions import COMPARED, Clause, Relation, When
from service_desk.domain.request_forms.fields import FieldKind, FormField, RequestForm
from service_desk.domain.request_forms.kind_checks import CHOOSING
from service_desk.domain.request_forms.tables import Notes

_LARGEST = Decimal(1_000_000_000_000)
_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.WHOLE})


class ConditionCheck:
    """Checks the conditions of one form; `every` question of it is known, those of the department included."""

    def __init__(self, form: RequestForm, notes: Notes) -> None:
        self._notes = notes
        self._every = {field.name: field for field in form.every_field()}
        self._looks_at: dict[str, set[str]] = {}
        for section in (*form.sections, *form.office):
            for field in section.fields:
                conditions = (section.shown_when, field.shown_when, field.needed_when)
                self._looks_at.setdefault(field.name, set()).update(_fields_of(conditions))

    def check(
        self,
        place: str,
        condition: When | None,
        before: Mapping[str, FormField],
        own: Collection[str] = (),
    ) -> None:
        """Note what is wrong with the condition of a part; `own` are the questions the part consists of."""
        for clause in condition.clauses if condition is not None else ():
            asked = before.get(clause.field)
            if asked is None or clause.field in own:
                self._not_before(place, clause.field, own)
            elif asked.name in KEPT_COLUMNS:
                self._notes.add(
                    place,
                    f"条件不能看 {asked.name}，它是每件诉求都有的。",
                    f"No condition can look at {asked.name}, which every request has.",
                )
            else:
                self._value(place, clause, asked)

    def _not_before(self, place: str, name: str, own: Collection[str]) -> None:
        if name not in self._every:
            zh = f"条件里的字段 {name} 在它前面没有，别处也没有。"
            en = f"The field {name} of the condition does not come before it, nor anywhere else."
        elif name in own or self._leads_to(name, own):
            zh = f"条件绕成了圈：{name} 自己要看它才知道问不问。"
            en = f"The condition goes in a circle: whether {name} is asked depends on this itself."
        else:
            zh = f"条件里的字段 {name} 排在它后面；条件只能看前面的问题。"
            en = f"The field {name} of the condition comes after it; a condition looks at earlier questions only."
        self._notes.add(place, zh, en)

    def _leads_to(self, name: str, own: Collection[str]) -> bool:
        seen: set[str] = set()
        ahead = [name]
        while ahead:
            for each in self._looks_at.get(ahead.pop(), set()) - seen:
                if each in own:
                    return True
                seen.add(each)
                ahead.append(each)
        return False

    def _value(self, place: str, clause: Clause, asked: FormField) -> None:
        kinds, zh, en = _fitting(clause.relation)
        if asked.kind not in kinds:
            self._notes.add(
                place,
                f"条件里的 {asked.name} 不是{zh}，不能这样看。",
                f"{asked.name} of the condition is no {en}; it cannot be looked at so.",
            )
        elif clause.relation in COMPARED:
            if not is_plain(clause.amount, _LARGEST):
                self._notes.add(
                    place,
                    f"条件里和 {asked.name} 比的数字太大或小数太多。",
                    f"The number that {asked.name} is compared with is too large or too long.",
                )
        elif unknown := sorted(clause.codes - {option.code for option in asked.choices}):
            self._notes.add(
                place,
                f"条件里的 {'、'.join(unknown)} 不是 {asked.name} 的选项。",
                f"{', '.join(unknown)} of the condition is no option of {asked.name}.",
            )


def _fitting(relation: Relation) -> tuple[frozenset[FieldKind], str, str]:
    """Return the kinds of questions that a relation looks at, and what they are called."""
    if relation in COMPARED:
        return _NUMBERS, "数字", "number"
    if relation in (Relation.TICKED, Relation.UNTICKED):
        return frozenset({FieldKind.TICK}), "勾选确认", "box to tick"
    return CHOOSING, "选择题", "question to choose from"


def _fields_of(conditions: Iterable[When | None]) -> set[str]:
    return {clause.field for condition in conditions if condition is not None for clause in condition.clauses}
