"""The shape of a step: how one event changes a course."""

from __future__ import annotations

from collections.abc import Callable

from service_desk.domain.course import Course
from service_desk.domain.events import Event

Step = Callable[[Course, Event], None]
