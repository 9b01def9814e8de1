"""The names of an import that a person has to decide on, as one CSV file: written, filled in, and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from io import BytesIO

from orgtrack.errors import Candidate, OrgtrackError, Problem, Problems, shown
from orgtrack.importers.reading import Reading, open_table
from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.names import fold
from orgtrack.record import Decision
from orgtrack.record.naming import NameQuestion

COLUMNS = ("noun", "name", "rows", "candidates", "decision")
Decisions = dict[tuple[Noun, str], Decision]
_HELP = "write an id like p7, p7+ to remember the name too, same or same+remember for an only candidate, or new"


def read_decisions(content: bytes, place: str) -> tuple[Decisions, list[tuple[str, ...]]]:
    """What was decided, and the rows of the file as they are; a row without a decision is still open."""
    table = open_table(BytesIO(content), place, Reading())
    if not set(COLUMNS) <= set(table.headers):
        raise OrgtrackError(f"{place} is no list of names to decide; its columns are {', '.join(COLUMNS)}.")
    decided: Decisions = {}
    rows, problems = [], []
    for line, cells in table.rows:
        row = dict(zip(table.headers, cells, strict=True))
        rows.append(tuple(row[column] for column in COLUMNS))
        try:
            decision = _decision(row)
        except OrgtrackError as error:
            problems.append(Problem(line=line, column="decision", message=str(error)))
            continue
        if decision is not None:
            decided[Noun(row["noun"]), fold(row["name"])] = decision
    if problems or table.problems:
        raise Problems(place, [*table.problems, *problems])
    return decided, rows


def _decision(row: Mapping[str, str]) -> Decision | None:
    if row["noun"] not in (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE):
        raise OrgtrackError(f"noun {shown(row['noun'])} is none of person, organization, title.")
    text = row["decision"].strip().lower().replace(" ", "")
    if not text:
        return None
    if text == "new":
        return Decision(id=None)
    chosen = text.removesuffix("+remember").removesuffix("+")
    if chosen == "same":
        listed = [one.split(" ", 1)[0] for one in row["candidates"].split("\n") if one]
        if len(listed) != 1:
            raise OrgtrackError(f"'same' leaves open which of {len(listed)} candidates is meant; {_HELP}.")
        chosen = listed[0].lower()
    read = read_id(chosen)
    if read is None or read[0] != row["noun"]:
        raise OrgtrackError(f"{shown(row['decision'])} decides nothing; {_HELP}.")
    return Decision(id=read[1], remember=chosen != text)


def decisions_text(questions: Mapping[NameQuestion, int], before: list[tuple[str, ...]]) -> str:
    """The file with what is to be decided behind what it held before."""
    rows = {(noun, fold(name)): (noun, name, *rest) for noun, name, *rest in before}
    for question, count in questions.items():
        key = (str(question.noun), fold(question.text))
        known = rows.get(key)
        if known is None or not known[4]:
            listed = "\n".join(_listed(one) for one in question.candidates)
            counted = count if known is None or not known[2].isdecimal() else max(count, int(known[2]))
            rows[key] = (str(question.noun), question.text, str(counted), listed, "")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows.values()])
    return text.getvalue()


def _listed(one: Candidate) -> str:
    return f"{one.id} {one.name} ({one.reason})"
