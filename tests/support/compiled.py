"""Templates compiled for one application serve the next ones, in every process of a run of the tests."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any, ClassVar

from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, Template

WHERE = "TEMPLATES_COMPILED_IN"
"""The variable that names their folder; the first process makes it, for itself and for those it starts, and takes it away."""

_own_folder = None if WHERE in os.environ else tempfile.TemporaryDirectory(prefix="desk-templates-")
COMPILED = FileSystemBytecodeCache(os.environ.setdefault(WHERE, _own_folder.name if _own_folder else ""))


class CompiledOnce(BaseLoader):
    """Reads and compiles a template once in a process; each application still has templates of its own."""

    _known: ClassVar[dict[str, CodeType]] = {}

    def __init__(self, inner: BaseLoader) -> None:
        self._inner = inner

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """Return the template as this application's own."""
        if name not in self._known:
            source, filename, _ = self._inner.get_source(environment, name)
            bucket = COMPILED.get_bucket(environment, name, filename, source)
            if bucket.code is None:
                bucket.code = environment.compile(source, name, filename)
                COMPILED.set_bucket(bucket)
            self._known[name] = bucket.code
        return environment.template_class.from_code(
            environment, self._known[name], {} if globals is None else globals
        )

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source as it lies in its file."""
        return self._inner.get_source(environment, template)


def compile_once(environment: Environment) -> None:
    """Let an application of a test take the templates that others have compiled."""
    if environment.loader is not None:
        environment.loader = CompiledOnce(environment.loader)
