"""A report as JSON and back: what is frozen in the database is read again as the same report."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.reporting.period_report import PeriodReport
from service_desk.domain.reporting.report import WeeklyReport


def freeze(report: WeeklyReport) -> dict[str, Any]:
    """Return a report as JSON values."""
    return cast("dict[str, Any]", _to_json(report))


def thaw(frozen: Mapping[str, Any]) -> WeeklyReport:
    """Return the report that was frozen; a field younger than the frozen report has its default."""
    return cast("WeeklyReport", _from_json(WeeklyReport, frozen))


def freeze_period(report: PeriodReport) -> dict[str, Any]:
    """Return the report of a period as JSON values."""
    return cast("dict[str, Any]", _to_json(report))


def thaw_period(frozen: Mapping[str, Any]) -> PeriodReport:
    """Return the report of a period that was frozen."""
    return cast("PeriodReport", _from_json(PeriodReport, frozen))


def _to_json(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {_to_json(key): _to_json(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_to_json(each) for each in value]
    return value


def _from_json(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is types.UnionType:  # only `X | None` is used
        return _from_json(next(each for each in arguments if each is not types.NoneType), value)
    if origin is tuple:
        return tuple(_from_json(arguments[0], each) for each in value)
    if origin is dict:
        return {_from_json(arguments[0], key): _from_json(arguments[1], each) for key, each in value.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return cast("Any", kind)(
            **{name: _from_json(hints[name], each) for name, each in value.items() if name in hints}
        )
    if kind is Bilingual:
        return Bilingual(*value)
    if isinstance(kind, type) and issubclass(kind, datetime):
        return datetime.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
