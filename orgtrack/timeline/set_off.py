"""What a reader wants to see set off from all others: one person, one title everywhere, or one post."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orgtrack import lookup
from orgtrack.errors import NeedsChoice, OrgtrackError
from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.store import Tracker
from orgtrack.store.read_records import post_parts
from orgtrack.store.rows import by_id
from orgtrack.tenures.tenure import Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOff:
    """A person; or a title, and where one post of it is meant, its organization."""

    person_id: int | None = None
    title_id: int | None = None
    organization_id: int | None = None
    name: str = ""

    def holds(self, tenure: Tenure) -> bool:
        """Whether that tenure is set off."""
        if self.person_id is not None:
            return tenure.person_id == self.person_id
        is_here = self.organization_id in (None, tenure.organization_id)
        return self.title_id is not None and tenure.title_id == self.title_id and is_here


def set_off(tracker: Tracker, text: str) -> SetOff:
    """What the words mean: a person, a title, `CEO of Alibaba Group`, or an id such as p7, t2 or post:4.

    Raises OrgtrackError where they mean nothing on record, NeedsChoice where they mean several.
    """
    read = read_id(text)
    if read is not None and read[0] is Noun.POST:
        if by_id(tracker, Noun.POST.table, read[1]) is None:
            raise lookup.no_such(Noun.POST, text)
        title, organization = post_parts(tracker, read[1])
        names = (
            lookup.existing(tracker, noun, noun.id(number)).name
            for noun, number in ((Noun.TITLE, title), (Noun.ORGANIZATION, organization))
        )
        return SetOff(title_id=title, organization_id=organization, name=" of ".join(names))
    try:
        found = lookup.existing_any(tracker, [Noun.PERSON, Noun.TITLE], text)
    except NeedsChoice:
        raise
    except OrgtrackError:
        post = _post(tracker, text)
        if post is None:
            raise
        return post
    if found.noun is Noun.PERSON:
        return SetOff(person_id=found.id, name=found.name)
    return SetOff(title_id=found.id, name=found.name)


def _post(tracker: Tracker, text: str) -> SetOff | None:
    """A title and an organization with `of` or `at` between them, wherever both are on record."""
    for between in re.finditer(r"\s+(?:of|at)\s+", text):
        title = lookup.find(tracker, Noun.TITLE, text[: between.start()])
        organization = lookup.find(tracker, Noun.ORGANIZATION, text[between.end() :]) if title else None
        if title and organization:
            name = f"{title.name} of {organization.name}"
            return SetOff(title_id=title.id, organization_id=organization.id, name=name)
    return None
