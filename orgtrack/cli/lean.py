"""Starting quickly: what the shell hands over as text stays text, and no option is given twice in silence."""

# ruff: noqa: ANN401 - the classes of Typer's contexts and parameters are private to Typer

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from orgtrack.errors import Misused


class _AsTyped:
    """Stands in for Typer's validator of texts and flags, which would load pydantic: half of a command's start."""

    def coerce(self, value: Any, *, param: Any, ctx: Any) -> Any:
        return list(value or ()) if param.multiple else value


# A command's first sentence is shown whole where commands are listed.
_FULL_SENTENCE = 200
_PLAIN: tuple[object, ...] = (str, bool, str | None, list[str], tuple[str, str])


def _take_as_typed(params: list[Any]) -> list[Any]:
    for param in params:
        kind = getattr(param, "type_descriptor", None)
        if kind is not None and kind.annotation in _PLAIN and hasattr(param, "_runtime_param"):
            param._runtime_param = _AsTyped()
    return params


class LeanGroup(TyperGroup):
    """A group whose text options are taken as typed."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _take_as_typed(super().get_params(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        return super().get_short_help_str(max(limit, _FULL_SENTENCE))


class LeanCommand(TyperCommand):
    """A command whose text options are taken as typed, and that refuses an option given twice."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _take_as_typed(super().get_params(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        return super().get_short_help_str(max(limit, _FULL_SENTENCE))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The usage line with the words that help and README use for the parts."""
        pieces = [self.options_metavar] if self.options_metavar else []
        for param in self.get_params(ctx):
            if param.param_type_name == "argument":
                name = (param.metavar or param.name.upper()).strip("[]")
                pieces.append(name if param.required else f"[{name}]")
        return pieces

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        given = args[: args.index("--")] if "--" in args else args
        for param in self.params:
            names = [name for name in param.opts if name.startswith("--")]
            count = sum(1 for word in given if word.split("=", 1)[0] in names)
            if count > 1 and not getattr(param, "multiple", False):
                # Typer would let the last one win in silence.
                raise Misused(f"{names[0]} is given {count} times; give it once.")
        return super().parse_args(ctx, args)
