"""A real server on this machine that answers as a model provider would, or as one had better not."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from standfast.domain.call import Call
from standfast.domain.moment import Label, Reading
from standfast.domain.money import PricePath
from standfast.language.provider.clock import Clock
from standfast.language.provider.endpoint import Endpoint
from standfast.language.provider.kept import KeptAnswers
from standfast.language.provider.provider_reader import ProviderReader
from standfast.language.provider.settings import ProviderSettings, settings_from
from tests.talks import reading

KEY = "sk-very-secret-0123456789abcdef"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        return self.body["messages"][0]["content"]

    @property
    def user(self) -> str:
        return self.body["messages"][1]["content"]

    @property
    def data(self) -> dict[str, Any]:
        first, text, last = self.user.split("\n")
        assert first.startswith("<talk-")
        assert last == "</" + first[1:]
        return json.loads(text)

    @property
    def labelled(self) -> list[int]:
        return [turn["turn"] for turn in self.data["turns"] if turn["label"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to send back; `pause_s` before anything is sent."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause_s: float = 0.0
    cut: bool = False


Answer = Callable[[Asked], Reply]


def said(content: Any, usage: Any = None, **more: Any) -> Reply:
    """A chat completion with these words."""
    reply: dict[str, Any] = {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}
    if usage is not None:
        reply["usage"] = usage
    return Reply(body=json.dumps(reply).encode(), **more)


def labels(*marks: tuple[int, str, float, str], **more: Any) -> Reply:
    """An answer of the form that was asked for: turn, label, p, quote."""
    found = [{"turn": turn, "label": label, "p": p, "quote": quote} for turn, label, p, quote in marks]
    return said(json.dumps({"readings": found}), **more)


NOTHING = labels()


class Provider(ThreadingHTTPServer):
    """Gives the replies of its script, one a request, and then always `rest`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: list[Reply | Answer] = []
        self.rest: Reply | Answer = NOTHING
        self.asked: list[Asked] = []
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: socket.socket, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Provider

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(path=self.path, headers={k.lower(): v for k, v in self.headers.items()}, body=body)
        self.server.asked.append(asked)
        found = self.server.script.pop(0) if self.server.script else self.server.rest
        reply = found if isinstance(found, Reply) else found(asked)
        self.server.over.wait(reply.pause_s)
        if reply.cut:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def do_GET(self) -> None:
        self.server.asked.append(Asked(path=self.path, headers={}, body={}))
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Silent."""


@contextmanager
def running() -> Iterator[Provider]:
    with Provider() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """Who stands in; what it finds was decided beforehand."""

    marks: dict[int, str] = field(default_factory=dict)
    doubtful: dict[int, str] = field(default_factory=dict)
    version: str = "by hand"

    def read(self, call: Call, _: PricePath) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        def found(marks: dict[int, str], p: float) -> tuple[Reading, ...]:
            return tuple(reading(call, turn, Label(name), p) for turn, names in marks.items() for name in names.split())

        return found(self.marks, 0.9), found(self.doubtful, 0.2)


def settings(url: str, folder: Path, **lines: Any) -> ProviderSettings:
    """Written to a file and read back, as a person's would be."""
    table = {"url": url, "model": "parrot-1", **lines}
    text = "\n".join(f"{name} = {json.dumps(value)}" for name, value in table.items())
    path = folder / "provider.toml"
    path.write_text(text, encoding="utf-8")
    return settings_from(path, cache_folder=folder / "kept")


def patient(slept: list[float], *, elapsed: Callable[[], float] = lambda: 0.0) -> Clock:
    """It is always noon, and waiting takes no time."""
    return Clock(now=lambda: NOON, elapsed_s=elapsed, sleep=slept.append)


def endpoint(found: ProviderSettings, *, key: str | None = KEY, clock: Clock | None = None) -> Endpoint:
    return Endpoint(settings=found, key=key, clock=clock or patient([]))


def reader(server: Provider | str, folder: Path, *, local: Local | None = None, **lines: Any) -> ProviderReader:
    url = server if isinstance(server, str) else server.url
    found = settings(url, folder, **lines)
    return ProviderReader(
        endpoint(found), codebook="THE CODEBOOK", local=local or Local(), kept=KeptAnswers(found.cache_folder)
    )
