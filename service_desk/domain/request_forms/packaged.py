"""The forms that come with the program: version 1 of a zone that has published none of its own."""

from __future__ import annotations

from functools import cache
from importlib import resources

from service_desk.domain.request_forms.fields import RequestForm
from service_desk.domain.request_forms.form_text import read_form

FORM_CODES = ("general", "power", "joint_utilities", "energy_list")
"""The forms that request types name, in the order in which the administrator reads them."""


@cache
def packaged_text(code: str) -> str:
    """Return the TOML text of a form as it comes with the program; raises KeyError for an unknown one."""
    if code not in FORM_CODES:
        raise KeyError(code)
    return resources.files("service_desk.domain.data").joinpath("forms", f"{code}.toml").read_text("utf-8")


@cache
def packaged_form(code: str) -> RequestForm:
    """Return a form as it comes with the program; raises KeyError for an unknown one."""
    return read_form(packaged_text(code), code=code)


def form_of(form: str | RequestForm) -> RequestForm:
    """Return a form; a code names the one that comes with the program. Raises KeyError for an unknown code."""
    return packaged_form(form) if isinstance(form, str) else form
