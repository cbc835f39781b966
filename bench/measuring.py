"""Timing: two things in turn, so that a machine whose speed drifts slows both alike."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Times:
    """Durations of many runs of one thing, in milliseconds."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> Times:
        """Summarise durations given in seconds."""
        ordered = sorted(seconds)
        return cls(
            statistics.median(ordered) * 1000, ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000
        )


def in_turn(
    first: Callable[[], object], second: Callable[[], object], runs: int, *, uncounted: int = 5
) -> tuple[Times, Times]:
    """Run two things alternately, after some uncounted runs of each, and return the times of both."""
    for _ in range(uncounted):
        first()
        second()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for thing, seconds in zip((first, second), taken, strict=True):
            begun = time.perf_counter()
            thing()
            seconds.append(time.perf_counter() - begun)
    return Times.of(taken[0]), Times.of(taken[1])


class Browser:
    """A keep-alive connection that fetches pages and insists on 200."""

    def __init__(self, site: str, cookie: str = "") -> None:
        self._connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=300)
        self._headers = {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> bytes:
        """Return the body of a page; raises RuntimeError for any answer but 200."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body
