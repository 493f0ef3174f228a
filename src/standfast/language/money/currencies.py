"""Signs, codes and words of currencies, and how many minor units each has."""

import re

from standfast.domain.money import minor_digits

_CODES = (
    "AED|AUD|BHD|BRL|CAD|CHF|CLP|CNY|CZK|DKK|EGP|EUR|GBP|GHS|HKD|HUF|IDR|ILS|INR|ISK|JPY|KES|KRW|KWD|MAD|MXN|MYR|NGN"
    "|NOK|NZD|OMR|PHP|PKR|PLN|QAR|RON|SAR|SEK|SGD|THB|TND|TRY|TWD|TZS|UAH|UGX|USD|VND|ZAR"
)
_SIGNS = {
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "r$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "¥": "JPY",
    "₦": "NGN",
    "₩": "KRW",
    "₺": "TRY",
    "₪": "ILS",
    "₱": "PHP",
    "₫": "VND",
    "₴": "UAH",
    "₵": "GHS",
    "zł": "PLN",
    "rs": "INR",
    "rs.": "INR",
    "r": "ZAR",
    "rm": "MYR",
    "ksh": "KES",
    "dh": "AED",
    "dhs": "AED",
    "fr.": "CHF",
    "sfr": "CHF",
}
_WORDS = {
    "bucks": "USD",
    "buck": "USD",
    "quid": "GBP",
    "sterling": "GBP",
    "euro": "EUR",
    "euros": "EUR",
    "rupee": "INR",
    "rupees": "INR",
    "rs": "INR",
    "dirham": "AED",
    "dirhams": "AED",
    "dhs": "AED",
    "naira": "NGN",
    "rand": "ZAR",
    "rands": "ZAR",
    "shilling": "KES",
    "shillings": "KES",
    "cedi": "GHS",
    "cedis": "GHS",
    "zł": "PLN",
    "zloty": "PLN",
    "zlotys": "PLN",
    "złoty": "PLN",
    "złotych": "PLN",
    "riyal": "SAR",
    "riyals": "SAR",
    "reais": "BRL",
    "yen": "JPY",
    "yuan": "CNY",
    "rmb": "CNY",
    "won": "KRW",
    "peso": "MXN",
    "pesos": "MXN",
    "ringgit": "MYR",
    "shekel": "ILS",
    "shekels": "ILS",
    "lira": "TRY",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
}
_FAMILIES = {
    "dollar": ("USD", frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN"})),
    "krone": ("SEK", frozenset({"SEK", "NOK", "DKK", "ISK", "CZK"})),
    "franc": ("CHF", frozenset({"CHF"})),
    "pound": ("GBP", frozenset({"GBP", "EGP"})),
}
"""Words that several currencies share: the talk's own currency decides, else the first."""
_SHARED = {
    "$": "dollar",
    "dollar": "dollar",
    "dollars": "dollar",
    "dollers": "dollar",
    "kr": "krone",
    "kr.": "krone",
    "kronor": "krone",
    "kroner": "krone",
    "franc": "franc",
    "francs": "franc",
    "pound": "pound",
    "pounds": "pound",
}
_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z])(?:US|AU|A|CA|C|NZ|S|HK|R)?\$|[€£₹¥₦₩₺₪₱₫₴₵]|(?<![A-Za-z])(?:{_CODES}|Rs\.?|RM|KSh|Dhs?|SFr|Fr\.|kr\.?|R))\s?$",
)
_AFTER = re.compile(
    rf"\s?(?:\$|€|£|₹|zł\b|kr\b\.?(?!\s?\d)|(?:{_CODES})\b)"
    rf"|[\s-]+(?:{'|'.join(sorted((w for w in (*_WORDS, *_SHARED) if w.isalpha()), key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_CENTS = re.compile(r"(?:\s?¢|\s+(?:cents?|pence|paise)\b)", re.IGNORECASE)
_WEIGHT = re.compile(r"\b(?:weigh|weight|heavy|lbs?|lift|pounds (?:of|each way))", re.IGNORECASE)


def to_minor(major: float, currency: str | None) -> int:
    """A sum in minor units of its currency; two digits where no currency is known."""
    return round(major * 10.0 ** minor_digits(currency))


def sign_before(text: str, start: int, talk_currency: str | None) -> tuple[int, str] | None:
    """The sign or code that ends right before `start`: where it begins, and the currency."""
    match = _BEFORE.search(text, max(0, start - 5), start)
    return None if match is None else (match.start(), _currency_of(match.group(), talk_currency))


def word_after(text: str, end: int, talk_currency: str | None) -> tuple[int, str] | None:
    """The sign, code or word that begins right after `end`: where it ends, and the currency.

    "Pounds" in a talk held in another currency, or in one about weight, are no money.
    """
    match = _AFTER.match(text, end)
    if match is None:
        return None
    name = match.group().strip(" -").lower()
    if name in {"pound", "pounds"} and (talk_currency not in {None, "GBP", "EGP"} or _WEIGHT.search(text)):
        return None
    return match.end(), _currency_of(name, talk_currency)


def cents_after(text: str, end: int) -> int | None:
    """Where a word for hundredths that begins at `end` ends."""
    match = _CENTS.match(text, end)
    return None if match is None else match.end()


def _currency_of(name: str, talk_currency: str | None) -> str:
    name = name.strip(" -").lower()
    if name in _SHARED:
        default, family = _FAMILIES[_SHARED[name]]
        return talk_currency if talk_currency in family and talk_currency else default
    return _SIGNS.get(name) or _WORDS.get(name) or name.upper()
