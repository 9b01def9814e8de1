"""What Datasette's own pages leave unsaid for who reads by ear, said on the pages of trackers.

Its templates are taken as they are, but for the places named here. One that has none of them stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jinja2 import BaseLoader, Environment, Undefined

from orgtrack.plugin.shapes import Site
from orgtrack.plugin.trackers import is_tracker


def _said(attribute: str, before: str, after: str) -> tuple[str, str]:
    """What stands in a template, and the same with an attribute in between on the pages of trackers."""
    return f"{before}{after}", f"{before}{{% if is_of_tracker(database) %}} {attribute}{{% endif %}}{after}"


# For each template what stands there, and what in its place.
_SQL = _said('aria-label="SQL"', "<textarea", ' id="sql-editor"')
_MENDS: Mapping[str, Sequence[tuple[str, str]]] = {
    "base.html": [_said('lang="en"', "<html", ">")],
    "table.html": [
        _said('aria-label="Column to filter by"', "<select", ' name="_filter_column'),
        _said('aria-label="How to compare"', "<select", ' name="_filter_op'),
        _said('aria-label="Value"', "<input", ' type="text" name="_filter_value'),
        _said('aria-label="Sort by"', "<select", ' name="_sort"'),
    ],
    "_facet_results.html": [
        _said(
            'aria-label="Count no longer by {{ facet_info.name }}"',
            "<a",
            ' href="{{ facet_info.toggle_url }}" class="cross"',
        ),
        _said(
            'aria-label="Not only {{ facet_value.label }}"',
            "<a",
            ' href="{{ facet_value.toggle_url }}" class="cross"',
        ),
    ],
    "database.html": [_SQL],
    "query.html": [_SQL],
}


class _Mended(BaseLoader):
    """Templates as another loader has them, mended."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_current = self._loader.get_source(environment, template)
        for old, new in _MENDS.get(template.removeprefix("default:"), ()):
            source = source.replace(old, new)
        return source, path, is_current

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def mend(environment: Environment, datasette: Site) -> None:
    """Mend the templates of this site. A page of no one database is a tracker's where there is nothing else."""

    def is_of_tracker(database: object) -> bool:
        if isinstance(database, Undefined) or database is None:
            return all(is_tracker(datasette, name) for name in datasette.databases if not name.startswith("_"))
        return is_tracker(datasette, str(database))

    environment.globals["is_of_tracker"] = is_of_tracker
    if environment.loader is not None:
        environment.loader = _Mended(environment.loader)
