"""Learning from corrections: what dispatchers decided otherwise pulls similar texts towards their decision, at once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from service_desk.domain.catalogue import Category
from service_desk.domain.classification.examples import load_examples
from service_desk.domain.classification.features import Features, features_of
from service_desk.domain.classification.model import CATEGORIES, GRAM_WEIGHT, Model, load_model
from service_desk.domain.classification.text import grams, normalise

ALIKE_FROM = 0.1
"""Texts less alike than this (cosine of their marks) have nothing to teach each other."""

CONCEPT_WEIGHT = 4.0
"""How much more a term of the lexicon says of what a text is about than an n-gram, both as telling as they are rare."""

MARGIN = 4.0
"""How far a lesson puts the decision ahead of its best rival on the very text it was learnt from.

This and the weight of concepts are chosen by what `service-desk classifier measure` says of corrections: five move a
third of a request type's other texts and twenty four fifths, they leave all other texts alone, and the mistakes about
some unseen texts, put right, do no harm to others.
"""

LONGEST = 2000
"""Characters of a text that are compared."""

NAMED = 3
"""How many lessons are named as having changed an answer."""

Marks = Mapping[str, float]
Steps = Mapping[int, float]


@dataclass(frozen=True)
class Lesson:
    """One correction: the text and what a person decided; `number` names it."""

    number: int
    title: str
    text: str
    category: Category
    request_type: str


@dataclass(frozen=True)
class Learnt:
    """A lesson as the model keeps it: the marks of its text, and by how much it moves which category and which type."""

    number: int
    marks: Marks
    category_steps: Steps
    type_steps: Steps


@dataclass(frozen=True)
class Nudge:
    """What the lessons say of one text: added to the scores of categories and types; `alike` by lesson (0 to 1)."""

    categories: Sequence[float]
    types: Sequence[float]
    alike: Mapping[int, float]


@dataclass
class Taught:
    """The lessons in force, in the order in which they were learnt; found by the marks they share with a text."""

    learnt: list[Learnt] = field(default_factory=list)
    _by_mark: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, lesson: Lesson) -> None:
        """Take one more lesson: as large a step as puts its decision ahead, on top of all that was learnt before."""
        model, features = load_model(), features_of(lesson.title, lesson.text[:LONGEST])
        marks = marks_of(features)
        category_scores, type_scores = model.scored(features)
        said = self._nudge(marks, model)
        categories = [mine + more for mine, more in zip(category_scores, said.categories, strict=True)]
        types = [mine + more for mine, more in zip(type_scores, said.types, strict=True)]
        place, wanted = len(self.learnt), _type_wanted(lesson, types, model)
        self.learnt.append(
            Learnt(
                lesson.number,
                marks,
                _step(categories, CATEGORIES.index(lesson.category)),
                _step(types, wanted),
            )
        )
        for mark in marks:
            self._by_mark[mark].append(place)

    def nudge(self, features: Features) -> Nudge:
        """Return what the lessons say of a text."""
        return self._nudge(marks_of(features) if self.learnt else {}, load_model())

    def _nudge(self, marks: Marks, model: Model) -> Nudge:
        categories, types = [0.0] * len(CATEGORIES), [0.0] * len(model.types)
        shared: dict[int, float] = defaultdict(float)
        for mark, weight in marks.items():
            for place in self._by_mark.get(mark, ()):
                shared[place] += weight * self.learnt[place].marks[mark]
        alike = {}
        for place in sorted(shared):
            weight = _alike(shared[place])
            if weight <= 0:
                continue
            one = self.learnt[place]
            alike[one.number] = weight
            for k, step in one.category_steps.items():
                categories[k] += weight * step
            for k, step in one.type_steps.items():
                types[k] += weight * step
        return Nudge(categories, types, alike)


def taught(lessons: Iterable[Lesson]) -> Taught:
    """Return what is learnt from lessons in their order; the same lessons teach the same on every machine."""
    found = Taught()
    for lesson in lessons:
        found.learn(lesson)
    return found


def marks_of(features: Features) -> Marks:
    """Return what a text is compared by: its concepts and its longer n-grams, the rare ones more, of length 1 together."""
    rarity, most, model = _rarity(), 1.0, load_model()
    raw = {
        name: CONCEPT_WEIGHT * model.rarity(name) * value
        for name, value in features.concepts.items()
        if name.startswith("c:")
    }
    longer = [gram for gram in features.grams if len(gram) > 1]
    for gram in longer:
        raw[gram] = rarity.get(gram, most) * GRAM_WEIGHT / math.sqrt(len(longer))
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {name: value / length for name, value in sorted(raw.items())} if length else {}


def _alike(cosine: float) -> float:
    """Return how much one text has to say to another, from 0 to 1."""
    return max(0.0, min(1.0, (cosine - ALIKE_FROM) / (1 - ALIKE_FROM)))


def _type_wanted(lesson: Lesson, scores: Sequence[float], model: Model) -> int:
    """Return the request type that was decided; of one that is no longer known, the likeliest of its category."""
    if lesson.request_type in model.types:
        return model.types.index(lesson.request_type)
    category = CATEGORIES.index(lesson.category)
    own = [k for k, each in enumerate(model.type_categories) if each == category]
    return max(own, key=lambda k: scores[k])


def _step(scores: Sequence[float], wanted: int) -> Steps:
    """Return the step that puts `wanted` ahead of its best rival by the margin.

    It lifts what was decided and lowers nothing: many corrections away from one answer would drag down texts that it is right for.
    """
    rival = max(score for k, score in enumerate(scores) if k != wanted)
    missing = MARGIN - (scores[wanted] - rival)
    return {wanted: missing} if missing > 0 else {}


@cache
def _rarity() -> Mapping[str, float]:
    """Return how telling each n-gram of the packaged examples is, from 0 to 1, and that of one that none of them has."""
    examples = load_examples()
    seen = Counter(gram for each in examples for gram in grams(normalise(f"{each.title}\n{each.text}")))
    most = math.log(len(examples))
    return {gram: math.log(len(examples) / count) / most for gram, count in seen.items()}
