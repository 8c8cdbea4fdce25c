"""What the tests of looking back share: a charter in force, and people who mark its agreements."""

from charters.actions import charter_reviewing as reviewing
from charters.agreements import Answer, agreements_of
from charters.records import content_of


def clauses_of(version):
    return agreements_of(content_of(version))


def key_of(version, heading) -> str:
    return next(one.key for one in clauses_of(version) if one.heading == heading)


def same_for_all(version, *answer) -> dict[str, Answer]:
    """One answer to every agreement."""
    return {one.key: Answer(*answer) for one in clauses_of(version)}


def opened(version, by=None):
    return reviewing.open_charter_review(version.charter, by=by or version.team.ann)


def closed(version, *answers):
    """Ann, Bo and Cy hand in one answer each for everything; with fewer of them Ann closes it."""
    review, team = opened(version), version.team
    people = (team.ann, team.bo, team.cy)[: len(answers)]
    for person, answer in zip(people, answers, strict=True):
        reviewing.hand_in_marks(review, same_for_all(version, *answer), by=person)
    review.refresh_from_db()
    return review if review.state == "closed" else reviewing.close_charter_review(review, by=team.ann)
