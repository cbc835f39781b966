"""What an answer says: its inputs, checked; never anything that tells of a firm or a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from service_desk.domain.catalogue import Catalogue
from service_desk.domain.knowledge.answers import MAX_ANSWER, MAX_QUESTION, MAX_TITLE
from service_desk.domain.knowledge.traces import traces_in
from service_desk.usecases.acting.inputs import Inputs

_TEXTS = ("title", "question", "text", "title_en", "question_en", "text_en")


@dataclass(frozen=True)
class Wording:
    """One wording: Chinese, English where there is one; what it is about; the responsible department first."""

    title: str
    question: str
    text: str
    departments: tuple[str, ...]
    request_type: str | None = None
    title_en: str = ""
    question_en: str = ""
    text_en: str = ""


def checked(wording: Wording, catalogue: Catalogue, names: Sequence[str | None]) -> Wording:
    """Return a wording without stray blanks; raises InvalidInput for what is missing, too long or tells of somebody.

    `names` are those of the firm and the people in the ticket it was begun from.
    """
    inputs = Inputs()
    clean = Wording(
        title=inputs.line("title", wording.title, MAX_TITLE),
        question=inputs.text("question", wording.question, MAX_QUESTION),
        text=inputs.text("text", wording.text, MAX_ANSWER),
        title_en=inputs.line("title_en", wording.title_en, 2 * MAX_TITLE, required=bool(wording.text_en)),
        question_en=inputs.text("question_en", wording.question_en, 2 * MAX_QUESTION, required=False),
        text_en=inputs.text("text_en", wording.text_en, 2 * MAX_ANSWER, required=bool(wording.title_en)),
        departments=tuple(dict.fromkeys(code for code in wording.departments if code)),
        request_type=wording.request_type or None,
    )
    if not clean.departments:
        inputs.fail("department", "请选择责任部门。", "Please choose the responsible department.")
    for code in clean.departments:
        inputs.one_of("department", code, catalogue.departments)
    if clean.request_type is not None:
        inputs.one_of("request_type", clean.request_type, catalogue.request_types)
    for field in fields(Wording):
        if field.name in _TEXTS:
            refuse_traces(inputs, field.name, getattr(clean, field.name), names)
    inputs.finish()
    return clean


def refuse_traces(inputs: Inputs, field: str, text: str, names: Iterable[str | None]) -> None:
    """Note what in a public text tells of a firm or a person."""
    if found := traces_in(text, names):
        zh, en = "、".join(each.zh for each in found), ", ".join(each.en for each in found)
        inputs.fail(
            field, f"这里有{zh}，公开的内容里不能出现，请删去。", f"Please remove {en}: what is public must not tell it."
        )  # fmt: skip
