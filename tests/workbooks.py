"""Workbooks made by hand, so that they can also be what no spreadsheet program writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_FIRST_DAY = date(1899, 12, 30)
# The number formats of the styles 0, 1, …
FORMATS = ("0", "14", "22", "17", "16", "164")
DAY, MOMENT, MONTH, NO_YEAR, YEAR = 1, 2, 3, 4, 5


class Raw(str):
    """A cell as it stands in the file; {ref} is its place, like C7."""

    __slots__ = ()


Cell = str | int | float | bool | date | None


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return file.getvalue()


def shown_date(day: date, style: int) -> Raw:
    """A date cell of XLSX in one of the styles."""
    return Raw(f'<c r="{{ref}}" s="{style}"><v>{(day - _FIRST_DAY).days}</v></c>')


def _xlsx_cell(place: str, value: Cell) -> str:
    if isinstance(value, Raw):
        return value.replace("{ref}", place)
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        since = value - datetime(1899, 12, 30)
        return f'<c r="{place}" s="{MOMENT}"><v>{since.days + since.seconds / 86400}</v></c>'
    if isinstance(value, date):
        return shown_date(value, DAY).replace("{ref}", place)
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_xml(rows: Sequence[Sequence[Cell]], more: str = "") -> str:
    """A sheet of XLSX; `more` is what comes behind its cells."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_xlsx_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{more}</worksheet>'


def xlsx_parts(sheets: Mapping[str, str], strings: Sequence[str] = ()) -> dict[str, str | bytes]:
    """The parts of an XLSX file of sheets in XML."""
    listed, related = "", ""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        listed += f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        related += f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet" Target="worksheets/s{number}.xml"/>'
        parts[f"xl/worksheets/s{number}.xml"] = xml
    related += f'<Relationship Id="a" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    related += f'<Relationship Id="b" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    root = f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in FORMATS)
    return parts | {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">'
        + "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        + "</sst>",
    }


def xlsx(rows: Sequence[Sequence[Cell]], *, more: str = "", **others: Sequence[Sequence[Cell]]) -> bytes:
    """An XLSX file of one sheet, 'Board', and of others by their names."""
    sheets = {"Board": sheet_xml(rows, more)} | {name: sheet_xml(other) for name, other in others.items()}
    return packed(xlsx_parts(sheets))


def ods_cell(value: Cell, more: str = "") -> str:
    """A cell of ODS."""
    if isinstance(value, Raw):
        return value
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        kind = f'boolean" office:boolean-value="{str(value).lower()}'
    elif isinstance(value, date):
        kind = f'date" office:date-value="{value.isoformat()}'
    elif isinstance(value, int | float):
        kind = f'float" office:value="{value}'
    else:
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell {more} office:value-type="string">{lines}</table:table-cell>'
    return f'<table:table-cell {more} office:value-type="{kind}"/>'


def ods(rows: Sequence[Sequence[Cell]] | str, *, styles: str = "", **others: Sequence[Sequence[Cell]]) -> bytes:
    """An ODS file of one sheet, 'Board', its rows as values or in XML, and of others by their names."""
    names = ("office", "table", "text", "number", "style")
    spaces = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in names).replace("number:1.0", "datastyle:1.0")
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    tables = ""
    for name, sheet in {"Board": rows, **others}.items():
        lines = sheet if isinstance(sheet, str) else "".join(ods_row(row) for row in sheet)
        tables += f'<table:table table:name="{name}">{lines}</table:table>'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f'<office:document-content {spaces} xmlns:calcext="{calc}">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(row: Sequence[Cell], times: int = 1) -> str:
    """A row of ODS, as many times."""
    cells = "".join(ods_cell(value) for value in row)
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'
