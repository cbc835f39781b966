"""Conditions in words: for pages that cannot hide what is not asked, for the editor, for what changed between versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.figures import written
from service_desk.domain.request_forms.conditions import COMPARED, Clause, Relation, When
from service_desk.domain.request_forms.fields import RequestForm

COMPARED_WORDS: Mapping[Relation, Bilingual] = {
    Relation.BELOW: Bilingual("小于", "below"),
    Relation.UP_TO: Bilingual("不大于", "at most"),
    Relation.ABOVE: Bilingual("大于", "above"),
    Relation.FROM: Bilingual("不小于", "at least"),
    Relation.EQUAL: Bilingual("等于", "equal to"),
}


class AskedOf(NamedTuple):
    """What the words of a clause need to know of the question it looks at."""

    label: Bilingual
    options: Mapping[str, Bilingual]
    unit: Bilingual | str = ""


def clause_words(clause: Clause, asked: AskedOf) -> Bilingual:
    """Return one clause in words, to stand within a sentence."""
    label = asked.label
    if clause.relation in COMPARED:
        sign, unit = COMPARED_WORDS[clause.relation], asked.unit
        unit_zh, unit_en = unit if isinstance(unit, Bilingual) else (unit, unit)
        amount = written(clause.amount)
        return Bilingual(
            f"“{label.zh}”{sign.zh} {amount} {unit_zh}".rstrip(), f"“{label.en}” is {sign.en} {amount} {unit_en}".rstrip()
        )  # fmt: skip
    match clause.relation:
        case Relation.TICKED:
            return Bilingual(f"勾了“{label.zh}”", f"“{label.en}” is ticked")
        case Relation.UNTICKED:
            return Bilingual(f"没勾“{label.zh}”", f"“{label.en}” is not ticked")
    zh, en = _names(clause, asked)
    if clause.relation is Relation.NONE_OF:
        return Bilingual(f"“{label.zh}”选的不是{zh}", f"“{label.en}” is none of: {en}")
    return Bilingual(f"“{label.zh}”选了{zh}", f"“{label.en}” is one of: {en}")


def _names(clause: Clause, asked: AskedOf) -> Bilingual:
    """Return the options a clause names, in their order; a code that is no option stands for itself."""
    names = [name for code, name in asked.options.items() if code in clause.codes]
    names += [Bilingual(code, code) for code in sorted(clause.codes - set(asked.options))]
    return Bilingual("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def condition_words(form: RequestForm, condition: When) -> Bilingual:
    """Return in words when something is asked, for pages that cannot hide it; of options, whichever way round is shorter."""
    first = condition.clauses[0]
    if len(condition.clauses) == 1 and first.relation in (Relation.ONE_OF, Relation.NONE_OF):
        return _chosen_words(first, asked_of(form, first.field).options)
    said = [clause_words(clause, asked_of(form, clause.field)) for clause in condition.clauses]
    joint_zh, joint_en = ("，或者", ", or ") if condition.is_any else ("，并且", ", and ")
    zh, en = joint_zh.join(each.zh for each in said), joint_en.join(each.en for each in said)
    return Bilingual(f"{zh}{'，' if len(said) > 1 else ''}才填。", f"Only where {en}.")


def _chosen_words(clause: Clause, options: Mapping[str, Bilingual]) -> Bilingual:
    met = [
        name
        for code, name in options.items()
        if (code in clause.codes) == (clause.relation is Relation.ONE_OF)
    ]
    spared = [name for name in options.values() if name not in met]
    names = spared if len(spared) < len(met) or clause.relation is Relation.NONE_OF else met
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    if names is met:
        return Bilingual(f"选了{zh}才填。", f"Only for: {en}.")
    return Bilingual(f"选了{zh}不用填。", f"Not for: {en}.")


def condition_facts(form: RequestForm, condition: When | None) -> str:
    """Return a condition as what changed between two versions shows it: what is chosen in short, everything else in words."""
    if condition is None:
        return ""
    joint = " 或 / or\n" if condition.is_any else " 且 / and\n"
    return joint.join(_fact(clause, asked_of(form, clause.field)) for clause in condition.clauses)


def _fact(clause: Clause, asked: AskedOf) -> str:
    if clause.relation is Relation.ONE_OF:
        zh, en = _names(clause, asked)
        return f"{asked.label.zh}：{zh} / {asked.label.en}: {en}"
    words = clause_words(clause, asked)
    return f"{words.zh} / {words.en}"


def asked_of(form: RequestForm, name: str) -> AskedOf:
    """Return what words need to know of a question of a form."""
    field = next(each for each in form.every_field() if each.name == name)
    return AskedOf(field.label, {option.code: option.name for option in field.choices}, field.unit)
