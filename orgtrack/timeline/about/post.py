"""What the page of a post says, and that of a title: who held it, in which places."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from orgtrack.dates import PartialDate
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.names import display_name
from orgtrack.store.read_records import post_parts, posts_of
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_structure import lines_of
from orgtrack.store.reading import Names
from orgtrack.store.rows import by_id
from orgtrack.tenures.certainty import Certainty
from orgtrack.tenures.reporting import ReportingLine
from orgtrack.tenures.structure import empty_on
from orgtrack.tenures.tenure import Post
from orgtrack.tenures.vacancies import Gap
from orgtrack.timeline.about.parts import MOST_TOLD, OtherName, Part, Told, other_names, told_of
from orgtrack.timeline.about.stays import Held, HeldThen, counts_of, held_during, held_in, latest_first
from orgtrack.timeline.lanes import Counts, Place, places


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A line between two posts: to which the page's post reports, or which reports to it (`is_above` False)."""

    title: str
    organization: str
    post: Post
    line: ReportingLine
    is_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPage:
    """A post with all who held it and when nobody did, the latest first; `found` None where that is too much.

    Without the part that names them, `title` and `organization` are empty.
    """

    id: int
    post: Post
    title: str
    organization: str
    seats: int | None
    found: list[Place] | None = None
    counts: tuple[Counts, ...] = ()
    succession: tuple[Held | Gap, ...] = ()
    stays: int = 0
    then: tuple[HeldThen, ...] = ()
    vacant: Certainty | None = None
    lines: tuple[Reported, ...] = ()
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePage:
    """A title with the posts that bear it: number, organization and its number."""

    id: int
    name: str
    short: str | None
    level: str
    names: tuple[OtherName, ...] = ()
    posts: tuple[tuple[int, str], ...] = ()
    is_all_posts: bool = True
    told: Told | None = None


def about_post(tracker: Tracker, post_id: int, span: PartialDate | None, parts: Collection[Part]) -> PostPage:
    """The post of this number, which is on record; `then` is who held it on the day, or in the longer time, `span`.

    `vacant` is how sure it is that on the day nobody but an acting holder had it.
    """
    row = by_id(tracker, Noun.POST.table, post_id)
    assert row is not None
    post = Post(*post_parts(tracker, post_id))
    is_named = Part.POSTS in parts
    selection = Selection(posts=((post.title_id or 0, post.organization_id),))
    found = places(tracker, selection, None) if is_named else []
    held = held_in(found or [])
    empty = [gap for place in found or [] for lane in place.posts if lane.post == post for gap in lane.gaps]
    line: list[Held | Gap] = [*held, *empty]
    return PostPage(
        id=post_id,
        post=post,
        title=display_name(tracker, Noun.TITLE, post.title_id or 0) if is_named else "",
        organization=display_name(tracker, Noun.ORGANIZATION, post.organization_id) if is_named else "",
        seats=row["seats"],
        found=found,
        counts=counts_of(tracker, selection, found),
        succession=tuple(latest_first(line)[:MOST_TOLD]),
        stays=len(line),
        then=tuple(held_during(held, span)) if span else (),
        vacant=empty_on(empty, span.earliest) if span and span.is_day and span.earliest else None,
        lines=_lines(tracker, post) if Part.UNITS in parts else (),
        told=told_of(tracker, Noun.POST, post_id, selection, parts),
    )


def _lines(tracker: Tracker, post: Post) -> tuple[Reported, ...]:
    known = [line for line in lines_of(tracker, [post.organization_id]) if post in (line.post, line.reports_to)]
    titles, organizations = Names(tracker, "titles"), Names(tracker, "organizations")
    others = [line.reports_to if line.post == post else line.post for line in known]
    titles.know(other.title_id for other in others)
    organizations.know(other.organization_id for other in others)
    return tuple(
        Reported(
            title=titles.by_id[other.title_id] or "",
            organization=organizations.by_id[other.organization_id] or "",
            post=other,
            line=line,
            is_above=line.post == post,
        )
        for line, other in zip(known, others, strict=True)
    )


def about_title(tracker: Tracker, title_id: int, parts: Collection[Part]) -> TitlePage:
    """The title of this number, which is on record."""
    row = by_id(tracker, Noun.TITLE.table, title_id)
    assert row is not None
    posts = posts_of(tracker, Noun.TITLE, title_id, MOST_TOLD + 1) if Part.POSTS in parts else []
    return TitlePage(
        id=title_id,
        name=row["name"],
        short=row["short"],
        level=row["level"],
        names=other_names(tracker, Noun.TITLE, title_id) if Part.NAMES in parts else (),
        posts=tuple((post["id"], post["organization"]) for post in posts[:MOST_TOLD]),
        is_all_posts=len(posts) <= MOST_TOLD,
        told=told_of(tracker, Noun.TITLE, title_id, Selection(titles=(title_id,)), parts),
    )
