"""The shipped table of executive titles: one canonical name, its short form, level, seats and other spellings.

Only what stands here is one title under several spellings; nothing else is normalised by guess. `single_seat` says
that an organization has one holder of it at a time. A short form that stands for several titles (CPO: product, people,
procurement) is left out: whoever types it makes a title of that name, and may give it an alias.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgtrack.model.vocabulary import Level


@dataclass(frozen=True, slots=True)
class KnownTitle:
    name: str
    short: str = ""
    level: Level = Level.OTHER
    single_seat: bool = False
    spellings: tuple[str, ...] = ()


def _chief(area: str, short: str, *spellings: str) -> KnownTitle:
    name = f"Chief {area} Officer"
    return KnownTitle(name, short, Level.EXECUTIVE, True, (f"Chief {area}", *spellings))


KNOWN_TITLES: tuple[KnownTitle, ...] = (
    KnownTitle("Chairman", "", Level.BOARD, True, ("Chairman of the Board", "Board Chairman")),
    KnownTitle("Chairwoman", "", Level.BOARD, True, ("Chairwoman of the Board",)),
    KnownTitle("Chair", "", Level.BOARD, True, ("Chair of the Board", "Chairperson", "Board Chair")),
    KnownTitle("Executive Chairman", "", Level.BOARD, True, ("Exec. Chairman", "Exec Chairman")),
    KnownTitle("Non-Executive Chairman", "", Level.BOARD, True, ("Nonexecutive Chairman",)),
    KnownTitle("Vice Chairman", "", Level.BOARD, False, ("Vice Chairman of the Board", "Vice-Chairman")),
    KnownTitle("Deputy Chairman", "", Level.BOARD, False, ("Deputy Chairman of the Board",)),
    KnownTitle("Lead Independent Director", "", Level.BOARD, True),
    KnownTitle("Director", "", Level.BOARD, False, ("Board Director", "Board Member", "Member of the Board")),
    KnownTitle("Independent Director", "", Level.BOARD, False, ("Independent Non-Executive Director", "INED")),
    KnownTitle("Non-Executive Director", "NED", Level.BOARD, False, ("Nonexecutive Director",)),
    KnownTitle("Executive Director", "", Level.BOARD, False, ("Exec. Director",)),
    KnownTitle("Managing Director", "MD", Level.EXECUTIVE, False),
    KnownTitle(
        "Chief Executive Officer",
        "CEO",
        Level.EXECUTIVE,
        True,
        ("Chief Executive", "Chief Exec.", "Chief Exec", "Chief Exec Officer", "C.E.O."),
    ),
    KnownTitle("Co-Chief Executive Officer", "Co-CEO", Level.EXECUTIVE, False, ("Co-Chief Executive",)),
    KnownTitle("Deputy Chief Executive Officer", "Deputy CEO", Level.EXECUTIVE, False, ("Deputy Chief Executive",)),
    _chief("Financial", "CFO", "Chief Finance Officer", "C.F.O."),
    _chief("Operating", "COO", "Chief Operations Officer", "C.O.O."),
    _chief("Technology", "CTO", "Chief Technical Officer"),
    _chief("Information", "CIO"),
    _chief("Marketing", "CMO"),
    _chief("Product", ""),
    _chief("People", ""),
    _chief("Human Resources", "CHRO"),
    _chief("Legal", "CLO"),
    _chief("Risk", ""),
    _chief("Strategy", ""),
    _chief("Scientific", "", "Chief Science Officer"),
    _chief("Data", ""),
    _chief("Security", ""),
    _chief("Information Security", "CISO"),
    _chief("Compliance", ""),
    _chief("Commercial", ""),
    _chief("Revenue", ""),
    _chief("Investment", ""),
    _chief("Accounting", ""),
    _chief("Administrative", ""),
    _chief("Communications", ""),
    _chief("Sustainability", ""),
    KnownTitle("President", "", Level.EXECUTIVE, False),
    KnownTitle("Vice President", "VP", Level.VICE_PRESIDENT, False, ("Vice-President", "V.P.")),
    KnownTitle("Senior Vice President", "SVP", Level.VICE_PRESIDENT, False, ("Sr. Vice President", "Senior VP")),
    KnownTitle(
        "Executive Vice President", "EVP", Level.VICE_PRESIDENT, False, ("Exec. Vice President", "Executive VP")
    ),
    KnownTitle("Group Vice President", "GVP", Level.VICE_PRESIDENT, False),
    KnownTitle("Assistant Vice President", "AVP", Level.VICE_PRESIDENT, False),
    KnownTitle("General Counsel", "GC", Level.EXECUTIVE, True),
    KnownTitle("Company Secretary", "", Level.EXECUTIVE, True, ("Corporate Secretary",)),
    KnownTitle("Treasurer", "", Level.EXECUTIVE, True),
    KnownTitle("Chief of Staff", "", Level.EXECUTIVE, False),
    KnownTitle("General Manager", "GM", Level.MANAGER, False),
    KnownTitle("Partner", "", Level.EXECUTIVE, False),
    KnownTitle("Managing Partner", "", Level.EXECUTIVE, False),
    KnownTitle("Founder", "", Level.OTHER, False),
    KnownTitle("Co-Founder", "", Level.OTHER, False, ("Cofounder",)),
    KnownTitle("Member", "", Level.OTHER, False),
)


def spellings(title: KnownTitle) -> Iterator[str]:
    """Every way to write the title that the table holds, the canonical one first."""
    yield title.name
    if title.short:
        yield title.short
    yield from title.spellings
