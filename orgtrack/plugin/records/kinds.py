"""Each kind of record that has a page of its own: its template, and what the page says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from orgtrack.dates import PartialDate, short
from orgtrack.model.vocabulary import Noun, OrganizationKind, Scheme
from orgtrack.pictures.timeline import Sheet
from orgtrack.plugin.drawn import Addresses, Drawing, drawing, drawing_of_counts
from orgtrack.plugin.feeds import feed_address
from orgtrack.plugin.organization import chart_address
from orgtrack.plugin.records.linked import organization_said, person_said, script
from orgtrack.plugin.records.registers import register_address
from orgtrack.plugin.shapes import Request, Site
from orgtrack.store import Tracker
from orgtrack.tenures.lives import Life
from orgtrack.tenures.tenure import Post
from orgtrack.timeline.about.evidence import about_event, about_source
from orgtrack.timeline.about.organization import about_organization
from orgtrack.timeline.about.parts import Part
from orgtrack.timeline.about.person import about_person
from orgtrack.timeline.about.post import about_post, about_title
from orgtrack.timeline.about.public import public_organization, public_person
from orgtrack.timeline.held import end_in_words, start_in_words
from orgtrack.timeline.lanes import Counts, Place

Said = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The record that a page is about, the day it is, the day or time that is asked about, and what may be shown."""

    site: Site
    request: Request
    database: str
    number: int
    today: date
    span: PartialDate | None
    parts: Collection[Part]

    def row(self, table: str, number: int) -> str:
        """The address of a row, with the site's name."""
        return self.site.absolute_url(self.request, self.site.urls.row(self.database, table, str(number)))

    def timeline(self, **words: str) -> str:
        """The address of the timeline's page for these words."""
        return f"{self.site.urls.database(self.database)}/-/timeline?{urlencode(words)}"

    def rows(self, table: str, **filters: object) -> str:
        """The address of a table filtered."""
        return f"{self.site.urls.table(self.database, table)}?{urlencode(filters)}"

    def drawn(
        self, found: list[Place] | None, posts: Mapping[Post, int], counts: Sequence[Counts] = ()
    ) -> Drawing | None:
        """The picture, of `counts` where there are any; None where there is nothing to draw."""
        addresses = Addresses(self.site, self.database, posts=posts)
        if counts:
            return drawing_of_counts(counts, addresses, Sheet())
        if not found or not any(place.items for place in found):
            return None
        return drawing(found, addresses, self.today, Sheet())

    def registered(self, noun: Noun, identifiers: Sequence[tuple[Scheme, str]]) -> list[tuple[str, str, str]]:
        """Identifiers with the address of their register, '' where there is none."""
        return [(str(scheme), value, register_address(noun, scheme, value) or "") for scheme, value in identifiers]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: the template of its page, what that is filled with, and whether it answers for a day."""

    template: str
    page: Callable[[Tracker, Asked], Said]
    asks_day: bool = False


def _person(tracker: Tracker, asked: Asked) -> Said:
    person = about_person(tracker, asked.number, asked.span, asked.parts)
    public = public_person(tracker, person) if Part.POSTS in asked.parts else None
    return {
        "heading": person.name,
        "about": person,
        "identifiers": asked.registered(Noun.PERSON, person.identifiers),
        "drawing": asked.drawn(person.found, person.posts),
        "linked_data": script(person_said(public, asked.row)) if public else None,
        "timeline_address": asked.timeline(person=Noun.PERSON.id(person.id)),
        "all_stays": asked.rows("tenures", person_id=person.id, _sort_desc="start_sort"),
        "all_events": asked.rows("events", person_id=person.id, _sort_desc="date_sort"),
    }


def _organization(tracker: Tracker, asked: Asked) -> Said:
    found = about_organization(tracker, asked.number, asked.today, asked.parts)
    number = Noun.ORGANIZATION.id(found.id)
    wanted = {Part.POSTS, Part.UNITS}
    public = public_organization(tracker, found) if wanted <= set(asked.parts) else None
    return {
        "heading": found.name,
        "about": found,
        "identifiers": asked.registered(Noun.ORGANIZATION, found.identifiers),
        "drawing": asked.drawn(found.found, found.posts, found.counts),
        "linked_data": script(organization_said(public, asked.row)) if public else None,
        "chart_address": chart_address(asked.site, asked.database, found.id),
        "timeline_address": asked.timeline(company=number),
        "feeds": [
            (name, feed_address(asked.site, asked.database, form, found.id))
            for name, form in (("Moves as a feed", "atom"), ("Moves as a calendar", "ics"))
        ],
        "is_company": found.kind is OrganizationKind.COMPANY,
        "all_stays": asked.rows("tenures", organization_id=found.id, _sort_desc="start_sort"),
        "all_units": asked.rows("organizations", parent_id=found.id),
        "all_events": asked.rows("events", organization_id=found.id, _sort_desc="date_sort"),
        "company_events": asked.rows("events", company_id=found.id, _sort_desc="date_sort"),
        "lived": [_lived(life) for life in found.structure.lives] if found.structure else [],
        "short": short,
    }


def _lived(life: Life) -> str:
    """`formed 10 Sep 2009`, `formed by 2014, ended Mar 2024`; '' where nothing is known of it."""
    start, end = start_in_words(life.start), end_in_words(life.end, life.end_state)
    said = [f"formed {start}{' (planned)' if life.start_planned else ''}"] if start != "unknown" else []
    if life.end is not None:
        said.append(f"ended {'on no known day' if end == 'ended' else end}{' (planned)' if life.end_planned else ''}")
    return ", ".join(said)


def _post(tracker: Tracker, asked: Asked) -> Said:
    post = about_post(tracker, asked.number, asked.span, asked.parts)
    title, organization = post.post
    return {
        "heading": f"{post.title} of {post.organization}" if post.title else Noun.POST.id(post.id),
        "about": post,
        "drawing": asked.drawn(post.found, {post.post: post.id}, post.counts),
        "timeline_address": asked.timeline(company=Noun.ORGANIZATION.id(organization), title=Noun.TITLE.id(title or 0)),
        "all_stays": asked.rows("tenures", organization_id=organization, title_id=title, _sort_desc="start_sort"),
        "all_events": asked.rows("events", organization_id=organization, title_id=title, _sort_desc="date_sort"),
        "start_in_words": start_in_words,
        "end_of": lambda gap: "" if gap.end is None else short(gap.end),
        "line_end": lambda line: "" if line.end is None else short(line.end),
    }


def _title(tracker: Tracker, asked: Asked) -> Said:
    title = about_title(tracker, asked.number, asked.parts)
    return {
        "heading": title.name,
        "about": title,
        "all_posts": asked.rows("posts", title_id=title.id),
        "all_stays": asked.rows("tenures", title_id=title.id, _sort_desc="start_sort"),
        "all_events": asked.rows("events", title_id=title.id, _sort_desc="date_sort"),
    }


def _source(tracker: Tracker, asked: Asked) -> Said:
    source = about_source(tracker, asked.number, asked.parts)
    return {
        "heading": source.title,
        "about": source,
        "all_events": asked.rows("citations", source_id=source.id),
    }


def _event(tracker: Tracker, asked: Asked) -> Said:
    found = about_event(tracker, asked.number, asked.parts)
    return {"heading": found.told.event.headline, "about": found}


KINDS: Mapping[str, Kind] = {
    Noun.PERSON.table: Kind("orgtrack_person.html", _person, asks_day=True),
    Noun.ORGANIZATION.table: Kind("orgtrack_company.html", _organization),
    Noun.POST.table: Kind("orgtrack_post.html", _post, asks_day=True),
    Noun.TITLE.table: Kind("orgtrack_title.html", _title),
    Noun.SOURCE.table: Kind("orgtrack_source.html", _source),
    Noun.EVENT.table: Kind("orgtrack_event.html", _event),
}
