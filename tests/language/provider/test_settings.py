"""The file that switches a provider on."""

import json
import re
from pathlib import Path

import httpx2
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from standfast.domain.errors import BadRequest
from standfast.language.provider.settings import KNOWN, NUMBERS, SWITCHES, key_of, settings_from
from tests.language.provider.answering import KEY, settings

HTTPS = "https://api.example.com/v1"


def written(folder: Path, text: str):
    (folder / "provider.toml").write_text(text, encoding="utf-8")
    return settings_from(folder / "provider.toml", cache_folder=folder / "cache")


def test_an_address_and_a_model_are_enough(tmp_path: Path):
    found = written(tmp_path, f'url = "{HTTPS}/"\nmodel = "m"\n')
    assert (found.url, found.host, found.model, found.key_env) == (HTTPS, "api.example.com", "m", None)
    assert (found.timeout_seconds, found.retries, found.turns_a_request) == (60, 2, 20)
    assert (found.budget_calls, found.budget_tokens, found.temperature) == (500, 2_000_000, None)
    assert found.fallback
    assert not found.allow_http
    assert found.cache_folder == tmp_path / "cache"


def test_everything_can_be_said(tmp_path: Path):
    found = settings(
        HTTPS,
        tmp_path,
        key_env="A_KEY",
        timeout_seconds=2.5,
        retries=0,
        budget_calls=3,
        budget_tokens=4000,
        cache_folder="mine",
        turns_a_request=1,
        fallback=False,
        allow_http=True,
        temperature=0,
    )
    assert (found.key_env, found.timeout_seconds, found.retries) == ("A_KEY", 2.5, 0)
    assert (found.budget_calls, found.budget_tokens, found.turns_a_request) == (3, 4000, 1)
    assert found.cache_folder == tmp_path / "mine"
    assert found.temperature == 0
    assert not found.fallback


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/v1", "http://127.0.0.1/v1", "http://127.8.8.8", "http://[::1]:1"]
)
def test_this_machine_may_be_asked_in_the_open(tmp_path: Path, url: str):
    assert settings(url, tmp_path).url == url


@pytest.mark.parametrize("url", ["http://192.168.1.4/v1", "http://box.example/v1", "http://localhost.example.com/v1"])
def test_no_other_machine_is_asked_in_the_open_unless_that_was_allowed(tmp_path: Path, url: str):
    with pytest.raises(BadRequest, match="must begin with https://"):
        settings(url, tmp_path)
    assert settings(url, tmp_path, allow_http=True).url == url


@pytest.mark.parametrize(
    "url",
    [
        "ftp://localhost/v1",
        "localhost:8080",
        "https://",
        f"https://me:{KEY}@api.example.com/v1",
        f"https://api.example.com/v1?key={KEY}",
        f"https://api.example.com/v1#{KEY}",
        "https://api.example.com/v1/chat/completions",
        "https://api.example.com\\@evil.example/v1",
        "https://api example.com/v1",
        "https://a..b/v1",
        f"https://{'a' * 64}.com/v1",
        "https://[::1/v1",
        "https://[::1]=",
        "https://[::1]evil.example/v1",
        "https://[1.2.3.4]/v1",
        "https://api.example.com/v1/chat/completions/",
        "HTTPS://api.example.com/v1",
        "https://[fe80::1%25eth0]/v1",
        "https://api.example.com:99999/v1",
        "https://exämple.com/v1",
    ],
)
def test_an_address_that_does_not_fit_is_refused_and_never_repeated(tmp_path: Path, url: str):
    with pytest.raises(BadRequest, match="“url” must") as refused:
        settings(url, tmp_path)
    assert url == "https://" or url not in str(refused.value)
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("model = 'm'", "“url” is missing"),
        (f"url = '{HTTPS}'", "“model” is missing"),
        (f"url = '{HTTPS}'\nmodel = ' '", "“model” must be a text"),
        (f"url = '{HTTPS}'\nmodel = 3", "“model” must be a text"),
        (f'url = "{HTTPS}"\nmodel = "a\\nb"', "“model” must be a text"),
        (f"url = '{HTTPS}'\nmodel = '{'m' * 201}'", "too long"),
        ("url = 'https", r"this is not TOML \(at end of document\)"),
        ("retries = = 1", r"this is not TOML \(at line 3, column 11\)"),
        ("nonsense = 1", "“nonsense” is no setting"),
        ("'a\\tb\\u0007' = 1", "is no setting"),
        ('"a\\tb" = 1', "“a long one” is no setting"),
        ("retries = 1.5", "“retries” must be a whole number from 0 to 10"),
        ("retries = true", "“retries” must be"),
        ("retries = 11", "“retries” must be"),
        ("budget_calls = 0", "“budget_calls” must be"),
        ("budget_tokens = '9'", "“budget_tokens” must be"),
        ("timeout_seconds = 0", "“timeout_seconds” must be a number from 0.1"),
        ("timeout_seconds = nan", "“timeout_seconds” must be"),
        ("turns_a_request = 201", "“turns_a_request” must be"),
        ("fallback = 'no'", "“fallback” must be true or false"),
        ("temperature = 3", "“temperature” must be"),
        ("temperature = true", "“temperature” must be"),
        ("cache_folder = ''", "“cache_folder” must be a text"),
        ("cache_folder = '~nobody-of-this-name/x'", "unknown home"),
    ],
)
def test_what_does_not_fit_is_one_sentence_with_the_file_and_what_to_do(tmp_path: Path, text: str, sentence: str):
    named = "url =" in text or "model =" in text
    with pytest.raises(BadRequest, match=sentence) as refused:
        written(tmp_path, text if named else f"url = '{HTTPS}'\nmodel = 'm'\n{text}")
    assert "\n" not in str(refused.value)
    assert str(tmp_path / "provider.toml") in str(refused.value)
    assert refused.value.remedy


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path):
    with pytest.raises(BadRequest, match="there is no such file"):
        settings_from(tmp_path / "none.toml", cache_folder=tmp_path)
    with pytest.raises(BadRequest, match="Is a directory"):
        settings_from(tmp_path, cache_folder=tmp_path)
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadRequest, match="this is not TOML"):
        settings_from(tmp_path / "a.toml", cache_folder=tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        f'key = "{KEY}"',
        f'api_key = "{KEY}"',
        f'token = "{KEY}"',
        f'key_env = "{KEY}"',
        f'"{KEY}{KEY}" = 1',
        f'api_key = "{KEY}',
        f"key_env = {KEY}",
    ],
)
def test_a_key_that_was_written_into_the_file_is_refused_and_never_repeated(tmp_path: Path, line: str):
    with pytest.raises(BadRequest) as refused:
        written(tmp_path, f'url = "{HTTPS}"\nmodel = "m"\n{line}\n')
    assert KEY not in str(refused.value)
    assert refused.value.__context__ is None
    if "=" in line and "key_env" in line and line.endswith('"'):
        assert "NAME" in str(refused.value)


def test_the_key_comes_out_of_the_environment(tmp_path: Path):
    assert key_of(settings(HTTPS, tmp_path), {"A_KEY": KEY}) is None
    assert key_of(settings(HTTPS, tmp_path, key_env="A_KEY"), {"A_KEY": KEY}) == KEY


@pytest.mark.parametrize("environ", [{}, {"A_KEY": ""}, {"A_KEY": f"{KEY}\n"}, {"A_KEY": f"Bearer {KEY}"}])
def test_a_key_that_is_none_is_said_without_saying_it(tmp_path: Path, environ: dict[str, str]):
    with pytest.raises(BadRequest, match="the environment variable that key_env names") as refused:
        key_of(settings(HTTPS, tmp_path, key_env="A_KEY"), environ)
    assert KEY not in str(refused.value)
    assert "A_KEY" not in str(refused.value)


values = st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.integers(), max_size=2))


addresses = st.tuples(
    st.sampled_from(["https://", "http://localhost", "https://[::1]", "https://a"]),
    st.text("aZ09-_.:/[]é%&=+~ ", max_size=12),
).map("".join)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(url=addresses)
def test_an_address_that_is_taken_is_one_for_the_client_too(tmp_path: Path, url: str):
    try:
        found = settings(url, tmp_path)
    except BadRequest:
        return
    taken = httpx2.URL(f"{found.url}/chat/completions")
    assert taken.host == found.host
    assert (taken.scheme, taken.query, taken.userinfo) in {("https", b"", b""), ("http", b"", b"")}


def test_every_key_is_documented_with_its_default():
    page = (Path(__file__).parents[3] / "docs/reference/provider.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]*)\|", page, re.MULTILINE))
    assert set(rows) == KNOWN
    assert {name: float(rows[name]) for name in NUMBERS} == {name: found.default for name, found in NUMBERS.items()}
    assert {name: rows[name].strip() == "true" for name in SWITCHES} == SWITCHES


def toml(value: object) -> str:
    return json.dumps(value).replace("NaN", "nan").replace("Infinity", "inf")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from([*NUMBERS, "key_env", "fallback", "temperature"]), value=values)
def test_any_value_is_taken_within_its_bounds_or_refused_in_one_sentence(tmp_path: Path, name: str, value: object):
    lines = (f'url = "{HTTPS}"', 'model = "m"', f"{name} = {toml(value)}")
    try:
        found = written(tmp_path, "\n".join(lines))
    except BadRequest as problem:
        refused = str(problem)
    else:
        refused = ""
        if name in NUMBERS:
            assert NUMBERS[name].least <= getattr(found, name) <= NUMBERS[name].most
    assert "\n" not in refused
