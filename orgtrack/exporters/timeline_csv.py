"""The timeline as CSV by a shorter way: the same bytes as `csv_text` of `timeline_rows`, in two thirds of the time.

Most cells hold nothing that CSV or a spreadsheet cares for. They come from SQLite as one text, which is looked at as
a whole; only a row with something in it is taken apart. `tests/test_timeline_nasty.py` holds both ways together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from orgtrack.exporters.as_csv import CsvCells
from orgtrack.store import Tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import CELL, GROUP, TEXT_CELLS, TIMELINE_TEXT, Batch, events
from orgtrack.timeline.listing import Rows
from orgtrack.timeline.rows import NO_SOURCE, NOBODY, Around, timeline_rows

_MOST_NAMES = 40_000
_FULL_WIDTH = "＝＋－＠"
_MINUS_FIRST, _MINUS_FIRST_IN_GROUP = f"{CELL}-", f"{GROUP}-"
_GROUPS = len(TEXT_CELLS)
_SEPARATORS = sum(TEXT_CELLS) - _GROUPS
_Cell = Callable[[str | None], str]


def timeline_csv_rows(tracker: Tracker, selection: Selection, *, sources: bool = True, raw: bool = False) -> Rows:
    """The selected events in timeline order, a batch at a time, each as the one text of its finished CSV row."""
    cells = CsvCells(raw=raw)
    around = Around(tracker, sources=sources)
    names = (
        _NameCells(around.people, cells),
        _NameCells(around.titles, cells),
        _NameCells(around.organizations, cells),
    )
    for batch in events(tracker, TIMELINE_TEXT, selection):
        for made in (cells, *names):
            made.make_room()
        around.know(batch, days=[event[6] for event in batch])
        yield [(line,) for line in _lines(tracker, batch, around, cells, names)]


class _NameCells(dict[int | None, str]):
    """Names by id as CSV cells, each made when it first appears."""

    def __init__(self, names: Mapping[int | None, str | None], cells: CsvCells) -> None:
        super().__init__()
        self._names, self._cells = names, cells

    def make_room(self) -> None:
        """Forget them when there are many: a second copy of all names would be a tenth of the memory."""
        if len(self) > _MOST_NAMES:
            self.clear()

    def __missing__(self, number: int | None) -> str:
        cell = self[number] = self._cells[self._names[number]]
        return cell


def _lines(
    tracker: Tracker, batch: Batch, around: Around, cells: CsvCells, names: tuple[_NameCells, _NameCells, _NameCells]
) -> Iterator[str]:
    """One event a line. Long and without calls because it runs a million times."""
    cell = cells.__getitem__
    people, titles, organizations = names
    called, renamed = around.called.name, around.called.renamed
    nobody = [cell(name) for name in NOBODY]
    no_source = "," * len(NO_SOURCE) if around.sources else ""
    for event, person, title, organization, company, text, day in batch:
        if _is_plain(text):
            _, a, headline, b, c, d, e = text.replace(CELL, ",").split(GROUP)
        else:
            groups = _taken_apart(text, cell)
            if groups is None:
                yield _by_the_long_way(tracker, event, around, cell)
                continue
            a, headline, b, c, d, e = groups
        joined = around.joined.get(event)
        left, from_, parent, succeeding, before, after, to, at = map(cell, joined) if joined else nobody
        own, top = organizations[organization], organizations[company]
        if organization in renamed or company in renamed:
            own, top = cell(called(organization, event, day)), cell(called(company, event, day))
        cited = around.cited.get(event)
        sources = "".join(f",{cell(lines)}" for lines in cited) if cited else no_source
        yield (
            f"{a},{people[person]},{titles[title]},{own},{top},{headline},{left},{from_},{parent},{b},{succeeding},{before},{after},"
            f"{c}{sources},{d},{to},{at},{e}"
        )


def _is_plain(text: str) -> bool:
    """Whether no cell can need quotes or an apostrophe. A pattern would take several times as long."""
    return not (
        "," in text
        or '"' in text
        or "\n" in text
        or "\r" in text
        or "\t" in text
        or "=" in text
        or "+" in text
        or "@" in text
        or _MINUS_FIRST in text
        or _MINUS_FIRST_IN_GROUP in text
        or "'-" in text
        or text.count(CELL) != _SEPARATORS
        or text.count(GROUP) != _GROUPS
        or (not text.isascii() and any(character in text for character in _FULL_WIDTH))
    )


def _taken_apart(text: str, cell: _Cell) -> list[str] | None:
    """The groups with every cell seen to; None when a cell itself holds one of the separators."""
    groups = [group.split(CELL) for group in text.split(GROUP)[1:]]
    if tuple(map(len, groups)) != TEXT_CELLS:
        return None
    return [",".join(map(cell, group)) for group in groups]


def _by_the_long_way(tracker: Tracker, event: int, around: Around, cell: _Cell) -> str:
    row = next(timeline_rows(tracker, Selection(events=(event,)), sources=around.sources))[0]
    return ",".join(map(cell, row))
