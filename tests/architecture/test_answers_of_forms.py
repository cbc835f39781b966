"""Answers of forms hold telephones, so they are put into words in few places: whoever adds one decides who may read it."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "service_desk"
DOORS = {
    "usecases/acting/findable.py": "keeps them apart in the index",
    "usecases/reading/answers.py": "hides them from whoever need not call",
    "usecases/intake/correct_form.py": "tells which answers changed, not what they are",
    "usecases/handling/fill_office_part.py": "tells which answers are new, not what they are",
    "web/portal/filed_request.py": "shows an enterprise what it is about to send",
    "web/portal/tracking.py": "hides them from whoever holds the code of a ticket",
}


def test_answers_are_put_into_words_in_known_places_only() -> None:
    asks = re.compile(r"\b(?:describe|describe_request|corrected_answers)\(")
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "request_forms" not in path.parts and asks.search(path.read_text("utf-8"))
    }
    assert found == set(DOORS)
