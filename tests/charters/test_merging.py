"""Who changed which field since the form was read: no word of anybody is overwritten."""

from hypothesis import given
from hypothesis import strategies as st

from charters import merging

FIELDS = st.dictionaries(
    st.sampled_from(["statement", "measure", "due", "hours"]),
    st.sampled_from(["", "a", "b", "c", None, 0, 1, {"text": "Q3"}]),
)


def merge(base, mine, theirs):
    return merging.merge(merging.stamp(1, base), mine, theirs)


def test_a_field_that_only_i_changed_is_written():
    assert merge({"a": "x"}, {"a": "mine"}, {"a": "x"}) == merging.Merge({"a": "mine"}, [], [])


def test_a_field_that_only_the_other_changed_is_kept():
    assert merge({"a": "x"}, {"a": "x"}, {"a": "theirs"}) == merging.Merge({"a": "theirs"}, [], ["a"])


def test_a_field_that_both_changed_is_a_conflict_and_written_by_nobody():
    assert merge({"a": "x"}, {"a": "mine"}, {"a": "theirs"}) == merging.Merge({"a": "theirs"}, ["a"], [])


def test_the_same_change_twice_is_no_conflict():
    assert merge({"a": "x"}, {"a": "same"}, {"a": "same"}) == merging.Merge({"a": "same"}, [], [])


def test_a_stamp_that_was_lost_or_forged_overwrites_nothing():
    for stamp in ("", "7", "7.x", "not a stamp", "1." + "A" * 500):
        assert merging.merge(stamp, {"a": "mine"}, {"a": "theirs"}) == merging.Merge({"a": "theirs"}, ["a"], [])


def test_nothing_nought_and_no_are_told_apart_where_they_differ():
    assert merge({"hours": None}, {"hours": 0}, {"hours": None}).values == {"hours": 0}
    assert merge({"former": False}, {"former": True}, {}).values == {"former": True}
    assert merge({"text": ""}, {"text": None}, {}).values == {}


def test_letters_are_fields_of_their_own():
    values = {"title": "Pilot", "letters": {"r1": "A", "r2": "R"}}
    fields = merging.flat(values, "p1")
    assert fields == {"title": "Pilot", "letters_r1": "A", "letters_r2": "R", "person": "p1"}
    assert merging.folded(fields) == (values, "p1")
    assert merging.folded(fields | {"letters_r1": ""})[0]["letters"] == {"r2": "R"}


def same(one, other):
    return merging.mark(one, 6) == merging.mark(other, 6)


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_no_change_of_anybody_is_lost(base, mine, theirs):
    """Each field ends as theirs, as mine where only I changed it, or as a conflict."""
    merged = merge(base, mine, theirs)
    for name, value in mine.items():
        if name in merged.conflicts:
            assert merged.values.get(name) == theirs.get(name)
            assert not same(value, theirs.get(name))
        elif not same(merged.values.get(name), value):
            assert name in merged.kept
            assert same(value, base[name])
    assert {name: value for name, value in merged.values.items() if name not in mine} == {
        name: value for name, value in theirs.items() if name not in mine
    }


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_who_has_seen_the_conflict_may_decide_it_and_nothing_else(base, mine, theirs):
    stamp = merging.stamp(1, {name: base.get(name) for name in mine})
    first = merging.merge(stamp, mine, theirs)
    seen = merging.over(stamp, 2, mine, theirs, first.conflicts)
    second = merging.merge(seen, mine, theirs)
    assert second.conflicts == []
    assert sorted(second.kept) == sorted(first.kept)
    for name in first.conflicts:
        assert second.values[name] == mine[name]
    later = theirs | dict.fromkeys(first.conflicts, "written later still")
    assert sorted(merging.merge(seen, mine, later).conflicts) == sorted(first.conflicts)
