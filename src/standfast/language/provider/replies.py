"""What a server's reply amounts to: an answer, or trouble and whether it is worth trying again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MOST_DIGITS = 9
BILLION = 10**9


class Hope(Enum):
    """What may still be tried."""

    AGAIN = "the same request may go through a little later"
    NEXT = "this request will not, another may"
    NONE = "no request will in this run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """An answer: the model's words, and the tokens that the server counted; None where it did not say."""

    content: str
    tokens: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why there is no answer, in plain words; `wait_s` is what the server asks for, `worked` that it may be billed."""

    what: str
    remedy: str
    hope: Hope
    wait_s: float | None = None
    worked: bool = False


class _Message(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    content: str


class _Choice(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    message: _Message


class _Reply(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    choices: Annotated[list[_Choice], Field(min_length=1, max_length=100)]
    usage: Any = None


def completion_in(body: bytes) -> Completion | Trouble:
    """Read the body of a chat completion."""
    try:
        reply = _Reply.model_validate_json(body)
    except ValidationError:
        what = "its reply is no chat completion with a text"
        remedy = "See that url and model name an OpenAI-compatible chat model"
        return Trouble(what=what, remedy=remedy, hope=Hope.NEXT, worked=True)
    return Completion(content=reply.choices[0].message.content, tokens=_tokens(reply.usage))


def _tokens(usage: Any) -> int | None:
    if not isinstance(usage, dict):
        return None
    total = _count(usage.get("total_tokens"))
    asked, answered = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if total is None and asked is not None and answered is not None:
        return asked + answered
    return total


def _count(number: Any) -> int | None:
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= BILLION
    return number if fits else None


def trouble_with(status: int, retry_after: str | None, now: datetime) -> Trouble:
    """Word a status that is not 200. The server's own words are left out: they may hold talk, or a part of the key."""
    if 300 <= status < 400:
        what = f"it sends requests on to another address ({status}), and talk is not sent there"
        return Trouble(what=what, remedy="Write the final address as url", hope=Hope.NONE)
    if status in {401, 403}:
        remedy = "Check the variable that key_env names, and what the key may do"
        return Trouble(what=f"it does not accept the key ({status})", remedy=remedy, hope=Hope.NONE)
    if status in {404, 405}:
        what = f"it knows no such address or model ({status})"
        return Trouble(what=what, remedy="Check url and model", hope=Hope.NONE)
    if status == 429:
        what, remedy = "it takes no more requests for now (429)", "Wait a while, or raise your limit there"
        return Trouble(what=what, remedy=remedy, hope=Hope.AGAIN, wait_s=waiting_time(retry_after, now))
    if status in {408, 425} or status >= 500:
        what, remedy = f"it is in trouble ({status})", "Try again later"
        return Trouble(what=what, remedy=remedy, hope=Hope.AGAIN, wait_s=waiting_time(retry_after, now))
    what = f"it does not take the request ({status})"
    return Trouble(what=what, remedy="Lower turns_a_request, or leave temperature out", hope=Hope.NEXT)


def waiting_time(retry_after: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None where it asks for nothing readable."""
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS:
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
