"""The knowledge base of the demo zone: answers written by departments, reviewed by their heads, and what readers say of them."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from service_desk.demo.people import Cast
from service_desk.domain.zone_time import local_date
from service_desk.usecases.knowledge.keep_answer import hand_in_answer, publish_answer, write_answer
from service_desk.usecases.knowledge.rate_answer import explain_vote, rate_answer, spare_request
from service_desk.usecases.knowledge.wording import Wording

_OLD = timedelta(days=190)
_MINUTE = timedelta(minutes=1)


def write_answers(cast: Cast, now: datetime) -> None:
    """Write every answer of the demo zone and have all but the last ones published; one should have been looked at again."""
    text = resources.files("service_desk.demo.data").joinpath("answers.toml").read_text("utf-8")
    for row in tomllib.loads(text)["answer"]:
        _write(row, cast, now)


def _write(row: dict[str, Any], cast: Cast, now: datetime) -> None:
    written_at = now - (_OLD if row.get("is_old") else timedelta(hours=2))
    first = row["departments"][0]
    answer = write_answer(cast.handler(first), written_at, _wording(row), is_clean=True)
    handed_in = hand_in_answer(answer.id, cast.handler(first), written_at + _MINUTE, seen_version=1)
    if row.get("state") == "in_review":
        return
    published_at = written_at + 5 * _MINUTE
    due = local_date(published_at) + timedelta(days=182)
    publish_answer(answer.id, cast.head(first), published_at, seen_version=handed_in.version, review_on=due)
    _read(answer.id, row, now)


def _wording(row: dict[str, Any]) -> Wording:
    texts = {
        name: row.get(name, "")
        for name in ("title", "question", "text", "title_en", "question_en", "text_en")
    }
    return Wording(**texts, departments=tuple(row["departments"]), request_type=row["request_type"])


def _read(answer_id: int, row: dict[str, Any], now: datetime) -> None:
    """Have readers say whether an answer helped."""
    for number in range(row["helpful"]):
        spares = number < row["deflected"]
        voter = f"demo-helped-{number}"
        if spares:
            spare_request(answer_id, voter, now)
        else:
            rate_answer(answer_id, voter, now, is_helpful=True)
    missing = row.get("missing", [])
    for number in range(row["unhelpful"]):
        voter = f"demo-missed-{number}"
        rate_answer(answer_id, voter, now, is_helpful=False)
        if number < len(missing):
            explain_vote(answer_id, voter, now, words=missing[number])
