"""How large each change is and who signs it: kind by kind, field by field, sign by sign."""

from dataclasses import replace

import pytest

from charters.content import Content
from charters.due import parse
from charters.kinds import KINDS
from charters.materiality import EDITORIAL, MATERIAL, SCOPED, spelled_alike, weigh
from tests.charters.contents import HARBOUR, NAMES, clause, put

ALL = None  # everybody signs, nobody is picked out
NO_ONE = set()  # the change names nobody; the leads sign


def changed(key, **values):
    one = HARBOUR.by_key[key]
    return put(HARBOUR, replace(one, values=one.values | values))


def without(*keys):
    return Content(HARBOUR.title, [one for one in HARBOUR.clauses if not {one.key, one.parent} & set(keys)])


def with_(*new):
    return Content(HARBOUR.title, [*HARBOUR.clauses, *new])


def moved(key, to):
    """The clause takes the place of another one, which stands behind it."""
    rest = [one for one in HARBOUR.clauses if one.key != key]
    at = [one.key for one in rest].index(to)
    return Content(HARBOUR.title, [*rest[:at], HARBOUR.by_key[key], *rest[at:]])


def weighed(new, old=HARBOUR):
    return weigh(old, new, NAMES)


def size_and_people(new, old=HARBOUR):
    verdict = weighed(new, old)
    people = ALL if verdict.size == MATERIAL else set(verdict.named)
    return verdict.size, people


# The clause of HARBOUR of each kind whose fields are changed below.
OF_KIND = {one.kind: one.key for one in reversed(HARBOUR.clauses)}
ROLE, SEAT, DAY, LETTERS, OWNER, ENDS = (
    "It is the work of whoever holds the role: they sign.",
    "It says who holds a role: whoever is named signs.",
    "It moves a day: whoever does the work (R) and answers for it (A) signs.",
    "It moves a RACI letter: the roles concerned and whoever answers for it sign.",
    "It says who looks after this: they sign.",
    "It is an expectation between people: both sides sign.",
)
SCOPED_FIELDS = {
    ("role", "hours"): ({"bo"}, ROLE), ("role", "term"): ({"bo"}, ROLE),
    ("accountability", "text"): ({"bo"}, ROLE), ("not_accountable_for", "text"): ({"bo"}, ROLE),
    ("assignment", "name"): ({"bo", "ann"}, SEAT), ("assignment", "handle"): ({"bo"}, SEAT),
    ("assignment", "affiliation"): ({"bo"}, SEAT), ("assignment", "share"): ({"bo"}, SEAT),
    ("assignment", "hours"): ({"bo"}, SEAT), ("assignment", "term_ends"): ({"bo"}, SEAT),
    ("assignment", "former"): ({"bo"}, SEAT), ("assignment", "note"): ({"bo"}, SEAT),
    ("expectation", "what"): ({"bo", "cy"}, ENDS), ("expectation", "from_whom"): ({"bo", "ann", "cy"}, ENDS),
    ("expectation", "to_whom"): ({"bo", "ann", "cy"}, ENDS), ("expectation", "measure"): ({"bo", "cy"}, ENDS),
    ("expectation", "category"): ({"bo", "cy"}, ENDS),
    ("deliverable", "due"): ({"bo", "cy"}, DAY), ("deliverable", "owner"): ({"bo", "ann"}, OWNER),
    ("deliverable", "letters"): ({"bo", "cy"}, LETTERS),
    ("milestone", "due"): ({"cy"}, DAY), ("milestone", "owner"): ({"ann", "cy"}, OWNER),
}  # fmt: skip
MATERIAL_FIELDS = {
    ("purpose", "text"), ("dates", "starts"), ("dates", "ends"),
    ("goal", "statement"), ("goal", "measure"), ("goal", "due"), ("goal", "of"), ("goal", "serves"),
    ("in_scope", "text"), ("out_of_scope", "text"),
    ("role", "title"), ("role", "purpose"), ("role", "decision_right"), ("role", "seats"),
    ("deliverable", "title"), ("deliverable", "description"), ("deliverable", "acceptance_criteria"),
    ("deliverable", "group"), ("deliverable", "status"),
    ("milestone", "title"), ("milestone", "description"), ("milestone", "group"),
    ("working_agreement", "text"), ("working_agreement", "title"), ("working_agreement", "topic"),
    ("working_agreement", "owner"), ("working_agreement", "review_on"),
    ("communication_agreement", "channel"), ("communication_agreement", "use_for"), ("communication_agreement", "urgency"),
    ("communication_agreement", "respond_within"), ("communication_agreement", "quiet_hours"),
    ("communication_agreement", "owner"), ("communication_agreement", "review_on"),
    ("meeting", "title"), ("meeting", "when"), ("meeting", "text"),
    ("decision_rule", "rule"), ("decision_rule", "tie_break"), ("decision_rule", "text"),
    ("conflict_step", "what"), ("conflict_step", "within"), ("conflict_step", "who"),
    ("contingency", "trigger"), ("contingency", "response"), ("contingency", "actor"),
    ("stakeholder", "name"), ("stakeholder", "why"), ("section", "title"), ("section", "text"),
}  # fmt: skip
OTHER = {
    "title": "Ann", "line": "Ann", "text": "Ann", "who": "Ann", "due": parse("1 May 2027"), "day": "2027-05-01",
    "number": 3, "yes": True, "letters": {"liaison": "A", "keeper": "C"}, "clause": "sold",
}  # fmt: skip


def another(kind, field):
    """A value of this field that HARBOUR does not have."""
    return next(iter(dict(field.choices))) if field.type == "choice" else OTHER[field.type]


FIELDS = [(kind.name, field.name) for kind in KINDS.values() for field in kind.fields]


def test_each_field_of_each_kind_has_its_row():
    assert sorted([*SCOPED_FIELDS, *MATERIAL_FIELDS]) == sorted(FIELDS)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_another_value_of_a_field_is_this_large_and_signed_by(kind, field):
    new = changed(OF_KIND[kind], **{field: another(kind, KINDS[kind].by_name[field])})
    [item] = weighed(new).items
    if (kind, field) in SCOPED_FIELDS:
        people, why = SCOPED_FIELDS[kind, field]
        assert (item.size, item.people, item.why) == (SCOPED, people, why)
    else:
        why = f"{KINDS[kind].label}: everybody agreed to it, so everybody signs."
        assert (item.size, item.people, item.why) == (MATERIAL, None, why)


WHOLE = {
    "accountability": (SCOPED, {"bo"}), "not_accountable_for": (SCOPED, {"bo"}), "assignment": (SCOPED, {"bo"}),
    "expectation": (SCOPED, {"bo", "cy"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_clause_that_goes_or_comes_is_this_large(kind):
    gone = without(OF_KIND[kind])
    expected = WHOLE.get(kind, (MATERIAL, ALL))
    assert size_and_people(gone) == expected
    assert size_and_people(HARBOUR, old=gone) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_import_kept_beside_a_clause_weighs_as_the_clause(kind):
    one = HARBOUR.by_key[OF_KIND[kind]]
    kept = put(HARBOUR, replace(one, gap="quorum: two thirds"))
    assert size_and_people(HARBOUR, old=kept) == WHOLE.get(kind, (MATERIAL, ALL))


ORDER = {
    "goal": ("sold", "shown", MATERIAL), "role": ("liaison", "keeper", MATERIAL), "conflict_step": ("third", "talk", MATERIAL),
    "accountability": ("reports", "meeting", EDITORIAL), "assignment": ("kims", "cys", EDITORIAL),
    "deliverable": ("launch", "pilot", EDITORIAL), "milestone": ("second", "first", EDITORIAL),
    "expectation": ("hours", "review", EDITORIAL), "stakeholder": ("owners", "riders", EDITORIAL),
    "section": ("house", "money", EDITORIAL),
}  # fmt: skip
# Kinds of which HARBOUR has one; their order is everybody's.
ALONE = {
    "in_scope", "out_of_scope", "working_agreement", "communication_agreement", "meeting", "contingency",
    "not_accountable_for",
}  # fmt: skip


def test_each_kind_has_its_row_about_order():
    assert {*ORDER, *ALONE} == {name for name, kind in KINDS.items() if not kind.single}


@pytest.mark.parametrize(("key", "to", "size"), ORDER.values(), ids=ORDER)
def test_another_order_is_this_large(key, to, size):
    assert size_and_people(moved(key, to)) == (size, ALL if size == MATERIAL else NO_ONE)


@pytest.mark.parametrize("kind", sorted(ALONE))
def test_another_order_of_what_is_there_once_is_this_large(kind):
    one = HARBOUR.by_key[OF_KIND[kind]]
    two = [replace(one, key="one"), replace(one, key="two")]
    verdict = weighed(with_(*reversed(two)), old=with_(*two))
    assert verdict.size == (EDITORIAL if kind == "not_accountable_for" else MATERIAL)


def test_work_that_goes_to_another_role_is_signed_by_both_holders():
    assert size_and_people(put(HARBOUR, replace(HARBOUR.by_key["testing"], parent="liaison"))) == (SCOPED, {"bo", "cy"})


def test_a_holder_of_another_role_signs_it():
    assert size_and_people(put(HARBOUR, replace(HARBOUR.by_key["bos"], parent="liaison"))) == (SCOPED, {"bo"})


@pytest.mark.parametrize(("old", "new", "people"), [
    ("bo", "cy", {"bo", "cy"}), ("bo", None, {"bo"}), (None, "cy", {"bo", "cy"}), (None, None, set()),
])  # fmt: skip
def test_another_account_behind_a_holders_unchanged_words_is_seen(old, new, people):
    before, after = (put(HARBOUR, replace(HARBOUR.by_key["bos"], person=one)) for one in (old, new))
    verdict = weighed(after, before)
    expected = (SCOPED, "people") if people else (EDITORIAL, "update")
    assert (verdict.size, verdict.sort, verdict.named) == (*expected, people)


def test_another_account_is_seen_beside_a_change_of_place_too():
    moved_and_linked = moved("kims", "cys")
    moved_and_linked = put(moved_and_linked, replace(moved_and_linked.by_key["kims"], person="ann"))
    moved_and_linked = put(moved_and_linked, replace(moved_and_linked.by_key["cys"], person="bo"))
    assert size_and_people(moved_and_linked) == (SCOPED, {"ann", "bo", "cy"})


def test_whoever_the_words_name_signs_whichever_account_is_behind_them():
    assert size_and_people(with_(clause("x", "assignment", "vacant", person="ann", name="Bo"))) == (
        SCOPED,
        {"ann", "bo"},
    )
    assert size_and_people(with_(clause("x", "assignment", "vacant", name="BO "))) == (SCOPED, {"bo"})


def test_work_of_a_role_held_by_name_alone_is_signed_by_the_member_of_that_name():
    by_name = put(HARBOUR, replace(HARBOUR.by_key["bos"], person=None))
    new = put(by_name, replace(by_name.by_key["testing"], values={"text": "Testing nothing"}))
    assert size_and_people(new, old=by_name) == (SCOPED, {"bo"})


@pytest.mark.parametrize("clause_", [
    clause("x", "expectation", what="Sunday work", from_whom="Everyone", to_whom="Ann"),
    clause("x", "expectation", what="Sunday work", to_whom="Ann"),
    clause("x", "expectation", what="Sunday work", from_whom="Deputy", to_whom="Ann"),
    clause("x", "expectation", what="Sunday work", from_whom="Ann, Bo", to_whom="Ann"),
])  # fmt: skip
def test_an_expectation_of_people_who_cannot_be_told_is_everybodys(clause_):
    assert size_and_people(with_(clause_)) == (MATERIAL, ALL)


def test_an_end_left_open_is_nobodys_role_without_a_title():
    untitled = with_(clause("r", "role"), clause("h", "assignment", "r", person="ann", name="Ann"))
    new = Content("", [*untitled.clauses, clause("x", "expectation", what="Sunday work")])
    assert weigh(Content("", untitled.clauses), new, NAMES).size == MATERIAL


def test_a_person_called_as_a_role_does_not_sign_in_place_of_its_holders():
    new = changed("review", what="No second look")
    verdict = weigh(HARBOUR, new, NAMES | {"release keeper": "eve"})
    assert verdict.named == {"bo", "cy", "eve"}


def test_two_of_one_name_are_told_apart_by_nobody():
    names = {name: person for name, person in NAMES.items() if person != "cy"}
    assert weigh(HARBOUR, changed("review", what="No second look"), names).size == MATERIAL


def test_the_day_of_what_an_unknown_owner_looks_after_is_everybodys():
    assert size_and_people(changed("launch", due=parse("Q4 2027"))) == (MATERIAL, ALL)


def test_a_day_that_nobody_looks_after_names_nobody():
    assert size_and_people(changed("second", due=parse("2028"))) == (SCOPED, NO_ONE)


def test_the_owner_of_a_deliverable_signs_its_day():
    owned = changed("pilot", owner="Ann")
    later = put(owned, replace(owned.by_key["pilot"], values=owned.by_key["pilot"].values | {"due": parse("2028")}))
    assert size_and_people(later, old=owned) == (SCOPED, {"ann", "bo", "cy"})


def test_filling_a_seat_does_not_make_another_change_smaller():
    expecting = clause("x", "expectation", what="Sunday work", from_whom="Deputy", to_whom="Ann")
    seated = clause("y", "assignment", "vacant", person="ann", name="Ann")
    assert weighed(with_(expecting)).size == weighed(with_(expecting, seated)).size == MATERIAL


def test_nothing_changed_is_editorial_and_holds_no_item():
    verdict = weighed(HARBOUR)
    assert (verdict.size, verdict.items, verdict.named, verdict.sort) == (EDITORIAL, [], frozenset(), "update")


def test_a_title_is_a_name():
    [item] = weighed(Content("Harbour App, second season", HARBOUR.clauses)).items
    assert (item.change, item.size, item.people) == (None, EDITORIAL, frozenset())
    assert item.why == "The title is a name; what people agreed to stays."


@pytest.mark.parametrize(("new", "sort"), [
    (changed("dates", ends=parse("31 December 2028")), "extension"),
    (changed("dates", starts=parse("1 February 2027")), "update"),
    (changed("dates", starts=parse("1 February 2027"), ends=parse("31 December 2028")), "update"),
    (Content("Season 2", changed("dates", ends=parse("31 December 2028")).clauses), "update"),
    (changed("bos", hours=12), "people"),
    (with_(clause("x", "assignment", "vacant", name="Dr. Li")), "people"),
    (put(HARBOUR, replace(HARBOUR.by_key["bos"], person="cy")), "people"),
    (put(changed("testing", text="Testing"), replace(HARBOUR.by_key["bos"], person="cy")), "update"),
    (changed("purpose", text="We sell."), "recharter"), (changed("shown", measure="80 %"), "recharter"),
    (changed("in", text="All lines."), "recharter"), (changed("out", text="Piers."), "recharter"),
    (changed("rule", rule="majority"), "update"), (changed("pilot", due=None), "update"),
])  # fmt: skip
def test_keepers_of_charters_call_it(new, sort):
    assert weighed(new).sort == sort


ALIKE = [
    ("Travel is paid.", "travel is paid"), ("We meet, and talk.", "We meet and talk"), ("We meet;\n\nwe talk", "we meet: we talk"),
    ("(We meet)", "We meet"), ("a “quote”", 'a "quote"'), ("a well-known pier", "a well known pier"), ("re-sign", "re sign"),
    ("We meet – and talk", "We meet and talk"), ("STRASSE", "strasse"), ("ÉTÉ", "été"), ("e\u0301te\u0301", "été"),
    ("שלום עולם.", "שלום עולם"), ("We meet.\u00a0We talk.", "We meet. We talk."), ("नमस्ते!", "नमस्ते"), ("", "  \n "),
]  # fmt: skip
NOT_ALIKE = [
    ("no thing", "nothing"), ("no, thing", "nothing"), ("re-sign", "resign"), ("we'll pay", "well pay"),
    ("We pay.", "We pay?"), ("1.5 boats", "15 boats"), ("1.5", "1,5"), ("5 boats", "-5 boats"), ("5 boats", "- 5 boats"),
    ("10 5", "10 – 5"), ("10 000", "10. 000"), ("5 mW", "5 MW"), ("at 9", "at 9:00"), ("½ boat", "boat"), ("x²", "x"), ("Ⅷ", "ⅷ"),
    ("[x] paid", "[ ] paid"), ("We ~~do not~~ pay", "We do not pay"), ("We *do* pay", "We do pay"), ("# Paid", "Paid"),
    ("> Paid", "Paid"), ("`paid`", "paid"), ("a_b", "ab"), ("[a] b c", "[a]: b c"), ("< a b >", "<!-- a b -->"),
    ("[pay](http://a.example)", "[pay](http://b.example)"), ("https://a.example/Pay", "https://a.example/pay"),
    ("ann@example.org", "ann@example.com"), ("pay us", "pay\u202e us"), ("pay", "p\u200bay"), ("pay", "p\u00aday"),
    ("pay", "p\u0430y"), ("pay", "ｐａｙ"), ("no", "n\u0336o\u0336"), ("Maße", "Masse"), ("Straße", "Strasse"),
    ("sınır", "sinir"), ("DİL", "dil"), ("我们不，付钱", "我们不付钱"), ("付", "不付"), ("a-b", "a−b"), ("a & b", "a b"), ("50 %", "50"),
    ("€", "$"), ("We pay\u2011now", "We pay now"), ("we do pay", "we pay do"), ("pay pay", "pay"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), ALIKE)
def test_only_case_space_or_harmless_signs_differ(old, new):
    assert spelled_alike(old, new)


@pytest.mark.parametrize(("old", "new"), NOT_ALIKE)
def test_it_may_say_something_else(old, new):
    assert not spelled_alike(old, new)


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_corrected_section_is_editorial_and_a_corrected_agreement_is_not(field):
    words = HARBOUR.by_key["house"][field]
    assert size_and_people(changed("house", **{field: words.upper()})) == (EDITORIAL, NO_ONE)
    assert size_and_people(changed("mornings", text="reviews before 11:00")) == (MATERIAL, ALL)
