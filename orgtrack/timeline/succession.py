"""The holders of one post in order with the gaps between them, and the gaps of many posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from orgtrack import lookup
from orgtrack.dates import PartialDate
from orgtrack.errors import OrgtrackError
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.read_records import post_of
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_structure import NamesOn
from orgtrack.store.read_tenures import endings, held_during, in_posts, stated_vacancies, unheld_posts
from orgtrack.store.reading import Names
from orgtrack.store.tenures import tenures_of_post
from orgtrack.tenures.hierarchy import counting
from orgtrack.tenures.lineage import ancestors
from orgtrack.tenures.lives import lives
from orgtrack.tenures.succession import Days, Stay, days, succession
from orgtrack.tenures.tenure import EndState, Post, Tenure
from orgtrack.tenures.vacancies import Gap, gaps
from orgtrack.timeline.held import days_in_words, end_in_words, range_of, start_in_words
from orgtrack.timeline.lineage import links_around
from orgtrack.timeline.listing import Column, Listing, Row, Rows

# So many posts at a time are asked for what states their vacancies and ends their organizations.
_POSTS = 500


def named_post(tracker: Tracker, title: str, organization: str) -> tuple[lookup.Found, lookup.Found]:
    """The title and the organization of a post that is on record; where only what was known then is, of any post."""
    held, at = _named(tracker, title, organization)
    if post_of(tracker, held.id, at.id) is None and not tracker.only_named:
        raise OrgtrackError(
            f"No event on record speaks of the post {held.name} at {at.name};"
            f" 'orgtrack show {at.noun.id(at.id)}' lists the posts there."
        )
    return held, at


def _named(tracker: Tracker, title: str, organization: str) -> tuple[lookup.Found, lookup.Found]:
    return lookup.existing(tracker, Noun.TITLE, title), lookup.existing(tracker, Noun.ORGANIZATION, organization)


def succession_listing(tracker: Tracker, title: str, organization: str) -> Listing:
    """Who held a post, one stay after the other, and when nobody did; days as the range that vague dates leave."""
    held, at = named_post(tracker, title, organization)
    tenures = tenures_of_post(tracker, held.id, at.id)
    told = _told(tracker, tenures, gaps_of(tracker, [(Post(held.id, at.id), tenures)]))
    rows = [row for _, row in told]
    return Listing(
        columns=(Column("person", 16), *_TIMES, Column("id"), Column("person_id")),
        rows=iter([rows] if rows else []),
        nothing=f"Nobody is on record as {held.name} of {at.name}.",
        for_reader=lambda row: (row[0] or "(vacant)", row[-2], row[-1], days_in_words(row[3]), *row[4:-2]),
    )


def lineage_succession_listing(tracker: Tracker, title: str, organization: str) -> Listing:
    """Who held a title in an organization and in all that ended in it, in order, and when nobody in the line did.

    What it came from by mergers, splits, renamings and dissolutions is of the line, however far back; what only gave
    it tasks, or let it go, is not.
    """
    held, at = _named(tracker, title, organization)
    known = links_around(tracker, at.id, transfers=False)
    line = [at.id, *(relative.organization_id for relative in ancestors(at.id, known))]
    if all(post_of(tracker, held.id, number) is None for number in line):
        raise OrgtrackError(
            f"No event on record speaks of the post {held.name} at {at.name} or at what it came from;"
            f" 'orgtrack lineage {at.noun.id(at.id)}' shows what that is."
        )
    tenures = [tenure for number in line for tenure in tenures_of_post(tracker, held.id, number)]
    organizations = Names(tracker, "organizations")
    organizations.know(line)
    rows: list[Row] = []
    for what, row in _told(tracker, tenures, _gaps_of_line(tracker, Post(held.id, at.id), line, tenures)):
        place = what.organization_id if isinstance(what, Stay) else None
        number = Noun.ORGANIZATION.id(place) if place else None
        rows.append((row[0], organizations.by_id[place], *row[1:-2], number, *row[-2:]))
    return Listing(
        columns=(
            *(Column("person", 16), Column("organization", 16), *_TIMES, Column("id"), Column("person_id")),
            Column("organization_id"),
        ),
        rows=iter([rows] if rows else []),
        nothing=f"Nobody is on record as {held.name} of {at.name}, or of what it came from.",
        for_reader=lambda row: (row[0] or "(vacant)", row[1], *row[-2:], days_in_words(row[4]), *row[5:-2]),
    )


def _gaps_of_line(tracker: Tracker, post: Post, line: list[int], tenures: Iterable[Tenure]) -> list[Gap]:
    """When nobody in a line of organizations held a title: as if all of them were the one with this post."""
    at = post.organization_id
    stated = [
        replace(event, organization_id=at)
        for event in counting(stated_vacancies(tracker, line))
        if event.title_id == post.title_id and event.organization_id in line
    ]
    as_one = [replace(tenure, organization_id=at) for tenure in tenures]
    return gaps(post, as_one, stated, _closed(tracker, [at]).get(at))


_TIMES = (
    *(Column("start", 11), Column("end", 11), Column("days", 6), Column("state", 8)),
    *(Column("certainty"), Column("acting")),
)


def _told(tracker: Tracker, tenures: Iterable[Tenure], empty: Iterable[Gap]) -> list[tuple[Stay | Gap, Row]]:
    """The stays and the gaps in order, a row each, at its end the start and the end in words."""
    found = succession(tenures)
    names = Names(tracker, "people")
    names.know(stay.person_id for stay in found)
    told: list[tuple[Stay | Gap, Row]] = [(stay, _holder(stay, names)) for stay in found]
    told += [(gap, _empty(gap, names)) for gap in empty]
    return sorted(told, key=_order)


def _order(entry: tuple[Stay | Gap, Row]) -> tuple[bool, str, bool]:
    """By the first day; of a holder whose start nobody knows by when the post was surely taken, then left."""
    what, _ = entry
    day = what.start.earliest or what.start.latest or (what.end.latest if what.end else None)
    return (day is None, str(day or ""), isinstance(what, Gap))


def _holder(stay: Stay, names: Names) -> Row:
    return (
        names.by_id[stay.person_id],
        stay.start.edtf or None,
        stay.end.edtf or None if stay.end else None,
        range_of(days(stay)),
        str(stay.end_state),
        "planned" if stay.start_planned else None,
        "yes" if stay.acting else None,
        Noun.EVENT.id(stay.id),
        Noun.PERSON.id(stay.person_id),
        start_in_words(stay.start),
        end_in_words(stay.end, stay.end_state),
    )


def _empty(gap: Gap, names: Names) -> Row:
    return (
        None,
        gap.start.edtf or None,
        gap.end.edtf or None if gap.end else None,
        range_of(gap.days),
        "vacant",
        str(gap.certainty),
        _acting(gap, names),
        None,
        None,
        start_in_words(gap.start),
        end_in_words(gap.end, EndState.ONGOING),
    )


def _acting(gap: Gap, names: Names) -> str | None:
    return "; ".join(dict.fromkeys(names.by_id[t.person_id] or "" for t in gap.acting)) or None


def vacancy_listing(
    tracker: Tracker, selection: Selection, span: PartialDate | None, *, today: date, least_days: int = 0
) -> Listing:
    """When posts were empty, in the span or ever; a gap that goes on is counted up to today.

    Only gaps that surely lasted so many days, where `least_days` are asked for.
    """
    return Listing(
        columns=(
            *(Column("title", 16), Column("organization", 16), Column("from", 11), Column("to", 11), Column("days", 9)),
            *(Column("certainty", 9), Column("acting"), Column("title_id"), Column("organization_id")),
        ),
        rows=_vacancies(tracker, selection, span, today, least_days),
        nothing="No vacancies match.",
        for_reader=lambda row: (*row[:2], row[-2], row[-1], days_in_words(row[4]), *row[5:-2]),
        first=7,
    )


def _vacancies(tracker: Tracker, selection: Selection, span: PartialDate | None, today: date, least_days: int) -> Rows:
    titles, people = Names(tracker, "titles"), Names(tracker, "people")
    organizations = NamesOn(tracker, span.latest if span else None)
    for posts in _in_batches(_posts(tracker, selection)):
        found = [
            lasting
            for gap in gaps_of(tracker, posts)
            if (lasting := _until_today(gap, today)).days.least >= least_days and touches(gap, span)
        ]
        titles.know(gap.post.title_id for gap in found)
        organizations.know(gap.post.organization_id for gap in found)
        people.know(t.person_id for gap in found for t in gap.acting)
        rows: list[Row] = [
            (
                titles.by_id[gap.post.title_id],
                organizations.by_id[gap.post.organization_id],
                gap.start.edtf or None,
                gap.end.edtf or None if gap.end else None,
                range_of(gap.days),
                str(gap.certainty),
                _acting(gap, people),
                Noun.TITLE.id(gap.post.title_id or 0),
                Noun.ORGANIZATION.id(gap.post.organization_id),
                start_in_words(gap.start),
                end_in_words(gap.end, EndState.ONGOING),
            )
            for gap in found
        ]
        if rows:
            yield rows


def _posts(tracker: Tracker, selection: Selection) -> Iterator[tuple[Post, list[Tenure]]]:
    """The posts that somebody held, with their tenures, and those of which only a vacancy is on record."""
    for tenures in in_posts(held_during(tracker, selection, None)):
        yield tenures[0].post, tenures
    for post in unheld_posts(tracker, selection):
        yield post, []


def _in_batches(posts: Iterator[tuple[Post, list[Tenure]]]) -> Iterator[list[tuple[Post, list[Tenure]]]]:
    while batch := list(islice(posts, _POSTS)):
        yield batch


def gaps_of(tracker: Tracker, posts: Iterable[tuple[Post, list[Tenure]]]) -> list[Gap]:
    """The gaps of these posts, with what sources state of them, none after the end of their organization."""
    posts = list(posts)
    organizations = sorted({post.organization_id for post, _ in posts})
    stated: dict[Post, list[Event]] = {}
    for event in counting(stated_vacancies(tracker, organizations)):
        stated.setdefault(Post(event.title_id, event.organization_id or 0), []).append(event)
    closed = _closed(tracker, organizations)
    return [
        gap
        for post, tenures in posts
        for gap in gaps(post, tenures, stated.get(post, ()), closed.get(post.organization_id))
    ]


def _closed(tracker: Tracker, organizations: list[int]) -> dict[int, PartialDate | None]:
    """When each of these organizations ended; of several lives the last counts: formed anew, it is open again."""
    return {life.organization_id: life.end for life in lives(endings(tracker, organizations))}


def _until_today(gap: Gap, today: date) -> Gap:
    """A gap that goes on, counted so far."""
    if gap.end is not None:
        return gap
    first, last = gap.start.earliest, gap.start.latest
    least = max((today - last).days, gap.days.least) if last else gap.days.least
    return replace(gap, days=Days(max(least, 0), max((today - first).days, 0) if first else None))


def touches(gap: Gap, span: PartialDate | None) -> bool:
    """Whether some day of the span may lie in the gap."""
    if span is None:
        return True
    starts, ends = gap.start.earliest, gap.end.latest if gap.end else None
    if span.latest is not None and starts is not None and span.latest < starts:
        return False
    return span.earliest is None or ends is None or span.earliest < ends
