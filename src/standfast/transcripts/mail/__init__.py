"""Mail → `Call`: single files (.eml, .msg), mailboxes (.mbox), and threads pasted as text.

Four readers (`eml`, `mbox`, `msg`, `pasted`) turn their bytes into `message.Mail`s and know nothing of threads;
`calls.calls_from` does the rest for all of them:

    bytes ─mime · mapi→ Mail ─quotes→ own words, quoted mails ─threads · history→ one order ─calls→ Call

A mail is one turn. Its own words are what is left when quoted history (`quotes`), banners, signatures and disclaimers
(`endings`) are gone. A mail that only the quoted history of another one holds becomes a turn of its own, for a seller
usually saves just the last mail of a thread.

mail-parser-reply was measured for this and does not do: version 1.36 cuts a mail off at a line that begins with
"Thanks," or "- ", which is where prices stand, gives up answers written between quoted lines, misses Gmail's Spanish
and French heads, and takes time with the square of a line's length.
"""
