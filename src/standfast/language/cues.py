"""Small things that words show for certain, found by patterns written to be rarely wrong rather than complete.

Each pattern was written against the development talks; what they miss is left unsaid in a review, so that a check
finds no occasion rather than a false one.
"""

import re

from standfast.domain.call import Call, Side
from standfast.domain.evidence import Cue, CueKind
from standfast.domain.moment import Quote

DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
MONTH = r"(?:january|february|march|april|june|july|august|september|october|november|december)"
ROLE = (
    r"(?:cfo|ceo|coo|cio|cto|ciso|controller|finance (?:director|team|lead|manager)|finance|legal|procurement|"
    r"purchasing|security|compliance|(?:it|plant|operations?|warehouse|transport|quality|office|general|site) "
    r"(?:manager|director|head|lead|team)|head of \w+|director of \w+|vp of \w+|the board|board|counsel|auditors?|"
    r"owner|partners?|principal|managing director|md|chairman)"
)
PATTERNS: tuple[tuple[CueKind, Side, str], ...] = (
    (
        CueKind.ASKS_LEAVE,
        Side.SELLER,
        (
            r"(?:is|would) (?:that|it) (?:be )?(?:all right|alright|ok(?:ay)?|fine|fair)\b[^.?!]{0,40}\?"
            r"|(?:can|could|may) (?:i|we) (?:come back|park|leave|hold|return|take|put|set|circle|pick|get back|save|first)"
            r"\b[^.?!]{0,80}\?"
            r"|(?:do|would) you mind if\b[^.?!]{0,80}\?"
            r"|(?:ok(?:ay)?|all right|alright|fair enough|sound fair|sound ok(?:ay)?) (?:with|by|for) you\b[^.?!]{0,20}\?"
            r"|\b(?:if that's|if that is) (?:ok(?:ay)?|all right|alright|fine)\b"
        ),
    ),
    (CueKind.NAMES_ROLE, Side.SELLER, rf"\b(?:your|the|a|their|somebody from|someone from|who in)\s+{ROLE}\b"),
    (
        CueKind.GIVES_REASON,
        Side.SELLER,
        (
            r"\b(?:because|'cause|since|so that|otherwise|normally|usually|they(?:'ll| will| are going to|'re going to) "
            r"(?:ask|want|need|look)|(?:he|she)(?:'ll| will) (?:ask|want|need|look)|that's (?:who|where|what))\b"
        ),
    ),
    (
        CueKind.NAMES_TIME,
        Side.SELLER,
        (
            rf"\b(?:{DAY}|{MONTH}|tomorrow|tonight|this (?:morning|afternoon|evening)|next week|"
            r"(?:the )?\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)|at (?:noon|\d{1,2}(?::\d\d)?|half past|"
            r"quarter|eight|nine|ten|eleven|twelve|one|two|three|four|five)|by the end of|end of (?:the )?(?:week|month)|"
            r"in (?:a|two|three|four) (?:days?|weeks?))\b"
        ),
    ),
    (
        CueKind.SURPRISE,
        Side.CUSTOMER,
        (
            r"\b(?:never (?:looked|thought|seen|considered|put|heard)\b[^.?!]{0,40}|hadn't (?:thought|considered|looked|seen)"
            r"|didn't (?:know|realise|realize)|really\?|is that (?:right|so|true)\?|hang on|hold on|wait|say that again|"
            r"hm+\b|huh\b|interesting|that's (?:a lot|higher|more|lower|less) than|where (?:did|do) you get)"
        ),
    ),
    (
        CueKind.EASY_AGREEMENT,
        Side.CUSTOMER,
        (
            r"\b(?:(?:i )?(?:totally|completely|absolutely|fully|couldn't|100 ?%|100 percent) agree(?: more)?|exactly right|"
            r"we know(?: that)?\b|tell me about it|that's what we (?:always )?say|preaching to the)"
        ),
    ),
    (
        CueKind.ULTIMATUM,
        Side.SELLER,
        (
            r"\btake it or leave it\b|\bnow or never\b|\bmake up your mind\b|\bthis is your last chance\b"
            r"|\bif you don't sign (?:today|now|this)\b|\bor (?:i'm|we're) walking\b|\bor the deal(?:'s| is) off\b"
        ),
    ),
    (
        CueKind.BELITTLES,
        Side.SELLER,
        (
            r"\byou(?:'re| are) (?:wrong|crazy|kidding yourself|being (?:ridiculous|silly|cheap|naive|unreasonable))\b"
            r"|\bthat(?:'s| is) (?:ridiculous|nonsense|insulting|stupid|laughable)\b|\byou(?:'re| are) wasting my time\b"
            r"|\byou (?:clearly |obviously )?don't (?:understand|get it|know what you)\b|\bnobody (?:serious )?would\b"
        ),
    ),
    (
        CueKind.SCARES,
        Side.SELLER,
        (
            r"\byou(?:'ll| will) regret\b|\bdon't come (?:crying|running)\b|\byou(?:'ll| will) be (?:sorry|the one to blame)\b"
            r"|\b(?:heads|yours) will roll\b|\byou could lose your job\b"
        ),
    ),
    (
        CueKind.MISFIT,
        Side.CUSTOMER,
        (
            r"\bwe don't (?:actually |even )?(?:have|use|run|do|make|own|sell|ship|store|buy|take|keep) any\b[^.?!]{0,40}"
            r"|\bwe(?:'ve| have) no (?!idea|problem|plans|budget|time|doubt|choice|intention|rush|issue|complaints)\w+[^.?!]{0,40}"
            r"|\bwe(?:'re| are) (?:closing|shutting|winding|selling) (?:it |that |the |them )?(?:down|off|up|site|plant|business)\b"
            r"|\bwe (?:just|already) (?:signed|renewed|bought|committed to)\b[^.?!]{0,60}\byears?\b"
            r"|\bnot allowed (?:to|by law)\b|\bwe (?:only have|are only) (?:one|two|three|a couple)\b[^.?!]{0,30}"
            r"|\bthere (?:simply )?(?:isn't|aren't|is nothing|are none)\b[^.?!]{0,40}\b(?:here|left|to)\b"
        ),
    ),
    (
        CueKind.ANXIOUS,
        Side.CUSTOMER,
        (
            r"\b(?:i'm|i am|we're|we are|i get|makes me|bit|quite|really) (?:worried|nervous|afraid(?! (?:i|we|it|that|this|so|not|the|you)\b)|scared|anxious)\b[^.?!]{0,60}"
            r"|\bwhat if (?:it|this|that|we|something|i)\b[^.?!]{0,30}\b(?:wrong|fail|fails|break|breaks|doesn't|can't|won't)\b"
            r"|\b(?:get|got|getting|gets) (?:it|this) wrong\b|\bcan't afford (?:a|another|to make a) mistake\b"
            r"|\bmy (?:neck|head|job) (?:on|is on|'s on)\b|\b(?:been|got|were|was) burn(?:ed|t)\b|\bkeeps? me (?:up|awake)\b"
        ),
    ),
)
COMPILED = tuple((kind, side, re.compile(pattern, re.IGNORECASE)) for kind, side, pattern in PATTERNS)


def cues_in(call: Call) -> tuple[Cue, ...]:
    """Find all cues of a talk, in order of the talk; at most one of a kind a turn."""
    sides = {speaker.key: speaker.side for speaker in call.speakers}
    return tuple(
        Cue(kind=kind, quote=Quote(turn=turn.index, start=found.start(), end=found.end(), text=found.group()))
        for turn in call.turns
        for kind, side, pattern in COMPILED
        if sides[turn.speaker] is side and (found := pattern.search(turn.text)) and found.group()
    )
