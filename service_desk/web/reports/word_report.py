"""The weekly report as a Word file: a template filled in, safely, and a template tried out before it is adopted."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from service_desk.domain.bilingual import Bilingual

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHOWN = 5


class UnfitTemplateError(Exception):
    """A template cannot be filled in; `reason` says why, in words for whoever edits it."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


def filled_in(template: bytes, fields: Mapping[str, Any]) -> bytes:
    """Return a template filled in; raises UnfitTemplateError, naming the fields there are not.

    What stands in a template is a program: it runs in a sandbox, and what people typed is text and nothing else.
    """
    import docxtpl  # noqa: PLC0415 - a large library that only Word files need

    sandbox = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        paper = docxtpl.DocxTemplate(io.BytesIO(template))
        _demand_known(sorted(paper.get_undeclared_template_variables(sandbox, dict(fields))))
        paper.render(dict(fields), sandbox, autoescape=True)
        written = io.BytesIO()
        paper.save(written)
    except UndefinedError as error:
        raise UnfitTemplateError(_nested(error)) from error
    except TemplateError as error:
        raise UnfitTemplateError(_wrong(str(error))) from error
    except UnfitTemplateError:
        raise
    except Exception as error:  # the libraries raise whatever a broken file makes them stumble over
        raise UnfitTemplateError(_wrong(type(error).__name__)) from error
    return written.getvalue()


def _demand_known(unknown: list[str]) -> None:
    """Raise UnfitTemplateError where a template names fields there are not."""
    if unknown:
        told = unknown[:_SHOWN]
        reason = Bilingual(
            f"模板里有不认识的字段：{'、'.join(told)}。请对照字段表改正。",
            f"The template names fields there are not: {', '.join(told)}. See the list of fields.",
        )
        raise UnfitTemplateError(reason)


def _nested(error: UndefinedError) -> Bilingual:
    name = str(error).rpartition("'")[0].rpartition("'")[2] or str(error)
    return Bilingual(
        f"模板里有不认识的字段：{name}。请对照字段表改正。",
        f"The template names a field there is not: {name}. See the list of fields.",
    )


def _wrong(what: str) -> Bilingual:
    return Bilingual(
        f"模板填不出来（{what[:120]}）。请检查双花括号和循环标记是否成对。",
        f"The template cannot be filled in ({what[:120]}). Check that braces and loops are in pairs.",
    )
