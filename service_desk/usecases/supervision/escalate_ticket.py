"""Escalate a ticket that keeps coming back: three redos, or three departments it was taken from (提级督办)."""

from __future__ import annotations

from dataclasses import replace

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM
from service_desk.domain.transitions import find_transition
from service_desk.usecases.acting.perform import Scene, act


def escalate_when(scene: Scene, is_reached: bool, why: str) -> None:
    """Record the escalation in the act's own transaction, once, when its threshold is reached.

    `why` is "redos" or "bounces".
    """
    possible = find_transition(scene.course.state, Action.ESCALATE) is not None
    if is_reached and possible and not scene.course.is_escalated:
        act(replace(scene, actor=SYSTEM), Action.ESCALATE, {"why": why})
