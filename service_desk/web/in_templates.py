"""Gives templates the functions and words of a family of pages, under the names they call them by."""

from __future__ import annotations

from typing import Any

from flask import Blueprint


def put_into_templates(blueprint: Blueprint, **named: Any) -> None:
    """Let every template call these once the blueprint is part of an application."""
    blueprint.record(lambda state: state.app.jinja_env.globals.update(named))
