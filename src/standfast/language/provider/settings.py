"""The provider's settings: one TOML file that a person writes. The key itself never stands in it.

```toml
url = "https://api.example.com/v1"
model = "some-model"
key_env = "EXAMPLE_API_KEY"      # the NAME of the variable that holds the key
```
"""

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from standfast.domain.errors import BadRequest

URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9_.-]+|\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?:/[A-Za-z0-9._~!$&'()*+,;=:-]*)*"
)
HOST = re.compile(r"(?!.{254})[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?")
LAST_PORT = 65_535
ENDING = ("/chat/completions", "/chat/completions/")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
KEY = re.compile(r"[\x21-\x7e]{1,4096}")
"""What can stand in a header; a newline at the end of a key is the usual slip."""
LONGEST_MODEL = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A number that the file may set: its default and its bounds, both in."""

    default: float
    least: float
    most: float
    whole: bool = True


NUMBERS = {
    "timeout_seconds": Limits(default=60, least=0.1, most=3600, whole=False),
    "retries": Limits(default=2, least=0, most=10),
    "budget_calls": Limits(default=500, least=1, most=10**9),
    "budget_tokens": Limits(default=2_000_000, least=1, most=10**12),
    "turns_a_request": Limits(default=20, least=1, most=200),
}
"""The defaults are guesses: an hour of talk (500 turns) is 25 requests and about 70,000 tokens."""
SWITCHES = {"fallback": True, "allow_http": False}
TEXTS = ("url", "model", "key_env", "cache_folder")
KNOWN = frozenset({*NUMBERS, *SWITCHES, *TEXTS, "temperature"})
PLACE = re.compile(r"at (?:line \d+, column \d+|end of document)")
SECRET = re.compile(r"key|token|secret|password|authorization", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSettings:
    """Whom to ask, and within which limits; budgets are for one run. `source` is the file as the user named it."""

    source: str
    url: str
    model: str
    key_env: str | None
    cache_folder: Path
    timeout_seconds: float
    retries: int
    budget_calls: int
    budget_tokens: int
    turns_a_request: int
    fallback: bool
    allow_http: bool
    temperature: float | None

    @property
    def host(self) -> str:
        """The name of the machine that is asked."""
        return urlsplit(self.url).hostname or ""


def settings_from(path: Path, *, cache_folder: Path) -> ProviderSettings:
    """Read and check the file.

    Args:
        path: the file.
        cache_folder: where answers are kept unless the file says otherwise; a relative folder in it lies beside the file.

    Raises:
        BadRequest: it is not there, no TOML, or a key is missing, unknown or of the wrong kind.
    """
    table, where = _table(path), str(path)
    _check_names(table, where)
    switches = {name: _switch(table, name, where) for name in SWITCHES}
    own = _text(table, "cache_folder", where)
    return ProviderSettings(
        source=where,
        url=_url(table, where, allow_http=switches["allow_http"]),
        model=_model(table, where),
        key_env=_key_env(table, where),
        cache_folder=_folder(own, path) if own else cache_folder,
        timeout_seconds=_number(table, "timeout_seconds", where),
        retries=int(_number(table, "retries", where)),
        budget_calls=int(_number(table, "budget_calls", where)),
        budget_tokens=int(_number(table, "budget_tokens", where)),
        turns_a_request=int(_number(table, "turns_a_request", where)),
        fallback=switches["fallback"],
        allow_http=switches["allow_http"],
        temperature=_temperature(table, where),
    )


def key_of(settings: ProviderSettings, environ: Mapping[str, str]) -> str | None:
    """The key out of the environment; None for a server that needs none.

    Raises:
        BadRequest: the variable is not set, or holds what can be no key. Neither name nor value is repeated: a key that
            was written in place of a name stays unsaid.
    """
    if settings.key_env is None:
        return None
    key = environ.get(settings.key_env)
    if not key:
        remedy = "Set it to your key, or leave key_env out for a server that needs none"
        raise BadRequest("the environment variable that key_env names is not set", settings.source, remedy)
    if not KEY.fullmatch(key):
        what = "the environment variable that key_env names holds a space, a line break or another sign that no key has"
        raise BadRequest(what, settings.source, "Set it to the key alone")
    return key


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as problem:
        raise BadRequest("there is no such file", str(path), "Name a TOML file with url and model") from problem
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        raise BadRequest(reason, str(path), "Name a TOML file that you may read") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        found = PLACE.search(str(problem))
        what = f"this is not TOML ({found[0]})" if found else "this is not TOML"
    # Outside the handler: a parser's error may carry along what stands in the file.
    raise BadRequest(what, str(path), 'Write lines such as url = "https://…" and model = "…"')


def _check_names(table: dict[str, Any], where: str) -> None:
    for name in table:
        if name in KNOWN:
            continue
        shown = name if name.isprintable() and len(name) <= 40 else "a long one"
        if SECRET.search(name):
            remedy = "Put it into an environment variable and write key_env = its NAME"
            raise BadRequest(f"“{shown}” is no setting, and the key itself never stands in this file", where, remedy)
        raise BadRequest(f"“{shown}” is no setting", where, f"Write one of {', '.join(sorted(KNOWN))}")


def _text(table: dict[str, Any], name: str, where: str) -> str | None:
    value = table.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise BadRequest(f"“{name}” must be a text on one line", where, f'Write {name} = "…"')
    return value.strip()


def _model(table: dict[str, Any], where: str) -> str:
    model = _text(table, "model", where)
    if model is None or len(model) > LONGEST_MODEL:
        raise BadRequest("“model” is missing or too long", where, "Write the name that the provider gives it")
    return model


def _key_env(table: dict[str, Any], where: str) -> str | None:
    name = _text(table, "key_env", where)
    if name is not None and not VARIABLE.fullmatch(name):
        what = "“key_env” is no name of an environment variable"
        raise BadRequest(what, where, "Write the variable's NAME (letters, digits, underscores), never the key itself")
    return name


def _folder(own: str, path: Path) -> Path:
    try:
        return path.parent / Path(own).expanduser()
    except RuntimeError as problem:
        raise BadRequest("“cache_folder” begins with an unknown home", str(path), "Write the whole path") from problem


def _switch(table: dict[str, Any], name: str, where: str) -> bool:
    value = table.get(name, SWITCHES[name])
    if not isinstance(value, bool):
        raise BadRequest(f"“{name}” must be true or false", where, f"Write {name} = {str(SWITCHES[name]).lower()}")
    return value


def _number(table: dict[str, Any], name: str, where: str) -> float:
    limits = NUMBERS[name]
    value = table.get(name, limits.default)
    fits = isinstance(value, int) or (isinstance(value, float) and not limits.whole)
    if not fits or isinstance(value, bool) or not limits.least <= value <= limits.most:
        kind = "a whole number" if limits.whole else "a number"
        what = f"“{name}” must be {kind} from {limits.least:g} to {limits.most:,.12g}"
        raise BadRequest(what, where, f"Write {name} = {limits.default:.12g}")
    return float(value)


def _temperature(table: dict[str, Any], where: str) -> float | None:
    value = table.get("temperature")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 2:
        raise BadRequest("“temperature” must be a number from 0 to 2", where, "Write temperature = 0, or leave it out")
    return float(value)


def _url(table: dict[str, Any], where: str, *, allow_http: bool) -> str:
    """The address without its last stroke. It is never repeated in an error: somebody may have put a key into it."""
    url = _text(table, "url", where)
    remedy = 'Write url = "https://…/v1", the address up to /chat/completions'
    if url is None:
        raise BadRequest("“url” is missing", where, remedy)
    parts = URL.fullmatch(url)
    if not parts or not _is_host(parts["host"]) or int(parts["port"] or 0) > LAST_PORT or url.endswith(ENDING):
        what = "“url” must be an address with a host, and without user, query and the end /chat/completions"
        raise BadRequest(what, where, remedy)
    if parts["scheme"] != "https" and not allow_http and not _here(parts["host"]):
        what = "“url” must begin with https:// (or with http:// for this machine alone)"
        raise BadRequest(what, where, "Write https://, or allow_http = true if talk may cross your network in the open")
    return url.rstrip("/")


def _is_host(host: str) -> bool:
    return bool(_number_of(host)) if host.startswith("[") else bool(HOST.fullmatch(host))


def _here(host: str) -> bool:
    number = _number_of(host)
    return host == "localhost" if number is None else number.is_loopback


def _number_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
