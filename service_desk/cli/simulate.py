"""`service-desk simulate`: thousands of random requests through a whole year, and whether every rule held."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter

import click

from service_desk.app import create_app
from service_desk.cli.init import prepare
from service_desk.cli.stage import installation_or_throwaway
from service_desk.demo.simulation.proving import Proof, prove
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import load_calendar
from service_desk.domain.states import STATE_NAMES, State

_SHOWN = 20
"""How many flaws are printed; their number is printed always."""

_STEPS = 1000


@click.command("simulate")
@click.option("--tickets", type=click.IntRange(1, 200_000), default=10_000, show_default=True)
@click.option(
    "--year",
    type=click.Choice([str(year) for year in sorted(load_calendar().years)]),
    default="2026",
    show_default=True,
    help="A year whose working days are known.",
)
@click.option("--seed", type=int, default=13710, show_default=True, help="The same seed gives the same year.")
@click.option(
    "--processes", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default="all cores"
)
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True)
def simulate_command(tickets: int, year: str, seed: int, processes: int, lang: str) -> None:
    """Let random people do random things to many requests for a year, in a database that is thrown away.

    After every act: a responsible department, a clock and an owner for every ticket, dates that make sense, replayed
    clocks equal to the stored ones. At the end: every hash chain, count and clock in the database against the event
    log, and weekly reports whose flows reconcile. Exits with 1 where anything does not hold.
    """
    started, proof = time.monotonic(), Proof()
    with installation_or_throwaway() as settings:
        app = create_app(settings)
        with app.app_context():
            prepare(settings)
            label = Bilingual("模拟一年", "simulating a year").say(lang)
            done = 0
            with click.progressbar(length=_STEPS, label=label, file=sys.stderr) as bar:
                for share in prove(proof, tickets, int(year), seed, processes):
                    bar.update(int(share * _STEPS) - done)
                    done = int(share * _STEPS)
    for line in _told(proof, year, time.monotonic() - started):
        click.echo(line.say(lang))
    if proof.flaws:
        raise SystemExit(1)


def _told(proof: Proof, year: str, seconds: float) -> list[Bilingual]:
    lines = [
        Bilingual(
            f"{year}年：{proof.tickets}件诉求，{proof.acts}次办理，规则拒绝{proof.refused}次，用时{seconds:.0f}秒。",
            f"{year}: {proof.tickets} requests, {proof.acts} acts, {proof.refused} refused by the rules, {seconds:.0f} s.",
        ),
        _states(proof.states),
        Bilingual(
            f"事件链、计数、时钟逐件重算：{proof.tickets}件；周报收支核对：{'、'.join(proof.weeks)}。",
            f"Hash chains, counts and clocks computed again: {proof.tickets}; "
            f"weekly reports reconciled: {', '.join(proof.weeks)}.",
        ),
    ]
    lines.extend(Bilingual(f"✘ {flaw}", f"✘ {flaw}") for flaw in proof.flaws[:_SHOWN])
    if proof.flaws:
        lines.append(Bilingual(f"不成立：{len(proof.flaws)}处。", f"Does not hold: {len(proof.flaws)}."))
    else:
        lines.append(
            Bilingual(
                "全部成立：没有一件缺责任单位、时钟或承办人，重算与存储一致，收支平衡。",
                "All holds: no ticket without department, clock or owner; replayed equals stored; sums reconcile.",
            )
        )
    return lines


def _states(states: Counter[str]) -> Bilingual:
    named = [(STATE_NAMES[State(state)], count) for state, count in states.most_common()]
    return Bilingual(
        "年末：" + "，".join(f"{name.zh}{count}" for name, count in named) + "。",
        "At the year's end: " + ", ".join(f"{name.en} {count}" for name, count in named) + ".",
    )
