"""What we use of Datasette 0.65, which comes without types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Protocol

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
# What Datasette asks for when it comes to fill a template.
Parts = Callable[[], Awaitable[dict[str, Any]]]


class Row(Protocol):
    """A row of a page: a sqlite3.Row, or Datasette's own with labels in it."""

    def keys(self) -> Iterable[str]: ...
    def __getitem__(self, key: str, /) -> object: ...


class Results(Protocol):
    def first(self) -> Sequence[Any] | None: ...


class Database(Protocol):
    name: str
    path: str | None
    execute: Callable[..., Awaitable[Results]]
    execute_fn: Callable[..., Awaitable[Any]]
    table_counts: Callable[..., Awaitable[Mapping[str, int | None]]]
    is_mutable: bool
    size: int

    async def table_names(self) -> list[str]: ...
    async def hidden_table_names(self) -> list[str]: ...
    async def table_exists(self, table: str) -> bool: ...
    async def foreign_keys_for_table(self, table: str) -> list[Mapping[str, str]]: ...


class Urls(Protocol):
    def path(self, path: str) -> str: ...
    def database(self, database: str) -> str: ...
    def table(self, database: str, table: str) -> str: ...
    def row(self, database: str, table: str, row_path: str, format: str | None = None) -> str: ...


class Arguments(Protocol):
    def __contains__(self, name: object, /) -> bool: ...
    def get(self, name: str) -> str | None: ...
    def getlist(self, name: str) -> list[str]: ...
    def __iter__(self) -> Iterator[str]: ...


class Request(Protocol):
    """One request for a page."""

    path: str
    full_path: str
    query_string: str
    scope: Scope
    receive: Receive
    args: Arguments
    actor: Mapping[str, Any] | None
    url_vars: Mapping[str, str]


class Answer(Protocol):
    status_code: int
    text: str


class Client(Protocol):
    async def get(self, path: str) -> Answer: ...


class Site(Protocol):
    """A Datasette."""

    client: Client
    databases: Mapping[str, Database]
    urls: Urls
    _metadata_local: Mapping[str, Any] | None

    def __hash__(self) -> int: ...
    def app(self) -> Application: ...
    def get_database(self, name: str | None = None, route: str | None = None) -> Database: ...
    async def invoke_startup(self) -> None: ...
    def absolute_url(self, request: Request, path: str) -> str: ...
    def setting(self, key: str) -> object: ...
    def metadata(self, key: str | None = None, database: str | None = None) -> Any: ...  # noqa: ANN401 - whatever its owner wrote
    def table_metadata(self, database: str, table: str) -> Mapping[str, Any]: ...
    async def ensure_permissions(self, actor: object, permissions: Sequence[object]) -> None: ...
    async def check_visibility(self, actor: object, *, permissions: Sequence[object]) -> tuple[bool, bool]: ...
    async def expand_foreign_keys(
        self, database: str, table: str, column: str, values: list[object]
    ) -> dict[Any, Any]: ...
    async def render_template(
        self, templates: str, context: Mapping[str, Any], request: Request, view_name: str = ""
    ) -> str: ...
    async def get_canned_query(
        self, database_name: str, query_name: str, actor: object
    ) -> Mapping[str, Any] | None: ...
    def plugin_config(self, plugin_name: str, database: str | None = None) -> Mapping[str, Any] | None: ...
