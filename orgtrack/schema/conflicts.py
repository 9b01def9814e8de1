"""The form that keeps decisions: which of the values that sources give is accepted, and which claims clash.

A claim is a value as a range in a unit, so that two of them clash when they are of one unit and do not overlap: days
between the bounds of a date, an amount of one currency between the roundings that its words allow, any other word by
itself. Amounts of two currencies, or one that is no number, can both be true.
"""

from __future__ import annotations

from collections.abc import Mapping

from orgtrack.schema.tenures import LIFE_EVENTS

# How currencies are written, the longest first; on the right as in "380 billion CNY".
_CURRENCIES: Mapping[str, str] = {
    "us dollars": "usd",
    "u.s. dollars": "usd",
    "us$": "usd",
    "hk$": "hkd",
    "dollars": "usd",
    "renminbi": "cny",
    "yuan": "cny",
    "rmb": "cny",
    "euros": "eur",
    "euro": "eur",
    "pounds": "gbp",
    "yen": "jpy",
    "$": "usd",
    "€": "eur",
    "£": "gbp",
}
_SCALES: Mapping[str, str] = {
    "trillion": "1e12",
    "billion": "1e9",
    "million": "1e6",
    "thousand": "1e3",
    "tn": "1e12",
    "bn": "1e9",
    "mn": "1e6",
}
_AT_LEAST = ("more than", "at least", "over", "above", ">")
_AT_MOST = ("less than", "at most", "up to", "under", "below", "<")
_ABOUT = ("approximately", "roughly", "around", "nearly", "almost", "about", "some", "ca.", "c.", "~")
_ENDLESS = "9e999"
# Two amounts of this much difference are roundings of one; where a source says "about", of that much.
_ROUNDING, _VAGUENESS = 0.005, 0.05


def _any_of(text: str, words: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f"instr({text}, '{word}')" for word in words) + ")"


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = f"replace({text}, '{word}', '')"
    return text


def _spelled(value: str) -> str:
    text = f"replace(lower({value}), ',', '')"
    for written, code in _CURRENCIES.items():
        text = f"replace({text}, '{written}', ' {code} ')"
    return text


# What the words of an amount mean: `spelled` is the amount in small letters with codes of currencies; `plain` has the
# words about its exactness taken out as well.
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_SCALE = "CASE {} ELSE 1e0 END".format(
    " ".join(f"WHEN instr(plain, '{word}') THEN {factor}" for word, factor in _SCALES.items())
)
_CURRENCY = _without("plain", (*_SCALES, *"0123456789", ".", " "))

# The columns of events that sources can contradict, as a claim names them.
ACCEPTED: Mapping[str, str] = {
    "date": "events.date",
    "announced": "events.announced",
    "amount": "events.amount",
    "reason": "events.reason",
    "manner": "events.manner",
    "new_name": "events.new_name",
    "acting": "iif(events.acting, 'yes', 'no')",
    "person": "(SELECT name FROM people WHERE id = events.person_id)",
    "title": "(SELECT name FROM titles WHERE id = events.title_id)",
    "organization": "(SELECT name FROM organizations WHERE id = events.organization_id)",
}
_ACCEPTED = "CASE citations.says_field {} END".format(
    " ".join(f"WHEN '{field}' THEN {column}" for field, column in ACCEPTED.items())
)
_DATES = "field IN ('date', 'announced')"
# A title is known by its short form and other names, too.
_TITLE = (
    "coalesce((SELECT lower(titles.name) FROM titles LEFT JOIN names ON names.title_id = titles.id"
    " WHERE lower(value) IN (lower(titles.name), lower(titles.short), lower(names.name)) LIMIT 1), lower(value))"
)


# Each step is kept as it is made: woven into one another, each amount would be read a hundred times.
# `claims`: what each citation says otherwise, and once a field what is accepted; `citation_id` 0 is the accepted value.
# An event that was judged false, withdrawn or superseded does not count, and contradicts nobody.
def claims(among: str = "") -> str:
    """The steps that end in `claims`; with the ids of some events, `(SELECT …)`, only of those."""
    of_them = f" AND citations.event_id IN {among}" if among else ""
    return f"""
said AS MATERIALIZED (
    SELECT events.id AS event_id, citations.says_field AS field, citations.says_value AS value,
        citations.says_earliest AS earliest, citations.says_latest AS latest, citations.id AS citation_id
    FROM citations CROSS JOIN events ON events.id = citations.event_id
    WHERE citations.says_field IS NOT NULL AND events.status IN ('happened', 'planned')
        AND NOT EXISTS (SELECT 1 FROM events AS later
            WHERE later.supersedes_event_id = events.id AND later.status <> 'rejected'){of_them}
),
decided AS MATERIALIZED (
    SELECT event_id, field, value, citation_id FROM resolutions
    WHERE id IN (SELECT max(id) FROM resolutions GROUP BY event_id, field)
),
accepted AS MATERIALIZED (
    SELECT DISTINCT events.id AS event_id, citations.says_field AS field,
        coalesce({_ACCEPTED}, CASE WHEN citations.says_field NOT IN ({", ".join(map(repr, ACCEPTED))})
            THEN decided.value END) AS value,
        CASE citations.says_field WHEN 'date' THEN events.date_earliest WHEN 'announced' THEN events.announced_earliest
            END AS earliest,
        CASE citations.says_field WHEN 'date' THEN events.date_latest WHEN 'announced' THEN events.announced_latest
            END AS latest
    FROM said JOIN citations ON citations.id = said.citation_id JOIN events ON events.id = said.event_id
    LEFT JOIN decided ON decided.event_id = events.id AND decided.field = citations.says_field
),
values_given AS (
    SELECT * FROM said
    UNION ALL SELECT event_id, field, value, earliest, latest, 0 FROM accepted
        WHERE value IS NOT NULL OR earliest IS NOT NULL OR latest IS NOT NULL
),
spelled AS MATERIALIZED (
    SELECT *, {_spelled("value")} AS spelled FROM values_given
),
read AS MATERIALIZED (
    SELECT *, {_without("spelled", (*_AT_LEAST, *_AT_MOST, *_ABOUT))} AS plain FROM spelled
),
measured AS MATERIALIZED (
    SELECT *, CASE WHEN field = 'amount' THEN CAST(ltrim(plain, '{_LETTERS}') AS REAL) * {_SCALE} END AS number,
        {_CURRENCY} AS currency,
        iif({_any_of("spelled", _ABOUT)}, {_VAGUENESS}, {_ROUNDING}) AS leeway,
        {_any_of("spelled", _AT_LEAST)} AS is_least, {_any_of("spelled", _AT_MOST)} AS is_most
    FROM read
),
claims AS MATERIALIZED (
    SELECT event_id, field, value, citation_id,
        CASE WHEN {_DATES} THEN 'days' WHEN number > 0 THEN 'amount ' || currency ELSE 'words' END AS unit,
        CASE WHEN {_DATES} THEN coalesce(earliest, '0001-01-01')
            WHEN number > 0 THEN iif(is_most, 0e0, number * (1 - leeway))
            WHEN field = 'title' THEN {_TITLE} ELSE lower(trim(value)) END AS least,
        CASE WHEN {_DATES} THEN coalesce(latest, '9999-12-31')
            WHEN number > 0 THEN iif(is_least, {_ENDLESS}, number * (1 + leeway))
            WHEN field = 'title' THEN {_TITLE} ELSE lower(trim(value)) END AS most
    FROM measured
)"""


# Each claim that cannot be true together with another one, once a pair and side. A decision settles what was weighed
# for it, as long as its value is the accepted one; a later citation opens the conflict anew, unless it agrees.
_WEIGHED = (
    "({0}.citation_id <= decided.citation_id OR ({0}.unit = standing.unit AND {0}.least <= standing.most"
    " AND {0}.most >= standing.least))"
)


def clashes(among: str = "") -> str:
    """The steps up to `clashes`; `among` as in `claims`."""
    return f"""{claims(among)},
clashes AS MATERIALIZED (
    SELECT one.event_id, one.field, one.citation_id, one.value, coalesce(
        {_WEIGHED.format("one")} AND {_WEIGHED.format("other")} AND decided.value IS accepted.value, 0) AS is_settled
    FROM claims AS one JOIN claims AS other ON other.event_id = one.event_id AND other.field = one.field
        AND other.unit = one.unit AND (one.least > other.most OR other.least > one.most)
    LEFT JOIN decided ON decided.event_id = one.event_id AND decided.field = one.field
    LEFT JOIN accepted ON accepted.event_id = one.event_id AND accepted.field = one.field
    LEFT JOIN claims AS standing ON standing.event_id = one.event_id AND standing.field = one.field
        AND standing.citation_id = 0
)"""


# Two events on record that tell of one: a person comes to a post, or leaves it without having come again, an
# organization comes to be or ends, on two days that cannot both be right. Plans are no evidence against what happened,
# nor is a further term. Of people's posts it shows in the tenures: one with two appointments, one of a departure alone.
_SINGLE = "one.status = other.status AND (one.date_from > other.date_to OR other.date_from > one.date_to)"
_COUNTS = (
    "{0}.status IN ('happened', 'planned') AND NOT EXISTS (SELECT 1 FROM events AS later"
    " WHERE later.supersedes_event_id = {0}.id AND later.status <> 'rejected')"
)


# CROSS JOIN keeps the order in which they are read: the few candidates first, then their events by number.
def second_events(among: str = "") -> str:
    """The step `second_events`; with the ids of some events, `(SELECT …)`, only of those, without a look at all."""
    about = f"IN (SELECT {{}} FROM events WHERE id IN {among}{{}})"
    held_by = f" AND person_id {about.format('person_id', '')}" if among else ""
    at = f" AND organization_id {about.format('organization_id', ' AND ' + LIFE_EVENTS)}" if among else ""
    of_them = f" AND (one.id IN {among} OR other.id IN {among})" if among else ""
    # The index that this is of holds few events of an organization; the view has been without it.
    lives = f" AND between_them.{LIFE_EVENTS}" if among else ""
    return f"""
second_events AS (
    SELECT DISTINCT one.id AS event_id, other.id AS other_event_id
    FROM (SELECT * FROM tenures WHERE instr(event_ids, ','){held_by}) AS held
    CROSS JOIN json_each(held.event_ids) AS first CROSS JOIN json_each(held.event_ids) AS second
    CROSS JOIN events AS one ON one.id = first.value CROSS JOIN events AS other ON other.id = second.value
    WHERE first.value < second.value AND one.type = 'appointment' AND other.type = 'appointment'
        AND one.person_id = held.person_id AND other.person_id = held.person_id
        AND one.title_id = held.title_id AND other.title_id = held.title_id
        AND one.organization_id = held.organization_id AND other.organization_id = held.organization_id
        AND coalesce(one.manner, '') NOT IN ('elected', 'reappointed')
        AND coalesce(other.manner, '') NOT IN ('elected', 'reappointed') AND {_SINGLE}
    UNION SELECT min(one.id, other.id), max(one.id, other.id)
    FROM (SELECT * FROM tenures WHERE end_event_id = +id{held_by}) AS again
    CROSS JOIN tenures AS known ON known.organization_id = again.organization_id
        AND known.title_id = again.title_id AND known.person_id = again.person_id
    CROSS JOIN events AS one ON one.id = known.end_event_id CROSS JOIN events AS other ON other.id = again.id
    WHERE one.type = 'departure' AND other.type = 'departure'
        AND one.title_id = other.title_id AND one.status = other.status AND one.date_to < other.date_from
        AND NOT EXISTS (SELECT 1 FROM tenures AS between_them
            WHERE between_them.organization_id = again.organization_id AND between_them.title_id = again.title_id
                AND between_them.person_id = again.person_id AND between_them.start_latest >= one.date_from
                AND between_them.start_earliest <= other.date_to)
    UNION SELECT one.id, other.id
    FROM (SELECT organization_id, type FROM events WHERE {LIFE_EVENTS} AND +type IN ('formation', 'dissolution'){at}
        GROUP BY organization_id, type HAVING count(*) > 1) AS twice
    CROSS JOIN events AS one ON one.organization_id = twice.organization_id AND +one.type = twice.type
    CROSS JOIN events AS other ON other.organization_id = twice.organization_id AND +other.type = twice.type
    WHERE one.id < other.id{of_them} AND {_SINGLE} AND {_COUNTS.format("one")} AND {_COUNTS.format("other")}
        AND NOT EXISTS (SELECT 1 FROM events AS between_them
            WHERE between_them.organization_id = one.organization_id AND between_them.status = 'happened'
                AND +between_them.type = iif(one.type = 'formation', 'dissolution', 'formation')
                AND between_them.date_from <= max(one.date_to, other.date_to)
                AND between_them.date_to >= min(one.date_from, other.date_from){lives})
)"""


CONFLICTS = f"""
CREATE VIEW conflicts AS
WITH {clashes().strip()},
{second_events().strip()}
SELECT events.id AS event_id, events.headline, told.field, accepted.value AS recorded, told.says,
    NULL AS other_event_id
FROM (
    SELECT event_id, field, group_concat(value, char(10)) AS says FROM (
        SELECT clashes.event_id, clashes.field, clashes.value FROM clashes
        LEFT JOIN accepted ON accepted.event_id = clashes.event_id AND accepted.field = clashes.field
        WHERE clashes.citation_id > 0 AND NOT clashes.is_settled AND clashes.value IS NOT accepted.value
        GROUP BY clashes.event_id, clashes.field, clashes.value ORDER BY min(clashes.citation_id)
    ) GROUP BY event_id, field
) AS told
JOIN events ON events.id = told.event_id
LEFT JOIN accepted ON accepted.event_id = told.event_id AND accepted.field = told.field
UNION ALL
SELECT events.id, events.headline, 'date', events.date, other.date, other.id
FROM second_events JOIN events ON events.id = second_events.event_id
JOIN events AS other ON other.id = second_events.other_event_id"""

# `citation_id` is the last one of the event that was weighed, 0 where there was none; `instead_of` was accepted before.
RESOLUTIONS = [
    """
CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    instead_of TEXT,
    because TEXT NOT NULL CHECK (because <> ''),
    citation_id INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX resolutions_event ON resolutions(event_id)",
    "DROP VIEW conflicts",
    CONFLICTS,
]
