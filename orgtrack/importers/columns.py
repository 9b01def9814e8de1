"""Which column of a file is which field, and so what the file holds: told by its headers, and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgtrack.errors import Misused, OrgtrackError, Problem, Problems, shown
from orgtrack.importers.options import Options
from orgtrack.importers.row import KEY, NAME_PARTS
from orgtrack.importers.shapes import SHAPES, Shape
from orgtrack.importers.words import HEADERS
from orgtrack.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The shape of a file, the field of each of its columns ('' for one that is not read), and both in sentences."""

    shape: Shape
    fields: tuple[str, ...]
    said: tuple[str, ...]


def columns(headers: Sequence[str], place: str, line: int, options: Options) -> Columns:
    """What the headers mean; refused when they are of no shape, or leave open what a column is."""
    given = _given(headers, place, options)
    chosen = [shape for shape in SHAPES if options.shape in ("", shape.name)]
    if not chosen:
        raise Misused(f"--shape {shown(options.shape)} is none of {', '.join(shape.name for shape in SHAPES)}.")
    known = {name for shape in chosen for name in shape.columns}
    for name in [*options.columns, *options.defaults, *(field for field, _ in options.values)]:
        if name not in known:
            raise Misused(f"{shown(name)} is no field; those there are: {', '.join(sorted(known))}.")
    folded = {fold(header.replace("_", " ")) for header in headers}
    readings = [(shape, *_read(headers, shape, given, options)) for shape in chosen]
    for shape, fields, doubled in readings:
        told = {*fields, *options.defaults, *(["person"] if set(NAME_PARTS) <= set(fields) else [])}
        if not options.shape and (not shape.fits(told) or not shape.unlike.isdisjoint(folded)):
            continue
        lacking = [name for name in shape.needed if name not in told]
        if lacking:
            raise OrgtrackError(
                f"{place}: {shape.name} need {', '.join(lacking)}; say which column it is with"
                f" --map {lacking[0]}=HEADER, or what it is in all rows with --default {lacking[0]}=VALUE."
            )
        _check(headers, fields, doubled, shape, given, place, line, options)
        _check_end(headers, fields, shape, place, options)
        return Columns(shape=shape, fields=tuple(fields), said=tuple(_said(headers, fields, shape, options)))
    listed = "; ".join(f"{shape.name} need {shape.told_by}" for shape in SHAPES)
    raise OrgtrackError(
        f"{place}: the header {shown(','.join(headers))} is of no known shape: {listed}. Say what a column is with"
        " --map FIELD=HEADER, or what the file holds with --shape."
    )


def _given(headers: Sequence[str], place: str, options: Options) -> dict[int, str]:
    """The fields that the user gave to columns, by the column's number."""
    found: dict[int, str] = {}
    for name, header in [*options.columns.items(), *([(KEY, options.key)] if options.key else [])]:
        exact = [n for n, one in enumerate(headers) if one == header]
        alike = exact or [n for n, one in enumerate(headers) if fold(one) == fold(header)]
        if not alike:
            raise OrgtrackError(f"{place} has no column {shown(header)}; it has {', '.join(map(shown, headers))}.")
        if name != KEY:
            found[alike[0]] = name
    return found


def _read(
    headers: Sequence[str], shape: Shape, given: Mapping[int, str], options: Options
) -> tuple[list[str], dict[str, list[str]]]:
    """The field of each column in this shape, and the headers that would be one field, by it."""
    fields = [given.get(n, "") for n in range(len(headers))]
    ignored = {fold(header) for header in options.ignored}
    free = [n for n, name in enumerate(fields) if not name and headers[n] not in options.ignored]
    free = [n for n in free if fold(headers[n]) not in ignored]
    labelled = _labelled(headers)
    free = [n for n in free if headers[n] not in labelled]
    words_of = [header.removesuffix("Label") if header[:-5] in labelled else header for header in headers]
    for n in free:
        name = words_of[n].strip().lower().replace("organisation", "organization")
        plain = name.replace(" ", "_").replace("-", "_")
        for known in (name, plain):
            if not fields[n] and known in shape.columns and known not in fields:
                fields[n] = known
    doubled: dict[str, list[str]] = {}
    for name in shape.columns:
        if name in fields:
            continue
        words = {*HEADERS.get(name, ()), *shape.words.get(name, ())}
        meant = [n for n in free if not fields[n] and fold(words_of[n].replace("_", " ")) in words]
        if len(meant) > 1:
            doubled[name] = [headers[n] for n in meant]
        if meant:
            fields[meant[0]] = name
    parts = sum(name in fields for name in NAME_PARTS)
    if parts == (2 if "person" in fields else 1):
        # A whole name beside its parts needs them not, and one part alone is no name.
        fields = ["" if name in NAME_PARTS and n not in given else name for n, name in enumerate(fields)]
    return fields, doubled


def _labelled(headers: Sequence[str]) -> set[str]:
    """The columns of addresses in an answer of Wikidata's query service; xLabel beside each holds the name."""
    return {header for header in headers if f"{header}Label" in headers}


def _check(
    headers: Sequence[str],
    fields: Sequence[str],
    doubled: Mapping[str, list[str]],
    shape: Shape,
    given: Mapping[int, str],
    place: str,
    line: int,
    options: Options,
) -> None:
    problems = []
    for name in [*given.values(), *options.defaults, *(field for field, _ in options.values)]:
        if name not in shape.columns:
            raise Misused(f"{shown(name)} is no field of {shape.name}; they have {', '.join(shape.columns)}.")
    for name, several in doubled.items():
        remedy = f"say which it is with --map {name}=HEADER."
        message = f"and {', '.join(map(shown, several[1:]))} could both be the {name}; {remedy}"
        problems.append(Problem(line=line, column=shown(several[0]), message=message))
    passed = {*options.ignored, options.key, *_labelled(headers), *NAME_PARTS}
    for header, name in zip(headers, fields, strict=True):
        close = "" if name or header in passed else _close(header, shape)
        if close:
            message = (
                f"is no column of this shape, but nearly {close}; say --map {close}={_typed(header)} if it is,"
                f" else --ignore {_typed(header)}."
            )
            problems.append(Problem(line=line, column=shown(header), message=message))
    if problems:
        raise Problems(place, problems)


def _check_end(headers: Sequence[str], fields: Sequence[str], shape: Shape, place: str, options: Options) -> None:
    """Tenures without an end are all ongoing: not to be taken for granted while columns are left that may tell ends."""
    if not shape.gathers or "end" in {*fields, *options.defaults} or options.blank_end:
        return
    left = _left(headers, fields, options)
    if left:
        raise OrgtrackError(
            f"{place}: no column is read as the end, and {', '.join(map(shown, left))} {_are(left)} not read; say which"
            " it is with --map end=HEADER, or what is known of all ends with --blank-end ongoing or unknown."
        )


def _are(listed: Sequence[str]) -> str:
    return "is" if len(listed) == 1 else "are"


def _left(headers: Sequence[str], fields: Sequence[str], options: Options) -> list[str]:
    """The columns that are not read, though nobody said so."""
    pairs = zip(headers, fields, strict=True)
    return [header for header, name in pairs if not name and header != options.key and header not in options.ignored]


def _typed(header: str) -> str:
    return f"'{header}'" if " " in header else header


def _close(header: str, shape: Shape) -> str:
    """The field whose name the header may be a slip of."""
    from rapidfuzz.distance import OSA

    word = fold(header)
    for name in shape.columns:
        allowed = 2 if len(name) > 5 else 1 if len(name) > 3 else 0
        if abs(len(word) - len(name)) <= allowed and OSA.distance(word, name.replace("_", " ")) <= allowed:
            return name
    return ""


def _said(headers: Sequence[str], fields: Sequence[str], shape: Shape, options: Options) -> list[str]:
    other = [
        f"{shown(header)} as {name}"
        for header, name in zip(headers, fields, strict=True)
        if name and header.lower() != name
    ]
    left = _left(headers, fields, options)
    said = [f"read {', '.join(other)}"] if other else []
    if left:
        said.append(f"not read: {', '.join(map(shown, left))}")
    return said
