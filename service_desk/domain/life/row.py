"""One row of the transition table, and the short way to write it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service_desk.domain.actions import Action
from service_desk.domain.guards import Guard
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.roles import Role
from service_desk.domain.states import State

Told = tuple[Notice, Audience]

E, C, D, H, B, S, K, L, X = (
    Role.ENTERPRISE, Role.COMMISSIONER, Role.DISPATCHER, Role.HANDLER, Role.HEAD,
    Role.SUPERVISOR, Role.CALLBACK, Role.LEADER, Role.SYSTEM,
)  # fmt: skip


@dataclass(frozen=True)
class Transition:
    """One row: from `source`, `action` leads to `target` when one of `roles` performs it and every guard agrees.

    A `target` of None leads back to where the ticket was before the act that is taken back. `is_public` tells whether
    the enterprise sees the entry in its timeline (None: the person decides each time); `co_only` rows belong to a
    co-handling department rather than to the lead.
    """

    source: State
    action: Action
    target: State | None
    roles: frozenset[Role]
    guards: tuple[Guard, ...] = ()
    notices: tuple[Told, ...] = ()
    is_public: bool | None = True
    co_only: bool = False


def row(
    source: State,
    action: Action,
    target: State | None,
    roles: Iterable[Role],
    *guards: Guard,
    tell: tuple[Told, ...] = (),
    public: bool | None = True,
    co_only: bool = False,
) -> Transition:
    """Write a row of the table."""
    return Transition(source, action, target, frozenset(roles), guards, tell, public, co_only)
