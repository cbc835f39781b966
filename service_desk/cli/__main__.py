"""Lets the command run as `python -m service_desk.cli`, for the processes that `serve` starts."""

from __future__ import annotations

from service_desk.cli import main

main()
