"""The rules in force at an act: catalogue, calendar and policies, with what the administrator has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import CalendarYear, WorkingCalendar, load_calendar, load_calendar_years
from service_desk.domain.catalogue import Catalogue, Department, load_catalogue
from service_desk.domain.energy_factors import EnergyFactors
from service_desk.domain.factor_book import FactorBook
from service_desk.domain.policy import Policy, find_policy
from service_desk.domain.routing_sets import PACKAGED, RoutingSet, from_stored
from service_desk.domain.zone_choices import CallbackChoice, CallbackMode, PolicyChoice
from service_desk.persistence.database import Session
from service_desk.persistence.routing_sets import content_of_set, newest_set
from service_desk.persistence.tables import CalendarYearRow, DepartmentRow
from service_desk.persistence.zone import (
    calendar_year_rows,
    department_rows,
    settings_of_zone,
    zone_as_stored,
)

FACTORS_SETTING = "energy_factors"
"""The setting under which the zone's book of energy factors is kept."""

BINDINGS_SETTING = "form_bindings"
"""The setting under which it is kept which form a request type is filed with."""


@dataclass(frozen=True)
class Rules:
    """What an act is judged by."""

    catalogue: Catalogue
    calendar: WorkingCalendar
    closed_departments: frozenset[str] = frozenset()
    policy_choice: PolicyChoice = field(default_factory=PolicyChoice)
    callback_choice: CallbackChoice = field(default_factory=CallbackChoice)
    routing: RoutingSet = PACKAGED
    factors: FactorBook = field(default_factory=FactorBook)
    former_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By a request type's code, the forms it was filed with before the administrator chose another: drafts began with them."""

    mailboxes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By a department's code, the address its letters go to and its name; only those that have one."""

    @property
    def receiving_departments(self) -> dict[str, Department]:
        """The departments that tickets may be handed to, by code: those the administrator has not closed."""
        known = self.catalogue.departments
        return {code: each for code, each in known.items() if code not in self.closed_departments}

    def forms_of(self, request_type: str) -> tuple[str, ...]:
        """Return the forms a request type may be filed with: the present one, then those that drafts began with."""
        return (self.catalogue.request_types[request_type].form, *self.former_forms.get(request_type, ()))

    @staticmethod
    def policy(reference: str) -> Policy:
        """Return the policy a ticket was accepted under, given as `code@version`."""
        return find_policy(reference)


def rules_in_force(session: Session) -> Rules:
    """Return the rules as they stand now; they are read anew only where something they are made of has changed."""
    stored = zone_as_stored(session)
    rules = _made_before.get(stored)
    if rules is None:
        rules = _read_rules(session)
        _remember(_made_before, stored, rules)
    return rules


def _read_rules(session: Session) -> Rules:
    departments = department_rows(session)
    closed = frozenset(row.code for row in departments if not row.is_active)
    policies, callbacks = _choices(session)
    routing = routing_in_force(session)
    bound = settings_of_zone(session).get(BINDINGS_SETTING, {})
    return Rules(
        _bound(routing.applied_to(_renamed(departments)), bound.get("forms", {})),
        _calendar(session),
        closed,
        policies,
        callbacks,
        routing,
        FactorBook.of(settings_of_zone(session).get(FACTORS_SETTING, {}).get("entries", ())),
        {kind: tuple(codes) for kind, codes in bound.get("former", {}).items()},
        {row.code: (row.mailbox, row.zh) for row in departments if row.mailbox},
    )


def _bound(catalogue: Catalogue, forms: Mapping[str, str]) -> Catalogue:
    """Return the catalogue with the forms that the administrator has chosen for request types."""
    types = {
        code: replace(kind, form=forms[code]) if code in forms else kind
        for code, kind in catalogue.request_types.items()
    }
    return replace(catalogue, request_types=types)


def _choices(session: Session) -> tuple[PolicyChoice, CallbackChoice]:
    kept = settings_of_zone(session)
    policy, callback = kept.get("policy", {}), kept.get("callback", {})
    return (
        PolicyChoice(**policy) if policy else PolicyChoice(),
        CallbackChoice(CallbackMode(callback["mode"]), callback["percent"]) if callback else CallbackChoice(),
    )


def _calendar(session: Session) -> WorkingCalendar:
    """Read the working calendar: the packaged years, each replaced by the administrator's where there is one."""
    rows = calendar_year_rows(session)
    if not rows:
        return load_calendar()
    years = {year.year: year for year in load_calendar_years()}
    years.update({row.year: stored_year(row) for row in rows})
    return WorkingCalendar.of_years(years.values())


def zone_choices(session: Session) -> tuple[PolicyChoice, CallbackChoice]:
    """Return what the administrator has chosen for the zone."""
    rules = rules_in_force(session)
    return rules.policy_choice, rules.callback_choice


def calendar_in_force(session: Session) -> WorkingCalendar:
    """Return the working calendar."""
    return rules_in_force(session).calendar


def stored_year(row: CalendarYearRow) -> CalendarYear:
    """Return a stored year as the domain's; `days` holds the names of the days, by `off` and `on` and ISO date."""
    off, on = (
        {date.fromisoformat(day): name for day, name in row.days[key].items()} for key in ("off", "on")
    )
    return CalendarYear(row.year, frozenset(off), frozenset(on), {**off, **on})


def factors_in_force(session: Session, on: date, *, known_at: datetime | None = None) -> EnergyFactors:
    """Return the energy factors that hold on a local day, of those entered by a moment (None: all of them)."""
    return rules_in_force(session).factors.in_force(on, known_at=known_at)


def catalogue_in_force(session: Session) -> Catalogue:
    """Return the catalogue with the departments' present names, its request types as the routing set in force has them."""
    return rules_in_force(session).catalogue


def packaged_catalogue(session: Session) -> Catalogue:
    """Return the catalogue with the departments' present names, and the routing that the program brings along."""
    return _renamed(department_rows(session))


def routing_in_force(session: Session) -> RoutingSet:
    """Return the routing set that was published last; a process reads each set once, for sets never change."""
    version, digest = newest_set(session)
    if not version:
        return PACKAGED
    found = _read_before.get(digest)
    if found is None:
        content = content_of_set(session, version)
        if content is None:
            return PACKAGED
        found = from_stored(version, content)
        _remember(_read_before, digest, found)
    return found


def _remember(kept: dict[Any, Any], key: Any, value: Any) -> None:
    """Keep what was read for the requests that follow; another thread may empty the store at any moment."""
    if len(kept) >= _REMEMBERED:
        kept.clear()
    kept[key] = value


_REMEMBERED = 8
_read_before: dict[str, RoutingSet] = {}
"""Sets by their digest, which names version and content."""
_made_before: dict[tuple[tuple[Any, ...], ...], Rules] = {}
"""Rules by what they were made of."""


def _renamed(rows: Sequence[DepartmentRow]) -> Catalogue:
    catalogue = load_catalogue()
    stored = {
        row.code: Department(row.code, Bilingual(row.zh, row.en), row.short, row.is_utility) for row in rows
    }
    return replace(catalogue, departments={**catalogue.departments, **stored})
