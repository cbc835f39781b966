"""How often one address may do something: a decorator for views, counted in the database."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from service_desk.config import Settings
from service_desk.persistence.database import db
from service_desk.persistence.rates import SqlStorage
from service_desk.web.clock import now
from service_desk.web.security import client_network

EXTENSION = "desk_limits"
P = ParamSpec("P")
R = TypeVar("R")


def init_app(app: Flask, settings: Settings) -> None:
    """Read the limits: setting `rate_<name>` is the limit `<name>`."""
    storage = SqlStorage("sql://", engine=lambda: db.engine, clock=lambda: now().timestamp())
    rates = {
        name.removeprefix("rate_"): parse(getattr(settings, name))
        for name in Settings.model_fields
        if name.startswith("rate_")
    }
    app.extensions[EXTENSION] = (FixedWindowRateLimiter(storage), rates)


def limited(name: str, methods: Collection[str] = ("POST",)) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Answer 429 when one address calls the view more often than setting `rate_<name>` allows.

    Only requests of the given methods count.
    """

    def around(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            if request.method in methods:
                count_against(name)
            return view(*args, **kwargs)

        return counted

    return around


def count_against(name: str, key: str | None = None) -> None:
    """Count this request against a limit, by the address it comes from or by another key (a ticket number).

    Raises TooManyRequests, with the seconds to wait, when the limit is used up.
    """
    limiter, rates = current_app.extensions[EXTENSION]
    counted = client_network() if key is None else key
    if not limiter.hit(rates[name], name, counted):
        ends = limiter.get_window_stats(rates[name], name, counted).reset_time
        raise TooManyRequests(retry_after=max(1, int(ends - now().timestamp())))


def is_used_up(name: str, key: str) -> bool:
    """Tell whether nothing is left of a limit for a key, without counting."""
    limiter, rates = current_app.extensions[EXTENSION]
    return not limiter.test(rates[name], name, key)
