"""The line to a provider, held against a real server on this machine."""

import gzip
import json
import socket
from email.utils import format_datetime
from itertools import count
from pathlib import Path

import pytest

from standfast.domain.errors import BudgetSpent, ProviderFailed
from standfast.language.provider.budget import Budget
from standfast.language.provider.endpoint import MOST_BYTES, Endpoint, Line
from standfast.language.provider.replies import waiting_time
from tests.language.provider.answering import KEY, NOON, Provider, Reply, endpoint, patient, said, settings

QUESTION = ({"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello ü"})


def ask(found: Endpoint, budget: Budget | None = None) -> str:
    with Line(found, budget or Budget(calls=50, tokens=100_000, source="provider.toml")) as line:
        return line.completion(QUESTION, answer_tokens=10)


def test_a_question_goes_out_as_the_interface_wants_it(server: Provider, tmp_path: Path):
    server.rest = said("Hi.")
    assert ask(endpoint(settings(server.url, tmp_path, temperature=0))) == "Hi."
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body == {"model": "parrot-1", "messages": list(QUESTION), "stream": False, "temperature": 0}


def test_a_server_without_a_key_gets_none_and_no_setting_that_was_not_made(server: Provider, tmp_path: Path):
    server.rest = said("Hi.")
    ask(endpoint(settings(server.url, tmp_path), key=None))
    assert "authorization" not in server.asked[0].headers
    assert "temperature" not in server.asked[0].body


def test_one_connection_serves_a_talk(server: Provider, tmp_path: Path):
    server.rest = said("Hi.")
    with Line(endpoint(settings(server.url, tmp_path)), Budget(calls=9, tokens=9999, source="x")) as line:
        assert [line.completion(QUESTION, answer_tokens=1) for _ in range(3)] == ["Hi."] * 3


@pytest.mark.parametrize("status", [429, 500, 502, 503, 408])
def test_a_server_in_trouble_is_asked_again_and_waited_for_as_long_as_it_says(
    server: Provider, tmp_path: Path, status: int
):
    slept: list[float] = []
    server.script = [Reply(status=status, headers={"Retry-After": "7"}), Reply(status=status), said("Hi.")]
    assert ask(endpoint(settings(server.url, tmp_path), clock=patient(slept))) == "Hi."
    assert slept == [7.0, 1.0]
    assert len(server.asked) == 3


def test_patience_ends_where_the_user_said(server: Provider, tmp_path: Path):
    slept: list[float] = []
    server.rest = Reply(status=500)
    with pytest.raises(ProviderFailed, match=r"127\.0\.0\.1: it is in trouble \(500\)\. Try again later\.") as failed:
        ask(endpoint(settings(server.url, tmp_path, retries=9), clock=patient(slept)))
    assert len(server.asked) == 10
    assert slept == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    assert not failed.value.lasting


def test_whoever_wants_an_hour_is_not_waited_for(server: Provider, tmp_path: Path):
    slept: list[float] = []
    server.rest = Reply(status=429, headers={"Retry-After": "3600"})
    with pytest.raises(ProviderFailed, match="no more requests for now") as failed:
        ask(endpoint(settings(server.url, tmp_path), clock=patient(slept)))
    assert (slept, len(server.asked)) == ([], 1)
    assert failed.value.lasting


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("12", 12.0),
        (format_datetime(NOON.replace(second=30), usegmt=True), 30.0),
        (format_datetime(NOON.replace(hour=11), usegmt=True), 0.0),
        ("Mon, 02 Mar 2026 12:00:10 -0000", 10.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("1" * 10, None),
        ("Mon, 99 Mar 2026 12:00:10 GMT", None),
        ("٣", None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float | None):
    assert waiting_time(header, NOON) == seconds


@pytest.mark.parametrize(
    ("status", "sentence", "lasting"),
    [
        (401, "it does not accept the key", True),
        (403, "it does not accept the key", True),
        (404, "it knows no such address or model", True),
        (400, "it does not take the request", False),
        (413, "it does not take the request", False),
        (201, "it does not take the request", False),
    ],
)
def test_a_refusal_is_not_asked_again(server: Provider, tmp_path: Path, status: int, sentence: str, *, lasting: bool):
    server.rest = Reply(status=status, body=f"wrong key {KEY}".encode())
    with pytest.raises(ProviderFailed, match=sentence) as failed:
        ask(endpoint(settings(server.url, tmp_path)))
    assert failed.value.lasting is lasting
    assert len(server.asked) == 1
    assert KEY not in str(failed.value)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("where", ["http://127.0.0.1:1/v1", "/v1/other", "https://evil.example/v1"])
def test_no_redirect_is_followed(server: Provider, tmp_path: Path, status: int, where: str):
    server.rest = Reply(status=status, headers={"Location": where})
    with pytest.raises(ProviderFailed, match="sends requests on to another address") as failed:
        ask(endpoint(settings(server.url, tmp_path)))
    assert failed.value.lasting
    assert len(server.asked) == 1
    assert "evil" not in str(failed.value)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>login</html>",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": ["a"]}}]}',
        b'{"choices": [{"message": null}]}',
        b"\xff\xfe",
        gzip.compress(b'{"choices": [{"message": {"content": "Hi."}}]}'),
    ],
)
def test_a_reply_that_is_no_completion_is_said_so(server: Provider, tmp_path: Path, body: bytes):
    server.rest = Reply(body=body, headers={"Content-Encoding": "gzip"} if body[:2] == b"\x1f\x8b" else {})
    with pytest.raises(ProviderFailed, match="no chat completion with a text"):
        ask(endpoint(settings(server.url, tmp_path)))


def test_a_reply_without_end_is_cut_off(server: Provider, tmp_path: Path):
    server.rest = said("x" * (MOST_BYTES + 1))
    with pytest.raises(ProviderFailed, match="longer than an answer can be"):
        ask(endpoint(settings(server.url, tmp_path)))
    assert len(server.asked) == 1


def test_a_server_that_says_nothing_is_given_up(server: Provider, tmp_path: Path):
    server.rest = Reply(pause_s=30)
    with pytest.raises(ProviderFailed, match=r"did not answer within 0\.2 seconds\. Raise timeout_seconds"):
        ask(endpoint(settings(server.url, tmp_path, timeout_seconds=0.2, retries=1)))
    assert len(server.asked) == 2


def test_a_server_that_trickles_is_given_up_too(server: Provider, tmp_path: Path):
    server.rest = said("Hi.")
    ticks = count(step=45)
    clock = patient([], elapsed=lambda: float(next(ticks)))
    assert ask(endpoint(settings(server.url, tmp_path), clock=clock)) == "Hi."
    ticks = count(step=61)
    clock = patient([], elapsed=lambda: float(next(ticks)))
    with pytest.raises(ProviderFailed, match="did not answer within 60 seconds"):
        ask(endpoint(settings(server.url, tmp_path), clock=clock))


def test_a_line_that_breaks_off_is_tried_again(server: Provider, tmp_path: Path):
    server.script = [Reply(cut=True), said("Hi.")]
    assert ask(endpoint(settings(server.url, tmp_path))) == "Hi."


def test_nobody_there_is_said_so(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(ProviderFailed, match="cannot be reached, or breaks off") as failed:
            ask(endpoint(settings(url, tmp_path)))
    assert failed.value.__context__ is None
    assert not failed.value.lasting


def test_a_proxy_is_not_asked_where_nothing_is_sealed(
    server: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.rest = said("Hi.")
    assert ask(endpoint(settings(server.url, tmp_path))) == "Hi."


def test_requests_are_counted_before_they_are_made(server: Provider, tmp_path: Path):
    server.rest = Reply(status=500)
    budget = Budget(calls=2, tokens=100_000, source="provider.toml")
    with pytest.raises(BudgetSpent) as spent:
        ask(endpoint(settings(server.url, tmp_path, retries=5)), budget)
    assert str(spent.value) == (
        "provider.toml: all requests that budget_calls allows for a run (2) are spent. "
        "Raise budget_calls, or review fewer talks in one run."
    )
    assert len(server.asked) == 2
    assert (budget.calls, budget.tokens) == (2, 0)


def test_tokens_are_those_that_the_server_counted(server: Provider, tmp_path: Path):
    found = endpoint(settings(server.url, tmp_path))
    budget = Budget(calls=50, tokens=1000, source="provider.toml")
    server.script = [
        said("Hi.", usage={"total_tokens": 400}),
        said("Hi.", usage={"prompt_tokens": 300, "completion_tokens": 50}),
    ]
    ask(found, budget)
    ask(found, budget)
    assert budget.tokens == 750
    server.rest = said("Hi.", usage={"total_tokens": 210})
    ask(found, budget)
    with pytest.raises(BudgetSpent, match="another request would go over budget_tokens"):
        ask(found, budget)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "usage",
    [None, [], "lots", {}, {"total_tokens": -5}, {"total_tokens": True}, {"total_tokens": 1e99}, {"prompt_tokens": 3}],
)
def test_tokens_that_nobody_counted_are_estimated(server: Provider, tmp_path: Path, usage: object):
    server.rest = said("Hi.", usage=usage)
    budget = Budget(calls=50, tokens=1000, source="provider.toml")
    ask(endpoint(settings(server.url, tmp_path)), budget)
    sent = len(json.dumps({**server.asked[0].body}, ensure_ascii=False).encode())
    assert budget.tokens == -(-(sent + 3) // 3)


def test_what_may_have_been_billed_is_counted_and_a_refusal_is_not(server: Provider, tmp_path: Path):
    budget = Budget(calls=50, tokens=1000, source="provider.toml")
    server.script = [Reply(body=b"?"), Reply(status=400)]
    for _ in range(2):
        with pytest.raises(ProviderFailed):
            ask(endpoint(settings(server.url, tmp_path)), budget)
    assert 0 < budget.tokens < 100
    assert budget.calls == 2


def test_a_key_shows_in_no_representation(tmp_path: Path):
    assert KEY not in repr(endpoint(settings("https://api.example.com/v1", tmp_path, key_env="A_KEY")))
