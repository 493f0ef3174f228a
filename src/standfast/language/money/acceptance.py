"""Yes and no in words: how plainly a turn takes a price, or turns it down."""

import re
from dataclasses import dataclass

_STRONG = re.compile(
    r"\b(?:deal|sold|done deal|agreed?|i accept|accept(?:ed|able)?|(?:i|we|you)(?:['’]?ll| will| can| could|['’]?d)? (?:gladly |definitely |just |happily )?take (?:it|that|the|both|them|\$?\d)|take it"
    r"|(?:that|it|this|which) (?:will |would |should |can |could |does |sounds? like it )?(?:works?|sounds?)|works for (?:me|us)|work for me|sounds (?:good|great|fair|perfect|reasonable|like a|fine|awesome|amazing|okay|ok|wonderful|fantastic|excellent|alright)"
    r"|you(?:['’]?ve)? got (?:it|yourself|a deal)|i can do (?:that|it|\$?\d)|i(?:['’]?ll| will| could| can) (?:do|go with|accept|agree|give (?:it|that))|let['’]?s do (?:it|that|\$?\d)|it['’]?s yours|its yours|all yours|can do that|could do that"
    r"|\d+(?: dollars)? it is|that(?:['’]?s| is| will be| would be) (?:fine|great|perfect|fair|good|acceptable|reasonable|doable|okay|ok|awesome|a deal)|be (?:fine|great|perfect)|fair enough|we['’]?re good|make that deal|pleasure doing|doing business)\b",
    re.IGNORECASE,
)
_WEAK_START = re.compile(
    r"^\W*(?:(?:oh|well|hmm+|um|uh|wow|alright|and|so|then|haha|lol)\W+)*(?:yes|yeah|yep|yea|yup|ya|ok|okay|k|sure|great|perfect|awesome|fine|deal|done|sold|cool|alright|good|absolutely|definitely|certainly|thank|thanks|excellent|wonderful|agreed|fair|of course|that|sounds|works|i accept|i can|i could|i guess|i suppose|you got|right)\b",
    re.IGNORECASE,
)
_REJECT = re.compile(
    r"\b(?:no|nope|nah|not|never|cannot|can['’]?t|couldn['’]?t|won['’]?t|wouldn['’]?t|don['’]?t (?:think|know)|sorry|unfortunately|too (?:low|high|much|little|far|steep|expensive)|firm|lowball|insult\w*|lower|higher|pass|however|but|afraid|declin\w+|reject\w*|sadly|ridiculous|bit (?:low|high|more|much|steep))\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:thank(?:s| you)|thx|pick(?: it)? up|come (?:get|by|pick|and get)|see you|meet(?:ing)? you|address|when can|what time|tonight|tomorrow|today|paperwork|move in|send (?:you )?the|enjoy|pleasure|contract|lease|cash|deliver)\b",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"\b(?:how about|what about|would you|could you|can you|will you|can i|could i|would it|do you think|is that|does that|what if|meet (?:me|you|in)|the (?:lowest|highest|most|best|least)|lowest i|highest i|willing to|and (?:you|we|it)(?:['’]?ve| have| got|['’]?s)? (?:have |got )?(?:yourself )?a? ?(?:deal|yours)|deal if|if you)\b",
    re.IGNORECASE,
)
_BREAKS = re.compile(
    r"\b(?:thanks? (?:you )?anyway|thank you though|thanks though|good luck|no deal|not interested|pass on|have to pass|gonna pass|i['’]?ll pass|maybe (?:another|next) time|(?:can['’]?t|cannot|couldn['’]?t|could not|can not|unable to) (?:seem to )?"
    r"(?:make (?:a|this|the|that) deal|agree|come to|reach|make it work|work (?:this|it|something) out|do business)|impass\w*|out of (?:my|our) (?:price )?(?:range|budget|league)|above (?:my|our) (?:budget|range)|(?:keep|continue|start) (?:looking|finding|searching|shopping)"
    r"|look(?:ing)? (?:elsewhere|somewhere else|for (?:another|other|something))|somewhere else|elsewhere|another buyer|someone else|other buyers|other offers|not (?:be )?(?:a good fit|going to work|gonna work|work out)|won['’]?t work|never ?mind|forget it|wast(?:e|ing) (?:my|your|our)"
    r"|disagree|have a (?:good|nice|great) (?:day|one|night)|sorry (?:we|you feel|to hear)|too far apart|that['’]?s ridiculous|bye|have to think|think about it|get back to you|let you know|send (?:me|us) (?:something|a|your|the)|next (?:quarter|year)|leave it with (?:me|us)|revert|sign(?:s|ed)? (?:it |this |that )?off|run (?:it|this|that) (?:by|past)|check with (?:my|our|the)|(?:have|need|want) to (?:talk|speak) to|get (?:an )?approval|take approval|give you a (?:bell|call|ring|shout))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_CONDITIONAL = re.compile(
    r"\b(?:if|and (?:you|we|it)|then (?:you|we)|would|would be|no)\s[^.!?]{0,25}$|\bif\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What one turn says to the price on the table; all plain yes or no."""

    takes: bool
    """Says in plain words that the price is taken."""
    warm: bool
    """Opens with a yes, a thank-you or praise."""
    refuses: bool
    closes: bool
    """Talks of what comes after a deal: thanks, pick-up, papers."""
    proposes: bool
    """Puts something forward itself, or asks for more."""
    asks: bool
    """Ends in a question."""
    breaks: bool
    """Walks away, or puts it off."""


def stance_of(text: str) -> Stance:
    """Read one turn."""
    takes = False
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        strong = _STRONG.search(words)
        if strong and not words.rstrip().endswith("?") and not _CONDITIONAL.search(words[: strong.start()]):
            takes = takes or not re.search(
                r"\b(?:not|n['’]t|cant|wont|dont|never)\b", words[: strong.start()], re.IGNORECASE
            )
    return Stance(
        takes=takes,
        warm=_WEAK_START.match(text) is not None,
        refuses=_REJECT.search(text) is not None,
        closes=_CLOSING.search(text) is not None,
        proposes=_PROPOSAL.search(text) is not None,
        asks=text.rstrip().endswith("?"),
        breaks=_BREAKS.search(text) is not None,
    )
