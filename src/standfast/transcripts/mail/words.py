"""What mail programs and their users write around a mail, by language. Compared case folded."""

from enum import Enum, auto


class Label(Enum):
    """What a line of a quoted header block holds."""

    FROM = auto()
    SENT = auto()
    TO = auto()
    CC = auto()
    SUBJECT = auto()
    OTHER = auto()


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("|"))


LABELS: dict[str, Label] = {
    **dict.fromkeys(
        _phrases("from|von|de|da|van|från|fra|lähettäjä|od|от|kimden|gönderen|发件人|寄件者|差出人|보낸 사람|보낸사람"),
        Label.FROM,
    ),
    **dict.fromkeys(
        _phrases(
            "sent|date|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviada em|enviada|fecha|data|inviato|data invio"
            "|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|wysłano|odesláno|отправлено|дата|gönderildi|tarih"
            "|发送时间|日期|已傳送|送信日時|日時|보낸 날짜|보낸날짜"
        ),
        Label.SENT,
    ),
    **dict.fromkeys(
        _phrases(
            "to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|кому|kime|alıcı|收件人|收件者|宛先|받는 사람|받는사람"
        ),
        Label.TO,
    ),
    **dict.fromkeys(
        _phrases("cc|kopie|kopia|kopi|copie|copie à|kopio|dw|копия|bilgi|抄送|副本|참조|bcc|cci|cco|ccn"), Label.CC
    ),
    **dict.fromkeys(
        _phrases(
            "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|тема|konu|主题|主旨|件名|제목"
        ),
        Label.SUBJECT,
    ),
    **dict.fromkeys(
        _phrases(
            "reply-to|antwort an|répondre à|responder a|rispondi a|organization|organisation|attachments|anlagen|anhänge"
            "|pièces jointes|datos adjuntos|allegati|bijlagen|importance|priority|priorität|wichtigkeit|importancia|priorité"
            "|sensitivity|vertraulichkeit|resent-from|sender"
        ),
        Label.OTHER,
    ),
}
"""The labels of a quoted header block, as in “Von: … Gesendet: … An: … Betreff: …”."""

HEAD_STARTS = frozenset(
    _phrases(
        "on|am|le|el|il|op|em|no|den|w|dnia|dne|d.|à|в|на|vào|pada|quoting|zitat"
        "|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|ti|ons|to|tor|fre|lør|lör|søn|sön|tis|tir|mån|man"
        "|pon|wt|śr|czw|pt|sob|niedz|po|út|st|čt|pá|ne|lun|mar|mié|jue|vie|sáb|dom|пн|вт|ср|чт|пт|сб|вс"
    )
)
"""The first word of the line above quoted text: “On …, Jo wrote:”, “Am … schrieb Jo:”."""

WROTE = _phrases(
    "wrote|writes|schrieb|schrieb am|a écrit|escribió|ha scritto|het volgende geschreven|schreef|escreveu|skrev|skrev den"
    "|pisze|napisał(a)|napisał|napisała|napsal(a)|napsal|napsala|kirjoitti|şunu yazdı|yazdı|написал(а)|написал|пишет"
    "|写道|寫道|님이 작성|작성"
)
"""The verb of that line."""

SEPARATORS = _phrases(
    "original message|forwarded message|original appointment|begin forwarded message|ursprüngliche nachricht"
    "|originalnachricht|original-nachricht|weitergeleitete nachricht|anfang der weitergeleiteten nachricht"
    "|message d'origine|message d’origine|message original|message transféré|message transmis|début du message transféré"
    "|début du message réexpédié|mensaje original|mensaje reenviado|inicio del mensaje reenviado|messaggio originale"
    "|messaggio inoltrato|inizio messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|mensagem original"
    "|mensagem encaminhada|ursprungligt meddelande|vidarebefordrat meddelande|opprinnelig melding|oprindelig meddelelse"
    "|alkuperäinen viesti|wiadomość oryginalna|původní zpráva|исходное сообщение|оригинал|original ileti|原始邮件|원본 메시지"
)
"""The words of a line that stands between a mail and the one below it, often between dashes."""

REPLY_PREFIXES = _phrases(
    "re|aw|antw|antwort|sv|vs|ref|rif|res|odp|ynt|r|回复|答复|fw|fwd|wg|wtr|doorst|tr|rv|enc|i|vb|vl|pd|ilt|转发"
)
"""What replying and forwarding put before a subject."""

SUBJECT_TAGS = _phrases("external|ext|extern|externe|externo|external email|external sender|spam|bulk|encrypted|secure")
"""What mail gateways put before a subject, in brackets."""

AUTOMATIC_SUBJECTS = _phrases(
    "automatic reply|auto reply|auto-reply|autoreply|auto response|out of office|out of the office|automatische antwort"
    "|automatische antwoord|automatisch antwoord|abwesenheitsnotiz|abwesenheitsbenachrichtigung|abwesend|ich bin abwesend"
    "|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|fuori sede"
    "|resposta automática|ausência temporária|afwezigheidsbericht|automatiskt svar|autosvar|automatisk svar|frånvaro"
    "|automaattinen vastaus|automatyczna odpowiedź|automatická odpověď|自动回复|自動返信|undeliverable|unzustellbar"
    "|non remis|delivery status notification|mail delivery failed|undelivered mail returned to sender|returned mail"
    "|read:|gelesen:|lu :|leído:|delivered:|zugestellt:"
)
"""How the subjects of automatic replies and delivery reports begin."""

SIGN_OFFS = frozenset(
    _phrases(
        "best regards|kind regards|warm regards|warmest regards|with kind regards|with best regards|regards|best|all the best"
        "|best wishes|many thanks|thanks|thank you|thanks a lot|thanks again|thanks in advance|thanks and regards|thanks & regards"
        "|thank you and best regards|thanks so much|thank you very much|cheers|sincerely|yours sincerely|sincerely yours"
        "|yours faithfully|yours truly|respectfully|cordially|br|kr|rgds|brgds|thx|ty|warmly|take care|talk soon|speak soon"
        "|have a great day|have a nice day|have a good day|have a great weekend|have a nice weekend"
        "|mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss|freundliche grüße"
        "|freundliche grüsse|mit besten grüßen|mit besten grüssen|beste grüße|beste grüsse|besten gruß|viele grüße|viele grüsse"
        "|vielen dank|vielen dank und viele grüße|viele liebe grüße|liebe grüße|liebe grüsse|schöne grüße|herzliche grüße"
        "|herzliche grüsse|mit herzlichen grüßen|grüße|grüsse|gruß|gruss|danke|danke und gruß|vg|lg|mfg|bg|hochachtungsvoll"
        "|schönen tag noch|cordialement|bien cordialement|très cordialement|bien à vous|sincèrement|salutations"
        "|meilleures salutations|sincères salutations|salutations distinguées|bonne journée|belle journée|bonne réception|merci"
        "|merci d'avance|merci beaucoup|cdt|cdlt|bien à toi|amicalement|à bientôt"
        "|saludos|un saludo|saludos cordiales|un cordial saludo|cordialmente|cordiales saludos|atentamente|muy atentamente"
        "|gracias|muchas gracias|muchas gracias y saludos|un abrazo|cordiali saluti|distinti saluti|saluti|un saluto"
        "|grazie|grazie mille|buona giornata|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|hartelijke groet"
        "|hartelijke groeten|groet|groeten|groetjes|bedankt|mvg|atenciosamente|cumprimentos|com os melhores cumprimentos|abraços"
        "|abraço|obrigado|obrigada|med vänliga hälsningar|vänliga hälsningar|vänligen|hälsningar|bästa hälsningar|tack|mvh"
        "|med venlig hilsen|venlig hilsen|bedste hilsner|med vennlig hilsen|vennlig hilsen|hilsen|ystävällisin terveisin"
        "|terveisin|kiitos|z poważaniem|pozdrawiam|z wyrazami szacunku|dziękuję|s pozdravem|děkuji|с уважением|спасибо"
        "|saygılarımla|iyi çalışmalar|teşekkürler|此致|敬礼|谢谢|よろしくお願いします|よろしくお願いいたします|감사합니다"
    )
)
"""Lines that close a mail before the name."""

SENT_FROM = _phrases(
    r"sent from (?:my|mail|outlook|yahoo|proton|gmail|samsung|a|the)\b|sent (?:via|with) (?:\w+ ){0,2}(?:mobile|mail|app|phone|superhuman)"
    r"|get outlook for|gesendet (?:von|mit) (?:meine|mail|outlook|der|gmx|yahoo|proton)|von meine\w* .{2,50} gesendet"
    r"|hol dir outlook|outlook für (?:ios|android) beziehen|envoyé (?:de mon|depuis|à partir d|avec)|télécharger outlook|obtenir outlook"
    r"|enviado desde (?:mi|outlook|yahoo|correo|el correo)|obtener outlook|obtenga outlook|inviato da(?:l mio)?\b|ottieni outlook"
    r"|verzonden vanaf|verstuurd vanaf|outlook voor|skickat från|sendt fra|lähetetty \w*puhelim|wysłan[eo] z|odesláno z|enviado do meu"
    r"|从我的.{1,20}发送|发自我的|iphoneから送信|나의 iphone에서"
)
"""Patterns: how the lines of telephones and mail programs begin."""

DISCLAIMERS = _phrases(
    "intended solely for|intended only for|intended recipient|not the intended|are not the named addressee|received this e-mail in error"
    "|received this email in error|received this message in error|received this communication in error|received it in error"
    "|confidential and may be|may contain confidential|contains confidential|contain privileged|legally privileged"
    "|confidentiality notice|consider the environment before|think before you print|before printing this|scanned for viruses"
    "|virus-free|free from viruses|computer viruses|registered in england|registered office:|registered number|to unsubscribe"
    "|unsubscribe here|views or opinions expressed|opinions expressed in this|unauthorised use|unauthorized use|unauthorized review"
    "|vertrauliche und/oder|vertrauliche informationen|nicht der richtige adressat|nicht der beabsichtigte empfänger"
    "|irrtümlich erhalten|unbefugte weitergabe|bevor sie diese e-mail ausdrucken|amtsgericht|handelsregister|registergericht"
    "|sitz der gesellschaft|geschäftsführer:|geschäftsführung:|geschäftsführerin:|vorsitzender des aufsichtsrat|ust-id|ust.-id"
    "|umsatzsteuer-id|pas le destinataire|destinataire de ce message|confidentiels et|informations confidentielles"
    "|ce message par erreur|imprimer ce mail|imprimer cet e-mail|au capital de|no es el destinatario|información confidencial"
    "|recibido este mensaje por error|recibido este correo por error|destinatario di questo|informazioni riservate"
    "|ricevuto questo messaggio per errore|niet de geadresseerde|vertrouwelijke informatie|não é o destinatário"
    "|informações confidenciais|nota di riservatezza|avviso di riservatezza|aviso de confidencialidad|aviso de confidencialidade"
)
"""What no one writes in a mail by hand: a paragraph at its end that has it is a notice."""

BANNERS = _phrases(
    "this email originated from|this message originated from|this e-mail originated from|external email|external sender"
    "|email from outside|from outside of the organi|from outside the organi|do not click links|you don't often get email from"
    "|some people who received this message don't often|externe e-mail|externer absender|diese e-mail stammt von"
    "|diese e-mail kommt von|sie erhalten nicht oft|sie erhalten nicht häufig|e-mail externe|courriel externe|expéditeur externe"
    "|correo externo|remitente externo|no suele recibir correo|vous n'obtenez pas souvent|learn why this is important"
)
"""What gateways put above a mail."""

MONTHS: tuple[tuple[str, int], ...] = tuple(
    (stem, number)
    for number, stems in enumerate(
        (
            "jan|janv|ene|enero|gen|stycz|sty|янв|oca|led",
            "feb|febr|fév|fev|févr|luty|lut|фев|şub|úno",
            "mar|mär|mrz|mars|maart|mrt|maa|marz|мар|bře",
            "apr|avr|abr|kwi|апр|nis|dub|huh",
            "may|mai|mei|maj|mag|maio|mayo|май|мая|kvě|tou",
            "jun|juin|giu|cze|июн|haz|červn|kes",
            "jul|juil|lug|lip|июл|tem|červenc|hei",
            "aug|août|aoû|ago|sie|авг|ağu|srp|elo",
            "sep|sept|set|wrz|сен|eyl|zář|syy",
            "oct|okt|ott|out|paź|окт|eki|říj|lok",
            "nov|novem|lis|list|ноя|kas|marras",
            "dec|dez|déc|dic|des|gru|дек|ara|pros|jou",
        ),
        1,
    )
    for stem in stems.split("|")
)
"""How names of months begin; the longest that fits counts."""
