"""Words that tell a speaker's label from the beginning of a remark. Compared case folded; made for this purpose."""

from standfast.domain.call import Side


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SIDES: dict[str, Side] = {
    **dict.fromkeys(
        ("seller", "salesperson", "sales rep", "rep", "account executive", "ae", "vendor", "supplier", "sales"),
        Side.SELLER,
    ),
    **dict.fromkeys(("customer", "buyer", "client", "prospect", "purchaser", "procurement"), Side.CUSTOMER),
    **dict.fromkeys(("verkäufer", "verkäuferin", "vendeur", "vendeuse", "vendedor", "vendedora"), Side.SELLER),
    **dict.fromkeys(("kunde", "kundin", "einkäufer", "client", "cliente", "acheteur", "comprador"), Side.CUSTOMER),
}
"""Labels that state which side somebody sits on."""

ROLES = frozenset(SIDES) | _words(
    "agent advisor adviser caller interviewer interviewee moderator host presenter consultant speaker me you "
    "sdr bdr csm cfo ceo cto cio coo ciso vp it legal finance assistant operator trainer coach participant guest q a"
)
"""Labels that are speakers though they are no names."""

NEVER = frozenset(
    {
        "http", "https", "ftp", "mailto", "file", "re", "aw", "fw", "fwd", "wg", "tr", "rv", "subject", "betreff",
        "from", "to", "cc", "bcc", "sent", "date", "reply-to", "note", "notes", "nb", "n.b.", "ps", "p.s.", "pps", "p.p.s.", "tl;dr",
        "tldr", "fyi", "eta", "asap", "faq", "todo", "to-do", "tel", "phone", "mobile", "fax", "email", "e-mail", "url", "link",
        "webvtt", "kind", "language", "region", "style", "title", "meeting title", "meeting id", "passcode", "duration",
        "recording", "transcript", "attendees", "participants", "participants list", "invited", "location", "when",
        "where", "who", "time", "start time", "end time", "organizer", "organiser", "created", "keywords", "summary keywords",
        "speakers", "recorded", "file name", "company", "attachments", "page", "figure", "table",
    }
)  # fmt: skip
"""Labels that are never speakers, however often they come."""

FIRST_WORDS = _words(
    "the a an my our your his her their its this that these those some any each every all both no not one two three "
    "so and but or because if for in on at with as by about here here's there there's it it's i i'm i'd i'll i've we "
    "we're we'd we'll you're you'd he he's she she's they they're what what's which why how how's when where who who's "
    "whose first firstly second secondly third thirdly finally lastly next also then now just like well okay ok yes yeah "
    "yep no nope right sure thanks thank please sorry hey hi hello good great fair fine true look listen let let's is are "
    "was were do does did can could would should will have has had be been think say said says saying meaning remember "
    "again basically honestly actually anyway maybe perhaps only even still more most less bottom long short quick same "
    "other another same such plus minus only very too really keep make take give get see don't can't won't isn't that's "
    "der die das ein eine mein meine unser unsere ihr ihre und aber oder ich wir sie es ja nein also "
    "le la les un une mon ma mes notre nos votre et mais ou je nous vous il elle oui non donc "
    "el los las una mi mis nuestro nuestra y pero o yo nosotros sí"
)
"""Words that open a clause and hardly ever a name."""

TOPICS = _words(
    "answer question questions pricing price prices cost costs budget timeline timing deadline scope goal goals agenda "
    "action actions item items step steps point points takeaway takeaways key decision decisions outcome outcomes result "
    "results summary overview background context problem problems issue issues challenge challenges solution solutions "
    "option options alternative alternatives example examples warning caution important reminder update updates status "
    "total subtotal discount discounts terms payment delivery quote proposal offer contract renewal onboarding support "
    "implementation integration security compliance legal risk risks benefit benefits pros cons strength weakness "
    "feedback comment comments remark conclusion introduction intro recap follow follow-up followup up reason reasons "
    "reality truth fact facts case study use plan phase stage week month quarter year day today tomorrow yesterday monday "
    "tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december q1 q2 q3 q4 version chapter section part topic topics subject meeting call demo disclaimer "
    "source sources reference references translation definition hint tip tips trick rule rules bonus spoiler edit main "
    "total final bottom line best worst good bad news fun quick side big small real honest caveat exception condition "
    "requirement requirements assumption assumptions metric metrics roi tco seats users licences licenses tier enterprise "
    "standard premium basic annual monthly per roughly antwort frage preis problem lösung hinweis fazit beispiel thema "
    "réponse prix problème exemple remarque respuesta pregunta precio problema ejemplo nota punto"
)
"""Words that name a topic; a label made only of these is none."""

PARTICLES = _words(
    "de da do dos das del della di du la le van von der den ter ten zu zur af av bin ibn al el ben y e und and of from at "
    "the for jr sr via"
)
"""Small words inside a name or after it ("Sarah from Acme")."""
