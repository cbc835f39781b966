"""The timetable and its duties: everything the desk does by itself."""

from __future__ import annotations

from service_desk.jobs.timetable import Duty, Pace, Timetable

__all__ = ["Duty", "Pace", "Timetable"]
