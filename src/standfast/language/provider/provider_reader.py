"""The turn reader behind a provider: the same contract as the shipped one, which stands in wherever no answer comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from standfast.domain.call import Call
from standfast.domain.errors import ProviderFailed
from standfast.domain.moment import Label, Reading
from standfast.domain.money import PricePath
from standfast.language.provider.answers import BrokenAnswer, Fault, Heard, heard_in, surest
from standfast.language.provider.asking import PROMPT_VERSION, Message, Window, corrected, messages_for, windows_over
from standfast.language.provider.budget import TOKENS_A_TURN, TOKENS_AN_ANSWER, Budget
from standfast.language.provider.endpoint import Endpoint, Line
from standfast.language.provider.kept import KeptAnswers, key_for

SURE_P = 0.5
"""One threshold for every label: what a provider calls probable is not calibrated. A guess."""
GIVE_UP_AFTER = 2
"""Windows in a row without an answer, after which the rest of the run is read on this machine."""
Readings = tuple[tuple[Reading, ...], tuple[Reading, ...]]


class LocalReader(Protocol):
    """Who reads what the provider did not."""

    @property
    def version(self) -> str:
        """Name and version."""
        ...

    def read(self, call: Call, prices: PricePath) -> Readings:
        """Sure and unsure readings of a whole talk."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A window that the provider did not read, and why."""

    window: Window
    failed: ProviderFailed


class ProviderReader:
    """Reads turns by asking a model provider. One reader is one run: its budget is spent once.

    Args:
        endpoint: whom to ask.
        codebook: the definitions that go with every question.
        local: the reader that stands in.
        kept: answers of earlier runs.
    """

    def __init__(self, endpoint: Endpoint, *, codebook: str, local: LocalReader, kept: KeptAnswers) -> None:
        settings = endpoint.settings
        self._endpoint, self._settings, self._codebook = endpoint, settings, codebook
        self._local, self._kept = local, kept
        self._budget = Budget(calls=settings.budget_calls, tokens=settings.budget_tokens, source=settings.source)
        self._gone: ProviderFailed | None = None
        self._failed_in_a_row = 0

    @property
    def version(self) -> str:
        """Model, provider, and the version of the question."""
        return f"{self._settings.model} at {self._endpoint.name}, question {PROMPT_VERSION}"

    @property
    def thresholds(self) -> dict[Label, float]:
        """The same for every label."""
        return dict.fromkeys(Label, SURE_P)

    def read(self, call: Call, prices: PricePath) -> Readings:
        """Readings at or above the threshold, and those under it, both in order of the talk."""
        sure, unsure, _ = self.read_with_remarks(call, prices)
        return sure, unsure

    def read_with_remarks(
        self, call: Call, prices: PricePath
    ) -> tuple[tuple[Reading, ...], tuple[Reading, ...], tuple[str, ...]]:
        """The same, and plain sentences on what the provider did not read, what was left out, what could not be kept.

        Raises:
            ProviderFailed: a window got no answer, and `fallback = false`.
        """
        heard: list[Heard] = []
        missing: list[Missing] = []
        unkept: dict[str, None] = {}
        with Line(self._endpoint, self._budget) as line:
            for window in windows_over(call, turns=self._settings.turns_a_request):
                try:
                    found, fault = self._heard(call, window, line)
                except ProviderFailed as failed:
                    if not self._settings.fallback:
                        raise
                    missing.append(Missing(window=window, failed=failed))
                    continue
                heard.append(found)
                unkept.update({fault: None} if fault else {})
        sure, unsure = self._with_local(call, prices, heard, missing)
        return sure, unsure, (*self._left_over(missing), *self._left_out(heard), *self._not_kept(unkept))

    def _heard(self, call: Call, window: Window, line: Line) -> tuple[Heard, str]:
        """One window's answer, kept or fresh, and what went wrong in keeping it ("" if nothing)."""
        messages = messages_for(call, window, self._codebook)
        key = key_for(self._endpoint.address, self._settings.model, self._settings.temperature, messages)
        if (known := self._kept.find(key, call, window)) is not None:
            return known, ""
        if self._gone is not None:
            raise type(self._gone)(self._gone.what, self._gone.where, self._gone.remedy, lasting=True)
        try:
            found = self._answer(call, window, line, messages)
        except ProviderFailed as failed:
            self._failed_in_a_row += 1
            if failed.lasting or self._failed_in_a_row >= GIVE_UP_AFTER:
                self._gone = failed
            raise
        self._failed_in_a_row = 0
        return found, self._kept.keep(key, found)

    def _answer(self, call: Call, window: Window, line: Line, messages: tuple[Message, ...]) -> Heard:
        answer_tokens = TOKENS_AN_ANSWER + TOKENS_A_TURN * len(window.asked)
        content = line.completion(messages, answer_tokens=answer_tokens)
        try:
            return heard_in(content, call, window)
        except BrokenAnswer as broken:
            again = corrected(messages, content, broken.problem)
        content = line.completion(again, answer_tokens=answer_tokens)
        try:
            return heard_in(content, call, window)
        except BrokenAnswer:
            what, remedy = (
                "its answer was not the JSON asked for, twice",
                "Take another model, or lower turns_a_request",
            )
        raise ProviderFailed(what, self._endpoint.name, remedy)

    def _with_local(
        self, call: Call, prices: PricePath, heard: Iterable[Heard], missing: Iterable[Missing]
    ) -> Readings:
        found = [reading for part in heard for reading in part.readings]
        sure = [reading for reading in found if reading.p >= SURE_P]
        unsure = [reading for reading in found if reading.p < SURE_P]
        turns = {turn for part in missing for turn in part.window.asked}
        if turns:
            local_sure, local_unsure = self._local.read(call, prices)
            sure += [reading for reading in local_sure if reading.turn in turns]
            unsure += [reading for reading in local_unsure if reading.turn in turns]
        return surest(sure), surest(unsure)

    def _left_over(self, missing: Iterable[Missing]) -> Iterable[str]:
        """Which turns were read on this machine, one sentence a reason."""
        reasons: dict[str, list[Window]] = {}
        for part in missing:
            reasons.setdefault(part.failed.what, []).append(part.window)
        for what, windows in reasons.items():
            turns = ", ".join(_span(window) for window in windows)
            one = len(windows) == 1 and len(windows[0].asked) == 1
            yield (
                f"{'Turn' if one else 'Turns'} {turns} (counted from 1) {'was' if one else 'were'} read by the reader on this machine ({self._local.version}), "
                f"not by {self._endpoint.name}: {what}."
            )

    def _left_out(self, heard: Iterable[Heard]) -> Iterable[str]:
        counts: dict[Fault, int] = {}
        for part in heard:
            for fault, n in part.dropped:
                counts[fault] = counts.get(fault, 0) + n
        if counts:
            total = sum(counts.values())
            why = ", ".join(f"{n} {fault}" for fault, n in sorted(counts.items()))
            yield f"{total} reading{'s' * (total != 1)} of {self._endpoint.name} left out: {why}."

    def _not_kept(self, unkept: Iterable[str]) -> Iterable[str]:
        for reason in unkept:
            yield f"Answers of {self._endpoint.name} could not be kept in {self._kept.folder} ({reason})."


def _span(window: Window) -> str:
    first, last = window.asked[0] + 1, window.asked[-1] + 1
    return f"{first}" if first == last else f"{first}–{last}"
