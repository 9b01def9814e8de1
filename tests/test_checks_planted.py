"""Each kind of finding planted twenty times in clean random data, and the vague variants that are none."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from checked import Clean, found

from orgtrack.checks.finding import Kind, Severity

# What is planted in an organization of its own: {d} is a random day, {e} 100 days later, {f} 200 days later;
# {y}, {z} and {m} are the year of {d}, the next year, and the month of {d}; {s} is the day before {d}, {r} ten before.
# The severity of what must be found, or None: dates as vague as these, or words that explain them, are no finding.
PLANTS: dict[Kind, list[tuple[Severity | None, str]]] = {
    Kind.HELD_TWICE: [
        (Severity.ERROR, "{d} appointment A CEO X\n{e} appointment B CEO X\n{f} departure A CEO X"),
        (Severity.ERROR, "{d} appointment A CEO X\n{f} in-post A CEO X\n{e} appointment B CEO X\n{f} in-post B CEO X"),
        (
            Severity.ERROR,
            "{y} appointment A CEO X\n{n} departure A CEO X\n{z} appointment B CEO X\n{n} departure B CEO X",
        ),
        (Severity.WARNING, "{d} appointment A CEO X\n{e}~ appointment B CEO X\n{f} departure A CEO X"),
        (Severity.ERROR, "1997-12 appointment A CEO X\n{m} appointment B CEO X\n2013-01 departure A CEO X"),
        (Severity.ERROR, "1997-12 appointment A CEO X\n2013-01 departure A CEO X\n{y} appointment B CEO X"),
        (None, "{d} appointment A CEO X\n{m} appointment B CEO X\n{z} departure A CEO X"),
        (None, "{d} appointment A CEO X\n{e} appointment B CEO X\n{e} departure A CEO X"),
        (None, "{d} appointment A CEO X\n{y}/{n} appointment B CEO X\n{f} departure A CEO X\n{n} departure B CEO X"),
        (None, "{y} appointment A CEO X\n{y} appointment B CEO X\n{y} departure A CEO X"),
        (None, "{d} appointment A CEO X\n{e} appointment B CEO X acting\n{f} departure A CEO X"),
        (None, "{d} appointment A CEO X\n{e} appointment B CEO X planned\n{f} departure A CEO X"),
        (None, "{d} appointment A Member X\n{e} appointment B Member X\n{f} departure A Member X"),
    ],
    Kind.OUTSIDE_LIFE: [
        (Severity.ERROR, "{e} formation X\n{d} appointment A Member X"),
        (Severity.ERROR, "{z} formation X\n{m} appointment A Member X"),
        (Severity.ERROR, "{f} formation X\n{d} in-post A Member X"),
        (Severity.ERROR, "{f} formation X\n{d} departure A Member X"),
        (Severity.ERROR, "{d} dissolution X\n{e} appointment A Member X"),
        (Severity.ERROR, "{y} merger H from=X\n{n} in-post A Member X"),
        (Severity.ERROR, "{d} appointment A Member X\n{e} split X into=Y,Z\n{f} departure A Member X"),
        (Severity.WARNING, "{e}~ formation X\n{d} appointment A Member X"),
        (None, "{y} formation X\n{d} appointment A Member X"),
        (None, "{d} formation X\n{y} appointment A Member X"),
        (None, "unknown formation X\n{d} appointment A Member X"),
        (None, "{e} formation X planned\n{d} appointment A Member X"),
        (None, "{f} merger X from=Y\n{d} appointment A Member X"),
        (None, "{d} dissolution X\n{y} appointment A Member X"),
        (None, "{s} appointment A Member X\n{d} dissolution X\n{d} departure A Member X last_day"),
        (None, "{d} dissolution X\n{f} formation X\n{f} appointment A Member X"),
    ],
    Kind.PREDECESSOR_STAYED: [
        (Severity.WARNING, "{d} appointment A CEO X\n{e} appointment B CEO X"),
        (Severity.WARNING, "{y} appointment A CEO X\n{z} appointment B CEO X"),
        (Severity.WARNING, "{s} in-post A CEO X\n{e} appointment B CEO X"),
        (None, "{d} appointment A CEO X\n{e} appointment B CEO X succeeding=A"),
        (None, "{d} appointment A CEO X\n{e} appointment B CEO X\nunknown departure A CEO X"),
        (None, "{d} appointment A CEO X end_state=unknown\n{e} appointment B CEO X"),
        (None, "{y} appointment A CEO X\n{y} appointment B CEO X\n{y} departure B CEO X"),
        (None, "{d} appointment A CEO X\n{e} appointment B CEO X planned"),
        (None, "{d} appointment A CEO X\n{e} appointment B CEO X acting"),
        (None, "{d} appointment A Member X\n{e} appointment B Member X"),
    ],
    Kind.ACTING_STAYED: [
        (Severity.WARNING, "{d} appointment A CEO X acting\n{e} appointment B CEO X"),
        (Severity.WARNING, "{y} appointment A CEO X acting\n{z} appointment B CEO X"),
        (Severity.WARNING, "{d} in-post A CEO X acting\n{e} appointment B CEO X"),
        (None, "{d} appointment A CEO X acting\n{e} departure A CEO X acting\n{e} appointment B CEO X"),
        (None, "{d} appointment A CEO X acting\n{e} appointment B CEO X succeeding=A"),
        (None, "{y} appointment A CEO X acting\n{d} appointment B CEO X"),
        (None, "{d} appointment A CEO X acting\n{e} appointment B CEO X planned"),
        (None, "{d} appointment A Member X acting\n{e} appointment B Member X"),
    ],
    Kind.AFTER_SOURCE: [
        (Severity.ERROR, "{d} appointment A CEO X source=p#@{r}"),
        (Severity.ERROR, "{z} formation X source=p#@{r}"),
        (Severity.ERROR, "{d} milestone X source=p#@{r} source=q#@{r}"),
        (Severity.WARNING, "{d} appointment A CEO X source=p#@{s}"),
        (Severity.WARNING, "{d}? appointment A CEO X source=p#@{r}"),
        (None, "{y} appointment A CEO X source=p#@{d}"),
        (None, "{m} appointment A CEO X source=p#@{d}"),
        (None, "{d} appointment A CEO X source=p#@{d}"),
        (None, "{d} appointment A CEO X planned source=p#@{r}"),
        (None, "{d} appointment A CEO X source=p#@{r} source=q#@{e}"),
        (None, "{d} appointment A CEO X source=p#@{r} source=q#@"),
        (None, "{d} vacancy CEO X source=p#@{r}"),
        (None, "{d} appointment A CEO X source=p#@{r} rejected"),
    ],
    Kind.ROUNDED: [
        (
            Severity.HINT,
            "{y}-01-01 milestone X source=p#@\n{z} milestone Y source=p#@\n{n} formation Z source=p#@",
        ),
        (
            Severity.HINT,
            "{y}-01-01 formation X source=p#@2025-03-04\n{z} formation Y source=p#@\n{n} formation Z source=p#@"
            "\nunknown formation V source=p#@\n2025-03-04 in-existence W source=p#@2025-03-04",
        ),
        (None, "{y}-01-01 milestone X source=p#@\n{z} milestone Y source=p#@"),
        (None, "{y}-01-01 milestone X source=p#@\n{z} milestone Y source=p#@\n{n}-03 formation Z source=p#@"),
        (None, "{y} milestone X source=p#@\n{z} milestone Y source=p#@\n{n} formation Z source=p#@"),
        (None, "{y}-01 milestone X source=p#@\n{z} milestone Y source=p#@\n{n} formation Z source=p#@"),
        (None, "{y}-01-01 milestone X source=q#@\n{z} milestone Y source=p#@\n{n} formation Z source=p#@"),
    ],
    Kind.ALIKE: [
        (Severity.WARNING, "{d} appointment A CEO X\n{d} appointment A CEO X"),
        (Severity.HINT, "{d} appointment A CEO X\n{m} appointment A CEO X"),
        (Severity.HINT, "{y} formation X\n{y} formation X parent=Y"),
        (Severity.HINT, "{d} appointment A CEO X planned\n{y} appointment A CEO X"),
        (Severity.WARNING, "{s} appointment A CEO X\n{e} departure A CEO X\n{e} departure A CEO X"),
        (Severity.WARNING, "{d} milestone X headline=plan\n{d} milestone X headline=Plan"),
        (None, "{d} appointment A CEO X\n{e} appointment A CEO X"),
        (None, "{y} appointment A CEO X\n{y} departure A CEO X\n{y} appointment A CEO X"),
        (Severity.WARNING, "{d} appointment A CEO X\n{d} appointment A CEO X\n{e} departure A CEO X"),
        (None, "{d} appointment A CEO X\nunknown departure A CEO X\n{y} appointment A CEO X\n{m} departure A CEO X"),
        (None, "{d} appointment A CEO X\n{d} appointment A CEO X acting"),
        (None, "{d} appointment A CEO X\n{y} appointment A CEO X manner=reappointed"),
        (None, "{d} in-post A CEO X\n{m} in-post A CEO X"),
        (None, "{d} move X parent=Y\n{d} move X parent=Z"),
        (None, "{y} move X parent=Y\n{d} move X parent=Y"),
        (None, "{d} milestone X headline=plan\n{d} milestone X headline=other"),
        (None, "{d} appointment A CEO X withdrawn\n{d} appointment A CEO X"),
    ],
    Kind.OVERDUE: [
        (Severity.WARNING, "{d} appointment A CEO X planned"),
        (Severity.WARNING, "{y} formation X planned"),
        (None, "2025 formation X planned"),
        (None, "2025-07-16 formation X planned"),
        (None, "unknown>2023-03-28 formation X planned"),
        (None, "{y}/2027 milestone X planned"),
        (None, "{d} formation X withdrawn"),
    ],
    Kind.ENDS_DIFFER: [
        (Severity.WARNING, "{d} merger H from=X\n{e} dissolution X"),
        (Severity.WARNING, "{z} merger H from=X\n{y} dissolution X"),
        (Severity.WARNING, "{d} split X into=Y,Z\n{f} merger H from=X,V"),
        (None, "{y} merger H from=X\n{d} dissolution X"),
        (None, "{d} merger H from=X\nunknown dissolution X"),
        (None, "{d} merger H from=X\n{d} dissolution X"),
        (None, "{d} merger H from=X\n{e} formation X\n{f} dissolution X"),
        (None, "{d} merger H from=X\n{e} dissolution X planned"),
        (None, "{d} merger X from=X,Y\n{e} dissolution X"),
    ],
    Kind.OWN_ANCESTOR: [
        (Severity.ERROR, "{d} formation X parent=Y\n{e} move Y parent=X"),
        (Severity.ERROR, "{d} formation X parent=Y\n{d} formation Y parent=Z\n{z} acquisition Z parent=X"),
        (Severity.ERROR, "unknown in-existence X parent=Y\nunknown in-existence Y parent=X"),
        (Severity.HINT, "{d} merger Y from=X\n{e} merger X from=Y"),
        (Severity.HINT, "{d} split X into=Y,Z\n{e} merger V from=Y,Z\n{f} dissolution V into=X"),
        (None, "{d} formation X parent=Y\n{e} move X parent=Z\n{e} move Y parent=X"),
        (None, "{s} formation X parent=Y\n{y} move X parent=Z\n{y} move Y parent=X"),
        (None, "{d} formation X parent=Y\n{e} move Y parent=X planned"),
        (None, "{d} formation X parent=Y\n{e} dissolution X\n{f} move Y parent=X"),
        (None, "{d} formation X parent=Y\nunknown spin-off X from=Y\n{f} move Y parent=X"),
        (None, "{d} transfer-of-functions X into=Y\n{e} transfer-of-functions Y into=X"),
        (None, "{d} merger Y from=X\n{e} split Y into=Z,V"),
    ],
}
CASES = [
    pytest.param(kind, severity, text, id=f"{kind}-{number}-{severity or 'nothing'}")
    for kind, variants in PLANTS.items()
    for number, (severity, text) in enumerate(variants)
]
_NAMES = frozenset("ABHVWXYZ")


def _planted(clean: Clean, text: str, number: int) -> str:
    """The words on random days, with names that nobody else has."""
    day = clean.day(date(1998, 2, 1), date(2012, 6, 1))
    days = {"d": 0, "e": 100, "f": 200, "s": -1, "r": -10}
    filled = text.format(
        **{letter: day + timedelta(days=shift) for letter, shift in days.items()},
        y=day.year,
        z=day.year + 1,
        n=day.year + 2,
        m=f"{day:%Y-%m}",
    ).replace("#", f"-{number}")
    lines = [[_own(word, number) for word in line.split()] for line in filled.splitlines()]
    return "\n".join(" ".join(words) for words in lines)


def _own(word: str, number: int) -> str:
    role, equals, names = word.rpartition("=")
    if set(names.split(",")) <= _NAMES:
        return role + equals + ",".join(f"{name}{number}_" for name in names.split(","))
    return word


@pytest.mark.parametrize(("kind", "severity", "text"), CASES)
def test_what_is_planted_twenty_times_is_found_twenty_times(
    tmp_path: Path, kind: Kind, severity: Severity | None, text: str
) -> None:
    clean = Clean(seed=len(text))
    planted = [_planted(clean, text, number) for number in range(20)]
    told = found(tmp_path / "planted.db", "\n".join([*planted, clean.text(3)]), kind)
    size = len(planted[0].splitlines())
    at = sorted(min((number - 1) // size for number in finding.events) for finding in told)
    assert at == (list(range(20)) if severity else []), told[:3]
    assert {finding.severity for finding in told} == ({severity} if severity else set())
    assert {finding.kind for finding in told} <= {kind}


@pytest.mark.parametrize("seed", range(20))
def test_clean_data_is_silent(tmp_path: Path, seed: int) -> None:
    assert found(tmp_path / "clean.db", Clean(seed).text()) == []
