"""The words before and behind a date that say how it is meant, and the times of day that are dropped."""

from __future__ import annotations

import re
from enum import Enum, auto

from orgtrack.dates.refusal import Refusal
from orgtrack.errors import DateProblem


class Sense(Enum):
    """What a phrase does to the date beside it."""

    SAME = auto()
    BEFORE = auto()
    AFTER = auto()
    BY = auto()
    FROM_ON = auto()
    SINCE = auto()
    UNTIL = auto()
    BETWEEN = auto()
    FROM = auto()
    AROUND = auto()
    PERHAPS = auto()
    EARLY = auto()
    MID = auto()
    LATE = auto()
    END = auto()
    EFFECTIVE = auto()


_HEADS = {
    Sense.SAME: "in|in the|on|on the|the|of|at|during|dated|date|in the year|the year|in year|year|calendar year|cy"
    "|in calendar|the month of|month of|in the month of|sometime in|some time in|sometime during"
    "|at some point in|some day in|im|am|in der|im jahr|im jahre|die|in den|den|der|dem|das|vom jahr|jahr"
    "|en|le|la|les|l'|au|à la|en l'an|l'an|l'année|en année|au cours de|courant|el|en el|en la|el año"
    "|en el año|año|durante|durante el|el día|el mes de|el dia",
    Sense.BEFORE: "before|prior to|earlier than|previous to|pre-|before the|vor|vor dem|vor der|avant|avant le|avant la"
    "|avant l'|antes de|antes del|antes de la",
    Sense.AFTER: "after|later than|subsequent to|post-|after the|nach|nach dem|nach der|après"
    "|après le|après la|después de|después del|despues de|despues del|tras|tras el",
    Sense.BY: "by|by the|no later than|not later than|on or before|at or before|in or before|not after"
    "|up to and including|at the latest by|at the latest on|at the latest in|at the latest"
    "|until at the latest|spätestens|spätestens am|spätestens im|spätestens bis|bis spätestens"
    "|bis spätestens am|au plus tard|au plus tard le|au plus tard en|d'ici|d'ici à|d'ici le|d'ici au"
    "|a más tardar|a más tardar el|a más tardar en|no más tarde de|no más tarde del|para el",
    Sense.FROM_ON: "on or after|in or after|at or after|not before|no earlier than|not earlier than|no sooner than"
    "|at the earliest|at the earliest in|at the earliest on|frühestens|frühestens am|frühestens im"
    "|nicht vor|au plus tôt|au plus tôt le|au plus tôt en|no antes de|no antes del|como pronto"
    "|como pronto el",
    Sense.SINCE: "since|ever since|since the|as from|seit|seit dem|ab|ab dem|depuis|depuis le|depuis la|depuis l'"
    "|starting|starting from|starting in|starting on|dès|dès le|dès la"
    "|à partir de|à partir du|à partir d'|a partir de|a partir del|desde|desde el|desde la",
    Sense.UNTIL: "until|until the|till|til|up to|through|through the|thru|until and including|bis|bis zum|bis zur"
    "|bis ende des|jusqu'en|jusqu'à|jusqu'au|jusqu'à la|jusque|hasta|hasta el|hasta la",
    Sense.BETWEEN: "between|somewhere between|sometime between|some time between|zwischen|zwischen dem|entre|entre le"
    "|entre el",
    Sense.FROM: "from|from the|von|vom|de|del|du|d'",
    Sense.AROUND: "around|about|circa|c.|ca.|ca|c|cca|approximately|approx.|approx|roughly|in or around|in or about"
    "|on or about|on or around|in around|in about|in circa|in approximately|sometime around"
    "|some time around|around about|in roughly|~|um|gegen|etwa|ungefähr|zirka|rund um|vers|vers le"
    "|environ|autour de|autour du|aux alentours de|aux environs de|hacia|hacia el|alrededor de"
    "|alrededor del|aproximadamente|aproximadamente en|cerca de|sobre",
    Sense.PERHAPS: "possibly|probably|perhaps|maybe|likely|most likely|very likely|presumably|supposedly|apparently"
    "|possibly in|probably in|perhaps in|maybe in|likely in|possibly on|probably on|vielleicht"
    "|möglicherweise|wahrscheinlich|vermutlich|wohl|peut-être|probablement|sans doute|possiblement"
    "|posiblemente|probablemente|quizás|quizá|tal vez",
    Sense.EARLY: "early|early-|early in|in early|early in the|beginning of|the beginning of"
    "|at the beginning of|in the beginning of|start of|the start of|at the start of|the early part of"
    "|anfang|beginn|zu beginn|zu beginn des|anfang des jahres|beginn des jahres|zu beginn des jahres"
    "|zu anfang|début|debut|au début de|au début du|début de|le début de|au début de l'année"
    "|début de l'année|principios de|a principios de|comienzos de|a comienzos de|inicios de|a inicios de"
    "|a principio de|principios del|a principios del|primeros de|a primeros de",
    Sense.MID: "mid|mid-|in mid|in mid-|middle of|the middle of|in the middle of|around the middle of|mitte"
    "|mitte des jahres|mi-|mi|à la mi-|la mi-|milieu|au milieu de|milieu de|mediados de|a mediados de"
    "|mediados del|a mediados del",
    Sense.LATE: "late|late-|late in|in late|late in the|the latter part of|spät",
    Sense.END: "end of|the end of|at the end of|at end of|end|end-|in the end of|year-end|year end|at year-end"
    "|yearend|the close of|ende|ende des|ende des jahres|zum ende|gegen ende|fin|fin de|la fin de"
    "|à la fin de|à la fin du|fin du|fin de l'année|finales de|a finales de|finales del|a finales del"
    "|fines de|a fines de|fin del|a fin de",
    Sense.EFFECTIVE: "effective|effective as of|effective as from|effective from|effective on|effective in"
    "|w.e.f.|w.e.f|wef"
    "|with effect from|with effect on|with effect as of|taking effect|taking effect on|to take effect on"
    "|in effect from|as of|as at|per|zum|zum ende|mit wirkung zum|mit wirkung vom|mit wirkung ab"
    "|wirksam zum|wirksam ab|à compter du|à compter de|à compter d'|avec effet au|con efecto desde"
    "|con efecto a partir de|con efecto a partir del|con efectos a partir de|con efectos desde el"
    "|con efectos a partir del|con efecto desde el|con efecto el",
}  # fmt: skip
_TAILS = {
    Sense.SINCE: "onwards|onward|on|and onwards|and onward|forward|and on|an|en adelante|und danach|and since",
    Sense.BY: "or earlier|or before|and earlier|and before|at the latest|oder früher|ou avant|o antes|au plus tard"
    "|spätestens|a más tardar",
    Sense.FROM_ON: "or later|or after|and later|and after|at the earliest|oder später|ou après|ou plus tard|o después"
    "|au plus tôt",
    Sense.AROUND: "or so|approximately|approx.|approx|circa|ca.|or thereabouts|roughly|or around|(approximately)"
    "|(approx.)|(approx)|(circa)|(ca.)|(c.)|(about)|(estimated)|est.|environ|aproximadamente|ungefähr"
    "|(ungefähr)",
    Sense.PERHAPS: "(?)|?|possibly|probably|perhaps|maybe|presumably|(uncertain)|(possibly)|(probably)|(unconfirmed)"
    "|peut-être|(peut-être)|vielleicht|quizás",
    Sense.SAME: "ad|ce|a.d.|c.e.|n. chr.|apr. j.-c.|d. c.",
}

_HEAD_SENSES = {phrase: sense for sense, phrases in _HEADS.items() for phrase in phrases.split("|")}
_TAIL_SENSES = {phrase: sense for sense, phrases in _TAILS.items() for phrase in phrases.split("|")}


def _longest_first(senses: dict[str, Sense]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(senses, key=len, reverse=True))


_HEAD = re.compile(rf"({_longest_first(_HEAD_SENSES)})(?:(?<=['~-])|(?<=\.)|(?![^\W\d_]|['-])) ?(?=.)")
_TAIL = re.compile(rf"(?<=[^ ])(?: |(?=[(?]))({_longest_first(_TAIL_SENSES)})\.?$")


def head(text: str) -> tuple[Sense, str] | None:
    """What the words before a date say, and the rest; the longest phrase wins."""
    match = _HEAD.match(text)
    if match is None:
        return None
    return _HEAD_SENSES[match[1]], text[match.end() :]


def tail(text: str) -> tuple[Sense, str] | None:
    """What the words behind a date say, and the rest."""
    match = _TAIL.search(text)
    if match is None:
        return None
    return _TAIL_SENSES[match[1]], text[: match.start()].rstrip(" ,")


_MEETING = re.compile(
    r"(?:effective |with effect |taking effect )?(?:as of |as from |from |at |upon |on |with |immediately at )?"
    r"(?:the )?(?:close|end|conclusion|completion|opening|start|beginning|adjournment)"
    r" of "
    r"(?P<event>(?:[^\W\d_](?:[^\W\d_]|['-])*|[0-9]{4})(?: (?:[^\W\d_](?:[^\W\d_]|['-])*|[0-9]{4})){0,9}),?"
    r" (?:on|of|held on|to be held on) (?P<date>.*[0-9].*)"
)
_NOT_AN_EVENT = re.compile(
    r"\b(?:day|days|week|month|quarter|half|year|"
    r"spring|summer|autumn|fall|winter|after|before|fiscal)\b"
)


def meeting_day(text: str) -> str | None:
    """The date in `effective at the close of the meeting on May 5, 2025`, where nothing else counts from it."""
    match = _MEETING.fullmatch(text)
    if match is None or _NOT_AN_EVENT.search(match["event"]):
        return None
    return match["date"]


_ZONE = (
    r"(?: ?\(?(?:z|utc|gmt|[ecmp][sd]?t|cest|cet|bst|ist|jst|kst|hkt|sgt"
    r"|a[ew][sd]t|nz[sd]t|(?:beijing|local|hong kong) time)\)?)?"
    r"(?: ?[-+][0-9]{1,2}(?::?[0-9]{2})?)?"
)
_HALF_DAY = r"[ap]\.? ?m\.?(?![^\W\d_])"
_TIME = re.compile(
    r",? ?(?:(?<=[0-9])t|\b(?:at|um|gegen|à|a las|kl\.?) |@ ?|(?<![^ ,]))"
    rf"(?:(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}})(?:[.,][0-9]+)?)?"
    rf" ?(?:(?P<half>{_HALF_DAY})|uhr|h\b|hours|hrs)?"
    rf"|(?P<hour4>[0-9]{{1,2}})\.(?P<minute4>[0-9]{{2}}) ?(?:(?P<half4>{_HALF_DAY})|uhr\b)"
    rf"|(?P<hour2>[0-9]{{1,2}}) ?(?:(?P<half2>{_HALF_DAY})|uhr\b|o'clock\b)"
    rf"|(?<=à )(?P<hour3>[0-9]{{1,2}}) ?h(?: ?(?P<minute3>[0-9]{{2}}))?\b"
    rf"|noon\b|midday\b)"
    rf"{_ZONE},?(?= |$)"
)


def without_time(text: str) -> str:
    """The text without its time of day and zone: the date stays as written. Raises Refusal on a time that is none."""
    match = _TIME.search(text)
    if match is None:
        return text
    hour = int(match["hour"] or match["hour2"] or match["hour3"] or match["hour4"] or 12)
    minute = int(match["minute"] or match["minute3"] or match["minute4"] or 0)
    half = match["half"] or match["half2"] or match["half4"]
    if hour > 23 or minute > 59 or int(match["second"] or 0) > 59 or (half and not 1 <= hour <= 12):
        raise Refusal(DateProblem.INVALID, "there is no such time of day")
    rest = text[: match.start()].rstrip(" ,") + " " + text[match.end() :].lstrip(" ,")
    return re.sub(r"^on |,? (?:at|um|on)$", "", rest.strip())
