"""How much may be asked in one run: requests and tokens, counted before they are spent."""

from threading import Lock

from standfast.domain.errors import BudgetSpent

BYTES_A_TOKEN = 3
"""English is about four bytes a token in common tokenizers; three is on the careful side."""
TOKENS_A_TURN = 40
TOKENS_AN_ANSWER = 50
"""What an answer is taken to cost before it is there: most turns carry no label, and one reading is about 40 tokens."""


def tokens_in(size: int) -> int:
    """How many tokens `size` bytes of text are likely to be, rounded up."""
    return -(-size // BYTES_A_TOKEN)


class Budget:
    """The limits of one run and what was spent of them. Safe to share between threads."""

    def __init__(self, *, calls: int, tokens: int, source: str) -> None:
        self._most_calls, self._most_tokens, self._source = calls, tokens, source
        self._lock = Lock()
        self.calls = self.tokens = 0

    def take(self, tokens: int) -> None:
        """Count one request that will cost about `tokens`.

        Raises:
            BudgetSpent: it would go over a limit; nothing is counted then.
        """
        with self._lock:
            if self.calls + 1 > self._most_calls:
                what = f"all requests that budget_calls allows for a run ({self._most_calls}) are spent"
                raise self._spent(what, "budget_calls")
            if self.tokens + tokens > self._most_tokens:
                what = f"another request would go over budget_tokens ({self._most_tokens} for a run)"
                raise self._spent(what, "budget_tokens")
            self.calls += 1
            self.tokens += tokens

    def settle(self, *, taken: int, cost: int) -> None:
        """Put what a request cost in the place of what was taken for it."""
        with self._lock:
            self.tokens += cost - taken

    def _spent(self, what: str, name: str) -> BudgetSpent:
        return BudgetSpent(what, self._source, f"Raise {name}, or review fewer talks in one run", lasting=True)
