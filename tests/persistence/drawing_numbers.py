"""Draws running numbers in a process of its own: `python -m tests.persistence.drawing_numbers <database> <how many>`."""

from __future__ import annotations

import sys
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.database import install_engine_behaviour
from service_desk.persistence.numbering import next_number

TODAY = date(2026, 3, 10)


def main(url: str, times: int) -> None:
    """Draw each number in a transaction of its own and print it; begin when a line comes in."""
    engine = sa.create_engine(url)
    install_engine_behaviour(engine)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(times):
        with Session(engine) as session:
            session.connection(execution_options={"write": True})
            print(next_number(session, "QY", TODAY))
            session.commit()
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
