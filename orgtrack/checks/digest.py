"""The report with what is open about it: contradictions in the posts it names, and plans whose day has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain

from orgtrack.checks.finding import Finding, Severity
from orgtrack.checks.listing import finding_rows
from orgtrack.checks.run import findings_about
from orgtrack.model.vocabulary import Status, Visibility
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id
from orgtrack.store.read_period import companies_of
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import Names
from orgtrack.timeline.events import listed_events
from orgtrack.timeline.news import Entry, News
from orgtrack.timeline.report import Asked, Report, in_order, report


def digest(tracker: Tracker, asked: Asked, today: date) -> Report:
    """The report of a time, with the errors and warnings of `check` that concern it.

    Those about the posts and events that it names, and the plans of its companies whose day has passed.
    """
    found = report(tracker, asked)
    named = [number for entry in found.entries for number in entry.events]
    companies = {entry.company_id for entry in found.entries}
    events = events_by_id(tracker, named)
    # Of what is past, a plan is confirmed or overdue: few are left of it.
    passed = listed_events(tracker, Selection(statuses=(Status.PLANNED,), until=today))
    plans = events_by_id(tracker, [event.id for event in chain.from_iterable(passed)])
    events |= {number: plan for number, plan in plans.items() if plan.company_id in companies}
    graver = (one for one in findings_about(tracker, list(events.values()), today) if one.severity is not Severity.HINT)
    return replace(found, entries=in_order([*found.entries, *_open(tracker, list(graver), asked)]))


def _open(tracker: Tracker, findings: list[Finding], asked: Asked) -> list[Entry]:
    about = events_by_id(tracker, {number for finding in findings for number in finding.events})
    hidden = {number for number, event in about.items() if event.visibility is Visibility.PRIVATE}
    findings = [finding for finding in findings if asked.private or hidden.isdisjoint(finding.events)]
    companies = companies_of(tracker, {at for finding in findings for at in finding.organizations})
    names = Names(tracker, "organizations")
    names.know(companies.values(), companies)
    rows = finding_rows(tracker, findings)
    entries = []
    for finding, (severity, _, why, _, _) in zip(findings, rows, strict=True):
        at = next(iter(finding.organizations), None)
        company = companies.get(at) or at
        entries.append(
            Entry(
                news=News.OPEN,
                company_id=company,
                company=names.by_id[company] or "",
                sentence=(why or "").rstrip("."),
                date="",
                when="",
                status=severity or "",
                more=(),
                sources=(),
                recorded="",
                events=finding.events,
            )
        )
    return entries
