"""Where data of an unknown shape enters a program, and what validates it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON = "`Model.model_validate_json(...)`"
PYTHON = "`Model.model_validate(...)`"
CONTENT = "`Model.model_validate_json({receiver}.content)`"
BODY = "`Model.model_validate_json(await {receiver}.{method}())`"
ROW = "`Model.model_validate(row)` for each row"

REMEDIES: Mapping[str, str] = {
    **dict.fromkeys(("json.load", "json.loads"), JSON),
    **dict.fromkeys(("orjson.loads", "ujson.load", "ujson.loads"), JSON),
    **dict.fromkeys(("simplejson.load", "simplejson.loads"), JSON),
    "msgspec.json.decode": "its `type=` argument",
    "msgspec.msgpack.decode": "its `type=` argument",
    "yaml.load": PYTHON,
    "yaml.load_all": PYTHON,
    "yaml.safe_load": PYTHON,
    "yaml.safe_load_all": PYTHON,
    "yaml.full_load": PYTHON,
    "yaml.unsafe_load": PYTHON,
    **dict.fromkeys(("tomllib.load", "tomllib.loads", "tomli.load", "tomli.loads"), PYTHON),
    **dict.fromkeys(("toml.load", "toml.loads"), PYTHON),
    "csv.DictReader": ROW,
    "httpx.Response.json": CONTENT,
    "httpx._models.Response.json": CONTENT,
    "requests.models.Response.json": CONTENT,
    "aiohttp.client_reqrep.ClientResponse.json": BODY.replace("{method}", "read"),
    "starlette.requests.Request.json": BODY.replace("{method}", "body"),
    "starlette.websockets.WebSocket.receive_json": PYTHON,
}
REQUEST_SOURCE = "starlette.requests.Request.json"

VALIDATORS = frozenset(
    {
        *("model_validate", "model_validate_json", "model_validate_strings"),
        *("validate_python", "validate_json", "validate_strings"),
        *("parse_obj", "parse_raw", "parse_obj_as", "parse_raw_as"),
        *("pydantic.tools.parse_obj_as", "pydantic.deprecated.tools.parse_obj_as"),
        *("msgspec.convert", "cattrs.structure", "dacite.from_dict", "dacite.core.from_dict"),
        *("jsonschema.validate", "jsonschema.validators.validate", "typeguard.check_type"),
    }
)


class Options(NamedTuple):
    """`sources`: more functions and methods, by their full name, whose result nobody validated.

    `validators`: the full names of functions, methods and classes of your own that check what
    they are given, such as `app.events.parse_event` or `app.models.Order.from_dict`.
    `returned`: whether to `report` a function, too, that gives the data to its caller as it came.
    """

    sources: tuple[str, ...] = ()
    validators: tuple[str, ...] = ()
    returned: Literal["report", "allow"] = "allow"


def remedy_for(names: tuple[str, ...], options: Options) -> str | None:
    """What to use in place of a call that is known by `names`; None if it brings in nothing."""
    for name in names:
        if remedy := REMEDIES.get(name) or (PYTHON if name in options.sources else None):
            return remedy
    return None
