"""How labels, verdicts, money and shares are put for a reader: one wording for terminal, Markdown and page."""

from babel.numbers import format_currency, format_decimal

from standfast.domain.call import Call, Channel, Side, TimeQuality
from standfast.domain.moment import Front, Label, Moment, Quote, Verdict
from standfast.domain.money import Step, major_units, minor_digits
from standfast.domain.review import Conduct, Ledger, Review

FRONTS = {Front.IDEA: "The idea", Front.PROCESS: "The process", Front.TERMS: "The terms"}
VERDICTS = {
    Verdict.TOOK_CONTROL: "took control",
    Verdict.HELD: "held",
    Verdict.MISSED: "missed",
    Verdict.GAVE_WAY: "gave way",
}
CONDUCT = {
    Conduct.PASSIVE: "Passive: most of the pressure was given way to, or passed over.",
    Conduct.ASSERTIVE: "Assertive: most of the pressure was answered without giving way.",
    Conduct.AGGRESSIVE: "Aggressive: something was forced. Holding is not pushing.",
}
LABELS = {
    Label.DISCOUNT_REQUEST: "asks for a lower price",
    Label.TERMS_REQUEST: "asks for other terms",
    Label.PRICE_OBJECTION: "objects to the price",
    Label.LEVERAGE: "uses leverage",
    Label.DOUBTS_CLAIM: "doubts a claim",
    Label.STALLS: "stalls",
    Label.GATEKEEPS: "points to others",
    Label.GIVES_IN: "gives in",
    Label.MEETS_HALFWAY: "comes part of the way",
    Label.ASKS_PERMISSION: "asks the own boss",
    Label.BACKS_DOWN: "backs down",
    Label.FOLLOWS: "leaves it to them",
    Label.DEFERS: "puts it off",
    Label.RETURNS_TO_VALUE: "goes back to value",
    Label.TRADES: "trades",
    Label.HOLDS_FIRM: "holds firm",
    Label.STANDS_GROUND: "answers with a reason",
    Label.PROBES: "asks what lies behind",
    Label.TEACHES: "teaches",
    Label.LEADS_NEXT_STEP: "leads to a next step",
    Label.ENGAGES_STAKEHOLDER: "brings people in",
}
TIMES = {
    TimeQuality.WORD: "times a word",
    TimeQuality.TURN: "times a turn",
    TimeQuality.START: "only the start of each turn is timed",
    TimeQuality.MINUTE: "one time about a minute: no pauses are shown",
    TimeQuality.NONE: "no times in the file: no pauses are shown",
}
CHANNELS = {Channel.CALL: "call", Channel.MAIL: "mail", Channel.CHAT: "chat"}
STEPS = {Step.LIST: "opening price", Step.OFFER: "offer", Step.ASK: "ask", Step.AGREED: "agreed"}
PASSED = {True: "yes", False: "no", None: "no occasion"}


def money(minor: int, currency: str | None) -> str:
    """Minor units as a reader writes them; whole amounts without decimals, no sign where no currency was said.

    Args:
        minor: minor units; of a currency without them (yen), whole units.
        currency: an ISO 4217 code, or None: then two digits of minor units are taken.
    """
    whole = minor % 10 ** minor_digits(currency) == 0
    value = major_units(minor, currency)
    if currency is None:
        return format_decimal(value, "#,##0" if whole else "#,##0.00", locale="en")
    return format_currency(value, currency, "¤#,##0" if whole else None, locale="en", currency_digits=not whole)


def percent(share: float) -> str:
    """A share in [0, 1] as a percentage; a half rounds up."""
    return f"{int(share * 100 + 0.5)} %"


def clock(seconds: float) -> str:
    """Seconds as 4:05 or 1:02:03."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def place(call: Call, turn: int) -> str:
    """When a turn was said, or its number where the file has no times."""
    start_s = call.turns[turn].start_s
    return clock(start_s) if start_s is not None else f"turn {turn + 1}"


def where(call: Call, turn: int) -> str:
    """Who said a turn, and when or where in the talk."""
    return f"{call.speaker_of(call.turns[turn]).name}, {place(call, turn)}"


def short(text: str, most: int = 160) -> str:
    """One line of at most `most` characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line.rfind(" ", 0, most - 1)
    return line[: cut if cut > most // 2 else most - 1].rstrip(" ,;") + " …"


def quoted(quote: Quote, most: int = 160) -> str:
    """A quote in typographic marks, on one line."""
    return f"“{short(quote.text, most)}”"


def answer_words(moment: Moment) -> str:
    """What the seller did, in the product's words, without repeats; "nothing" where nothing answered."""
    return ", ".join(dict.fromkeys(LABELS[reading.label] for reading in moment.answers)) or "nothing"


def pressure_words(moment: Moment) -> str:
    """What the customer did, in the product's words."""
    return ", ".join(dict.fromkeys(LABELS[reading.label] for reading in moment.pressures))


def headline(review: Review) -> str:
    """The talk in one sentence: how many moments, how many lost, what was given."""
    moments = len(review.moments)
    if not {Side.SELLER, Side.CUSTOMER} <= {speaker.side for speaker in review.call.speakers}:
        return "Who sells here is not known, so nothing was judged. Say so with --seller NAME."
    if not moments:
        return "No pressure was found in this talk."
    lost = sum(moment.verdict is Verdict.GAVE_WAY for moment in review.moments)
    missed = sum(moment.verdict is Verdict.MISSED for moment in review.moments)
    text = f"{moments} moment{'s' * (moments != 1)} of pressure: gave way in {lost or 'none'}"
    text += f", missed {missed}." if missed else "."
    ledger = review.ledger
    if ledger.given_minor and ledger.given_minor > 0 and ledger.given_share is not None:
        given = money(ledger.given_minor, ledger.currency)
        text += f" {given} came off the price ({percent(ledger.given_share)})."
    return text


def profit_words(review: Review) -> str:
    """What the given sum is of the deal's profit; "" without a margin or without a give."""
    share = review.ledger.profit_share
    return f"That is {percent(share)} of the profit on this deal." if share is not None and share > 0 else ""


def spread_words(ledger: Ledger) -> str:
    """How far the price went towards the customer's first ask; "" where there was no ask or no price."""
    share = ledger.spread_share
    return "" if share is None else f"{percent(share)} of the way from the opening price to the first ask was given."


def side_groups(call: Call) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Side, names, and how that is known, for all who sit on one side for the same reason."""
    groups: dict[tuple[str, str], list[str]] = {}
    for speaker in call.speakers:
        sure = f"{percent(speaker.side_p)} sure" if speaker.side_basis == "the talk itself" else speaker.side_basis
        groups.setdefault((speaker.side.value, sure or "not known"), []).append(speaker.name)
    return tuple((side, tuple(names), basis) for (side, basis), names in groups.items())


def sides_words(call: Call) -> str:
    """Who sits where, and how that is known."""
    return "; ".join(f"{side}: {', '.join(names)} ({basis})" for side, names, basis in side_groups(call))
