"""Words around a number that tell what it is: a price, a date, a name. An unknown noun beside a number makes it a count."""

import re

FOLLOWERS = frozenset(
    """
    a about above after all also although altogether an and anyway apiece approx as at b4 back because before below best
    bottom but by call can cash could deal delivered did do does down due each either else even ever every exactly
    except fair final fine firm first flat for friday from good great had has have he hmm how however i i'd i'll i'm i've
    id ideally if ill im in included includes including instead into is isn't it its it's just k last lol ma'am man max
    maximum maybe min minimum monday monthly more my need no not now obo off offer ok okay on only or out over pay
    per perhaps pick please plus price range really right rn she should since sir so sound sounds square still sunday
    take tax than thank thanks that thats that's the their them then there they this though thru thursday til till to today
    together tomorrow tonight too top tops total tuesday under unless until up upfront via was we wednesday well we're
    what what's when where whether which while who why will with within without work works would yeah yes you you'd
    you'll you're your u seem seems makes considering towards saturday sooner everything don't doesn't won't can't
    again anything approximately brand sell selling asking limit budget either shipped cheaper less lower higher
    """.split(),
)
"""Words after a bare number that leave it a price; gathered from one half of real haggling, and common function words."""
LEADERS = frozenset(
    """
    a about above accept accepted accepting actually afford afterwards all almost and another approximately are around as
    ask asked asking at be below best between beyond bid bottom budget but buy call closer consider could cost costs
    deal did do does doing done down even exactly final fine for from get getting give giving go going got great had
    half has have he hmm how i i'd i'll i'm id if ill im is it it's its just know least leave let's like listed
    listing lower lowest make makes making max maximum maybe me meet min minimum more most my need needed no not now of
    offer offered offering ok okay on only or our over owe paid pay paying perhaps please price priced put range really
    roughly said same say saying says sell selling settle she since so something sorry spend starting still take taking
    than that that's thats the them then they thing think thinking this throw to together total under until up upto us wa
    want wanted was we well were what whats what's with within work works would yeah yep yes you you'd your closing
    sounds how's somewhere bucks above near nearly high higher low sure sir ma'am bring come came drop reduce it'd
    """.split(),
)
MONEY_TALK = re.compile(
    r"\b(?:tak(?:e|ing)|accept\w*|offer\w*|pay|paying|paid|price[ds]?|asking|cost\w*|spend|budget|afford|discount|cheap\w*"
    r"|expensive|sell\w*|sold|deal|lowest|highest|bottom|negotia\w+|how about|what about|how does|would you do|can you do|"
    r"could you do|i can do|i could do|can do|do it for|let it go|come down|came down|go down|come up|meet (?:you|me|in)|make it|call it|"
    r"worth|listed|rent|retainer|premium|quote\w*|fee|fees|rate|cash|wiggle|lower|willing|give you|give u|gave you|have a deal|"
    r"i was thinking|shave|per|for it|it is)\b",
    re.IGNORECASE,
)
"""A sentence that is about money."""
MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
DATE_AFTER = re.compile(
    rf"\s(?:of\s)?{MONTH_NAME}\b(?<!may)|\s(?:on\s)?(?:the\s|a\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?!\s?\?)",
    re.IGNORECASE,
)
DATE_BEFORE = re.compile(rf"\b{MONTH_NAME}\.?\s$(?<!may\s)", re.IGNORECASE)
NAMES_BEFORE = re.compile(
    r"\b(?:(?<=\w )no\.|number|size|model|room|gate|line|unit|apt|suite|phase|version|page|step|series|grade|tier|option|item"
    r"|highway|hwy|route|section|chapter|level|floor|q|v)\s?$|[#№]\s?$",
    re.IGNORECASE,
)
