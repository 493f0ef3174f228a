"""What of a deal may be shown to the customer. The one place where the seller's deal becomes the customer's."""

from collections.abc import Sequence

from standfast.domain.deal import Deal
from standfast.domain.shared_deal import SharedDeal, SharedTerm, SharedValue
from standfast.engines.negotiate.worth import contract_minor, discount_minor, opening_package


def shared_deal(deal: Deal, package: Sequence[int] | None = None) -> SharedDeal:
    """Show one package: the options on the table, what they pay, and the value case. Nothing else goes through.

    Args:
        deal: the seller's deal.
        package: shape (n_terms,), one option a term; without it what the seller opens with.
    """
    chosen = opening_package(deal) if package is None else package
    return SharedDeal(
        title=deal.title,
        customer=deal.customer,
        currency=deal.currency,
        list_minor=deal.price.list_minor,
        per=deal.price.per,
        terms=tuple(
            SharedTerm(name=term.name, option=term.options[option].name)
            for term, option in zip(deal.terms, chosen, strict=True)
        ),
        amount_minor=contract_minor(deal, chosen) - discount_minor(deal, chosen),
        value=tuple(
            SharedValue(
                kind=line.kind.value,
                money_minor=line.money_minor,
                weeks=line.weeks,
                statement=line.statement,
                source=line.source.value,
            )
            for line in deal.value
        ),
    )
