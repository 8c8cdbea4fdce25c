"""What differs between two texts of a charter, clause by clause and word by word."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters.compare import difference, longest_run, place_of, tree
from charters.content import Clause, Content, to_document
from charters.due import parse
from charters.kinds import ALL, children_of
from common.diff import Piece
from tests.charters.contents import clause, contents


def apply(old, found):
    """The new content, made of the old one and the difference."""
    groups = tree(old)
    for change in found.changes:
        if change.old:
            siblings = groups[place_of(change.old)]
            at = [one.key for one in siblings].index(change.key)
            siblings[at : at + 1] = [] if change.sort == "removed" or change.has_moved else [rewritten(change)]
    placed = [change for change in found.changes if change.new and (change.has_moved or not change.old)]
    for change in sorted(placed, key=lambda change: change.rank):
        groups.setdefault(place_of(change.new), []).insert(change.rank, rewritten(change))
    title = found.title.new if found.title else old.title
    return Content(title, [clause for kind in ALL if not kind.parent for clause in flattened(groups, ("", kind.name))])


def rewritten(change):
    values = {one.field.name: one.new for one in change.fields}
    base = change.old or change.new
    return replace(base, gap=values.pop("gap", base.gap), parent=change.new.parent, values=base.values | values)


def flattened(places, place):
    for one in places.get(place, []):
        yield one
        for child in children_of(one.kind):
            yield from flattened(places, (one.key, child.name))


@given(contents(), contents())
def test_the_difference_applied_to_the_old_gives_the_new(old, new):
    assert to_document(apply(old, difference(old, new))) == to_document(new)


@given(contents(), contents())
def test_there_is_a_difference_where_the_documents_differ_and_only_there(old, new):
    assert bool(difference(old, new)) == (to_document(old) != to_document(new))


@given(contents(), contents())
def test_what_was_added_on_the_way_there_is_removed_on_the_way_back(old, new):
    there, back = difference(old, new).counts, difference(new, old).counts

    assert [there["added"], there["changed"]] == [back["removed"], back["changed"]]


@given(contents(), contents())
def test_every_change_is_told_under_its_part_and_keeps_both_texts(old, new):
    found = difference(old, new)

    assert sorted(one.key for _part, changes in found.by_part for one in changes) == sorted(
        one.key for one in found.changes
    )
    for one in [field for change in found.changes for field in change.fields]:
        assert "".join(piece.text for piece in one.pieces if piece.kind != "added") == one.was
        assert "".join(piece.text for piece in one.pieces if piece.kind != "removed") == one.now


@given(st.permutations(list(range(12))))
def test_as_few_clauses_as_possible_have_moved(order):
    old = Content("", [clause(str(at), "goal", statement="x") for at in range(12)])
    new = Content("", [clause(str(at), "goal", statement="x") for at in order])
    longest = [1] * 12
    for at in range(12):
        longest[at] += max((longest[before] for before in range(at) if order[before] < order[at]), default=0)

    assert difference(old, new).counts == {"added": 0, "removed": 0, "changed": 0, "moved": 12 - max(longest)}


@pytest.mark.parametrize(
    ("numbers", "run"), [([], []), ([3], [0]), ([2, 1], [1]), ([0, 1, 2], [0, 1, 2]), ([4, 0, 1, 3, 2], [1, 2, 4])]
)
def test_the_longest_run_that_kept_its_order(numbers, run):
    assert longest_run(numbers) == run


ROLE = clause("r", "role", title="Release keeper")
GOAL = clause("g", "goal", statement="Four of five delays shown")


def told(old, new):
    return [change.words for change in difference(Content("", old), Content("", new)).changes]


def test_each_sort_of_change_is_told_in_one_line():
    assert told([], [ROLE]) == ["Role “Release keeper” added"]
    assert told([ROLE], []) == ["Role “Release keeper” removed"]
    assert told([ROLE], [clause("r", "role", title="Release keeper", hours=12, purpose="Tests")]) == [
        "Role “Release keeper” changed: Purpose, Hours a week"
    ]
    assert told([clause("p", "purpose", text="Old")], [clause("p", "purpose", text="New")]) == ["Purpose changed"]


def test_a_moved_clause_says_where_it_was_and_is():
    others = [clause(key, "goal", statement=key) for key in "abc"]

    assert told([GOAL, *others], [*others, GOAL]) == ["Goal “Four of five delays shown” moved from place 1 to 4"]


def test_what_follows_from_an_added_clause_is_no_move_of_the_others():
    others = [clause(key, "goal", statement=key) for key in "abc"]

    assert told(others, [GOAL, *others]) == ["Goal “Four of five delays shown” added"]


def test_a_clause_under_another_role_has_moved_and_tells_its_role():
    other, work = clause("s", "role", title="Tester"), {"kind": "accountability", "text": "Testing"}
    [change] = difference(
        Content("", [ROLE, other, clause("w", parent="r", **work)]),
        Content("", [ROLE, other, clause("w", parent="s", **work)]),
    ).changes

    assert (change.sort, change.words, change.under) == (
        "moved",
        "Accountability “Testing” moved to “Tester”",
        "Tester",
    )


def test_a_removed_role_takes_its_work_along_and_each_is_told():
    work = clause("w", "accountability", "r", text="Testing each release")

    assert told([ROLE, work], []) == ["Role “Release keeper” removed", "Accountability “Testing each release” removed"]


def field_of(old, new):
    [change] = difference(Content("", old), Content("", new)).changes
    [one] = change.fields
    return one.was, one.now


def test_values_read_as_people_write_them():
    keeper, lead = ROLE, clause("l", "role", title="Lead")
    item = [keeper, lead, clause("d", "deliverable", title="Pilot", letters={"l": "A", "r": "R"})]
    other = [keeper, lead, clause("d", "deliverable", title="Pilot", letters={"r": "A/R", "gone": "C"})]

    assert field_of(item, other) == ("Release keeper: R\nLead: A\n", "Release keeper: A/R\ngone: C\n")
    assert field_of(
        [clause("x", "expectation", category="quality")], [clause("x", "expectation", category="effort")]
    ) == ("Quality", "Effort")
    assert field_of(
        [GOAL, clause("h", "goal", statement="x")], [GOAL, clause("h", "goal", statement="x", serves="g")]
    ) == ("", "Four of five delays shown")
    assert field_of([ROLE], [clause("r", "role", title="Release keeper", hours=7.0)]) == ("", "7")
    assert field_of([ROLE], [clause("r", "role", title="Release keeper", hours=0)]) == ("", "0")
    assert field_of(
        [clause("w", "working_agreement", text="x", review_on="2026-06-12")],
        [clause("w", "working_agreement", text="x")],
    ) == ("12 June 2026", "")
    assert field_of([clause("s", "section", title="x")], [clause("s", "section", title="x", gap="seats: 3")]) == (
        "",
        "seats: 3",
    )


def test_a_due_shows_its_date_and_where_only_the_writing_changed_the_writing():
    def due(text):
        return [clause("d", "deliverable", title="Pilot", due=parse(text))]

    assert field_of(due("12.6.2026"), due("26 June 2026")) == ("12 June 2026", "26 June 2026")
    assert field_of(due("12.6.2026"), due("2026-06-12")) == ("12.6.2026", "2026-06-12")


def test_a_changed_sentence_shows_its_words():
    old, new = clause("p", "purpose", text="We ship once a week."), clause("p", "purpose", text="We ship twice a week.")
    [change] = difference(Content("", [old]), Content("", [new])).changes

    assert change.fields[0].pieces == [
        Piece("kept", "We ship "), Piece("removed", "once"), Piece("added", "twice"), Piece("kept", " a week."),
    ]  # fmt: skip


def test_letters_change_by_role():
    roles = [ROLE, clause("l", "role", title="Lead")]
    old, new = (
        clause("d", "deliverable", letters={"r": "R", "l": "A"}),
        clause("d", "deliverable", letters={"r": "A", "l": "A"}),
    )
    [change] = difference(Content("", [*roles, old]), Content("", [*roles, new])).changes

    assert change.fields[0].pieces == [
        Piece("removed", "Release keeper: R\n"), Piece("added", "Release keeper: A\n"), Piece("kept", "Lead: A\n"),
    ]  # fmt: skip


def test_of_what_exists_once_only_the_first_is_in_the_document():
    purpose = clause("p", "purpose", text="We ship.")

    assert not difference(Content("", [purpose]), Content("", [purpose, clause("q", "purpose", text="Again")]))


def test_a_new_title_is_a_difference():
    found = difference(Content("Harbour App", []), Content("Harbour App 2", []))

    assert (bool(found), found.title.was, found.title.now, found.by_part) == (True, "Harbour App", "Harbour App 2", [])


def test_the_linked_account_of_a_holder_is_no_part_of_the_text():
    written = Clause("h", "assignment", {"name": "Bo"}, "r")
    linked = Clause("h", "assignment", {"name": "Bo"}, "r", person="someone")

    assert not difference(Content("", [ROLE, written]), Content("", [ROLE, linked]))
