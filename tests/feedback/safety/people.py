"""Invented people who answer, each word of whom can be traced in the tests; and who stands behind what a cell shows."""

from itertools import combinations
from random import Random

from hypothesis import strategies as st

from feedback.pooling import atoms
from feedback.questions import Question
from feedback.snapshots import Given, Group, build
from feedback.thresholds import Thresholds

KEYS = ("teammate", "lead", "client", "partner", "other")
CHOICES = (("promises", "Keeps promises"), ("quality", "Quality"), ("learning", "Learns"))
QUESTIONS = {question.key: question for question in (
    Question("promises", "scale", "Keeps promises", competency="promises", anchors=("never", "mostly", "always")),
    Question("fair", "agree", "Used fair reasons", competency="fair"),
    Question("strengths", "pick", "Strengths", choices=CHOICES),
    Question("relation", "choice", "The relation", choices=(("better", "Better"), ("worse", "Worse"))),
    Question("again", "yes_no", "Again?"),
    Question("hours", "number", "Hours saved"),
    Question("advice", "text", "One advice"),
    Question("moment", "sbi", "A moment"),
    Question("lines", "keep", "Keep, more, differently"),
)}  # fmt: skip
SCORES = st.integers(1, 5)


@st.composite
def values(draw, question, person):
    """An answer whose words all begin with the person."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from([None, {"not_seen": True}])) if question.kind in ("scale", "agree") else None
    return draw(ANSWERS[question.kind](question, person))


def cards(person, part, most=2):
    return st.integers(0, most).map(lambda n: [f"{person} {part} {i}" for i in range(n)])


def occasions(person):
    return cards(person, "cards").map(lambda found: [{"situation": card, "request": ""} for card in found])


def picks(question, most):
    options = [value for value, _ in question.options]
    return st.lists(st.sampled_from(options), min_size=1, max_size=most, unique=True)


ANSWERS = {
    "scale": lambda question, person: st.builds(dict, score=SCORES),
    "agree": lambda question, person: st.builds(dict, score=SCORES),
    "pick": lambda question, person: st.builds(dict, picked=picks(question, 3)),
    "choice": lambda question, person: st.builds(dict, picked=picks(question, 1)),
    "yes_no": lambda question, person: st.builds(
        dict, picked=picks(question, 1), why=st.sampled_from(["", f"{person} why 0"])
    ),
    "number": lambda question, person: st.builds(dict, number=st.integers(0, 40)),
    "text": lambda question, person: st.builds(dict, cards=cards(person, "cards")),
    "sbi": lambda question, person: st.builds(dict, cards=occasions(person)),
    "keep": lambda question, person: st.builds(
        dict, **{part: cards(person, part) for part in ("keep", "more", "differently")}
    ),
}


@st.composite
def forms(draw):
    """Some groups, asked mostly the same."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    questions = draw(st.lists(st.sampled_from([*QUESTIONS.values()]), min_size=1, max_size=3, unique=True))
    form = st.just(questions) | st.lists(st.sampled_from(questions), unique=True)
    return [Group(key, False, 9, tuple(draw(form))) for key in keys]


SIZES = st.integers(0, 3) | st.integers(0, 7)
COUNTS = st.sampled_from([True] * 5 + [False])


@st.composite
def crowds(draw, groups):
    """Who answered, as (person, Given)."""
    return [
        draw(answering(group, f"{group.key}{number}"))
        for group in groups
        for number in range(draw(SIZES))
    ]  # fmt: skip


@st.composite
def answering(draw, group, person):
    answers = {question.key: draw(values(question, person)) for question in group.questions}
    return person, Given(group.key, answers, draw(COUNTS))


def thresholds():
    return st.sampled_from([Thresholds(3, 3), Thresholds(3, 5), Thresholds(4, 4)])


def snapshot(groups, crowd, limits=None, seed=0, own=None):
    given = [giver for _, giver in crowd]
    return build(groups, given, own, limits or Thresholds(), Random(seed))


def behind(crowd, question, cell, part=None):
    """The people of whom the cell holds an answer, or something in this part of it."""
    return frozenset(
        person
        for person, giver in crowd
        if giver.group in cell["groups"]
        and any(part in (None, atom.part) for atom in atoms(QUESTIONS[question["key"]], giver.answers.get(question["key"])))
    )  # fmt: skip


def counting(crowd, people):
    return frozenset(person for person, giver in crowd if giver.counts and person in people)


def writers(found):
    """Whose words these are, told by the words alone."""
    return frozenset((card["situation"] if isinstance(card, dict) else card).split()[0] for card in found)


def families(made, crowd):
    """Sets of people that can be set against each other: (least, sets) per question, and per part with words."""
    for question in made["questions"]:
        limit = "text" if question["kind"] in ("text", "sbi", "keep") else "score"
        yield made["thresholds"][limit], [behind(crowd, question, cell) for cell in question["cells"]]
        for part in {part for cell in question["cells"] for part in cell["cards"]}:
            cells = [cell["cards"][part] for cell in question["cells"] if part in cell["cards"]]
            yield made["thresholds"]["text"], [writers(cards) for cards in cells]


def unions(sets):
    """Every union of some of the sets, and nobody."""
    sets = list(set(sets))
    return {frozenset().union(*some) for size in range(len(sets) + 1) for some in combinations(sets, size)}


def left_over(results):
    """What remains of a union of cells of one result without a union of cells of the others, where that is a few."""
    return [
        whole - taken
        for number, cells in enumerate(results)
        for whole in unions(cells)
        for taken in unions([cell for other in results[:number] + results[number + 1 :] for cell in other])
        if 0 < len(whole - taken) < 3
    ]
