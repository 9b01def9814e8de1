"""What a browser may do with the pages of a tracker: nothing from another host, and no script but those we know."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import import_module
from pathlib import Path

from orgtrack.plugin.shapes import Message, Send

_OTHERS = "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
# Our own markup has no script and no style in it; nothing is asked of another host.
POLICY = f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; {_OTHERS}"
# A page made to stand in another one has no script either; whose pages those may be comes behind it.
_FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SWITCH = "{{ datasette_allow_facet }}"


def policy_in_frames(*, anywhere: bool) -> str:
    """The policy of a page that other pages show in a frame: those of any host, or only our own."""
    return f"{_FRAMED} *" if anywhere else f"{_FRAMED} 'self'"


def guarding(send: Send) -> Send:
    """Sends a policy with each page that has none, and that no answer is anything but what it says it is."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers") or [])
            said = {name.lower(): value for name, value in headers}
            policy = datasettes_policy()
            if policy and said.get(b"content-type", b"").startswith(b"text/html"):
                headers += [] if b"content-security-policy" in said else [(b"content-security-policy", policy.encode())]
            if b"x-content-type-options" not in said:
                headers.append((b"x-content-type-options", b"nosniff"))
            message = {**message, "headers": headers}
        await send(message)

    return guarded


@cache
def datasettes_policy() -> str | None:
    """The policy for the pages that are Datasette's own: of the scripts in them only those that it ships.

    Its templates have styles in their markup. None where another plugin puts scripts of its own into its pages.
    """
    hooks = import_module("datasette.plugins").pm.hook
    if hooks.extra_body_script.get_hookimpls() or hooks.extra_js_urls.get_hookimpls():
        return None
    hashes = " ".join(sorted({f"'sha256-{_digest(script)}'" for script in _shipped_scripts()}))
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        f" {_OTHERS}"
    )


def _shipped_scripts() -> list[str]:
    """The scripts that stand in Datasette's templates, as a browser gets them."""
    templates = Path(str(import_module("datasette").__file__)).parent / "templates"
    found = []
    for template in sorted(templates.glob("*.html")):
        for script in _SCRIPT.findall(template.read_text(encoding="utf-8")):
            filled = [script.replace(_SWITCH, value) for value in ("true", "false")]
            found += [text for text in filled if "{{" not in text and "{%" not in text]
    return found


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
