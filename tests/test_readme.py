"""The README is true: its sessions are played again, its tables made anew, and nothing that exists is missing in it.

`python tests/test_readme.py` writes both into the README; read what has changed before you commit it.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import yaml
from story import REPOSITORY, Terminal, environment
from test_help import called, examples, parse, root, says, survives, tree
from typer.core import TyperCommand, TyperGroup
from typer.testing import CliRunner

from orgtrack.cli import app
from orgtrack.cli.add import RECORDS
from orgtrack.cli.options import COMMON_OPTIONS
from orgtrack.cli.root import COMMANDS
from orgtrack.dates import describe, parse_edtf
from orgtrack.importers.shapes import SHAPES
from orgtrack.model.event_types import APPOINTMENT_WORDS, EVENT_TYPES
from orgtrack.model.vocabulary import Level, Manner, NameKind, OrganizationKind, Reason, Scheme, Status
from orgtrack.schema.views import TIMELINE_COLUMNS

README = REPOSITORY / "README.md"
TODAY = "2026-01-15"
# Between what two commands print; no text of ours holds it.
MARK = "\x1e"
TABLE = re.compile(r"(<!-- table: (?P<name>.*?) -->\n)(?P<rows>.*?)(<!-- end -->)", re.DOTALL)
BLOCK = re.compile(r"^```(?P<kind>[a-z ]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# A command: a line after `$ `, and those that it goes on with after a backslash.
TYPED = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)

# A header and rows.
Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def tables_anew(text: str) -> str:
    """The README with every table made from the code; a table of dates keeps what its first column asks."""
    return TABLE.sub(lambda found: f"{found[1]}{_table(found['name'], found['rows'])}{found[4]}", text)


def _table(name: str, old: str) -> str:
    if name.startswith("dates"):
        header, rows = _dates(name, _asked(old))
    elif name == "refused":
        header, rows = _refused(_asked(old))
    else:
        header, rows = _TABLES[name]()
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _asked(old: str) -> list[str]:
    return re.findall(r"^\| `(.*?)` \|", old, re.MULTILINE)


def _understood(texts: list[str], *options: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(app, ["--today", TODAY, "date", "--format", "json", *options, *texts])
    read = json.loads(result.stdout)
    assert isinstance(read, list)
    assert len(read) == len(texts)
    return read


def _dates(name: str, texts: list[str]) -> Table:
    rows = []
    for read in _understood(texts, *shlex.split(name)[1:]):
        assert not read["error"], read["error"]
        edges = [read[edge] or "open" for edge in ("earliest", "latest")]
        words = describe(parse_edtf(read["date"]))
        rows.append([_code(read["text"]), words, _code(read["date"]), *edges, read["basis"]])
    return ("you type", "it means", "kept as", "earliest", "latest", "basis"), rows


def _refused(texts: list[str]) -> Table:
    rows = []
    for read in _understood(texts):
        assert read["error"], f"{read['text']} is not refused"
        _, reason = read["error"].split(" is not read as a date: ")
        why, *remedy = reason.removesuffix(".").split("; ")
        rows.append([_code(read["text"]), why, "; ".join(remedy) or "the right date"])
    return ("you type", "why it is refused", "what you can do"), rows


def _commands() -> Table:
    return ("command", "what it does", "for example"), [_command_row(name) for name in COMMANDS]


def _command_row(words: str) -> Sequence[str]:
    return _code(f"orgtrack {words}"), says(tree()[words]), _code(examples(tree()[words])[0])


def _records() -> Table:
    return ("command", "what it does", "for example"), [_command_row(f"add {name}") for name in RECORDS]


def _words() -> Table:
    return ("word", "what it says", "for example"), [_line_row(word) for word in APPOINTMENT_WORDS]


def _line_row(word: str) -> Sequence[str]:
    command = tree()[f"add {word}"]
    return _code(word), says(command), _code(examples(command)[0].removeprefix("orgtrack add "))


def _events() -> Table:
    rows = [
        (_code(word), kind.says, _code(kind.example.removeprefix("orgtrack add ")))
        for word, kind in EVENT_TYPES.items()
    ]
    return ("type", "what it says", "for example"), rows


def _options_of(command: TyperCommand | TyperGroup, wanted: Callable[[str], bool]) -> Table:
    params = [p for p in command.params if p.name and wanted(p.name) and any(o.startswith("-") for o in p.opts)]
    return ("option", "what it says"), [(_code(_spelled(p)), getattr(p, "help", "") or "") for p in params]


def _spelled(param: Any) -> str:  # noqa: ANN401 - the class of options is private to Typer
    names = ", ".join(param.opts)
    return names if param.is_flag else f"{names} {param.metavar or ''}".strip()


def _filters() -> Table:
    return _options_of(tree()["timeline"], lambda name: name not in ("format", "output", "help"))


def _program() -> Table:
    return _options_of(root(), lambda name: name in ("db", "today", "actor", "version"))


def _add_options() -> Table:
    return _options_of(tree()["add formation"], COMMON_OPTIONS.__contains__)


def _own() -> Table:
    types: dict[tuple[str, str], list[str]] = {}
    for word in EVENT_TYPES:
        _, options = _options_of(tree()[f"add {word}"], lambda name: name not in COMMON_OPTIONS and name != "help")
        for option, text in options:
            types.setdefault((option, text), []).append(word)
    rows = [(option, ", ".join(words), text) for (option, text), words in types.items()]
    return ("option", "of", "what it says"), rows


def _values() -> Table:
    values: Mapping[str, tuple[type[StrEnum], str]] = {
        "status": (Status, "an event"),
        "manner": (Manner, "an appointment"),
        "reason": (Reason, "a departure"),
        "kind": (OrganizationKind, "an organization"),
        "level": (Level, "a title"),
        "name kind": (NameKind, "`alias --kind`"),
        "identifier": (Scheme, "`orgtrack edit 'Alibaba Group' wikidata=Q1359568`"),
    }
    rows = [(name, where, ", ".join(words)) for name, (words, where) in values.items()]
    return ("column", "of", "its words"), rows


def _columns() -> Table:
    metadata = yaml.safe_load((REPOSITORY / "metadata.yml").read_text(encoding="utf-8"))
    meaning = metadata["databases"]["orgtrack"]["tables"]["timeline"]["columns"]
    return ("column", "what it holds"), [(_code(column), meaning[column]) for column in TIMELINE_COLUMNS]


def _shapes() -> Table:
    rows = [
        (
            shape.name,
            ", ".join(_code(column) for column in shape.needed),
            "the other columns of an export"
            if shape.name == "events"
            else ", ".join(_code(column) for column in shape.columns if column not in shape.needed) or "none",
        )
        for shape in SHAPES
    ]
    return ("shape", "columns that must be there", "columns that may be there"), rows


_TABLES: Mapping[str, Callable[[], Table]] = {
    "commands": _commands,
    "records": _records,
    "filters": _filters,
    "program": _program,
    "events": _events,
    "words": _words,
    "options": _add_options,
    "own": _own,
    "values": _values,
    "columns": _columns,
    "shapes": _shapes,
}


def sessions_anew(text: str, folder: Path) -> str:
    """The README with what its commands print now, played in order in one folder that begins empty."""
    environ = _shell(folder)

    def played(block: re.Match[str]) -> str:
        kind, old = block["kind"], block["text"]
        if kind == "console terminal":
            _play_at_a_terminal(old, folder)
        if kind != "console":
            return block[0]
        return f"```{kind}\n{_played(old, folder, environ)}```"

    return BLOCK.sub(played, text)


def _shell(folder: Path) -> dict[str, str]:
    """The environment of a shell in which `orgtrack` is this program, on a day of ours."""
    programs = folder / ".bin"
    programs.mkdir()
    program = programs / "orgtrack"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m orgtrack --today {TODAY} "$@"\n')
    program.chmod(0o755)
    environ = environment()
    return {**environ, "PATH": f"{programs}:{environ['PATH']}", "LC_ALL": "C.UTF-8"}


def _played(block: str, folder: Path, environ: Mapping[str, str]) -> str:
    typed = list(TYPED.finditer(block))
    assert "".join(found[0] for found in typed) == block, f"every line is typed or printed:\n{block}"
    for found in typed:
        file = re.fullmatch(r"cat (\S+)", found["command"])
        if file and not (folder / file[1]).exists():
            # What the reader is told to write into a file.
            (folder / file[1]).write_text(found["output"], encoding="utf-8")
    # `$?` must still be the command's own when the next one asks for it.
    script = "".join(f"{{ {found['command']}\n}} 2>&1; code=$?; printf '{MARK}'; (exit $code)\n" for found in typed)
    done = subprocess.run(
        ["sh", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, env=environ, timeout=60
    )
    assert not done.stderr, done.stderr.decode()
    assert b"Traceback" not in done.stdout, done.stdout.decode()
    # CSV ends its lines as its standard says.
    printed = done.stdout.decode().replace("\r\n", "\n").split(MARK)[:-1]
    return "".join(f"$ {found['command']}\n{output}" for found, output in zip(typed, printed, strict=True))


def _play_at_a_terminal(block: str, folder: Path) -> None:
    """Each line must be seen in turn; what stands after a prompt is typed."""
    first, *lines = block.splitlines()
    with Terminal("--today", TODAY, *shlex.split(first)[2:], folder=folder) as terminal:
        for line in lines:
            prompt = re.match(r"> |.*\[y/N\]: ", line)
            terminal.sees(prompt[0] if prompt else line)
            if prompt:
                terminal.types(line.removeprefix(prompt[0]))
        terminal.ends()


def readme() -> str:
    return README.read_text(encoding="utf-8")


def shown_calls() -> Iterator[str]:
    """Every call of the program that the README shows, as it is typed."""
    for block in BLOCK.finditer(readme()):
        if block["kind"] == "sh":
            yield from (call for line in block["text"].splitlines() for call in called(line))
        elif block["kind"].startswith("console"):
            for found in TYPED.finditer(block["text"]):
                yield from called(found["command"].replace("\\\n", " "))
    for code in re.findall(r"`(orgtrack [^`]*)`", BLOCK.sub("", readme())):
        yield from called(code.replace("\n", " ").replace("\\|", "|"))


def is_whole(call: str) -> bool:
    """Whether a reader may type it as it stands: it is no bare name of a command, and no word stands for another."""
    is_name = call.removeprefix("orgtrack ") in tree()
    return not is_name and not re.search(r"…|\b(COMMAND|FILE|TYPE|NAME|OTHER|TEXT|DAY)\b", call)


CALLS = sorted({call for call in shown_calls() if is_whole(call)})


def test_what_the_sessions_show_is_what_the_program_prints(tmp_path: Path) -> None:
    assert sessions_anew(readme(), tmp_path) == readme(), "python tests/test_readme.py writes it anew"


def test_its_tables_are_true() -> None:
    assert tables_anew(readme()) == readme(), "python tests/test_readme.py writes them anew"


def test_every_table_that_can_be_made_is_in_it() -> None:
    assert {name for name in re.findall(r"<!-- table: (.*?) -->", readme()) if name in _TABLES} == set(_TABLES)


@pytest.mark.parametrize("words", tree())
def test_every_command_and_every_event_type_is_in_it(words: str) -> None:
    last = words.split()[-1]
    assert f"`orgtrack {words}`" in readme() or (words.startswith("add ") and f"| `{last}` |" in readme())


def test_no_command_is_in_it_that_does_not_exist() -> None:
    for call in shown_calls():
        first = next((word for word in call.split()[1:] if not word.startswith("-")), "")
        before = call.split(first)[0] if first else call
        if "--" not in before and not first.isupper():
            assert first in {*COMMANDS, ""}, call


@pytest.mark.parametrize("call", CALLS)
def test_every_call_in_it_is_taken_by_its_command_and_survives_the_shell(call: str, tmp_path: Path) -> None:
    words = re.sub(r"\s*</dev/null$", "", call)
    parse(words)
    survives(words, "bash", tmp_path)


def test_its_links_and_pictures_are_there() -> None:
    text = BLOCK.sub("", readme())
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert any(link.endswith(".png") for link in links)
    for link in links:
        if link.startswith("#"):
            assert link[1:] in anchors, link
        elif not link.startswith("https://"):
            assert (REPOSITORY / link).is_file(), link


def test_its_picture_is_a_small_png() -> None:
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme()):
        content = (REPOSITORY / picture).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < 200_000


def test_the_scripts_that_it_names_are_there() -> None:
    named = set(re.findall(r"\bsh (\.ci/\w+)", readme()))
    assert named == {".ci/demo", ".ci/test"}
    assert all((REPOSITORY / name).is_file() for name in named)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        README.write_text(sessions_anew(tables_anew(readme()), Path(scratch)), encoding="utf-8")
