"""Why an act is not carried out: each refusal says what is wrong and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.bilingual import Bilingual


class Refusal(Exception):
    """An act that is refused; `reason` is shown to the person."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.zh)
        self.reason = reason


class NotFound(Refusal):
    """There is no such thing, or the person may not know that there is."""


class NotEntitled(Refusal):
    """The person's roles or department do not allow the act."""


class NotPossible(Refusal):
    """The ticket's situation does not allow the act, whoever performs it."""


class Stale(Refusal):
    """The ticket has changed since the person looked at it; nothing is stored.

    `seen_version` is the version of the page the person acted on.
    """

    def __init__(self, seen_version: int) -> None:
        super().__init__(
            Bilingual(
                "您打开页面之后，这件诉求有了变化。您填写的内容还在，请看过变化后再提交。",
                "The ticket has changed since you opened the page. What you typed is kept; look at the change first.",
            )
        )
        self.seen_version = seen_version


class Unavailable(Refusal):
    """The act could be done, but not at this moment: something it needs does not answer."""


class InvalidInput(Refusal):
    """Something typed is wrong; `problems` maps the field's name to what is wrong with it."""

    def __init__(self, problems: Mapping[str, Bilingual]) -> None:
        super().__init__(Bilingual("有内容需要改正。", "Some entries need correction."))
        self.problems = dict(problems)
