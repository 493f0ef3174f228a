"""Money and shares as they stand in a deal file, and back.

Money is a number in the units that people say (1200, 59.90), or a text with its currency ("1,200 EUR"). A share is
always a text with its sign ("7.5 %"): a bare 5 could be 5 or 500 percent.
"""

import re
from decimal import Decimal, InvalidOperation

from standfast.domain.deal import LARGEST_MINOR
from standfast.domain.errors import BadRequest
from standfast.domain.money import minor_digits

FIGURE = r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\.[0-9]{1,4})?"
WITH_CURRENCY = re.compile(rf"(?:(?P<before>[A-Z]{{3}}) ?)?(?P<figure>{FIGURE})(?: ?(?P<after>[A-Z]{{3}}))?")
PERCENT = re.compile(r"(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,40})?) ?%")


class Misfit(ValueError):
    """A figure that does not fit: `args` are what is wrong and what to write."""


def decimal_from(text: str) -> Decimal:
    """A number of the file, exactly; what is too long to be one is no number."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def minor_from(value: object, currency: str) -> int:
    """Read a sum.

    Args:
        value: as it stands in the file.
        currency: the deal's.

    Raises:
        Misfit: it is no sum, is of another currency, has more digits than the currency, or is too large.
    """
    if isinstance(value, str):
        value = _without_currency(value, currency)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise Misfit("this must be a sum of money", "Write a number, such as 1200 or 59.90")
    figure, digits = Decimal(value), minor_digits(currency)
    if figure.adjusted() > 20 or abs(figure.scaleb(digits)) > LARGEST_MINOR:
        raise Misfit("this sum is too large to be counted with", "Check the number of its digits")
    minor = figure.scaleb(digits)
    if minor != minor.to_integral_value():
        counted = f"{digits} digits" if digits else "no digits"
        raise Misfit(f"{currency} has {counted} after the point, and this has more", "Round it")
    return int(minor)


def figure_of(minor: int, currency: str) -> str:
    """A sum as it is written in the file: whole units without a point."""
    digits = minor_digits(currency)
    units = Decimal(minor).scaleb(-digits)
    return f"{units:.0f}" if minor % 10**digits == 0 else f"{units:.{digits}f}"


def share_from(value: object) -> float:
    """Read a percentage as a share in [0, 1].

    Raises:
        Misfit: it is no text with a percent sign, or over 100 %.
    """
    found = PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    share = Decimal(found["figure"]).scaleb(-2) if found else Decimal(2)
    if share > 1:
        raise Misfit("this must be a percentage from 0 to 100", 'Write it with its sign, such as "5 %"')
    return float(share)


def percent_of(share: float) -> str:
    """A share as it is written in the file; reading it gives the same share."""
    figure = f"{Decimal(repr(share)).scaleb(2):f}"
    return f"{figure.rstrip('0').rstrip('.') if '.' in figure else figure} %"


def _without_currency(text: str, currency: str) -> Decimal:
    found = WITH_CURRENCY.fullmatch(text.strip())
    if found is None:
        raise Misfit("this must be a sum of money", f'Write a number, such as 1200, or "1,200 {currency}"')
    for named in filter(None, (found["before"], found["after"])):
        if named != currency:
            what = f"this is in {named}, and the deal is in {currency}: one deal is counted in one currency"
            raise Misfit(what, f"Write it in {currency}")
    return Decimal(found["figure"].replace(",", ""))


def typed_minor(text: str, currency: str) -> int:
    """Read a sum as a person types it: not below zero, with or without the currency.

    Raises:
        BadRequest: it does not fit.
    """
    try:
        minor = minor_from(text, currency)
    except Misfit as misfit:
        raise BadRequest(misfit.args[0], f"“{text}”", misfit.args[1]) from misfit
    if minor < 0:
        raise BadRequest("a sum below zero does not fit here", f"“{text}”", "Write it without the minus")
    return minor


def typed_share(text: str) -> float:
    """Read a percentage as a person types it, with or without its sign.

    Raises:
        BadRequest: it is none, or over 100 %.
    """
    try:
        return share_from(text if "%" in text else f"{text} %")
    except Misfit as misfit:
        raise BadRequest(misfit.args[0], f"“{text}”", misfit.args[1]) from misfit
