"""Two names of one noun compared."""

from __future__ import annotations

from orgtrack.model.vocabulary import Noun
from orgtrack.names.likeness import Likeness
from orgtrack.names.organization import compare_organizations, compare_titles
from orgtrack.names.person import compare_people


def compare(noun: Noun, one: str, other: str) -> Likeness:
    """How alike two names are, as they are written: the same only where they are equal after folding.

    `ask` where they may be one, with the reasons in words; nobody is ever joined because of it.
    """
    if noun is Noun.PERSON:
        return compare_people(one, other)
    return compare_organizations(one, other) if noun is Noun.ORGANIZATION else compare_titles(one, other)
