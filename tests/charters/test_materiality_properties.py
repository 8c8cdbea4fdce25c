"""What must hold whatever people write: nothing that everybody agreed to moves without everybody."""

import unicodedata
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from charters.compare import difference
from charters.content import Content, to_document
from charters.materiality import EDITORIAL, MATERIAL, SCOPED, SIZES, spelling, weigh
from charters.models import CharterVersion
from charters.weighing import Amendment
from teams.models import MemberRole, Membership
from tests.charters.contents import HARBOUR, NAMES, PEOPLE, WRITTEN, contents, put, steps
from tests.charters.test_compare import apply

# What people may agree on among themselves, by the plural of its kind; all else is guarded.
THEIRS = {
    "roles": ["hours", "term", "accountabilities", "not_accountable_for", "assignments"],
    "deliverables": ["due", "letters", "owner"], "milestones": ["due", "owner"],
}  # fmt: skip
LOOSE = ["deliverables", "milestones", "stakeholders", "sections"]


def guarded(content):
    """All that everybody agreed to: free sections as they are spelled, and order only where it says something."""
    document = to_document(content)
    for name in ("title", "expectations"):
        del document[name]
    for plural, fields in THEIRS.items():
        document[plural] = [{name: one[name] for name in one if name not in fields} for one in document[plural]]
    document["sections"] = [
        one | {name: spelling(one[name]) for name in ("title", "text")} for one in document["sections"]
    ]
    return document | {name: sorted(document[name], key=lambda one: one["key"]) for name in LOOSE}


@given(st.data())
def test_no_sequence_of_small_amendments_moves_what_everybody_agreed_to(data):
    held = HARBOUR
    for number in range(6):
        amended = data.draw(steps(held, number))
        if data.draw(st.booleans()):
            amended = data.draw(steps(amended, f"{number}b"))
        if weigh(held, amended, NAMES).size != MATERIAL:
            held = amended
    assert guarded(held) == guarded(HARBOUR)


def test_the_simulation_knows_what_moves():
    """The guard itself: each single field that is not listed above is in it."""
    for one in HARBOUR.clauses:
        if one.kind in ("purpose", "goal", "decision_rule", "working_agreement", "conflict_step", "dates"):
            assert guarded(Content("", [other for other in HARBOUR.clauses if other is not one])) != guarded(HARBOUR)


@given(contents(), contents())
def test_the_difference_and_the_verdict_together_give_the_accounts_too(old, new):
    verdict, found = weigh(old, new, NAMES), apply(old, difference(old, new))
    told = {key: one.change.new.person for key, one in verdict.by_key.items() if one.change.new}

    accounts = {one.key: told.get(one.key, one.person) for one in found.clauses if one.kind == "assignment"}
    assert accounts == {one.key: one.person for one in in_the_document(new) if one.kind == "assignment"}


def in_the_document(content):
    return apply(content, difference(content, content)).clauses


@given(contents(), contents())
def test_another_account_is_never_editorial(old, new):
    before = {one.key: one for one in in_the_document(old) if one.kind == "assignment"}
    verdict = weigh(old, new, NAMES)
    for one in in_the_document(new):
        if one.kind == "assignment" and one.key in before and one.person != before[one.key].person:
            item = verdict.by_key[one.key]
            assert item.size == MATERIAL or {one.person, before[one.key].person} - {None} <= item.people


@given(contents())
def test_what_is_the_same_is_editorial_and_empty(content):
    verdict = weigh(content, content, NAMES)
    assert (verdict.size, verdict.items) == (EDITORIAL, [])


@given(contents(), contents(), st.dictionaries(WRITTEN.map(str.casefold), st.sampled_from(PEOPLE[1:])))
def test_whatever_is_written_has_a_size_a_label_and_reasons(old, new, names):
    verdict = weigh(old, new, names)
    assert (verdict.size in SIZES, verdict.sort in CharterVersion.Sort) == (True, True)
    assert verdict.size == max((one.size for one in verdict.items), key=SIZES.index, default=EDITORIAL)
    for one in verdict.items:
        assert one.why
        assert (one.people is None) == (one.size == MATERIAL)
        assert one.size != EDITORIAL or not one.people


@st.composite
def edits(draw):
    """Clauses of HARBOUR as some writers left them, each touched by one of them, and clauses that came; None is gone."""
    found = {}
    for number in range(draw(st.integers(2, 6))):
        after = draw(steps(HARBOUR, number))
        keys = [one.key for one in HARBOUR.clauses]
        if [one.key for one in after.clauses if one.key in keys] != [key for key in keys if key in after.by_key]:
            continue  # an order is no edit of one clause
        for key in {*keys, *after.by_key}:
            if after.by_key.get(key) != HARBOUR.by_key.get(key):
                found.setdefault(key, after.by_key.get(key))
    return list(found.items())


def edited(changes):
    text = HARBOUR
    for key, one in changes:
        rest = [other for other in text.clauses if one or other.key != key]
        text = (
            put(Content(text.title, rest), one)
            if one and key in text.by_key
            else Content(text.title, [*rest, *filter(None, [one])])
        )
    return text


@given(edits(), st.randoms(use_true_random=False))
def test_the_order_of_edits_does_not_matter(changes, random):
    """Where a new clause stands among its like is an order too, so the new ones come in theirs."""
    shuffled = random.sample(changes, len(changes))
    new = iter([one for one in changes if one[0] not in HARBOUR.by_key])
    shuffled = [one if one[0] in HARBOUR.by_key else next(new) for one in shuffled]
    assert told(weigh(HARBOUR, edited(shuffled), NAMES)) == told(weigh(HARBOUR, edited(changes), NAMES))


def told(verdict):
    return verdict.size, verdict.sort, {key: (one.size, one.people, one.why) for key, one in verdict.by_key.items()}


@given(edits(), st.integers(0, 10))
def test_one_more_change_never_makes_it_smaller(changes, left_out):
    fewer = [one for at, one in enumerate(changes) if at != left_out % max(len(changes), 1)]
    sizes = [SIZES.index(weigh(HARBOUR, edited(some), NAMES).size) for some in (fewer, changes)]
    assert sizes == sorted(sizes)


SEATS = st.fixed_dictionaries(
    {who: st.tuples(st.sampled_from(MemberRole.values), st.booleans()) for who in ("ann", "bo", "cy", "dee")}
)


def amendment(old, new, seats):
    """An amendment of which everything is known already; nobody objected to one, and none was called material."""
    base = SimpleNamespace(state=CharterVersion.State.ACTIVE, major=1)
    memberships = [
        Membership(person_id=who, role=role, away_since="2027-01-01" if is_away else None)
        for who, (role, is_away) in seats.items()
    ]
    found = Amendment(SimpleNamespace(based_on=base, is_called_material=False), old, new, memberships)
    found.verdict, found.objecting, found.raised = weigh(old, new, NAMES), set(), ""
    return found


@given(st.data(), SEATS)
def test_a_changed_item_never_carries_a_signature_of_somebody_it_names(data, seats):
    new = data.draw(steps(data.draw(steps(HARBOUR, 1)), 2))
    found = amendment(HARBOUR, new, seats)
    signers, others = ({one.person_id for one in people} for people in (found.signers, found.others))
    can_sign = {one.person_id for one in found.all_signers}
    leads = {one.person_id for one in found.all_signers if one.role == MemberRole.LEAD}

    assert (signers | others, signers & others) == (can_sign, set())
    if found.size == EDITORIAL:
        assert signers == set()
    if found.size == MATERIAL:
        assert signers == can_sign
    if found.size == SCOPED:
        for one in found.verdict.items:
            assert one.people & can_sign <= signers
            assert not one.people & others
        assert signers == (found.verdict.named & can_sign or leads or can_sign)


@given(st.text(max_size=20))
def test_no_chain_of_corrections_loses_or_adds_a_letter_or_a_digit(text):
    def kept(words):
        return [sign for sign in unicodedata.normalize("NFC", words).lower() if sign.isalnum()]

    assert kept("".join(spelling(text))) == kept(text)
