"""The line to the provider: one address, one key, bounded in time, size, tries and money."""

import json
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx2

from standfast.domain.errors import ProviderFailed
from standfast.language.provider.asking import Message
from standfast.language.provider.budget import Budget, tokens_in
from standfast.language.provider.clock import Clock
from standfast.language.provider.replies import Completion, Hope, Trouble, completion_in, trouble_with
from standfast.language.provider.settings import ProviderSettings

MOST_BYTES = 4_000_000
"""Of one reply; a window's readings are some ten thousand."""
FIRST_PAUSE_S = 0.5
"""Before the first further try; each pause is twice the one before. A guess."""
LONGEST_PAUSE_S = 60.0
"""Whoever asks for a longer one is not waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Whom to ask. The key shows in no representation."""

    settings: ProviderSettings
    key: str | None = field(repr=False)
    clock: Clock

    @property
    def address(self) -> str:
        """Where completions are made."""
        return f"{self.settings.url}/chat/completions"

    @property
    def name(self) -> str:
        """The provider as errors and reviews name it."""
        return self.settings.host


class Line:
    """An open line: connections are made on the first request and closed at the end of the block."""

    def __init__(self, endpoint: Endpoint, budget: Budget) -> None:
        self._endpoint, self._budget = endpoint, budget
        self._client: httpx2.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    def completion(self, messages: tuple[Message, ...], *, answer_tokens: int) -> str:
        """Ask once, or several times where it is worth it, and give the model's words.

        Args:
            messages: what to say.
            answer_tokens: what the answer is likely to cost, for the budget.

        Raises:
            BudgetSpent: another request would go over a limit.
            ProviderFailed: no answer came.
        """
        settings = self._endpoint.settings
        question = self._question(messages)
        taken = tokens_in(len(question)) + answer_tokens
        attempt = 0
        while isinstance(found := self._counted(question, taken), Trouble):
            pause_s = min(FIRST_PAUSE_S * 2**attempt, LONGEST_PAUSE_S) if found.wait_s is None else found.wait_s
            lasting = found.hope is Hope.NONE or pause_s > LONGEST_PAUSE_S
            if lasting or found.hope is Hope.NEXT or attempt == settings.retries:
                raise ProviderFailed(found.what, self._endpoint.name, found.remedy, lasting=lasting)
            self._endpoint.clock.sleep(pause_s)
            attempt += 1
        return found.content

    def _counted(self, question: bytes, taken: int) -> Completion | Trouble:
        self._budget.take(taken)
        found = self._once(question)
        self._budget.settle(taken=taken, cost=_cost(found, len(question), taken))
        return found

    def _question(self, messages: tuple[Message, ...]) -> bytes:
        settings = self._endpoint.settings
        question = {"model": settings.model, "messages": messages, "stream": False}
        if settings.temperature is not None:
            question["temperature"] = settings.temperature
        return json.dumps(question, ensure_ascii=False).encode("utf-8", "replace")

    def _once(self, question: bytes) -> Completion | Trouble:
        """One request. What httpx raises ends here: its errors carry the request, and with it the key."""
        limit_s = self._endpoint.settings.timeout_seconds
        until_s = self._endpoint.clock.elapsed_s() + limit_s
        try:
            with self._opened().stream("POST", self._endpoint.address, content=question) as response:
                if response.status_code != 200:
                    return trouble_with(
                        response.status_code, response.headers.get("retry-after"), self._endpoint.clock.now()
                    )
                return self._read(response, until_s)
        except httpx2.TimeoutException:
            return _late(limit_s)
        except httpx2.HTTPError:
            remedy = "See that the address is right and that the server runs"
            return Trouble(what="it cannot be reached, or breaks off", remedy=remedy, hope=Hope.AGAIN)

    def _read(self, response: httpx2.Response, until_s: float) -> Completion | Trouble:
        """The body, as it comes over the wire: nothing is unpacked, so nothing can swell."""
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > MOST_BYTES:
                what, remedy = "its reply is longer than an answer can be", "See that url and model are right"
                return Trouble(what=what, remedy=remedy, hope=Hope.NEXT, worked=True)
            if self._endpoint.clock.elapsed_s() > until_s:
                return _late(self._endpoint.settings.timeout_seconds)
        return completion_in(bytes(body))

    def _opened(self) -> httpx2.Client:
        if self._client is None:
            settings = self._endpoint.settings
            headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
            if self._endpoint.key is not None:
                headers["Authorization"] = f"Bearer {self._endpoint.key}"
            self._client = httpx2.Client(
                headers=headers,
                timeout=settings.timeout_seconds,
                follow_redirects=False,
                trust_env=settings.url.startswith("https://"),  # no proxy may read what is not sealed
            )
        return self._client


def _late(limit_s: float) -> Trouble:
    what = f"it did not answer within {limit_s:g} seconds"
    return Trouble(what=what, remedy="Raise timeout_seconds, or try again later", hope=Hope.AGAIN, worked=True)


def _cost(found: Completion | Trouble, asked: int, taken: int) -> int:
    if isinstance(found, Trouble):
        return taken if found.worked else 0
    return tokens_in(asked + len(found.content.encode("utf-8", "replace"))) if found.tokens is None else found.tokens
