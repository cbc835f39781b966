"""The firms of the demo zone: invented enterprises with fictitious codes and numbers nobody answers."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from service_desk.domain.enterprises import AboveScale, fictitious_uscc
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import Enterprise
from service_desk.usecases.firms.known_firms import note_firms

_CONTACTS = ("行政部联系人", "生产部联系人", "设备部联系人", "财务部联系人", "项目部联系人")


@dataclass(frozen=True)
class Firm:
    """One enterprise of the demo zone; `trades` are the kinds of requests it can have, `number` counts from 1."""

    number: int
    name: str
    park: str
    industry: str
    scale: AboveScale
    trades: frozenset[str]

    @property
    def uscc(self) -> str:
        """The firm's code, in a region that is not assigned."""
        return fictitious_uscc(self.number)

    @property
    def contact(self) -> str:
        """Whom to ask for: a desk, not a person."""
        return _CONTACTS[self.number % len(_CONTACTS)]

    @property
    def mobile(self) -> str:
        """A number in the block 160, which is not in use."""
        return f"1600000{self.number:04d}"

    @property
    def mail(self) -> str:
        """An address below `example`, a domain that is reserved and delivers nothing."""
        return f"contact@firm{self.number:02d}.example"


@cache
def load_firms() -> tuple[Firm, ...]:
    """Read the packaged firms."""
    text = resources.files("service_desk.demo.data").joinpath("enterprises.toml").read_text("utf-8")
    return tuple(
        Firm(
            number,
            row["name"],
            row["park"],
            row["industry"],
            AboveScale(row["scale"]),
            frozenset(row["trades"]),
        )
        for number, row in enumerate(tomllib.loads(text)["enterprise"], start=1)
    )


def register_firms(firms: Sequence[Firm], now: datetime) -> int:
    """Store the firms with their industry and class, and return the database's id of the first."""
    with transaction() as session:
        rows = [
            Enterprise(
                uscc=firm.uscc,
                name=firm.name,
                park=firm.park,
                industry=firm.industry,
                above_scale=firm.scale.value,
                created_at=now,
            )
            for firm in firms
        ]
        session.add_all(rows)
        session.flush()
        note_firms(session, rows, now)
        return rows[0].id
