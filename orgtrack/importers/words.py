"""The headers and words of people's own spreadsheets: one table of what is understood, and as what.

Only what means one thing stands here; everything else is said with --map and --map-value. All are compared folded.
"""

from __future__ import annotations

from collections.abc import Mapping

from orgtrack.model.vocabulary import EventType, Manner, Reason

# What a column may be called, by field. A field's own name is always understood.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "person": (
        *("name", "full name", "person name", "who", "officer", "officer name", "executive", "director name", "holder"),
        *(
            "incumbent",
            "office holder",
            "officeholder",
            "employee",
            "director",
            "trustee",
            "board member",
            "member",
            "minister",
            "member name",
            "individual",
        ),
        *("officeholder name", "name of officer", "name of the officer", "item"),
        *("氏名", "名前", "姓名", "nom", "nombre"),
    ),
    "first_name": ("given name", "given names", "first names", "forename", "forenames", "prenom", "vorname"),
    "last_name": ("surname", "family name", "nachname", "familienname", "nom de famille", "apellido", "apellidos"),
    "title": (
        *("role", "position", "job title", "post", "office", "function", "job", "designation", "title role"),
        *("officer role", "office held", "position held"),
        *("役職", "職名", "职务", "職務", "职位", "funktion", "amt", "fonction", "cargo"),
    ),
    "organization": (
        *("company", "firm", "employer", "organisation", "organization name", "organisation name", "company name"),
        *("org", "institution", "agency", "department", "ministry", "body", "business", "business unit", "entity"),
        *("組織", "組織名", "会社", "会社名", "公司", "单位", "機構", "firma", "organisation", "societe", "empresa"),
        *(
            "unternehmen",
            "gesellschaft",
            "behorde",
            "ministerium",
            "ministere",
            "organisme",
            "entreprise",
            "ministerio",
        ),
        *("ministry department", "name of company"),
    ),
    "start": (
        *(
            "from",
            "start date",
            "started",
            "began",
            "begin",
            "begin date",
            "appointed",
            "appointed on",
            "date appointed",
        ),
        *(
            "appointment date",
            "joined",
            "joined on",
            "date joined",
            "took office",
            "term start",
            "since",
            "in office from",
        ),
        *("start year", "from date", "date from", "effective from", "assumed office", "date of appointment"),
        *("就任日", "就任", "任职日期", "开始日期", "開始日", "von", "seit", "beginn", "debut", "desde"),
        *("start time", "starttime", "tenure from", "term from", "term start date", "commenced", "date commenced"),
        *("date de debut", "date de nomination", "amtsantritt", "fecha de inicio", "就任年月日"),
    ),
    "end": (
        *("to", "until", "end date", "ended", "left", "left on", "left office", "date left", "departed", "resigned on"),
        *(
            "resignation date",
            "term end",
            "till",
            "end year",
            "to date",
            "date to",
            "effective to",
            "ceased",
            "ceased on",
        ),
        *("in office until", "date of resignation", "termination date", "leaving date", "departure date"),
        *("resigned", "retired", "departed on", "ceased to hold office", "removed", "date ceased", "term ended"),
        *("退任日", "退任", "离任日期", "结束日期", "終了日", "bis", "ende", "fin", "hasta"),
        *("end time", "endtime", "tenure to", "term to", "term end date", "date of cessation", "cessation date"),
        *("date de fin", "amtsende", "fecha de fin", "退任年月日"),
    ),
    "date": ("when", "on", "event date", "date of event", "effective", "effective date", "announcement date"),
    "type": ("event", "event type", "what", "action", "move", "move type", "change", "what happened"),
    "source": ("sources", "reference", "references", "url", "link", "citation", "source url", "source link"),
    "sources": ("source", "reference", "references", "url", "link", "citation", "source url", "source link"),
    "published": ("publication date", "published on", "source date"),
    "quote": ("quotes", "quotation"),
    "quotes": ("quote", "quotation"),
    "note": ("notes", "comment", "comments", "remark", "remarks"),
    "acting": ("interim", "acting interim"),
    "reason": ("reason for leaving", "reason left", "end reason"),
    "confirmed": ("last confirmed", "last seen", "as of", "confirmed on", "verified on"),
    "from_title": (
        "old title",
        "previous title",
        "former title",
        "from role",
        "previous role",
        "old role",
        "from position",
    ),
    "from_organization": (
        *("from company", "from firm", "old company", "previous company", "previous employer", "old firm", "from org"),
        *("previous firm", "former company", "former employer", "moved from", "left company"),
    ),
    "to_title": ("new title", "to role", "new role", "to position", "new position"),
    "to_organization": (
        *("to company", "to firm", "new company", "new employer", "new firm", "to org", "moved to", "joined company"),
    ),
    "name": (
        "organization",
        "organisation",
        "company",
        "company name",
        "organization name",
        "organisation name",
        "unit",
    ),
    "kind": ("organization type", "organisation type", "company type"),
    "parent": ("parent company", "parent organization", "parent organisation", "belongs to", "part of", "owner"),
    "former_name": ("former names", "previous name", "previous names", "old name", "formerly", "formerly known as"),
    "other_name": ("alias", "aliases", "also known as", "aka", "other names"),
    "fiscal_year_end": ("fiscal year end", "year end"),
    "founded": (),
    "wikidata": ("wikidata id", "qid"),
    "lei": ("legal entity identifier",),
}

# Headers that only lists of people have: beside them a `name` is nobody's but a person's.
OF_PEOPLE = frozenset(
    {
        *("gender", "sex", "email", "nationality", "occupation", "birth date", "date of birth", "birthdate", "dob"),
        *("sort name", "first name", "given name", "last name", "surname", "family name", "party", "honorific prefix"),
        *("prenom", "vorname", "nachname", "geburtsdatum", "geschlecht", "sexe", "date de naissance", "生年月日"),
    }
)

# What a cell under `type` may say, and what else that tells.
MOVES: Mapping[str, tuple[EventType, Manner | Reason | None]] = {
    "joined": (EventType.APPOINTMENT, None),
    "hired": (EventType.APPOINTMENT, None),
    "hire": (EventType.APPOINTMENT, None),
    "new hire": (EventType.APPOINTMENT, None),
    "appointed": (EventType.APPOINTMENT, Manner.APPOINTED),
    "named": (EventType.APPOINTMENT, Manner.APPOINTED),
    "elected": (EventType.APPOINTMENT, Manner.ELECTED),
    "reelected": (EventType.APPOINTMENT, Manner.ELECTED),
    "re elected": (EventType.APPOINTMENT, Manner.ELECTED),
    "reappointed": (EventType.APPOINTMENT, Manner.REAPPOINTED),
    "promoted": (EventType.APPOINTMENT, Manner.PROMOTED),
    "promotion": (EventType.APPOINTMENT, Manner.PROMOTED),
    "transferred": (EventType.APPOINTMENT, Manner.TRANSFERRED),
    "transfer": (EventType.APPOINTMENT, Manner.TRANSFERRED),
    "moved": (EventType.APPOINTMENT, Manner.TRANSFERRED),
    "returned": (EventType.APPOINTMENT, Manner.RETURNED),
    "left": (EventType.DEPARTURE, None),
    "departed": (EventType.DEPARTURE, None),
    "exit": (EventType.DEPARTURE, None),
    "stepped down": (EventType.DEPARTURE, Reason.RESIGNED),
    "resigned": (EventType.DEPARTURE, Reason.RESIGNED),
    "resignation": (EventType.DEPARTURE, Reason.RESIGNED),
    "retired": (EventType.DEPARTURE, Reason.RETIRED),
    "retirement": (EventType.DEPARTURE, Reason.RETIRED),
    "fired": (EventType.DEPARTURE, Reason.DISMISSED),
    "dismissed": (EventType.DEPARTURE, Reason.DISMISSED),
    "removed": (EventType.DEPARTURE, Reason.DISMISSED),
    "died": (EventType.DEPARTURE, Reason.DIED),
    "death": (EventType.DEPARTURE, Reason.DIED),
    "vacant": (EventType.VACANCY, None),
    "new unit": (EventType.FORMATION, None),
    "new company": (EventType.FORMATION, None),
    "founded": (EventType.FORMATION, None),
    "formed": (EventType.FORMATION, None),
    "established": (EventType.FORMATION, None),
    "created": (EventType.FORMATION, None),
    "renamed": (EventType.RENAMING, None),
    "merged": (EventType.MERGER, None),
    "acquired": (EventType.ACQUISITION, None),
    "spun off": (EventType.SPIN_OFF, None),
    "closed": (EventType.DISSOLUTION, None),
    "dissolved": (EventType.DISSOLUTION, None),
    "abolished": (EventType.DISSOLUTION, None),
}

# What stands under `end` for somebody who is still in the post.
STILL_IN_POST = frozenset(
    {
        *("present", "current", "currently", "ongoing", "incumbent", "still in office", "still in post", "to present"),
        *("till present", "until present", "till date", "in office", "present day", "serving"),
        *("now", "till now", "until now", "to date", "todate", "today", "still serving", "continuing", "to this day"),
        *("heute", "bis heute", "laufend", "aktuell", "derzeit", "amtierend", "im amt", "en cours", "en fonction"),
        *("a ce jour", "aujourdhui", "en poste", "actualidad", "en el cargo", "presente"),
        *("现任", "現任", "現職", "在任", "在任中", "在职", "在職", "在職中", "至今", "现在", "現在"),
    }
)

# What stands in the place of a person where there is none.
NOBODY = frozenset(
    {
        *(
            "vacant",
            "vacancy",
            "vacant seat",
            "seat vacant",
            "nobody",
            "none",
            "unknown",
            "tbc",
            "tba",
            "tbd",
            "n a",
            "na",
        ),
        *("to be confirmed", "to be announced", "null", "vakant", "unbesetzt", "nicht besetzt", "vacante", "inconnu"),
        *("空席", "欠員", "空缺", "不明", "不详", "不詳"),
    }
)

YES = frozenset({"yes", "y", "true", "1", "x", "acting", "interim"})
NO = frozenset({"", "no", "n", "false", "0"})
