"""`service-desk classify`: JSON Lines in, one suggestion a line out."""

from __future__ import annotations

import json
from typing import IO, Any

import click

from service_desk.domain.catalogue import CATEGORY_NAMES, Category, load_catalogue
from service_desk.domain.classification import Suggestion, classify
from service_desk.domain.routing import route


@click.command("classify")
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def classify_command(file: IO[str]) -> None:
    """Read {"title", "text"} lines from FILE or standard input and write a suggestion for each.

    A line that is no such object is reported on standard error with its number; the others are answered all the same, and
    the exit status is then 1.
    """
    failed = False
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            title, text = _read(line)
        except ValueError as error:
            failed = True
            click.echo(json.dumps({"line": number, "error": str(error)}, ensure_ascii=False), err=True)
            continue
        click.echo(json.dumps(_answer(classify(title, text)), ensure_ascii=False))
    if failed:
        raise SystemExit(1)


def _read(line: str) -> tuple[str, str]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"不是 JSON / not JSON: {error.msg}") from error
    if not isinstance(row, dict):
        raise ValueError("每行应是一个对象 / each line is an object")  # noqa: TRY004 - bad input, not a wrong call
    title, text = row.get("title") or "", row.get("text") or ""
    if not isinstance(title, str) or not isinstance(text, str):
        raise ValueError("title 和 text 应是文字 / title and text are strings")  # noqa: TRY004
    return title, text


def _answer(suggestion: Suggestion) -> dict[str, Any]:
    catalogue = load_catalogue()
    path = route(suggestion.request_type, catalogue)
    return {
        "category": suggestion.category.value,
        "category_name": CATEGORY_NAMES[suggestion.category].zh,
        "confidence": round(suggestion.category_confidence, 4),
        "runner_up": _runner_up(suggestion.runner_up, suggestion.runner_up_confidence),
        "request_type": suggestion.request_type,
        "request_type_name": catalogue.request_types[suggestion.request_type].name.zh,
        "request_type_confidence": round(suggestion.type_confidence, 4),
        "lead_department": path.lead,
        "lead_department_name": catalogue.departments[path.lead].name.zh,
        "co_departments": list(path.co_handlers),
        "evidence": [evidence.text for evidence in suggestion.evidence],
    }


def _runner_up(category: Category, confidence: float) -> dict[str, Any]:
    return {
        "category": category.value,
        "category_name": CATEGORY_NAMES[category].zh,
        "confidence": round(confidence, 4),
    }
