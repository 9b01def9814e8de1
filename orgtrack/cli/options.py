"""The options of recording, each defined once; commands are built from them and from the event vocabulary."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated

import typer

from orgtrack.errors import Misused
from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import APPOINTMENT_WORDS, EVENT_TYPES, Kind, Part, Slot
from orgtrack.model.vocabulary import EventType, Manner, Reason
from orgtrack.record.citing import read_says

Values = Mapping[str, object]
REQUIRED = inspect.Parameter.empty


def _option(help_text: str, *names: str, metavar: str = "TEXT") -> object:
    return Annotated[str, typer.Option(*names, metavar=metavar, help=help_text)]


def _flag(help_text: str, *names: str) -> object:
    return Annotated[bool, typer.Option(*names, help=help_text)]


def _many(help_text: str, *names: str, metavar: str = "TEXT") -> object:
    return Annotated[list[str], typer.Option(*names, metavar=metavar, help=help_text)]


# Name of the parameter: (annotation, default). Every event type has these.
SOURCE_OPTIONS: dict[str, tuple[object, object]] = {
    "source": (_option("Who says it: an address, a title, or an id like s5.", "--source", metavar="URL|TITLE|sN"), ""),
    "published": (_option("When the source was published.", "--published", metavar="DATE"), ""),
    "quote": (_option("The words of the source; '-' reads them from standard input.", "--quote", metavar="TEXT|-"), ""),
    "place": (_option("Where in the source: a page, a paragraph.", "--place"), ""),
    "says": (
        _many("What this source says otherwise, e.g. 'amount=55 billion USD'.", "--says", metavar="FIELD=VALUE"),
        [],
    ),
}
COMMON_OPTIONS: dict[str, tuple[object, object]] = {
    "date": (
        _option("When, as vague as the source: 'mid-February 2025', 2009, unknown.", "--date", metavar="DATE"),
        "",
    ),
    "announced": (_option("When it was announced.", "--announced", metavar="DATE"), ""),
    "planned": (_flag("Announced, not yet happened.", "--planned"), False),
    **SOURCE_OPTIONS,
    "note": (_option("A note of your own.", "--note"), ""),
    "private": (_flag("Keep it out of what is published.", "--private"), False),
    "supersedes": (_option("The event that this one takes the place of.", "--supersedes", metavar="eN"), ""),
    "same_as": (_option("The event on record that this tells of again.", "--same-as", metavar="eN"), ""),
    "new_event": (_flag("A second event, though one like it is on record.", "--new-event"), False),
    "new": (_flag("Make a new record of each name that is not on record, however close.", "--new"), False),
    "day_first": (_flag("Read 03/04/2025 as 3 April.", "--day-first"), False),
    "month_first": (_flag("Read 03/04/2025 as 4 March.", "--month-first"), False),
}
TYPE_OPTIONS: dict[str, tuple[object, object]] = {
    "acting": (_flag("For the time being: acting, interim.", "--acting"), False),
    "manner": (_option("How: " + ", ".join(Manner) + ".", "--manner", metavar="MANNER"), ""),
    "formerly": (
        Annotated[
            tuple[str, str],
            typer.Option("--formerly", metavar="TITLE ORG", help="A former post: also records an undated departure."),
        ],
        ("", ""),
    ),
    "reason": (_option("Why: " + ", ".join(Reason) + ".", "--reason", metavar="REASON"), ""),
    "last_day": (_flag("--date is the last day in the post, not the first day out of it.", "--last-day"), False),
    "ends": (_option("The event that opened the stay that ends.", "--ends", metavar="eN"), ""),
}


def parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    """One parameter of a command that is built at run time."""
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default)


def with_signature(function: Callable[..., object], parameters: list[inspect.Parameter]) -> Callable[..., object]:
    """The function with the signature that Typer reads its options from."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {p.name: p.annotation for p in parameters}
    return function


def event_parameters(word: str, *, header: bool) -> list[inspect.Parameter]:
    """The parameters of `add WORD`: the parts of its type in order, then its own options, then those of all.

    With a `header` (an article's) the organization may be left out where the header's fills it.
    """
    kind = EVENT_TYPES[event_type(word)]
    parameters = [_part_parameter(part, word, kind, header=header) for part in kind.parts]
    own = {name: TYPE_OPTIONS[name] for name in TYPE_OPTIONS if name in kind.options}
    if word in APPOINTMENT_WORDS:
        own.pop("manner", None)
    if event_type(word) is EventType.DEPARTURE:
        own["ends"] = TYPE_OPTIONS["ends"]
    return parameters + [
        parameter(n, annotation, default) for n, (annotation, default) in {**own, **COMMON_OPTIONS}.items()
    ]


def _part_parameter(part: Part, word: str, kind: Kind, *, header: bool) -> inspect.Parameter:
    required = part.required or (word in APPOINTMENT_WORDS and part.slot is Slot.FROM_TITLE)
    if header and kind.header_fills is part.slot:
        required = False
    if part.option:
        names = (
            (part.option, "--from-organisation", "--from-org")
            if part.slot is Slot.FROM_ORGANIZATION
            else (part.option,)
        )
        names = (*names, "--to-organisation", "--to-org") if part.slot is Slot.TO_ORGANIZATION else names
        annotation = (_many if part.many else _option)(part.help, *names, metavar=part.metavar)
        # What is lacking is said by one place, `record.parts.check_given`, for the shell, an article and a CSV alike.
        return parameter(part.slot, annotation, [] if part.many else "")
    argument = typer.Argument(metavar=part.metavar, help=part.help)
    return parameter(part.slot, Annotated[str, argument], REQUIRED if required else "")


def event_type(word: str) -> EventType:
    """The event type that a word of the command line stands for."""
    return EventType.APPOINTMENT if word in APPOINTMENT_WORDS else EventType(word)


def event_option(name: str) -> tuple[object, object]:
    """Annotation and default of one of the options of all events."""
    return COMMON_OPTIONS[name]


def claim_of(word: str, given: Values) -> Claim:
    """The claim that the words and options of one `add` make."""
    kind = EVENT_TYPES[event_type(word)]
    words = {part.slot: _words(given.get(part.slot)) for part in kind.parts}
    if word in APPOINTMENT_WORDS and not any(words[Slot.FROM_TITLE]):
        raise Misused(f"{word} needs --from-title TITLE, the title left for the new one.")
    formerly = given.get("formerly") or ("", "")
    assert isinstance(formerly, tuple)
    manner = APPOINTMENT_WORDS.get(word) or _text(given, "manner")
    return replace(
        claim_parts(given),
        type=event_type(word),
        words=words,
        manner=manner,
        formerly=(formerly[0], formerly[1]) if any(formerly) else None,
    )


def claim_parts(given: Values) -> Claim:
    """A claim with what the options of all events say; of no type and with no parts yet."""
    return Claim(
        type=EventType.MILESTONE,
        words={},
        date=_text(given, "date"),
        announced=_text(given, "announced"),
        planned=bool(given.get("planned")),
        acting=bool(given.get("acting")),
        reason=_text(given, "reason"),
        last_day=bool(given.get("last_day")),
        source=SourceClaim(where=_text(given, "source"), published=_text(given, "published")),
        quote=_text(given, "quote"),
        place=_text(given, "place"),
        says=says_of(given),
        note=_text(given, "note"),
        private=bool(given.get("private")),
        supersedes=_text(given, "supersedes"),
        ends=_text(given, "ends"),
        same_as=_text(given, "same_as"),
        new_event=bool(given.get("new_event")),
        new_names=bool(given.get("new")),
        day_first=day_order(given),
    )


def says_of(given: Values) -> tuple[tuple[str, str], ...]:
    """What --says says, as pairs of field and value."""
    says = given.get("says") or []
    assert isinstance(says, list)
    return tuple(read_says(text) for text in says)


def day_order(given: Values) -> bool | None:
    """What --day-first and --month-first say of numeric dates."""
    if given.get("day_first") and given.get("month_first"):
        raise Misused("--day-first and --month-first exclude each other.")
    return True if given.get("day_first") else False if given.get("month_first") else None


def _text(given: Values, name: str) -> str:
    return str(given.get(name) or "")


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return (str(value),) if value else ()
