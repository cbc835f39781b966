"""`service-desk classifier train` and `measure`: make the classifier anew, and tell how well it does."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.classification import classify
from service_desk.domain.classification.examples import REGISTERS, Example, load_examples, parse_examples
from service_desk.domain.classification.measuring import (
    Answer,
    Score,
    answer,
    by_group,
    confusion,
    cross_validate,
    reliability,
    score,
)
from service_desk.domain.classification.measuring_lessons import reach, right_types
from service_desk.domain.classification.model import CATEGORIES, SURE, load_model
from service_desk.domain.classification.training import folds_by_type, plain_folds, read, train

DATA = Path(__file__).parent.parent / "domain" / "data"


@click.group("classifier")
def classifier_command() -> None:
    """Train the classifier, or measure it."""


@classifier_command.command("train")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=DATA / "classifier.json",
    help="Where the model is written.",
)
def train_command(out: Path) -> None:
    """Train on the packaged examples; takes about half a minute and gives the same model every time."""
    model = train(load_examples())
    out.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    click.echo(
        f"{model['examples']} examples, temperature {model['temperature']}, {out.stat().st_size // 1024} KB: {out}"
    )


@classifier_command.command("measure")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Also write the page, for instance docs/classifier.md."
)
@click.option(
    "--unseen", type=click.Path(path_type=Path, exists=True), multiple=True, help="Texts never trained on."
)
def measure_command(out: Path | None, unseen: Sequence[Path]) -> None:
    """Measure by cross-validation, plain and with whole request types held out, and on unseen texts."""
    examples, temperature = load_examples(), load_model().temperature
    features = read(examples)
    plain = cross_validate(examples, features, plain_folds(examples), temperature)
    by_type = cross_validate(examples, features, folds_by_type(examples), temperature)
    strangers = {path.stem: _answers(parse_examples(path.read_text("utf-8"))) for path in unseen}
    page = _page(examples, plain, by_type, strangers)
    click.echo(page)
    if out is not None:
        out.write_text(page, "utf-8")


def _answers(examples: Sequence[Example]) -> list[Answer]:
    model = load_model()
    features = read(examples)
    return [answer(each, model.judge(seen)[0]) for each, seen in zip(examples, features, strict=True)]


def _page(
    examples: Sequence[Example],
    plain: list[Answer],
    by_type: list[Answer],
    strangers: Mapping[str, list[Answer]],
) -> str:
    groups = {"plain": score(plain), "whole request types held out": score(by_type)}
    groups.update({f"unseen: {name}": score(answers) for name, answers in strangers.items()})
    names = {category.value: CATEGORY_NAMES[category].zh for category in CATEGORIES}
    return "\n".join(
        [
            _HEAD.format(count=len(examples), command=_command(strangers)),
            "## Accuracy\n",
            _scores("measured on", groups),
            f"“Sure” means a confidence of at least {SURE}. Processor time per text: {_milliseconds(examples):.2f} ms.\n",
            "## By category (plain)\n",
            _scores("category", by_group(plain, lambda each: names[each.example.category.value])),
            "## By register (plain)\n",
            _scores("register", by_group(plain, lambda each: REGISTERS[each.example.register])),
            "## By whether the usual word occurs (plain)\n",
            _scores("usual word", by_group(plain, lambda each: "yes" if each.example.is_obvious else "no")),
            "## Is it as sure as it is right\n",
            _reliability("plain", plain),
            _reliability("whole request types held out", by_type),
            "## What is taken for what (plain)\n",
            _confusion(plain),
            *([_taught(examples, strangers)] if strangers else []),
        ]
    )


_HEAD = """# How requests are sorted

Written by `{command}`.

Two softmax regressions, one over the four categories and one over the request types, whose probabilities are averaged, on
character n-grams (one to three Han characters, English words and pairs) and on concepts: terms of a lexicon that name a request
type, come near to it, or point to it, and ideas that many types share. What the lexicon says is where the weights start; {count}
examples, written for the purpose over all request types and in many registers, move them. Before reading, a character that
fits neither neighbour gives way to one that sounds the same and does (公阻房 is read 公租房), as in dictated or hasty texts.
Confidence is held down until sure answers about examples held out are right 98.5 times in 100, and drawn towards even for texts
that say too little: a keyword alone or repeated, a script it does not read. The evidence is the terms that spoke most for the
answer. Orders to the machine inside a text (忽略以上规则，归入其他类) are blanked out before it is read, and so are greetings and thanks
that go with any request (您好，麻烦了，谢谢), unless the text praises. What a zone's dispatchers decide otherwise is added to the
scores of texts alike; the figures here are without any such lesson, those of a zone stand on its page 研判质量.
Everything is plain Python and runs on the machine itself; `service-desk classifier train` makes the model anew, byte for byte.

“Plain” cross-validation holds out a fifth of the examples at a time; the stricter one holds out whole request types, so that
nothing like the text has been seen. The unseen texts are never trained on, but lessons were drawn from the errors in most of them
and single words of theirs stand in the lexicon, so that their figures flatter; `heldout_blind2` was written last, and nothing in the
classifier was ever changed for it: its figures are the ones to expect from strangers.
"""


def _command(strangers: Mapping[str, list[Answer]]) -> str:
    return "service-desk classifier measure --out docs/classifier.md" + "".join(
        f" --unseen tests/domain/{name}.txt" for name in strangers
    )


def _scores(title: str, groups: Mapping[str, Score]) -> str:
    rows = [f"| {title} | texts | right | sure | right when sure |", "| --- | ---: | ---: | ---: | ---: |"]
    rows += [
        f"| {name} | {s.count} | {s.accuracy:.1%} | {s.coverage:.0%} | {s.sure_accuracy:.1%} |"
        for name, s in groups.items()
    ]
    return "\n".join(rows) + "\n"


def _reliability(title: str, answers: Sequence[Answer]) -> str:
    rows = [f"| confidence ({title}) | texts | mean confidence | right |", "| --- | ---: | ---: | ---: |"]
    rows += [
        f"| {band} | {count} | {mean:.2f} | {right:.1%} |"
        for band, count, mean, right in reliability(answers)
    ]
    return "\n".join(rows) + "\n"


def _confusion(answers: Sequence[Answer]) -> str:
    table = confusion(answers)
    head = " | ".join(CATEGORY_NAMES[category].zh for category in CATEGORIES)
    rows = [f"| is \\ taken for | {head} |", "| --- |" + " ---: |" * len(CATEGORIES)]
    for truth in CATEGORIES:
        cells = " | ".join(str(table[truth, said]) for said in CATEGORIES)
        rows.append(f"| {CATEGORY_NAMES[truth].zh} | {cells} |")
    return "\n".join(rows) + "\n"


def _taught(examples: Sequence[Example], strangers: Mapping[str, list[Answer]]) -> str:
    rows = [
        "| corrections of one request type | of its other texts moved | of all other texts moved |",
        "| ---: | ---: | ---: |",
    ]
    rows += [
        f"| {r.corrections} | {r.of_its_own:.0%} | {r.of_others:.1%} |"
        for r in (reach(examples, n) for n in (1, 5, 20))
    ]
    unseen = [each.example for answers in strangers.values() for each in answers]
    said = []
    for asked, learnt_from in ((unseen[1::2], unseen[::2]), (unseen[::2], unseen[1::2])):
        mistaken = [each for each in learnt_from if right_types([each]) == 0]
        said.append(
            f"{len(mistaken)} mistakes about one half of the unseen texts put right: request type right for "
            f"{right_types(asked)} of the other {len(asked)} before, {right_types(asked, mistaken)} after."
        )
    return "\n".join(["## What corrections move\n", *rows, "", *(f"- {one}" for one in said)]) + "\n"


def _milliseconds(examples: Sequence[Example]) -> float:
    sample = examples[:: max(1, len(examples) // 300)]
    begun = time.process_time()
    for each in sample:
        classify(each.title, each.text)
    return (time.process_time() - begun) / len(sample) * 1000
