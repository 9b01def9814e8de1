"""`orgtrack add TYPE …`: every type, what it needs, and the sentence that says what was understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from story import Story, environment, process

from orgtrack.model.event_types import APPOINTMENT_WORDS, EVENT_TYPES, Kind, Part, Slot
from orgtrack.model.titles import known_titles, spellings
from orgtrack.model.vocabulary import EventType
from orgtrack.names import fold

# A word for each part, by its metavar or slot, that no other part has.
WORDS = {
    "PERSON": "Jane Roe",
    "TITLE": "Treasurer",
    "ORG": "Acme",
    "UNIT": "Rocket Works",
    "NEW": "Apex",
    "PARENT": "Globex",
    "INTO": "Initech",
    "TARGET": "Hooli",
    "BUYER": "Umbrella",
    "AMOUNT": "3 million EUR",
    "FROM": "Wonka",
    "TO": "Tyrell",
    "KIND": "company",
    "SENTENCE": "The factory opened",
}
EVERY_WORD = [*EVENT_TYPES, *APPOINTMENT_WORDS]


def kind_of(word: str) -> Kind:
    return EVENT_TYPES[EventType.APPOINTMENT if word in APPOINTMENT_WORDS else EventType(word)]


def is_needed(word: str, part: Part) -> bool:
    # A renaming needs one of two parts; here the name.
    return part.required or part.slot is Slot.NEW_NAME or (word in APPOINTMENT_WORDS and part.slot is Slot.FROM_TITLE)


def given(word: str, without: Part | None = None) -> list[str]:
    """The words and options for all needed parts of a type but one."""
    words: list[str] = []
    for part in kind_of(word).parts:
        if part is without or not is_needed(word, part):
            continue
        for number in range(part.least):
            value = WORDS[part.metavar] + (f" {'ABC'[number] * 4}" if part.option else "")
            words += [part.option, value] if part.option else [value]
    return words


NEEDED = [(word, part) for word in EVERY_WORD for part in kind_of(word).parts if is_needed(word, part)]


@pytest.mark.parametrize("word", EVERY_WORD)
def test_every_type_records_one_event_and_says_its_id_and_date_in_one_sentence(story: Story, word: str) -> None:
    said = story.add(word, *given(word), "--date", "mid-February 2025")
    assert said.out.startswith("e1: ")
    assert said.out.count("\n") == 1
    assert said.out.endswith(", between 11 and 20 February 2025, from 'mid-February 2025'.\n")
    event_type = EventType.APPOINTMENT if word in APPOINTMENT_WORDS else word
    assert story.rows("SELECT type, date, date_text, status FROM events") == [
        (event_type, "[2025-02-11..2025-02-20]", "mid-February 2025", "happened")
    ]
    story.check_whole()


@pytest.mark.parametrize("word", EVERY_WORD)
def test_every_type_has_a_help_of_its_own_with_an_example_and_its_parts(story: Story, word: str) -> None:
    shown = story.say("add", word, "--help").out
    assert f"add {word}" in shown
    assert "Example:" in shown
    for part in kind_of(word).parts:
        assert (part.option or part.metavar) in shown
    for option in ("--date", "--source", "--published", "--quote", "--says", "--note", "--private", "--new"):
        assert option in shown
    assert not story.path.exists()


@pytest.mark.parametrize(("word", "part"), NEEDED, ids=lambda x: str(x) if isinstance(x, str) else x.metavar)
def test_a_part_that_is_missing_is_asked_for_with_exit_code_2(story: Story, word: str, part: Part) -> None:
    said = story.refuse("add", word, *given(word, without=part), "--date", "2025", code=2)
    positional = [p for p in kind_of(word).parts if not p.option]
    # A word that is missing by its place leaves the last place empty, whichever was meant.
    assert (part.option or positional[-1].metavar) in said.err
    assert not story.path.exists()


@pytest.mark.parametrize("word", [w for w in EVERY_WORD if not kind_of(w).date_from_source])
def test_an_event_without_a_date_is_refused_and_told_how_to_say_that_it_is_unknown(story: Story, word: str) -> None:
    said = story.refuse("add", word, *given(word), code=2)
    assert "--date unknown" in said.err
    assert not story.path.exists()


def test_a_sighting_without_a_date_is_of_the_day_of_its_source(story: Story) -> None:
    story.add("in-post", "Wu Yongming", "CEO", "Alibaba", "--source", "A Bet", "--published", "2025-07-16")
    assert story.event("e1", "date", "date_earliest", "date_latest") == ("2025-07-16", "2025-07-16", "2025-07-16")
    assert "--date unknown" in story.refuse("add", "in-post", "Jack Ma", "Chairman", "Alibaba", code=2).err


def test_an_organization_may_be_sighted_with_no_date_at_all(story: Story) -> None:
    story.add("in-existence", "Google", "--parent", "Alphabet")
    assert story.event("e1", "date", "date_precision") == (None, "unknown")


def test_an_unknown_type_is_refused_and_the_known_ones_are_listed(story: Story) -> None:
    said = story.refuse("add", "apointment", "A", "B", "C", code=2)
    assert all(word in said.err for word in EVERY_WORD)


def test_what_is_made_and_what_is_used_is_said(story: Story) -> None:
    first = story.add("appointment", "Wu Yongming", "CEO", "Alibaba Group", "--date", "2023-09-10").err
    assert first.splitlines() == [
        "new company o1 Alibaba Group",
        "new title t1 Chief Executive Officer",
        "new person p1 Wu Yongming",
    ]
    story.say("alias", "p1", "Eddie Wu")
    again = story.add("departure", "eddie wu", "ceo", "ALIBABA GROUP", "--date", "2030", "--planned").err
    assert again == "used o1 Alibaba Group, p1 Wu Yongming (for Eddie Wu)\n"


def test_a_promotion_is_an_appointment_that_leaves_a_title(story: Story) -> None:
    story.add("promotion", "Jane Roe", "CFO", "Acme", "--from-title", "Treasurer", "--date", "2025-03")
    assert story.event("e1", "type", "manner", "headline") == (
        "appointment",
        "promoted",
        "Jane Roe promoted to Chief Financial Officer of Acme",
    )
    assert story.rows("SELECT from_title, from_organization FROM timeline") == [("Treasurer", "Acme")]
    assert story.count("posts") == 2


def test_a_transfer_leaves_a_title_at_another_organization(story: Story) -> None:
    words = ("Jane Roe", "CFO", "Acme", "--from-title", "Treasurer", "--from-org", "Globex", "--date", "2025-03")
    story.add("transfer", *words)
    assert story.rows("SELECT manner, from_title, from_organization FROM timeline") == [
        ("transferred", "Treasurer", "Globex")
    ]


def test_an_organization_left_without_a_title_left_is_refused(story: Story) -> None:
    said = story.refuse(
        "add", "appointment", "Jane", "CFO", "Acme", "--from-organization", "Globex", "--date", "2025", code=2
    )
    assert "--from-title" in said.err
    assert not story.path.exists()


def test_formerly_also_records_an_undated_departure_with_the_same_source_and_quote(story: Story) -> None:
    words = ("Xu Zhuhong", "Vice President", "Alibaba", "--date", "unknown", "--formerly", "Vice President", "Sales")
    said = story.add(
        "appointment", *words, "--source", "A Bet", "--published", "2025-07-16", "--quote", "the appointment of Xu"
    )
    assert said.ids == ["e1", "e2"]
    assert story.rows("SELECT type, organization, date, sources, quotes, date_latest FROM timeline ORDER BY id") == [
        ("appointment", "Alibaba", None, "A Bet", "the appointment of Xu", "2025-07-16"),
        ("departure", "Sales", None, "A Bet", "the appointment of Xu", "2025-07-16"),
    ]


@pytest.mark.parametrize(
    "twice",
    [
        ("--formerly", "VP", "Sales", "--formerly", "CFO", "Hooli"),
        ("--formerly=VP", "Sales", "--formerly", "CFO", "Hooli"),
        ("--date", "2024"),
        ("--date=2024",),
        ("--note", "one", "--note", "two"),
        ("--source", "A", "--source", "B"),
        ("--succeeding", "Jim", "--succeeding", "Joe"),
    ],
    ids=" ".join,
)
def test_an_option_given_twice_is_refused_instead_of_the_last_winning(story: Story, twice: tuple[str, ...]) -> None:
    said = story.refuse("add", "appointment", "Jane Roe", "CFO", "Acme", "--date", "2025", *twice, code=2)
    assert "given 2 times" in said.err


def test_several_sayings_of_one_source_are_kept(story: Story) -> None:
    says = ("--says", "amount=55 billion USD", "--says", "date=2025-02-24")
    story.add("milestone", "A plan", "Acme", "--date", "2024-02-24", "--source", "A Bet", *says)
    assert story.rows("SELECT says_field, says_value, says_earliest FROM citations") == [
        ("amount", "55 billion USD", None),
        ("date", "2025-02-24", "2025-02-24"),
    ]


@pytest.mark.parametrize("says", ["amount", "amount=", "=5", "1st=x", "a" * 50 + "=x", "x;y=z", "date=soon"])
def test_what_a_source_says_is_a_field_and_a_value(story: Story, says: str) -> None:
    code = 1 if says.startswith("date") else 2
    words = ("milestone", "A plan", "Acme", "--date", "2024", "--source", "A Bet", "--says", says)
    story.refuse("add", *words, code=code)


def test_succeeding_names_whose_post_it_was_and_is_no_second_event(story: Story) -> None:
    story.add("appointment", "Eddie Wu", "CEO", "Alibaba", "--date", "2023-09-10", "--succeeding", "Daniel Zhang")
    assert story.rows("SELECT type, person, succeeding FROM timeline") == [("appointment", "Eddie Wu", "Daniel Zhang")]


def test_nobody_succeeds_themselves(story: Story) -> None:
    said = story.refuse("add", "appointment", "Jane", "CEO", "Acme", "--date", "2025", "--succeeding", "jane")
    assert "reappointed" in said.err


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("acting CEO", "Chief Executive Officer"),
        ("Interim Chief Executive", "Chief Executive Officer"),
        ("CEO (acting)", "Chief Executive Officer"),
        ("CFO ad interim", "Chief Financial Officer"),
        ("Interim Head of Marketing", "Head of Marketing"),
    ],
)
def test_acting_and_interim_in_a_title_set_the_mark(story: Story, words: str, title: str) -> None:
    story.add("appointment", "Jane Roe", words, "Acme", "--date", "2025")
    assert story.rows("SELECT title, acting, title_text FROM timeline") == [(title, "yes", words_kept(words, title))]
    assert "acting " + title in str(story.value("SELECT headline FROM events"))


def words_kept(words: str, title: str) -> str | None:
    """The words beside the title: those of the source, where they are others once acting has been taken out."""
    kept = words.replace("acting ", "").replace("Interim ", "").replace(" (acting)", "").replace(" ad interim", "")
    return None if kept == title else kept


def test_the_option_acting_does_the_same(story: Story) -> None:
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2025", "--acting")
    assert story.event("e1", "acting", "headline") == (1, "Jane Roe appointed acting Chief Executive Officer of Acme")


def test_chairman_and_ceo_are_two_events_and_that_is_said(story: Story) -> None:
    said = story.add("appointment", "Jane Roe", "Chairman and CEO", "Acme", "--date", "2025")
    assert said.ids == ["e1", "e2"]
    assert "'Chairman and CEO' is 2 titles: Chairman, CEO; one event for each" in said.err
    assert [row[0] for row in story.rows("SELECT title FROM timeline ORDER BY id")] == [
        "Chairman",
        "Chief Executive Officer",
    ]


@pytest.mark.parametrize("words", ["Chairman, President and CEO", "chairman, president & chief executive officer"])
def test_three_titles_are_three_events(story: Story, words: str) -> None:
    assert len(story.add("appointment", "Jane Roe", words, "Acme", "--date", "2025").ids) == 3


@pytest.mark.parametrize(
    ("words", "acting"),
    [
        ("acting Chairman and CEO", {"Chairman": 1, "Chief Executive Officer": 1}),
        ("acting Chairman and interim CEO", {"Chairman": 1, "Chief Executive Officer": 1}),
        ("Chairman and acting CEO", {"Chairman": 0, "Chief Executive Officer": 1}),
        ("Chairman and CEO (interim)", {"Chairman": 1, "Chief Executive Officer": 1}),
    ],
)
def test_of_several_titles_none_loses_that_it_is_held_for_the_time_being(
    story: Story, words: str, acting: dict[str, int]
) -> None:
    story.add("appointment", "Jane Roe", words, "Acme", "--date", "2025")
    sql = "SELECT titles.name, acting FROM events JOIN titles ON titles.id = title_id"
    assert dict(story.rows(sql)) == acting


@pytest.mark.parametrize(
    "words",
    ["Head of Research and Development", "Secretary and Legal Eagle", "Director, Human Resources", "CEO and Founder X"],
)
def test_a_title_with_a_part_that_is_no_known_title_stays_one(story: Story, words: str) -> None:
    assert story.add("appointment", "Jane Roe", words, "Acme", "--date", "2025").ids == ["e1"]
    assert story.names("titles") == [words]


def test_titles_that_say_more_or_less_than_another_never_fold_into_it(story: Story) -> None:
    words = [
        *("CEO", "Deputy CEO", "Co-CEO", "Former CEO", "CEO-elect", "Vice CEO", "Assistant CEO", "Group CEO"),
        *("President", "Vice President", "Senior Vice President", "President-elect", "Co-President", "Chairman"),
        *("Deputy Chairman", "Vice Chairman", "Chairman Emeritus", "Former Chairman", "Honorary Chairman"),
    ]
    for title in words:
        story.add("appointment", "Jane Roe", title, "Acme", "--date", "2025")
    assert story.count() == story.count("titles") == len(words)


@pytest.mark.parametrize("words", ["CEO", "ceo", "C.E.O.", "Chief Exec.", "chief executive officer", "CHIEF EXECUTIVE"])
def test_spellings_of_the_title_table_are_one_title_and_the_words_are_kept(story: Story, words: str) -> None:
    story.add("appointment", "Jane Roe", "Chief Executive Officer", "Acme", "--date", "2024")
    story.add("appointment", "John Doe", words, "Acme", "--date", "2025")
    assert story.rows("SELECT name, short, level, seats FROM titles") == [
        ("Chief Executive Officer", "CEO", "executive", 1)
    ]
    assert story.rows("SELECT seats FROM posts") == [(1,)]
    assert story.event("e1", "title_text") == (None,)
    assert story.event("e2", "title_text") == (words,)


def test_no_spelling_in_the_title_table_stands_for_two_titles() -> None:
    owners: dict[str, set[str]] = {}
    for known in known_titles():
        for spelling in spellings(known):
            owners.setdefault(fold(spelling), set()).add(known.name)
    assert [spelling for spelling, names in owners.items() if len(names) > 1] == []


def test_each_title_of_the_table_is_made_as_the_table_says(story: Story) -> None:
    story.article(
        "organization: Acme\n"
        + "".join(f'appointment "Jane Roe" "{known.name}" --date 2025\n' for known in known_titles())
    )
    made = story.rows("SELECT name, coalesce(short, ''), level, coalesce(seats, 0) FROM titles ORDER BY id")
    assert made == [(known.name, known.short, known.level, int(known.single_seat)) for known in known_titles()]


def test_a_title_of_ones_own_is_found_by_its_short_form(story: Story) -> None:
    story.say("add", "title", "Chief AI Officer", "--short", "CAIO", "--level", "executive", "--seats", "1")
    story.add("appointment", "Jane Roe", "CAIO", "Acme", "--date", "2025")
    assert story.names("titles") == ["Chief AI Officer"]


def test_a_person_with_no_title_is_a_member(story: Story) -> None:
    story.add("appointment", "Jane Roe", "", "Audit Committee", "--date", "2025")
    assert story.rows("SELECT title, headline FROM timeline") == [
        ("Member", "Jane Roe appointed Member of Audit Committee")
    ]


@pytest.mark.parametrize("word", ["all", "ALL"])
def test_a_person_leaves_all_posts_at_once(story: Story, word: str) -> None:
    story.add("departure", "Daniel Zhang", word, "Alibaba", "--date", "2023-09-10")
    assert story.event("e1", "title_id", "headline") == (None, "Daniel Zhang left all posts at Alibaba")
    assert story.count("posts") == 0
    assert story.names("titles") == []


def test_a_departure_says_why_and_which_day_was_the_last(story: Story) -> None:
    story.add("departure", "Jane Roe", "CEO", "Acme", "--date", "2025-06-30", "--reason", "retired", "--last-day")
    assert story.event("e1", "reason", "last_day", "date") == ("retired", 1, "2025-06-30")


def test_a_departure_names_the_stay_that_it_ends(told: Story) -> None:
    """
    2019 appointment "Jane Roe" CEO Acme
    """
    told.add("departure", "Jane Roe", "CEO", "Acme", "--date", "2021", "--ends", "e1")
    assert told.event("e2", "ends_event_id") == (1,)
    told.refuse("add", "departure", "Jane Roe", "CEO", "Acme", "--date", "2018", "--ends", "e1", "--new-event")
    told.refuse("add", "departure", "John Doe", "CEO", "Acme", "--date", "2021", "--ends", "e1")
    told.refuse("add", "departure", "Jane Roe", "CEO", "Acme", "--date", "2021", "--ends", "e9")
    told.refuse("add", "departure", "Jane Roe", "CEO", "Acme", "--date", "2021", "--ends", "p1")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (("--manner", "crowned"), "reappointed"),
        (("--reason", "bored"), "No such option"),
    ],
)
def test_a_manner_is_one_of_the_vocabulary(story: Story, words: tuple[str, str], allowed: str) -> None:
    said = story.refuse("add", "appointment", "Jane", "CEO", "Acme", "--date", "2025", *words, code=2)
    assert allowed in said.err


def test_a_reason_is_one_of_the_vocabulary(story: Story) -> None:
    said = story.refuse("add", "departure", "Jane", "CEO", "Acme", "--date", "2025", "--reason", "bored", code=2)
    assert "not-re-elected" in said.err


def test_a_move_may_change_the_kind_to_one_of_the_vocabulary(story: Story) -> None:
    said = story.refuse("add", "move", "U", "Acme", "--date", "2025", "--new-kind", "club", code=2)
    assert "committee" in said.err


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        (("formation", "AI To C", "--parent", "Acme"), {"AI To C": "unit", "Acme": "company"}),
        (("formation", "AI To C"), {"AI To C": "company"}),
        (("move", "AI To C", "Acme"), {"AI To C": "unit", "Acme": "company"}),
        (("spin-off", "AI To C", "--from", "Acme"), {"AI To C": "unit", "Acme": "company"}),
        (("acquisition", "AI To C", "Acme"), {"AI To C": "company", "Acme": "company"}),
        (("in-existence", "AI To C", "--parent", "Acme"), {"AI To C": "unit", "Acme": "company"}),
        (
            ("split", "AI To C", "--into", "Acme", "--into", "Hooli"),
            dict.fromkeys(("AI To C", "Acme", "Hooli"), "company"),
        ),
    ],
    ids=lambda x: x[0] if isinstance(x, tuple) else "",
)
def test_a_new_organization_is_of_the_kind_that_the_event_says(
    story: Story, word: tuple[str, ...], kinds: dict[str, str]
) -> None:
    story.add(*word, "--date", "2025")
    assert dict(story.rows("SELECT name, kind FROM organizations")) == kinds


def test_what_goes_on_from_units_is_a_unit(told: Story) -> None:
    """
    2020 formation Cloud --parent Acme
    2020 formation Search --parent Acme
    2024 merger "Search Cloud" --from Cloud --from Search
    2025 split "Search Cloud" --into Left --into Right
    """
    kinds: dict[str, str] = dict(told.rows("SELECT name, kind FROM organizations"))
    assert {name: kind for name, kind in kinds.items() if name != "Acme"} == dict.fromkeys(
        ("Cloud", "Search", "Search Cloud", "Left", "Right"), "unit"
    )


def test_a_company_that_gets_a_parent_stays_a_company_and_that_is_said(told: Story) -> None:
    """
    $ add company Google
    """
    said = told.add("formation", "Google", "--parent", "Alphabet", "--date", "2015")
    assert "edit o1 kind=unit" in said.err
    assert told.rows("SELECT kind FROM organizations WHERE id = 1") == [("company",)]


@pytest.mark.parametrize(
    "words",
    [
        ("formation", "Acme", "--parent", "Acme"),
        ("move", "Acme", "acme"),
        ("merger", "Acme", "--from", "Acme"),
        ("split", "Acme", "--into", "Acme", "--into", "Hooli"),
        ("dissolution", "Acme", "--into", "Acme"),
        ("transfer-of-functions", "Acme", "Acme"),
        ("acquisition", "Acme", "Acme"),
        ("spin-off", "Acme", "--from", "Acme"),
        ("reporting-change", "CFO", "Acme", "--to-title", "CFO"),
        ("renaming", "Acme", "Acme"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_belongs_to_comes_from_or_reports_to_itself(story: Story, words: tuple[str, ...]) -> None:
    story.refuse("add", *words, "--date", "2025")
    assert not story.path.exists()


def test_a_merger_may_go_on_in_one_of_its_parts(story: Story) -> None:
    story.add("merger", "Acme", "--from", "Acme", "--from", "Hooli", "--date", "2025")
    assert story.event("e1", "headline") == ("Acme and Hooli merged into Acme",)


def test_a_date_after_today_is_planned_and_that_is_said(story: Story) -> None:
    said = story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2025-09-01")
    assert "2025-09-01 is after today, 2025-07-16: recorded as planned" in said.err
    assert said.out.endswith(" (planned).\n")
    assert story.event("e1", "status") == ("planned",)


@pytest.mark.parametrize("day", ["2025-07-16", "2025-07", "2025", "[2025-01-01..2026-01-01]", "unknown"])
def test_a_date_that_may_be_today_or_before_has_happened(story: Story, day: str) -> None:
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", day)
    assert story.event("e1", "status") == ("happened",)


def test_the_day_to_take_as_today_may_stand_anywhere(story: Story) -> None:
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2025-03-01", "--today", "2025-02-28")
    assert story.event("e1", "status") == ("planned",)


@pytest.mark.parametrize("day", ["soon", "2025", "2025-02", "tomorrow", "", "2025-02-30"])
def test_the_day_to_take_as_today_is_one_day(story: Story, day: str) -> None:
    story.refuse("add", "appointment", "Jane", "CEO", "Acme", "--date", "2025", "--today", day, code=2)


@pytest.mark.parametrize(
    "day", ["5/6/2024", "soon", "last Monday", "2025-02-30", "24", "", " ", "90d", "+90d", "today"]
)
def test_a_date_that_cannot_be_read_is_refused(story: Story, day: str) -> None:
    said = story.refuse("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", day, code=1 if day.strip() else 2)
    assert day in said.err
    assert not story.path.exists()


def test_numeric_dates_are_read_as_the_user_says(story: Story) -> None:
    story.add("milestone", "One", "Acme", "--date", "03/04/2025", "--day-first")
    story.add("milestone", "Two", "Acme", "--date", "03/04/2025", "--month-first")
    assert story.rows("SELECT date FROM events ORDER BY id") == [("2025-04-03",), ("2025-03-04",)]
    story.refuse("add", "milestone", "Three", "Acme", "--date", "03/04/2025", "--day-first", "--month-first", code=2)


def test_a_program_of_our_own_leaves_no_file_when_its_first_command_is_refused(story: Story) -> None:
    story.refuse("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", "soon")
    assert list(story.folder.iterdir()) == []


def test_private_stays_private_and_a_note_is_kept(story: Story) -> None:
    story.add("milestone", "A plan", "Acme", "--date", "2025", "--private", "--note", "from  a\tfriend")
    assert story.event("e1", "visibility", "note") == ("private", "from a friend")


def test_the_quote_may_come_from_standard_input(story: Story) -> None:
    words = ("add", "milestone", "A plan", "Acme", "--date", "2025", "--source", "A Bet", "--quote", "-")
    story.say(*words, stdin="“a plan”, he\nsaid\n")
    assert story.rows("SELECT quote FROM citations") == [("“a plan”, he said",)]


def test_a_quote_from_standard_input_that_is_no_text_is_refused(story: Story) -> None:
    words = ("add", "milestone", "A plan", "Acme", "--date", "2025", "--source", "A Bet", "--quote", "-")
    story.refuse(*words, stdin=b"caf\xe9")


@pytest.mark.parametrize(
    "option", [("--quote", "words"), ("--place", "p. 3"), ("--says", "amount=5"), ("--published", "2025")]
)
def test_what_a_source_says_needs_the_source(story: Story, option: tuple[str, str]) -> None:
    said = story.refuse("add", "milestone", "A plan", "Acme", "--date", "2025", *option)
    assert "--source" in said.err
    assert not story.path.exists()


def test_an_event_takes_the_place_of_another(told: Story) -> None:
    """
    2025-09 appointment "Jane Roe" CEO Acme --planned
    """
    told.add("appointment", "John Doe", "CEO", "Acme", "--date", "2025-10", "--supersedes", "e1")
    assert told.event("e2", "supersedes_event_id") == (1,)
    told.refuse("add", "appointment", "Jim Poe", "CEO", "Acme", "--date", "2025-10", "--supersedes", "e7")


def test_every_event_stands_on_record_after_many(story: Story) -> None:
    """No option of one type spoils another: each type once, in one file, is whole."""
    for word in EVERY_WORD:
        story.add(word, *given(word), "--date", "2025", "--new", "--new-event")
    assert story.count() == len(EVERY_WORD)
    story.check_whole()


def test_one_file_is_found_by_option_by_environment_and_by_default(tmp_path: Path) -> None:
    words = ("add", "milestone", "A plan", "Acme", "--date", "2025")
    assert process(*words, folder=tmp_path).code == 0
    assert process(*words, folder=tmp_path, env=environment(ORGTRACK_DB="env.db")).code == 0
    assert process("--db", "first.db", *words, folder=tmp_path).code == 0
    assert process(*words, "--db=last.db", folder=tmp_path, env=environment(ORGTRACK_DB="unused.db")).code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["env.db", "first.db", "last.db", "orgtrack.db"]


def test_an_option_that_one_event_would_ignore_is_refused(story: Story) -> None:
    for option in (("--dry-run",), ("--file", "x.txt")):
        said = story.refuse("add", *option, "milestone", "A plan", "Acme", "--date", "2025", code=2)
        assert "whole article" in said.err


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("EVP & CFO", ["Executive Vice President", "Chief Financial Officer"]),
        ("President and Chief Exec.", ["President", "Chief Executive Officer"]),
        ("Chief Executive Officer (CEO)", ["Chief Executive Officer"]),
        ("EVP, Robots & CFO", ["EVP, Robots & CFO"]),
    ],
)
def test_words_count_as_several_titles_only_where_each_part_is_one(story: Story, words: str, titles: list[str]) -> None:
    story.add("appointment", "Jane Roe", words, "Acme", "--date", "2025")
    assert story.names("titles") == titles
    assert story.count() == len(titles)


def test_what_a_person_made_of_a_title_comes_before_the_shipped_table(story: Story) -> None:
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2024")
    story.say("edit", "t1", "level=board", "seats=2")
    story.say("alias", "t1", "Top Dog")
    story.add("appointment", "John Doe", "top dog", "Acme", "--date", "2025")
    assert story.rows("SELECT name, level, seats FROM titles") == [("Chief Executive Officer", "board", 2)]
    assert story.rows("SELECT DISTINCT title_id FROM events") == [(1,)]
