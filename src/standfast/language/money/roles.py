"""What a sum of money is in its sentence: a price put forward, one turned down, a rival's, an extra, a difference."""

import re
from collections.abc import Callable
from enum import StrEnum

from standfast.language.money.figures import Figure


class Role(StrEnum):
    """What a figure does beside the price of the thing itself."""

    PRICE = "price"
    """A price of the thing, put forward, repeated or asked about."""
    REFUSED = "refused"
    """A price that the speaker turns down ("I can't do 150", "80 is too low")."""
    RIVAL = "rival"
    """What something else costs, or what was once paid ("the other one is 90", "I paid 700 for it")."""
    EXTRA = "extra"
    """A sum beside the price: a deposit, a fee, delivery."""
    SUPPOSED = "supposed"
    """A price that nobody puts forward: supposed, or the edge of a range ("if it was 16", "anything under 18")."""
    CURRENT = "current"
    """What is paid or quoted now, in the customer's words ("from 22 down to 16")."""
    CUT = "cut"
    """A difference to take off the standing price ("I'll knock 100 off")."""
    RISE = "rise"
    """A difference on top of it ("50 more")."""


_EDGE = re.compile(r"[.!?;\n](?=\s|$)|\s(?:but|however|though|although)\s", re.IGNORECASE)
_REFUSED_LEFT = re.compile(
    r"(?:\b(?:can(?:no|['’]?)t|can not|could(?:n['’]?t| not)|won['’]?t|will not|would(?:n['’]?t| not)|no way|not (?:going|able|willing|take|taking)"
    r"|unable|never|refuse|don['’]?t (?:think|want|have)|didn['’]?t|isn['’]?t)\b(?![^,]*\b(?:lower|less|below|under|higher|more|above|over|beyond|past|anything|any)\b)"
    r"(?![^,]*,\s*(?:but|how|would|could|can|what|maybe)\b)[^,]{0,45}$)",
    re.IGNORECASE,
)
_REFUSED_RIGHT = re.compile(
    r"^[^,]{0,30}?\b(?:is|was|seems|sounds|feels|would be|['’]?s)\s+(?:\w+\s+){0,3}?(?:too|to|so|very|much too|way|really|pretty|quite|a|an?\s+(?:bit|little|tad|lot|insult))?\s*"
    r"(?:\w+\s+){0,2}?(?:low|lower|lowball|little|less|high|higher|steep|much|insult\w*|ridiculous|unreasonable|expensive|out of)\b(?!\s+(?:as\b|I\b|i\b|we\b|can|price))",
    re.IGNORECASE,
)
_REFUSED_SHORT = re.compile(
    r"^\s*(?:is\s+)?(?:(?:just|still|way|far|a bit|a little)\s+)*too\s+(?:low|high|much|little)\b", re.IGNORECASE
)
_RIVAL = re.compile(
    r"\b(?:other (?:one|seller|place|vendor|offer|guy|buyer|people|apartment|car|bike|listing|supplier)s?|others|another|elsewhere|saw|seen|found"
    r"|ebay|amazon|walmart|best ?buy|online|at the store|retails?|in stores|brand[- ]new(?: one)?s?|new ones?|bought|purchased|paid|originally|original price"
    r"|valued|worth|books? (?:out|value)|blue ?book|kbb|market|similar|going for|goes for|go for|sells? for|selling for"
    r"|sold (?:it |them |one )?for|competitor|vendor|rival|quoted?|they (?:said|want|charge|offer|['’]d do|would do)|they['’](?:d|ve|re)|cost me|cost us|spent|invested|put in|new for|msrp"
    r"|down the (?:road|street)|last year|clients?|someone|somebody|cost(?:s|ed)?(?: well)?(?: me| us)? (?:over|more|around|upwards?)|sentimental)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:how about|what about|would you|could you|can you|will you|(?:i|we|you|u)(?:['’](?:d|ll|m|re)|\s+(?:can|could|will|would|might|may|am|are|want|need|have|was thinking))?"
    r"\s+(?:only |just |even |really |be |also |probably |maybe )*(?:do|take|go|offer|give|sell|accept|pay|paying|let|come|spend|consider|meet|settle|willing|asking|able|work|afford))\b[^,]{0,32}$",
    re.IGNORECASE,
)
_EXTRA_RIGHT = re.compile(
    r"^\s*(?:security |cleaning |pet |the |in |a |an |of |refundable |monthly |one[- ]time |for an? )?(?:deposit|delivery|shipping|fees?|extra|additional|surcharge|down payment|(?:\w+ )?gift ?card|credit|cash ?back|bonus|tip|for (?:the )?(?:gas|delivery|delivering|shipping|parking|pets?|utilities|deposit"
    r"|repairs?|labor|labour|fitting|fuel|tax(?:es)?|cleaning|the (?:case|charger|battery|lock|helmet|seat|trunk|tires|pump|delivery))|excess|down\b(?! to)|up ?front as|per pet|worth of|question|basket|repair|fix)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey)(?:['’](?:s|re|d|ve)\b|\s+(?:is|are|said|would|will|does?|did|wants?|charges?|offer\w*|quote\w*)\b)[^,]{0,25}$"
    r"|\b[A-Z][a-z]+(?:['’]s)?\s+(?:(?:are|is|have|has|were|was)\s+)?(?:offering|offered|quoting|quoted|charging|charges?|doing (?:it|that) (?:for|at))\s*(?:us |me )?(?:at )?$"
)
_ONCE_LEFT = re.compile(
    r"\b(?:it|that|we|rate|price) (?:was|were|used to be|used to pay)(?: at| paying)?\s*$", re.IGNORECASE
)
_ONCE_RIGHT = re.compile(r"^\s*(?:last (?:time|year|month)|before the|back then)\b", re.IGNORECASE)
_EXTRA_LEFT = re.compile(
    r"\b(?:deposit|delivery|shipping|fees?|extra|additional|surcharge|down payment|utilities|parking|insurance|taxes|application|repairs?|plus(?: an?)?|tip|throw in an?|costs? (?:about|around|me|us)?\s*(?:\w+\s)?to"
    r"|repair|replace|fix|budget (?:of|is) (?:only )?for|income|salary|make about|bill|bills)\b(?:(?!\band\b)[^,]){0,22}$",
    re.IGNORECASE,
)
_LATER_PERIOD = re.compile(
    r"\b(?:second|next|following|2nd|third|remaining)\s+(?:year|month|one)s?\b[^,]{0,25}$|\b(?:1st|first) (?:month|payment)['’]?s?\b[^,]{0,10}$",
    re.IGNORECASE,
)
_ONE_OFF_RIGHT = re.compile(
    r"^\s*(?:off\s+)?(?:for|on|of|off|the|your|\s)*\s*(?:first|1st|last|13th)\s+(?:month|rent|payment|week)|^\s*(?:for|on) (?:the )?(?:deposit|security)",
    re.IGNORECASE,
)
_REFUSED_NEXT = re.compile(
    r"^[^$\d?]{0,45}\b(?:that|it|which)(?:['’]s| is|s)?\s+(?:\w+\s+){0,3}?too\s+(?:low|little|high|much)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:can(?:no|['’]?)t|can not|could(?:n['’]?t| not)|won['’]?t|will not|would(?:n['’]?t| not)|not|never|no|don['’]?t|unable|isn['’]?t)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\bif (?:it|that|this|we|i)(?:['’]?s|\s+(?:was|were|is|went|go|goes|comes?|came))(?: at| to| down to| out at)?\s*$|\b(?:anything|everything|something)(?: that['’]?s| that is)? (?:under|over|below|above)\s+$",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"(?:\b(?:down|it|us|price|rate|that|retainer|fee|bill|go|come)? from|\b(?:currently|right now|at the moment)[^,]{0,20}|(?:we|i)(?:['’](?:re|m)| are| am) paying|(?:we|i) pay|you['’]?(?:re| are) (?:asking|charging|at)|your (?:price|quote|rate|proposal|list)[^,]{0,16}|quoted(?: us| me)?(?: at)?|listed (?:at|for))\s*(?:about |around )?$",
    re.IGNORECASE,
)
_CUT_LEFT = re.compile(
    r"\b(?:knock(?:ing)?(?: it)?(?: down| off)?(?: by)?|take(?: an?(?:other)?)?(?: off)|shav(?:e|ing)(?: off)?|discount of|reduce(?:d)?(?: (?:it|the price|that|your price))? by|(?:come|go|went|came|drop|dropping|lower)(?: it| the price| down)* by|save(?: you| at least| about| me)*|cut)\s*(?:about |another |around |at least |like |an? (?:additional|extra) )?$",
    re.IGNORECASE,
)
_CUT_RIGHT = re.compile(
    r"^\s*(?:dollars?\s+|bucks?\s+|quid\s+)?(?:(?:less|off|cheaper|lower|discount|reduction|below)\b(?! than)|under (?:the )?(?:asking|list|your))",
    re.IGNORECASE,
)
_RISE_RIGHT = re.compile(
    r"^\s*(?:dollars?\s+|bucks?\s+|quid\s+)?(?:more|higher|extra|on top|over (?:the )?(?:asking|list|your))\b(?! than)",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    r"\b(?:lower|less|below|under|higher|more|above|over|beyond|past)(?:\s+than)?\s+(?:about |around |like )?$",
    re.IGNORECASE,
)


def role_of(text: str, figure: Figure, figures: tuple[Figure, ...]) -> Role:
    """Say what one sum of `text` is; `figures` are all of the text, for where its own words end."""
    left, right = surroundings(text, figure, figures)
    for role, holds in _TESTS:
        if holds(left, right, text[figure.end : figure.end + 80]):
            return role
    return Role.PRICE


def is_own(left: str) -> bool:
    """Whether the words before a figure put it forward as the speaker's own ("I could do", "would you take")."""
    return _OWN.search(left) is not None


def surroundings(text: str, figure: Figure, figures: tuple[Figure, ...]) -> tuple[str, str]:
    """The words before and after a figure that belong to it: up to the clause's edge or the next figure."""
    left_end = max((f.end for f in figures if f.end <= figure.start), default=0)
    right_start = min((f.start for f in figures if f.start >= figure.end), default=len(text))
    left_end = max([left_end, *(edge.end() for edge in _EDGE.finditer(text, 0, figure.start))])
    after = _EDGE.search(text, figure.end)
    right_end = min(right_start, after.start() if after else len(text))
    return text[left_end : figure.start], text[figure.end : right_end]


_NEW_OR_ELSEWHERE = re.compile(
    r"\s*(?:new|elsewhere|on ebay|on amazon|online|retail|in stores?|somewhere else)\b", re.IGNORECASE
)
_Test = Callable[[str, str, str], bool]
_TESTS: tuple[tuple[Role, _Test], ...] = (
    (Role.PRICE, lambda left, _, __: bool(_FLOOR.search(left) and _NEGATED.search(left))),
    (Role.SUPPOSED, lambda left, _, __: _SUPPOSED.search(left) is not None),
    (Role.CURRENT, lambda left, _, __: _CURRENT.search(left) is not None),
    (Role.EXTRA, lambda left, right, _: bool(_ONE_OFF_RIGHT.match(right) or _LATER_PERIOD.search(left))),
    (Role.EXTRA, lambda left, _, __: bool(_EXTRA_LEFT.search(left) and not _OWN.search(left))),
    (Role.CUT, lambda left, right, _: bool(_CUT_RIGHT.match(right) or _CUT_LEFT.search(left))),
    (Role.RISE, lambda left, right, _: bool(_RISE_RIGHT.match(right) and not _FLOOR.search(left))),
    (Role.EXTRA, lambda _, right, __: bool(_EXTRA_RIGHT.match(right))),
    (
        Role.REFUSED,
        lambda _, right, after: bool(
            _REFUSED_SHORT.match(right) or _REFUSED_RIGHT.match(right) or _REFUSED_NEXT.match(after)
        ),
    ),
    (Role.REFUSED, lambda left, _, __: bool(_REFUSED_LEFT.search(left))),
    (
        Role.RIVAL,
        lambda left, right, _: bool(_THEIRS.search(left) or _ONCE_LEFT.search(left) or _ONCE_RIGHT.match(right)),
    ),
    (
        Role.RIVAL,
        lambda left, right, _: bool(_NEW_OR_ELSEWHERE.match(right) or (_RIVAL.search(left) and not _OWN.search(left))),
    ),
)
"""Tried in order; each sees the figure's own words before and after it, and the eighty characters that follow."""
