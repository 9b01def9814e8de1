"""`orgtrack asof`, `who`, `succession` and `vacancies`: who held what, when, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from orgtrack.cli.moments import with_moment
from orgtrack.cli.session import Session, session
from orgtrack.cli.shown import FormatOption, OutputOption, say, show_listing, with_holder_filters
from orgtrack.dates import UNDATED, PartialDate, describe
from orgtrack.errors import Misused
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import snapshot
from orgtrack.timeline.filters import Filters, asked_time, filter_day, selected
from orgtrack.timeline.held import held_listing
from orgtrack.timeline.succession import lineage_succession_listing, named_post, succession_listing, vacancy_listing

app = typer.Typer(rich_markup_mode=None)

TitleArgument = Annotated[str, typer.Argument(metavar="TITLE", help="The title, like CEO.")]
PostOrganization = Annotated[str, typer.Argument(metavar="ORG", help="The company or unit.")]
OnOption = Annotated[str, typer.Option("--on", metavar="DATE", help="The day, or a longer time like 2016; else today.")]


def _asked(run: Session, text: str) -> PartialDate:
    """The time that is asked about; said where it rests on today."""
    time, is_relative = asked_time(text, run.today)
    if is_relative:
        today = "" if time.earliest == run.today else f" (today is {run.today})"
        say(f"As of {describe(time)}{today}.")
    return time


@app.command()
@with_moment
@with_holder_filters
def asof(
    ctx: typer.Context,
    filters: Filters,
    day: Annotated[str, typer.Argument(metavar="[DAY]", help="A day, or a longer time like 2016; else today.")] = "",
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show who held which post on a day, and how sure that is.

    \b
    certain    by what is on record
    presumed   no end is on record, and the day is after the last one that a source confirms; or it rests on a plan
    possible   the dates on record are too vague to tell
    Of a longer time like 2016, it also says whether a post was held throughout, at some time or possibly.

    With --known it answers as one could have on that day: an event counts from its announcement, else from its first
    publication, and as planned until a source of then can have seen it happen.

    \b
    Examples:
      orgtrack asof 2025-02-10 --company 'Alibaba Group'
      orgtrack asof 2023-10-01 --known 2023-07-01
    """
    run = session(ctx)
    time = _asked(run, day)
    with run.reading() as tracker, snapshot(tracker):
        show_listing(held_listing(tracker, selected(tracker, filters), time), format, output)


@app.command()
@with_moment
def who(
    ctx: typer.Context,
    title: TitleArgument,
    organization: PostOrganization,
    on: OnOption = "",
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show who held a post on a day, and how sure that is (see asof).

    Example: orgtrack who CEO 'Alibaba Group' --on 2023-09-10
    """
    run = session(ctx)
    time = _asked(run, on)
    with run.reading() as tracker, snapshot(tracker):
        held, at = named_post(tracker, title, organization)
        nothing = (
            f"Nobody is on record as {held.name} of {at.name} then; 'orgtrack succession {held.noun.id(held.id)}"
            f" {at.noun.id(at.id)}' shows who was, and when."
        )
        wanted = Selection(posts=((held.id, at.id),))
        show_listing(held_listing(tracker, wanted, time, nothing=nothing), format, output)


@app.command()
@with_moment
def succession(
    ctx: typer.Context,
    title: TitleArgument,
    organization: PostOrganization,
    through_lineage: Annotated[
        bool,
        typer.Option("--through-lineage", help="With those of that title in what the organization came from."),
    ] = False,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show the holders of a post in order, and when it was vacant; days as the range that vague dates leave.

    With --through-lineage it goes back to the organizations that ended in this one by a merger, a split, a renaming
    or a dissolution, and says where each holder was; it is vacant then when nobody in any of them held the title.

    \b
    Examples:
      orgtrack succession CEO 'Alibaba Group'
      orgtrack succession CEO 'Alibaba E-commerce Business Group' --through-lineage
    """
    listed = lineage_succession_listing if through_lineage else succession_listing
    with session(ctx).reading() as tracker, snapshot(tracker):
        show_listing(listed(tracker, title, organization), format, output)


@app.command()
@with_moment
@with_holder_filters
def vacancies(
    ctx: typer.Context,
    filters: Filters,
    on: OnOption = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Vacant then or later: 2024, 2024-06-30, 90d.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Vacant then or earlier.")] = "",
    min_days: Annotated[int, typer.Option("--min-days", min=0, help="Vacant for so many days at least.")] = 0,
    format: FormatOption = None,
    output: OutputOption = "",
) -> None:
    """Show which posts are vacant today, or were on a day or in the course of a time.

    A post counts as vacant between two holders and after a departure, never before its first holder. Acting holders
    do not fill it; they are named.

    \b
    Examples:
      orgtrack vacancies --company 'Alibaba Group'
      orgtrack vacancies --title 'Vice President' --since 1789 --min-days 365
    """
    run = session(ctx)
    if on and (since or until):
        raise Misused("--on asks about one time, --since and --until about another; give either.")
    if since or until:
        first = filter_day(since, run.today, latest=False)[0] if since else None
        last = filter_day(until, run.today, latest=True)[0] if until else None
        span = replace(UNDATED, earliest=first, latest=last)
    else:
        span = _asked(run, on)
    with run.reading() as tracker, snapshot(tracker):
        listed = vacancy_listing(tracker, selected(tracker, filters), span, today=run.today, least_days=min_days)
        show_listing(listed, format, output)
