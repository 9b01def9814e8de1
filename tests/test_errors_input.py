"""Bad input: a clear sentence, the exit code of the design, nothing written; and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import Story, process

from orgtrack.cli.add import EVENT_WORDS, RECORDS
from orgtrack.cli.root import COMMANDS
from orgtrack.errors import Candidate, DateProblem, DateRefused, NeedsChoice, OrgtrackError, Problem, Problems, shown

YEAR = ("--date", "2025")
NO_NAMES = [
    *("", " ", "\t", "…", "---", "x" * 201, "x" * 500, "x" * 100_000),
    *("a\x00b", "a\x07b", "a\x1b[31mred", "a\x7f", "a\ud800", "\u202eevil", "a\u200bb", "\ufeff"),
    *("one; two", "p7", "o3", "t2", "e12", "s5", "post:4", "P7"),
]


@pytest.mark.parametrize("name", NO_NAMES, ids=lambda name: ascii(name[:20]))
@pytest.mark.parametrize("place", ["person", "organization", "title"])
def test_what_is_no_name_makes_no_record(story: Story, place: str, name: str) -> None:
    words = {
        "person": (name, "CEO", "Acme"),
        "organization": ("Jane Roe", "CEO", name),
        "title": ("Jane Roe", name, "Acme"),
    }[place]
    said = story.run("add", "in-post", *words, *YEAR)
    if place == "title" and not name.strip():
        return  # no title at all is a member
    assert said.code in (1, 2)
    assert said.err.strip()
    assert all(character.isprintable() or character == "\n" for character in said.err)
    assert len(said.err) < 1000
    assert not story.path.exists()


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x.com/a"),
        *("mailto:a@example.com", "vbscript:x", "https://user:pw@x.com/", "https://user@x.com/", "//x.com/a"),
        *("http://", "https:///a", "http://[::1", "https://x.com:port/", "https://x\x00.com", "about:blank"),
        "https://example.com/" + "x" * 2000,
        "https://example.com/\u202egnp.exe",
        "https://example.com/a\tb",
        "https://example.com/a\nb",
        "https:\\\\example.com",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
    ],
    ids=lambda text: ascii(text[:40]),
)
def test_only_web_addresses_without_a_password_are_links(story: Story, address: str) -> None:
    """What is refused as an address may still be a title, but then it is no link."""
    said = story.run("add", "milestone", "A plan", "Acme", *YEAR, "--source", address)
    assert said.code in (0, 1)
    if said.code == 0:
        assert story.rows("SELECT url FROM sources") == [(None,)]
        assert not str(story.value("SELECT title FROM sources")).lower().startswith(("javascript:", "data:"))
    for field in ("url", "archive_url"):
        other = Story(story.folder, file=f"{field}.db")
        other.say("add", "source", "A page")
        other.refuse("edit", "s1", f"{field}={address}")


@pytest.mark.parametrize("text", ["x" * 10_001, "a\x00b", "a\x1b]0;x\x07", "a\ud800b"], ids=ascii)
@pytest.mark.parametrize("option", ["--note", "--quote", "--place", "--amount"])
def test_free_text_has_an_end_and_no_control_characters(story: Story, option: str, text: str) -> None:
    story.refuse("add", "milestone", "A plan", "Acme", *YEAR, "--source", "S", option, text)
    assert not story.path.exists()


def test_a_text_that_is_not_utf_8_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    bad = b"caf\xe9"
    for words in (
        (b"add", b"person", bad),
        (b"add", b"milestone", bad, b"Acme", b"--date", b"2025"),
        (b"add", b"milestone", b"x y", b"Acme", b"--date", bad),
        (b"add", b"milestone", b"x y", b"Acme", b"--date", b"2025", b"--source", bad),
        (b"add", bad),
        (bad,),
        (b"edit", bad, b"note=x"),
        (b"--actor", bad, b"add", b"person", b"Jane Roe"),
        (b"import", bad),
    ):
        said = process(*words, folder=tmp_path)
        assert "Traceback" not in said.err, words
        assert said.code in (0, 1, 2)
    assert [name for name in os.listdir(tmp_path) if name != "orgtrack.db"] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nonsense",), 2),
        (("add", "nonsense"), 2),
        (("add", "appointment"), 2),
        (("add", "appointment", "--colour", "red"), 2),
        (("--colour",), 2),
        (("--db",), 2),
        (("add", "milestone", "x y", "Acme", "Hooli", *YEAR), 2),
        (("edit",), 2),
        (("edit", "o1"), 2),
        (("edit", "o1", "note"), 2),
        (("remove",), 2),
        (("confirm",), 2),
        (("cite", "e1"), 2),
        (("alias", "x"), 2),
        (("import",), 2),
        (("add", "title", "Boss", "--level", "top"), 2),
        (("add", "unit", "Cloud", "--kind", "club"), 2),
        (("add", "title", "Boss", "--seats", "none"), 2),
    ],
)
def test_a_misused_command_ends_with_2(story: Story, words: tuple[str, ...], code: int) -> None:
    said = story.run(*words)
    assert said.code == code, said
    assert said.err.strip()
    assert said.out == ""
    assert not story.path.exists()


@pytest.mark.parametrize("words", [(), ("--help",), ("add", "--help"), ("--version",)])
def test_help_writes_nothing(story: Story, words: tuple[str, ...]) -> None:
    assert story.run(*words).code in (0, 1)
    assert not story.path.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("add", "in-post", "Fan Jiang", "CEO", "Acme", *YEAR),
        ("add", "-"),
        ("add", "milestone", "x y", "Acme", *YEAR, "--source", "S", "--quote", "-"),
        ("import", "-"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_closed_standard_input_is_nobody_to_ask(story: Story, words: tuple[str, ...]) -> None:
    story.add("in-post", "Jiang Fan", "CEO", "Acme", *YEAR)
    closed = ("sh", "-c", 'exec "$0" "$@" <&-')
    said = process("--db", "t.db", *words, folder=story.folder, prefix=closed)
    assert said.code in (0, 1, 2, 3)
    assert "Traceback" not in said.err
    assert story.count("people") == 1


@pytest.mark.parametrize(
    "redirect",
    [">&-", "2>&-", ">&- 2>&-", "2>/dev/full", ">/dev/full"],
)
def test_closed_or_full_standard_output_gives_no_traceback(story: Story, redirect: str) -> None:
    prefix = ("sh", "-c", f'exec "$0" "$@" {redirect}')
    words = ("--db", "t.db", "add", "in-post", "Jiang Fan", "CEO", "Acme", *YEAR)
    said = process(*words, folder=story.folder, prefix=prefix)
    assert "Traceback" not in said.err
    story.check_whole()


@pytest.mark.parametrize("where", ["", " "])
def test_a_source_without_title_and_address_is_refused(story: Story, where: str) -> None:
    said = story.run("add", "source", where)
    assert said.code in (1, 2)
    assert not story.path.exists()


# --- whatever is typed -----------------------------------------------------------------------------------------------

LETTERS = st.characters(exclude_characters="\x00", codec="utf-8")
VALUES = st.one_of(
    st.sampled_from(
        [
            *("", " ", "-", "--", "Jane Roe", "CEO", "Acme", "Acme Ltd", "p1", "o1", "t1", "e1", "s1", "post:1", "e2"),
            *("all", "acting CEO", "Chairman and CEO", "2025", "unknown", "mid-February", "2025-13", "2030", "p9"),
            *("https://x.com/a", "javascript:x", "wikidata:Q1", "note=x", "date=2020", "name=", "title=CFO", "=x"),
            *("person=p1", "organization=o1", "status=planned", "supersedes=e1", "ends=e1", "headline=x", "seats=1"),
            *("2020/2021", "x" * 300),
        ]
    ),
    st.text(LETTERS, max_size=12),
)
OPTIONS = st.sampled_from(
    [
        *("--date", "--announced", "--planned", "--source", "--published", "--quote", "--place", "--says", "--note"),
        *("--private", "--supersedes", "--same-as", "--new-event", "--new", "--day-first", "--month-first", "--acting"),
        *("--manner", "--formerly", "--reason", "--last-day", "--ends", "--succeeding", "--from-title", "--from-org"),
        *("--parent", "--from", "--into", "--to-title", "--to-organization", "--person", "--amount", "--new-kind"),
        *("--kind", "--alias", "--short", "--level", "--seats", "--title", "--retrieved", "--dry-run", "--today"),
        *("--help", "--actor", "--fiscal-year-end", "--says=date=2020", "--date=2025"),
    ]
)
# They open a window, a browser or a port, or wait for somebody.
NOT_TYPED = {"serve", "demo"}
VERBS = st.sampled_from(
    [
        *(("add", word) for word in (*EVENT_WORDS, *RECORDS, "-")),
        *((verb,) for verb in COMMANDS if verb not in NOT_TYPED),
    ]
)
TYPED = st.tuples(VERBS, st.lists(st.one_of(VALUES, VALUES, OPTIONS), max_size=9)).map(
    lambda both: [*both[0], *both[1]]
)
SENSIBLE = st.tuples(
    st.sampled_from([("add", word) for word in EVENT_WORDS]),
    st.lists(VALUES, min_size=1, max_size=4),
    st.lists(st.tuples(OPTIONS, VALUES), max_size=3),
).map(lambda all: [*all[0], *all[1], "--date", "2025", *(word for pair in all[2] for word in pair)])


@settings(max_examples=100)
@given(st.lists(st.one_of(TYPED, SENSIBLE), min_size=1, max_size=4))
def test_whatever_is_typed_ends_with_a_code_of_ours_and_no_traceback(
    tmp_path_factory: pytest.TempPathFactory, commands: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("typed")
    story = Story(folder)
    here = Path.cwd()
    os.chdir(folder)
    try:
        for words in commands:
            before = story.content()
            said = story.run(*words, stdin="milestone X Acme --date 2025\n")
            assert said.code in (0, 1, 2, 3), (words, said)
            assert said.code == 0 or said.err.strip() or said.out.strip(), (words, "refused without a word")
            if said.code != 0:
                assert story.content() == before, (words, "refused, and written")
        if story.path.exists():
            story.check_whole()
    finally:
        os.chdir(here)


# --- the errors themselves -------------------------------------------------------------------------------------------


def test_each_kind_of_error_has_its_exit_code() -> None:
    from orgtrack.errors import Misused

    assert OrgtrackError("x").exit_code == Problems("f", []).exit_code == 1
    assert Misused("x").exit_code == 2
    assert NeedsChoice("x").exit_code == 3
    assert DateRefused("x", DateProblem.VAGUE, "y").exit_code == 1


def test_a_problem_names_its_line_and_column() -> None:
    problems = [Problem(line=2, column="start", message="no."), Problem(line=3, column="", message="nor this.")]
    assert str(Problems("a.csv", problems)) == (
        "a.csv: 2 problems, nothing was written\n  line 2, start: no.\n  line 3: nor this."
    )
    assert str(Problems("a.csv", problems[:1])).startswith("a.csv: 1 problem, nothing")


def test_a_refused_date_says_the_text_the_reason_and_what_to_type() -> None:
    candidates = ["2024-05-06", "2024-06-05"]
    said = str(DateRefused("5/6", DateProblem.AMBIGUOUS, "two readings", candidates, "use --day-first"))
    assert said == "'5/6' is not read as a date: two readings; could be 2024-05-06 or 2024-06-05; use --day-first."


def test_a_choice_carries_its_candidates() -> None:
    one = Candidate(id="p1", name="Jane", reason="the same name")
    assert NeedsChoice("which?", [one]).candidates == (one,)


@given(st.text(max_size=300), st.integers(1, 100))
def test_a_value_is_shown_quoted_short_and_visible(text: str, limit: int) -> None:
    said = shown(text, limit)
    assert said.isprintable()
    assert said[0] == said[-1] == "'"
    assert len(said) <= 10 * limit + 2
