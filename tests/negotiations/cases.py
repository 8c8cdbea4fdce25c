"""Negotiations with known answers, as problems: two from the teaching literature and the smallest odd ones.

New Recruit is the public variant with 14,800 points (MIT licence); Employment is Thompson's.
"""

from negotiations.analysis.problem import Issue, Link, Option, Problem

NEW_RECRUIT = {
    "Salary": {
        "60,000": (-6000, 0), "58,000": (-4500, -1500), "56,000": (-3000, -3000), "54,000": (-1500, -4500), "52,000": (0, -6000),
    },
    "Bonus": {"10%": (0, 4000), "8%": (1000, 3000), "6%": (2000, 2000), "4%": (3000, 1000), "2%": (4000, 0)},
    "Division": {"A": (0, 0), "B": (-600, -600), "C": (-1200, -1200), "D": (-1800, -1800), "E": (-2400, -2400)},
    "Car": {"1st": (1200, 1200), "2nd": (900, 900), "3rd": (600, 600), "4th": (300, 300), "none": (0, 0)},
    "Start": {"1 June": (1600, 0), "15 June": (1200, 1000), "1 July": (800, 2000), "15 July": (400, 3000), "1 August": (0, 4000)},
    "Vacation": {"30 days": (0, 1600), "25 days": (1000, 1200), "20 days": (2000, 800), "15 days": (3000, 400), "10 days": (4000, 0)},
    "Moving": {"100%": (0, 3200), "90%": (200, 2400), "80%": (400, 1600), "70%": (600, 800), "60%": (800, 0)},
    "Insurance": {"1": (0, 800), "2": (800, 600), "3": (1600, 400), "4": (2400, 200), "5": (3200, 0)},
}  # fmt: skip

# Weights in percent, employee and employer; the employee's best option first, the last of the second is best for both.
EMPLOYMENT = {
    "Signing bonus": (41, 17, ["10%", "8%", "6%", "4%", "2%"]),
    "Job assignment": (8, 8, ["E", "D", "C", "B", "A"]),
    "Moving": (28, 6, ["100%", "90%", "80%", "70%", "60%"]),
    "Insurance": (6, 28, ["100%", "75%", "50%", "25%", "0%"]),
    "Salary": (17, 41, ["40,000", "38,000", "36,000", "34,000", "32,000"]),
}

MIDDLE = (2,) * 8


def new_recruit(*, own_reservation=None, other_reservation=None):
    """Recruiter (own) and candidate (other): 390,625 packages; 14,800 points together at best."""
    issues = [issue(name, *options.values(), names=list(options)) for name, options in NEW_RECRUIT.items()]
    return Problem(tuple(issues), own_reservation, other_reservation)


def employment(*, own_reservation=None, other_reservation=None):
    """Employee (own) and employer (other), totals in hundredths of a percent: 3,125 packages; 77% for both at best."""
    issues = []
    for name, (own, other, options) in EMPLOYMENT.items():
        levels = [100, 75, 50, 25, 0]
        theirs = levels if name == "Job assignment" else levels[::-1]
        pairs = [(own * mine, other * yours) for mine, yours in zip(levels, theirs, strict=True)]
        issues.append(issue(name, *pairs, names=options))
    return Problem(tuple(issues), own_reservation, other_reservation)


def price_talk(*, step=5000):
    """One issue, a price from 0 to 45,000: what one side gets, the other loses."""
    prices = range(0, 45_001, step)
    options = [(price, 45_000 - price) for price in prices]
    return Problem((issue("Price", *options, names=[f"{price:,}" for price in prices]),))


def issue(name, *pairs, names=None):
    """An issue from its (own, other) pairs; the options are called by `names` or by their numbers."""
    names = names or [str(number) for number in range(len(pairs))]
    return Issue(name, tuple(Option(option, own, other) for option, (own, other) in zip(names, pairs, strict=True)))


def problem(*issues, **rest):
    """A problem from lists of (own, other) pairs, one list for each issue."""
    return Problem(tuple(issue(str(number), *pairs) for number, pairs in enumerate(issues)), **rest)


def swapped(problem):
    """The same negotiation seen from the other side."""
    return Problem(
        tuple(Issue(one.name, tuple(Option(o.name, o.other, o.own) for o in one.options)) for one in problem.issues),
        problem.other_reservation,
        problem.own_reservation,
        tuple(Link(link.choices, link.other, link.own) for link in problem.links),
        problem.exclusions,
    )
