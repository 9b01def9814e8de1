"""Where a file is on somebody's machine: what a text says of that is nobody else's business.

Pure. Cut rather too much than too little: what is cut leaves the mark `LEFT_OUT`, which a reader can ask about.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

LEFT_OUT = "[file]"

_FOLDERS = "home|Users|root|tmp|var|mnt|media|opt|srv|private|Volumes|etc|data|work|usr"
# To the last ending of a file on the line: folders and files may have blanks in their names.
_REST = r"""(?:[^\n"<>|]*\.\w{1,5}\b|[^\s"<>|]*)"""
_PATH = re.compile(
    rf"""(?:\bfile:|(?<![\w/.:])/(?:{_FOLDERS})/|(?<![\w/])~\w*/|(?<!\w)[A-Za-z]:\\|(?<!\w)\\\\\w){_REST}""",
    re.IGNORECASE,
)
# A title that is nothing but a path: from the root, from here, or folders and a file with its ending.
_WHOLE = re.compile(
    r"(?:/|~\w*/|\.{1,2}[/\\]|[A-Za-z]:[\\/]|\\\\).*|[^\s/\\]+(?:[/\\][^/\\]+)*[/\\][^/\\]+\.\w{1,5}", re.DOTALL
)
_HERE = frozenset({"localhost", "localhost.localdomain"})
_INSIDE = (".local", ".localdomain", ".internal", ".intranet", ".lan", ".home", ".corp", ".localhost")


def without_paths(text: str | None) -> str | None:
    """The text with each path of a file on a machine cut out."""
    return None if text is None else _PATH.sub(LEFT_OUT, text)


def public_title(text: str | None) -> str | None:
    """The title without paths, or None where it is nothing else."""
    if text is None or _WHOLE.fullmatch(text.strip()):
        return None
    cut = without_paths(text) or ""
    return None if cut.strip() == LEFT_OUT else cut


def public_address(address: str | None) -> str | None:
    """The address where everybody can follow it, or None: not on this machine or in this house, no password in it."""
    if address is None:
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or parts.username or parts.password or _is_local(host):
        return None
    return address


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host in _HERE or host.endswith(_INSIDE)
