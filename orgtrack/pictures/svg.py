"""SVG as text: elements whose attributes and words are always escaped."""

from __future__ import annotations

import re
from html import escape

# What XML has no way to write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def words(text: str) -> str:
    """The text as SVG holds it: markup is text, and a character that XML cannot hold is the one for such."""
    return escape(_UNWRITABLE.sub("\ufffd", text), quote=True)


def element(name: str, *inside: str, **attributes: str | float | None) -> str:
    """One element around what is inside, which is SVG already; an attribute that is None is left out.

    `class_` is written `class`, `aria_label` `aria-label`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_number(value) if isinstance(value, float) else words(value)}"'
        for key, value in attributes.items()
        if value is not None and not isinstance(value, int)
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def text(what: str, x: float, y: float, class_: str) -> str:
    """Words that begin at a place; those written from the right turn only themselves."""
    return element("text", words(what), x=x, y=y, class_=class_)


def path(*points: tuple[float, float], class_: str, closed: bool = True) -> str:
    """A line through the points."""
    through = " L".join(f"{_number(x)} {_number(y)}" for x, y in points)
    return element("path", d=f"M{through}{' Z' if closed else ''}", class_=class_)


def rectangle(left: float, top: float, width: float, height: float, class_: str, fill: str | None = None) -> str:
    """A box; `fill` names a pattern."""
    return element("rect", x=left, y=top, width=width, height=height, class_=class_, fill=fill)


def link(address: str, said: str, *inside: str, class_: str, seen: str = "", **more: str | None) -> str:
    """A mark that leads somewhere, with its sentence as tooltip and as what a screen reader says.

    `seen` are the words that stand at it: who steers a machine by voice says what is to be seen.
    """
    name = _named(seen, said)
    return element(
        "a", element("title", words(said)), " ".join(inside), href=address, aria_label=name, class_=class_, **more
    )


_IN_BRACKETS = re.compile(r" \([^)]*\)")


def _named(seen: str, said: str) -> str:
    """The sentence; where it has the words that are to be seen only scattered or cut, they come first."""
    plain = _IN_BRACKETS.sub("", seen.removesuffix("…"))
    if re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", said, re.IGNORECASE):
        return said
    rest = said.removeprefix(plain.partition(" · ")[0])
    return f"{seen}{'' if rest.startswith((',', ':')) else ', '}{rest}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
