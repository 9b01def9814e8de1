"""What a picture is made for: its sheet, and where its marks lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from orgtrack.tenures.tenure import Post, Tenure


class Addresses(Protocol):
    """Where the marks lead."""

    def tenure(self, tenure: Tenure) -> str: ...
    def event(self, event_id: int) -> str: ...
    def post(self, post: Post) -> str: ...
    def organization(self, organization_id: int) -> str: ...
    def counted(self, organization_id: int) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How a picture is made: its width in pixels, a name of its own among those on a page, `style` where it stands
    alone, and the ends of the axis where they were asked for. Links open in the frame `target`.

    Higher than `tallest`, it is made in pieces, each with the axis above it, so that no page of paper and no screen is
    without, and paper is cut between lanes.
    """

    width: float = 1080.0
    name: str = "timeline"
    style: str = ""
    first: date | None = None
    last: date | None = None
    target: str | None = None
    tallest: float = float("inf")
