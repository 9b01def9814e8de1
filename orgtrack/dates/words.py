"""The words of dates in English, German, French and Spanish, all folded to lower case."""

from __future__ import annotations

from typing import ClassVar

from dateutil.parser import parserinfo


def listed(text: str) -> frozenset[str]:
    """The phrases of a text that writes one after the other with a bar between."""
    return frozenset(text.split("|"))


# dateutil's full parse must run twice to tell which fields were given, and ignores a wrong weekday; its table
# of names is what we need: the shapes around a name are an allow-list of ours.
# (Its constructor notes the current year, for years of two digits; nothing here ever asks it for one.)
class Names(parserinfo):
    """Month and weekday names; accents may be missing, as they often are in spreadsheets."""

    # The stubs allow only as many names a month as English has.
    MONTHS: ClassVar[list[tuple[str, ...]]] = [  # type: ignore[misc, assignment]
        ("jan", "january", "januar", "jänner", "janvier", "janv", "enero", "ene"),
        ("feb", "february", "febr", "februar", "feber", "février", "fevrier", "févr", "fevr", "fév", "febrero"),
        ("mar", "march", "märz", "maerz", "mär", "mrz", "mars", "marzo"),
        ("apr", "april", "avril", "avr", "abril", "abr"),
        ("may", "mai", "mayo"),
        ("jun", "june", "juni", "juin", "junio"),
        ("jul", "july", "juli", "juillet", "juil", "julio"),
        ("aug", "august", "août", "aout", "agosto", "ago"),
        ("sep", "september", "sept", "septembre", "septiembre", "setiembre", "set"),
        ("oct", "october", "okt", "oktober", "octobre", "octubre"),
        ("nov", "november", "novembre", "noviembre"),
        ("dec", "december", "dez", "dezember", "déc", "décembre", "decembre", "dic", "diciembre"),
    ]
    WEEKDAYS: ClassVar[list[tuple[str, ...]]] = [  # type: ignore[misc, assignment]
        ("mon", "monday", "montag", "mo", "lundi", "lun", "lunes"),
        ("tue", "tuesday", "tues", "dienstag", "di", "mardi", "martes"),
        ("wed", "wednesday", "weds", "mittwoch", "mi", "mercredi", "mer", "miércoles", "miercoles", "mié"),
        ("thu", "thursday", "thur", "thurs", "donnerstag", "do", "jeudi", "jeu", "jueves", "jue"),
        ("fri", "friday", "freitag", "fr", "vendredi", "ven", "viernes", "vie"),
        ("sat", "saturday", "samstag", "sonnabend", "sa", "samedi", "sam", "sábado", "sabado", "sáb"),
        ("sun", "sunday", "sonntag", "so", "dimanche", "dim", "domingo", "dom"),
    ]


NAMES = Names()

SEASONS = {
    **dict.fromkeys(("spring", "springtime", "frühling", "frühjahr", "printemps", "primavera"), 21),
    **dict.fromkeys(("summer", "summertime", "sommer", "été", "ete", "verano"), 22),
    **dict.fromkeys(("autumn", "fall", "herbst", "automne", "otoño", "otono"), 23),
    **dict.fromkeys(("winter", "wintertime", "hiver", "invierno"), 24),
}

ORDINALS = {
    **dict.fromkeys(("first", "erste", "ersten", "erstes", "premier", "première", "primer", "primero", "primera"), 1),
    **dict.fromkeys(("second", "zweite", "zweiten", "zweites", "deuxième", "seconde", "segundo", "segunda"), 2),
    **dict.fromkeys(("third", "dritte", "dritten", "drittes", "troisième", "tercer", "tercero", "tercera"), 3),
    **dict.fromkeys(("fourth", "vierte", "vierten", "viertes", "quatrième", "cuarto", "cuarta"), 4),
}  # fmt: skip

# Code of the first period of a kind, and how many of it make a year.
PERIOD_WORDS = {
    **dict.fromkeys(("quarter", "quartal", "trimestre", "trim", "qtr", "q", "t"), (33, 4)),
    **dict.fromkeys(("half", "halbjahr", "semestre", "half-year", "semester", "h", "s"), (40, 2)),
    **dict.fromkeys(("hälfte", "jahreshälfte", "moitié", "mitad"), (40, 2)),
    **dict.fromkeys(("cuatrimestre",), (37, 3)),
}

NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "ein", "eine", "einem", "einer", "un", "une", "una"), 1),
    **dict.fromkeys(("two", "zwei", "deux", "dos"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres"), 3),
    **dict.fromkeys(("four", "vier", "quatre", "cuatro"), 4),
    **dict.fromkeys(("five", "fünf", "cinq", "cinco"), 5),
    **dict.fromkeys(("six", "sechs", "seis"), 6),
    **dict.fromkeys(("seven", "sieben", "sept", "siete"), 7),
    **dict.fromkeys(("eight", "acht", "huit", "ocho"), 8),
    **dict.fromkeys(("nine", "neun", "neuf", "nueve"), 9),
    **dict.fromkeys(("ten", "zehn", "dix", "diez"), 10),
    **dict.fromkeys(("eleven", "elf", "onze", "once"), 11),
    **dict.fromkeys(("twelve", "zwölf", "douze", "doce"), 12),
    **dict.fromkeys(("twenty", "zwanzig", "vingt", "veinte"), 20),
    **dict.fromkeys(("thirty", "dreissig", "trente", "treinta"), 30),
}

UNITS = {
    **dict.fromkeys(("day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "días", "dia", "dias"), "day"),
    **dict.fromkeys(("week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"), "week"),
    **dict.fromkeys(("month", "months", "monat", "monate", "monaten", "mois", "mes", "meses"), "month"),
    **dict.fromkeys(("quarter", "quarters", "quartal", "trimestre"), "quarter"),
    **dict.fromkeys(
        ("year", "years", "jahr", "jahre", "jahren", "an", "ans", "année", "années", "año", "años"), "year"
    ),
    **dict.fromkeys(("decade", "decades", "jahrzehnt", "jahrzehnten", "décennie", "década", "décadas"), "decade"),
}

# Said in place of a date by somebody who has none.
NO_DATE = listed(
    "|tbd|tba|tbc|n/a|na|none|null|nil|unknown|undated|n.d.|n. d.|nd|s.d.|s. d.|o.j.|o. j.|o.d.|-|--|?|??|???|xxxx|"
    "not known|date unknown|unknown date|date not known|no date|not available|not applicable|not dated|"
    "to be determined|to be decided|to be announced|to be confirmed|"
    "unbekannt|undatiert|inconnu|inconnue|non daté|desconocido|desconocida|sin fecha|不详|不詳|未知|不明|未定|待定|未詳"
)

PRESENT = listed(
    "present|the present|at present|now|today|current|currently|ongoing|still|date|to date|the present day|present day|"
    "heute|jetzt|aujourd'hui|présent|maintenant|ce jour|presente|el presente|hoy|ahora|"
    "actualidad|la actualidad|la fecha"
)

# Words that promise a date and give none, with a publication date as without.
VAGUE = listed(
    "soon|recently|recent|lately|shortly|eventually|someday|sometime|near future|due course|a while ago|long ago|"
    "a few|several|some days|some weeks|some months|some years|a couple|the other day|in time|at some point|imminently|"
    "asap|as soon as possible|momentarily|in the coming|in coming|in the past|previously|formerly|later on|"
    "bald|demnächst|kürzlich|neulich|jüngst|vor kurzem|in kürze|bientôt|récemment|prochainement|sous peu|"
    "pronto|próximamente|recientemente|en breve|"
    "近日|最近|近期|不久|即将|即將|近々|まもなく|先日|日前"
)
