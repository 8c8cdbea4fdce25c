"""Two people changed one text: what is taken from whom, and what somebody must choose."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from charters.content import Content, to_document
from charters.due import parse
from charters.rebasing import MINE, THEIRS, fields_of, merge, valued
from tests.charters.contents import HARBOUR, clause, put, steps

BY_KEY = HARBOUR.by_key


def with_fields(key, content=HARBOUR, **values):
    one = content.by_key[key]
    return put(content, replace(one, values=one.values | values))


def other(key, content=HARBOUR, **more):
    return put(content, replace(content.by_key[key], **more))


def without(*keys):
    """Without these clauses, their parts, and the letters of roles among them; as the editor removes them."""
    left = [one for one in HARBOUR.clauses if not {one.key, one.parent} & set(keys)]
    return Content(HARBOUR.title, [unlettered(one, keys) for one in left])


def unlettered(one, keys):
    letters = {role: letter for role, letter in one.values.get("letters", {}).items() if role not in keys}
    serves = {"serves": ""} if one.values.get("serves") in keys else {}
    return replace(one, values=one.values | ({"letters": letters} if one.kind == "deliverable" else {}) | serves)


def with_(*new, content=HARBOUR):
    return Content(content.title, [*content.clauses, *new])


def moved(key, to, content=HARBOUR):
    rest = [one for one in content.clauses if one.key != key]
    at = [one.key for one in rest].index(to)
    return Content(content.title, [*rest[:at], content.by_key[key], *rest[at:]])


def whole(content):
    """All that counts: the document, and the accounts that are not in it."""
    return to_document(content), {one.key: one.person for one in content.clauses}


def names(merged):
    return [one.name for one in merged.collisions]


def keys(content, kind, parent=""):
    return [one.key for one in content.of(kind, parent)]


# --- whose change is taken

ONE_SIDED = {
    "a word": with_fields("purpose", text="We sell."), "an account": other("bos", person="cy"),
    "a name with its account": put(HARBOUR, replace(BY_KEY["bos"], values={"name": "Cy"}, person="cy")),
    "a clause that went": without("talk"), "a role that went with its parts": without("keeper"),
    "a clause that came": with_(clause("x", "goal", statement="New")), "another parent": other("testing", parent="liaison"),
    "another order": moved("third", "talk"), "a note that was closed": other("money", gap=""),
    "letters": with_fields("pilot", letters={"liaison": "A", "vacant": "R"}),
    "a title": Content("Season 2", HARBOUR.clauses),
}  # fmt: skip


@pytest.mark.parametrize("changed", ONE_SIDED.values(), ids=ONE_SIDED)
def test_what_only_one_changed_is_taken_from_them(changed):
    for mine, theirs in ((changed, HARBOUR), (HARBOUR, changed), (changed, changed)):
        merged = merge(HARBOUR, mine, theirs)
        assert (whole(merged.content), merged.collisions) == (whole(changed), [])


def test_two_fields_of_one_clause_are_both_taken():
    merged = merge(HARBOUR, with_fields("pilot", due=None), with_fields("pilot", description="On line 62"))
    assert whole(merged.content) == whole(with_fields("pilot", due=None, description="On line 62"))
    assert merged.collisions == []


def test_letters_of_two_roles_are_both_taken():
    merged = merge(
        HARBOUR,
        with_fields("pilot", letters={"liaison": "A", "keeper": "R", "vacant": "C"}),
        with_fields("pilot", letters={"liaison": "A"}),
    )
    assert merged.content.by_key["pilot"]["letters"] == {"liaison": "A", "vacant": "C"}
    assert merged.collisions == []


def test_who_edits_what_another_moves_keeps_both():
    mine, theirs = with_fields("testing", text="Testing twice"), other("testing", parent="liaison")
    for one, two in ((mine, theirs), (theirs, mine)):
        found = merge(HARBOUR, one, two).content.by_key["testing"]
        assert (found.parent, found["text"]) == ("liaison", "Testing twice")


def test_who_edits_while_another_closes_the_note_keeps_both():
    merged = merge(HARBOUR, with_fields("money", text="Travel is paid."), other("money", gap=""))
    assert (merged.content.by_key["money"].gap, merged.content.by_key["money"]["text"]) == ("", "Travel is paid.")


# --- what collides

COLLIDE = {
    "a word": (with_fields("purpose", text="We sell."), with_fields("purpose", text="We tell."), ["purpose.text"]),
    "two words of one clause": (
        with_fields("chat", channel="Phone", respond_within="1 hour"),
        with_fields("chat", channel="Mail", respond_within="2 hours"), ["chat.channel", "chat.respond_within"],
    ),
    "one letter": (
        with_fields("pilot", letters={"liaison": "A", "keeper": "C"}), with_fields("pilot", letters={"liaison": "A"}),
        ["pilot.letters"],
    ),
    "an account": (other("kims", person="ann"), other("kims", person="cy"), ["kims.name"]),
    "a name, and an account": (with_fields("kims", name="Dr. Kim Lee"), other("kims", person="cy"), ["kims.name"]),
    "another parent": (other("testing", parent="liaison"), other("testing", parent="vacant"), ["testing.parent"]),
    "a due": (with_fields("pilot", due=parse("1 March 2027")), with_fields("pilot", due=None), ["pilot.due"]),
    "the title": (Content("Season 2", HARBOUR.clauses), Content("Next season", HARBOUR.clauses), ["title.title"]),
    "removed and changed": (without("talk"), with_fields("talk", within="2 days"), ["talk."]),
    "a role removed and one of its parts changed": (without("keeper"), with_fields("testing", text="Twice"), ["keeper."]),
    "a role removed and a part added to it": (
        without("keeper"), with_(clause("x", "accountability", "keeper", text="Announcing")), ["keeper."],
    ),
    "a role removed and a part moved to it": (without("keeper"), other("reports", parent="keeper"), ["keeper."]),
    "what exists once, written by both": (
        with_(clause("m", "decision_rule", rule="lead"), content=without("rule")),
        with_(clause("t", "decision_rule", rule="majority"), content=without("rule")), ["t.rule"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "collisions"), COLLIDE.values(), ids=COLLIDE)
def test_what_both_changed_in_other_ways_collides(mine, theirs, collisions):
    assert names(merge(HARBOUR, mine, theirs)) == collisions


@pytest.mark.parametrize(("mine", "theirs", "collisions"), COLLIDE.values(), ids=COLLIDE)
def test_whoever_chooses_gets_all_of_one_side(mine, theirs, collisions):
    assert whole(merge(HARBOUR, mine, theirs, dict.fromkeys(collisions, MINE)).content)[0] == by_their_keys(
        mine, theirs
    )
    chosen = merge(HARBOUR, mine, theirs, dict.fromkeys(collisions, THEIRS))
    assert whole(chosen.content) == whole(theirs)


def by_their_keys(mine, theirs):
    """What exists once is known by the key it has in what holds now."""
    document = to_document(mine)
    for kind in ("purpose", "decision_rule"):
        document[kind] = document[kind] | {"key": theirs.one(kind).key}
    return document


def test_a_name_and_its_account_stay_together():
    mine = put(HARBOUR, replace(BY_KEY["bos"], values={"name": "Ann"}, person="ann"))
    theirs = put(HARBOUR, replace(BY_KEY["bos"], values={"name": "Cy"}, person="cy"))
    for choice, expected in ((MINE, ("Ann", "ann")), (THEIRS, ("Cy", "cy"))):
        found = merge(HARBOUR, mine, theirs, {"bos.name": choice}).content.by_key["bos"]
        assert (found["name"], found.person) == expected


def test_a_collision_reads_as_people_wrote_it():
    [one] = merge(HARBOUR, other("testing", parent="liaison"), other("testing", parent="vacant")).collisions
    assert (one.clause.heading, str(one.field.label)) == ("Testing each release", "Belongs to")
    assert (one.was, one.mine, one.theirs) == ("Release keeper", "Harbour liaison", "Deputy")
    [one] = merge(HARBOUR, without("talk"), with_fields("talk", what="The two talk twice")).collisions
    assert (one.field, one.was, one.mine, one.theirs) == (None, "The two talk", "", "The two talk twice")


def test_what_collides_beside_a_choice_is_merged_all_the_same():
    mine = with_fields("pilot", due=None, letters={"liaison": "A", "keeper": "C", "vacant": "I"})
    theirs = with_fields("pilot", title="Pilot on line 62", letters={"liaison": "R", "keeper": "A"})
    found = merge(HARBOUR, mine, theirs, {"pilot.letters": THEIRS}).content.by_key["pilot"]
    assert (found["title"], found["due"]) == ("Pilot on line 62", None)
    assert found["letters"] == {"liaison": "R", "keeper": "A", "vacant": "I"}


# --- what is gone


def test_a_part_moved_into_a_role_that_goes_stays_where_it_was():
    merged = merge(HARBOUR, other("reports", parent="keeper"), without("keeper"), {"keeper.": THEIRS})
    assert keys(merged.content, "role") == ["liaison", "vacant"]
    assert keys(merged.content, "accountability", "liaison") == ["meeting", "reports"]


def test_a_part_saved_from_a_role_that_goes_stays_saved():
    mine, theirs = without("keeper"), with_fields("liaison", hours=3)
    mine = with_(replace(BY_KEY["testing"], parent="liaison"), content=mine)
    merged = merge(HARBOUR, mine, theirs)
    assert keys(merged.content, "accountability", "liaison") == ["meeting", "reports", "testing"]


def test_nothing_speaks_of_what_is_gone():
    mine = with_(clause("x", "deliverable", title="New", letters={"keeper": "R", "liaison": "A"}))
    mine = with_(clause("y", "goal", statement="New", serves="shown"), content=mine)
    merged = merge(HARBOUR, mine, without("keeper", "shown"))
    assert merged.content.by_key["x"]["letters"] == {"liaison": "A"}
    assert merged.content.by_key["y"]["serves"] == ""


# --- orders

ORDERS = {
    "mine added in the middle, theirs in another order": ("axb", "ba", "bax"),
    "both added behind the same": ("axb", "ayb", "axyb"), "added in front": ("xab", "ab", "xab"),
    "theirs added, mine in another order": ("ba", "aby", "bya"), "mine removed, theirs added": ("b", "axb", "xb"),
    "both turned them": ("ba", "ba", "ba"),
}  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "expected"), ORDERS.values(), ids=ORDERS)
def test_orders_are_kept_as_far_as_both_can_be(mine, theirs, expected):
    base, mine, theirs = (
        Content("", [clause(key, "goal", statement=key) for key in row]) for row in ("ab", mine, theirs)
    )
    assert "".join(keys(merge(base, mine, theirs).content, "goal")) == expected


# --- whatever people write


@st.composite
def drafts(draw):
    """HARBOUR after some things that one writer did, as the editor leaves it: nothing speaks of what is gone."""
    text = HARBOUR
    for number in range(draw(st.integers(0, 4))):
        text = draw(steps(text, number))
    gone = BY_KEY.keys() - text.by_key.keys()
    return Content(text.title, [unlettered(one, gone) for one in text.clauses])


def renamed(text):
    """The clauses that came have keys of their own."""
    return Content(text.title, [replace(one, key=one.key.replace("new", "their")) for one in text.clauses])


@given(drafts())
def test_a_text_that_one_left_alone_is_the_others(changed):
    for mine, theirs in ((changed, HARBOUR), (HARBOUR, changed), (changed, changed)):
        merged = merge(HARBOUR, mine, theirs)
        assert (whole(merged.content), merged.collisions) == (whole(changed), [])


@given(drafts(), drafts().map(renamed))
def test_a_chosen_merge_is_whole_and_loses_no_change_that_does_not_collide(mine, theirs):
    chosen = {one.name: THEIRS for one in merge(HARBOUR, mine, theirs).collisions}
    merged = merge(HARBOUR, mine, theirs, chosen)
    found = merged.content.by_key
    assert len(found) == len(merged.content.clauses)
    assert all(not one.parent or one.parent in found for one in merged.content.clauses)
    touched = {one.clause.key for one in merged.collisions}
    for key in {*mine.by_key, *theirs.by_key} - touched:
        was, ours, other = BY_KEY.get(key), mine.by_key.get(key), theirs.by_key.get(key)
        if ours and other and key in found:
            for field in fields_of(ours):
                before, after = valued(was, field), {repr(valued(one, field)) for one in (ours, other)}
                if len(after) == 1 and field.type not in ("letters", "clause"):
                    assert repr(valued(found[key], field)) in after
                elif field.type not in ("letters", "clause") and was:
                    [expected] = after - {repr(before)}
                    assert repr(valued(found[key], field)) == expected


@given(drafts(), drafts().map(renamed))
def test_where_nothing_collides_it_does_not_matter_whose_is_whose(mine, theirs):
    one, two = merge(HARBOUR, mine, theirs), merge(HARBOUR, theirs, mine)
    assert sorted(names(one)) == sorted(names(two)) or not unsingled(mine, theirs)
    assume(not one.collisions)
    assert unordered(one.content) == unordered(two.content)


def unsingled(mine, theirs):
    """Whether what exists once has the key of the base, or is gone, in both."""
    single = ("purpose", "dates", "decision_rule")
    return all(one.key in BY_KEY for text in (mine, theirs) for one in text.clauses if one.kind in single)


def unordered(content):
    return content.title, sorted(repr(replace(one, values=sorted(one.values.items()))) for one in content.clauses)


@given(drafts(), drafts().map(renamed))
def test_exactly_the_fields_that_both_changed_in_other_ways_collide(mine, theirs):
    assume(unsingled(mine, theirs))
    expected = set()
    for key, was in BY_KEY.items():
        ours, other = mine.by_key.get(key), theirs.by_key.get(key)
        if ours and other:
            expected |= {
                f"{key}.{one.name}"
                for one in fields_of(was)
                if collides(*(valued(text, one) for text in (was, ours, other)))
            }
    found = {one.name for one in merge(HARBOUR, mine, theirs).collisions if one.field and one.clause.key != "title"}
    assert found == expected


def collides(was, ours, other):
    if not isinstance(was, dict) or "text" in was:
        return ours != other and was not in (ours, other)
    cells = [(was.get(role), ours.get(role), other.get(role)) for role in {*was, *ours, *other}]
    return any(mine != theirs and before not in (mine, theirs) for before, mine, theirs in cells)
