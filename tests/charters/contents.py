"""Texts of charters as hypothesis draws them: two that share some clauses, and what writers may do to one."""

from dataclasses import replace

from hypothesis import strategies as st

from charters.content import Clause, Content
from charters.due import parse
from charters.kinds import KINDS, children_of

WORDS = st.sampled_from(
    ["", "one", "two words", "a third, longer text", "“100 %”", "שלום", "<b>bold</b>", "line\nbreak"]
)
VALUES = {
    "due": st.sampled_from([None, "2026-06-12", "12.6.2026", "Q3 2026", "TBD"]).map(lambda text: parse(text or "")),
    "number": st.sampled_from([None, 0, 2, 7.5]),
    "yes": st.booleans(),
    "day": st.sampled_from(["", "2026-06-12"]),
    "letters": st.dictionaries(st.sampled_from("abc"), st.sampled_from(["A", "R", "A/R"]), max_size=2),
    "clause": st.sampled_from(["", "a", "b"]),
}
TOP = [name for name, kind in KINDS.items() if not kind.parent]
# Accounts behind holders; an account called Bo is in most teams.
PEOPLE = [None, "ann", "bo", "cy"]
# Most clauses of few kinds, so that they have siblings; and what exists once, more than once.
OFTEN = ["goal", "role", "deliverable", "purpose"]


def clause(key, kind, parent="", gap="", person=None, **values):
    empty = {field.name: field.empty for field in KINDS[kind].fields}
    return Clause(key, kind, empty | values, parent, gap, person)


@st.composite
def clauses(draw, key, kind, parent=""):
    values = {field.name: draw(VALUES.get(field.type, WORDS)) for field in KINDS[kind].fields}
    person = draw(st.sampled_from(PEOPLE)) if kind == "assignment" else None
    return clause(key, kind, parent, draw(st.sampled_from(["", "a gap"])), person, **values)


@st.composite
def contents(draw):
    """Few keys, so that two contents share some, at other places, under other parents or as other kinds."""
    keys = draw(
        st.permutations("abcdefghij").flatmap(lambda all_keys: st.integers(0, 10).map(lambda most: all_keys[:most]))
    )
    made = []
    for key in keys:
        places = [("", draw(st.sampled_from(OFTEN))), ("", draw(st.sampled_from([*OFTEN, *TOP])))] + [
            (one.key, child.name) for one in made for child in children_of(one.kind)
        ]
        parent, kind = draw(st.sampled_from(places))
        made.append(draw(clauses(key, kind, parent)))
    return Content(draw(WORDS), made)


HARBOUR = Content("Harbour App charter", [
    clause("purpose", "purpose", text="One app for tickets and delays."),
    clause("dates", "dates", starts=parse("1 January 2027"), ends=parse("31 December 2027")),
    clause("shown", "goal", statement="Four of five delays are shown.", due=parse("31 March 2027")),
    clause("sold", "goal", statement="Half of all tickets are sold in the app.", serves="shown"),
    clause("in", "in_scope", text="Delay notices."), clause("out", "out_of_scope", text="Ticket machines."),
    clause("keeper", "role", title="Release keeper", decision_right="Whether a release goes out", seats=1, hours=24),
    clause("testing", "accountability", "keeper", text="Testing each release"),
    clause("texts", "not_accountable_for", "keeper", text="Writing letters"),
    clause("bos", "assignment", "keeper", person="bo", name="Bo"),
    clause("liaison", "role", title="Harbour liaison", hours=12),
    clause("meeting", "accountability", "liaison", text="Meeting the harbour master"),
    clause("reports", "accountability", "liaison", text="Collecting reports"),
    clause("cys", "assignment", "liaison", person="cy", name="Cy"),
    clause("kims", "assignment", "liaison", name="Dr. Kim"),
    clause("vacant", "role", title="Deputy"),
    clause("pilot", "deliverable", title="Pilot", due=parse("26 February 2027"), owner="Bo", letters={"liaison": "A", "keeper": "R"}),
    clause("launch", "deliverable", title="Launch", due=parse("Q3 2027"), owner="The harbour"),
    clause("first", "milestone", title="First passengers", due=parse("15 February 2027"), owner="Cy"),
    clause("second", "milestone", title="Second line", due=parse("TBD")),
    clause("review", "expectation", what="A second look at each change", from_whom="Release keeper", to_whom="Cy"),
    clause("hours", "expectation", what="Each of us keeps the hours"),
    clause("mornings", "working_agreement", text="Reviews before 11:00"),
    clause("chat", "communication_agreement", channel="Chat", respond_within="4 hours"),
    clause("weekly", "meeting", title="Weekly look", when="Tuesdays 10:00 UTC"),
    clause("rule", "decision_rule", rule="consent", tie_break="The lead decides."),
    clause("talk", "conflict_step", what="The two talk"), clause("third", "conflict_step", what="A third listens"),
    clause("late", "contingency", trigger="a date slips", response="its owner tells the lead", actor="Bo"),
    clause("riders", "stakeholder", name="Passengers", why="They wait"),
    clause("owners", "stakeholder", name="The harbour", why="It pays"),
    clause("money", "section", gap="budget: 3000", title="Money", text="Travel to the piers is paid by the harbour."),
    clause("house", "section", title="The house", text="We do not smoke, or drink."),
])  # fmt: skip
# What people are called; two are called Dee.
NAMES = {"ann": "ann", "bo": "bo", "cy": "cy"}
WRITTEN = st.sampled_from([
    "", "Bo", "Cy", "Ann", "Release keeper", "Deputy", "Everyone", "travel to the piers is paid by the Harbour",
    "We do not smoke or drink", "We do not smoke; or drink!", "We do smoke, or drink.", "Sunday work is paid.",
])  # fmt: skip
TYPED = VALUES | {
    "letters": st.dictionaries(st.sampled_from(["keeper", "liaison", "vacant"]), st.sampled_from(["A", "R", "C"]))
}


@st.composite
def steps(draw, content, number=0):
    """The text after one thing that a writer does to it."""
    deeds = [retitled, written_anew, written_anew, spelled_anew, removed, begun, moved_up, handed_on, linked]
    return draw(st.sampled_from(deeds))(draw, content, number)


def retitled(draw, content, _number):
    return Content(draw(WRITTEN), content.clauses)


def written_anew(draw, content, _number):
    if not content.clauses:
        return content
    one = draw(st.sampled_from(content.clauses))
    field = draw(st.sampled_from(KINDS[one.kind].fields))
    return put(content, replace(one, values=one.values | {field.name: draw(TYPED.get(field.type, WRITTEN))}))


def spelled_anew(draw, content, _number):
    """As a corrector does, in any text."""
    texts = [
        (one, name) for one in content.clauses for name, words in one.values.items() if words and isinstance(words, str)
    ]
    if not texts:
        return content
    one, name = draw(st.sampled_from(texts))
    corrected = draw(
        st.sampled_from([str.upper, str.lower, lambda words: f"{words}.", lambda words: words.replace(",", "")])
    )
    gap = draw(st.sampled_from([one.gap, ""]))
    return put(content, replace(one, values=one.values | {name: corrected(one[name])}, gap=gap))


def removed(draw, content, _number):
    key = draw(st.sampled_from([*content.by_key, "none"]))
    return Content(content.title, [one for one in content.clauses if key not in (one.key, one.parent)])


def begun(draw, content, number):
    roles = [role.key for role in content.of("role")]
    places = [(name, "") for name, kind in KINDS.items() if not kind.parent and not (kind.single and content.one(name))]
    places += [(child.name, role) for role in roles for child in children_of("role")]
    kind, parent = draw(st.sampled_from(places))
    values = {field.name: draw(TYPED.get(field.type, WRITTEN)) for field in KINDS[kind].fields}
    person = draw(st.sampled_from(PEOPLE)) if kind == "assignment" else None
    new = clause(f"new{number}", kind, parent, "", person, **values)
    return Content(content.title, [one for one in content.clauses if one.key != new.key] + [new])


def moved_up(draw, content, _number):
    order = list(content.clauses)
    at, to = (draw(st.integers(0, max(len(order) - 1, 0))) for _ in "12")
    if order:
        order.insert(to, order.pop(at))
    return Content(content.title, order)


def handed_on(draw, content, _number):
    """A part of a role goes to another role."""
    parts, roles = [one for one in content.clauses if one.parent], [role.key for role in content.of("role")]
    if not parts or not roles:
        return content
    return put(content, replace(draw(st.sampled_from(parts)), parent=draw(st.sampled_from(roles))))


def linked(draw, content, _number):
    """Another account behind a holder, and perhaps another place in the list."""
    holders = [one for one in content.clauses if one.kind == "assignment"]
    if not holders:
        return content
    one = replace(draw(st.sampled_from(holders)), person=draw(st.sampled_from(PEOPLE)))
    return moved_up(draw, put(content, one), 0) if draw(st.booleans()) else put(content, one)


def put(content, new):
    return Content(content.title, [new if one.key == new.key else one for one in content.clauses])
