"""What templates of pages about one record say in words, the same as the commands and the pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from orgtrack.pictures.words import confirmed, state
from orgtrack.plugin.cells import is_safe_address
from orgtrack.tenures.certainty import Certainty
from orgtrack.timeline.about.parts import OtherName
from orgtrack.timeline.about.stays import Held, HeldThen
from orgtrack.timeline.stays import times

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}")
_SCRIPT = re.compile(r"[A-Za-z]{4}")


def when(held: Held) -> str:
    """`since 10 Sep 2023`, `May 2012 to 2014`."""
    return times(held.stay)


def marks(held: Held) -> list[str]:
    """What a reader must know before counting on it."""
    stay = held.stay
    planned = "planned" if stay.start_planned else "end planned" if stay.end_planned else ""
    terms = f"{len(stay.tenures)} terms" if len(stay.tenures) > 1 else ""
    said = ("acting" if stay.acting else "", planned, state(stay.tenures[-1]), terms)
    return [word for word in said if word]


def sureness(then: HeldThen) -> str:
    """How sure it is: `certain`, `presumed, last confirmed 10 Sep 2023`, `throughout, certain`."""
    said = [str(then.extent)] if then.extent else []
    said.append(str(then.certainty))
    if then.certainty is Certainty.PRESUMED:
        terms = then.held.stay.tenures
        # A term that is only planned yet confirms nothing of the one before.
        said.append(confirmed(next((each for each in reversed(terms) if each.last_confirmed), terms[-1])))
    return ", ".join(said)


def language_of(name: OtherName) -> str:
    """The language of a name as a page declares it (BCP 47), '' where it is not known."""
    if not name.language or not _LANGUAGE.fullmatch(name.language):
        return ""
    script = name.script if name.script and _SCRIPT.fullmatch(name.script) else ""
    return f"{name.language}-{script}" if script else name.language


def about_name(name: OtherName) -> str:
    """What kind of name it is, and when it was used."""
    said: Sequence[str | None] = (
        name.kind,
        " ".join(part for part in (name.language, name.script) if part),
        f"from {name.since}" if name.since else "",
        f"until {name.until}" if name.until else "",
    )
    return ", ".join(part for part in said if part)


def safe_address(text: str | None) -> str:
    """The address where a link may lead there, else ''."""
    return text if text and is_safe_address(text) else ""
