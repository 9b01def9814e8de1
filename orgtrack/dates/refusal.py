"""Why a text is not read, before anybody knows the whole text it stood in."""

from __future__ import annotations

from collections.abc import Callable

from orgtrack.errors import DateProblem, DateRefused


class Refusal(Exception):
    """Travels inside this package only; `of` makes it the one error that leaves, with the text as it was given."""

    def __init__(self, kind: DateProblem, reason: str, candidates: tuple[str, ...] = (), remedy: str = "") -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.candidates = candidates
        self.remedy = remedy

    def of(self, text: str) -> DateRefused:
        return DateRefused(text, self.kind, self.reason, self.candidates, self.remedy)

    def mapped(self, compose: Callable[[str], str]) -> Refusal:
        """The same refusal of a part, with the candidates that the whole phrase would have had."""
        candidates = []
        for candidate in self.candidates:
            try:
                candidates.append(compose(candidate))
            except Refusal:
                continue
        return Refusal(self.kind, self.reason, tuple(candidates), self.remedy)
