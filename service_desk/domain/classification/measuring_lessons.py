"""How far corrections reach: what they move of the texts they are about, and of those they should leave alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from service_desk.domain.catalogue import Category
from service_desk.domain.classification.examples import Example
from service_desk.domain.classification.lessons import Lesson, Taught, taught
from service_desk.domain.classification.suggestion import classify

_AIMS = (("energy_list", Category.APPROVALS), ("tax", Category.OPERATIONS))
"""What the texts of a request type are decided to be instead; the second for texts that are the first already."""
_TYPES, _TAUGHT, _ASKED, _OTHERS = 8, 20, 30, 60


@dataclass(frozen=True)
class Reach:
    """What `corrections` of one request type to another move, as shares: of its other texts, and of all other texts."""

    corrections: int
    of_its_own: float
    of_others: float


def reach(examples: Sequence[Example], corrections: int) -> Reach:
    """Return how far so many corrections (at most twenty) reach, on average over some request types drawn evenly."""
    draw = random.Random(3)
    own = others = asked = left = 0
    for kind in draw.sample(sorted({each.request_type for each in examples}), _TYPES):
        same = [each for each in examples if each.request_type == kind]
        strangers = draw.sample([each for each in examples if each.request_type != kind], _OTHERS)
        draw.shuffle(same)
        aim, category = _AIMS[kind == _AIMS[0][0]]
        lessons = taught(
            Lesson(n, each.title, each.text, category, aim) for n, each in enumerate(same[:corrections])
        )
        rest = same[_TAUGHT : _TAUGHT + _ASKED]
        own += sum(classify(each.title, each.text, lessons).request_type == aim for each in rest)
        others += sum(_moves(each, lessons) for each in strangers)
        asked, left = asked + len(rest), left + len(strangers)
    return Reach(corrections, own / max(1, asked), others / max(1, left))


def right_types(texts: Sequence[Example], decided: Sequence[Example] = ()) -> int:
    """Return for how many texts the request type is right once these others were decided as they are."""
    lessons = taught(
        Lesson(n, each.title, each.text, each.category, each.request_type) for n, each in enumerate(decided)
    )
    return sum(classify(each.title, each.text, lessons).request_type == each.request_type for each in texts)


def _moves(text: Example, lessons: Taught) -> bool:
    return (
        classify(text.title, text.text, lessons).request_type != classify(text.title, text.text).request_type
    )
