"""Options that need each other in a circle, so that none of them can be granted first."""

from standfast.domain.deal import Deal

Node = tuple[int, int]
"""A term and one of its options."""


def circle_of_needs(deal: Deal) -> tuple[Node, ...]:
    """Find options each of which needs the next, the last the first; empty where there are none.

    Only rules with one term under `when` count: with more, what is needed first depends on the rest of the package.
    """
    left = _needs(deal)
    while ends := [node for node, needed in left.items() if not needed & left.keys()]:
        for node in ends:
            del left[node]
    way = [min(left)] if left else []
    while way:
        following = min(left[way[-1]] & left.keys())
        if following in way:
            return tuple(way[way.index(following) :])
        way.append(following)
    return ()


def _needs(deal: Deal) -> dict[Node, set[Node]]:
    needs: dict[Node, set[Node]] = {}
    for rule in deal.ours.rules:
        if len(rule.when) == 1:
            needed = {(choice.term, option) for choice in rule.needs for option in choice.options}
            for option in rule.when[0].options:
                needs.setdefault((rule.when[0].term, option), set()).update(needed)
    return needs
