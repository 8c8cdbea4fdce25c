"""Forms to ask with: who edits which, what a save makes of versions and keys, and that what was sent stays."""

import pytest
from django.urls import reverse

from common.permissions import Refused
from feedback import rewriting
from feedback.actions import questionnaires as verbs
from feedback.composing import clean_questions
from feedback.models import Questionnaire, QuestionnaireVersion
from feedback.questions import Question
from tests.factories import person, team_with
from tests.feedback.requests import add, draft_by, group_of, send, version_for
from tests.filling import form_of

LIST = reverse("feedback:questionnaires")


@pytest.fixture
def bo(db):
    return team_with().bo


@pytest.fixture
def own(bo):
    """A copy of the short form, with its three questions."""
    return verbs.copy_questionnaire(version_for(bo, "pulse"), "Mine", by=bo)


def url(name, questionnaire):
    return reverse(f"feedback:{name}", args=[questionnaire.pk])


def typed(client, questionnaire) -> dict:
    """What a browser would send of the editor as it stands."""
    return form_of(client, url("edit_questionnaire", questionnaire), "q1-label").values


def save(client, questionnaire, do="save", **changed):
    sent = typed(client, questionnaire) | {name.replace("_", "-", 1): [value] for name, value in changed.items()}
    return client.post(url("edit_questionnaire", questionnaire), sent | {"do": do})


def newest(questionnaire) -> QuestionnaireVersion:
    return verbs.newest_of(questionnaire)


def labels(questionnaire) -> list[str]:
    return [one.label for one in newest(questionnaire).read()]


def test_the_list_has_those_of_the_site_and_ones_own_by_group(bo, own, new_client):
    kim = person("kim")
    verbs.copy_questionnaire(version_for(kim, "client"), "Of Kim", by=kim)
    groups = new_client(bo).get(LIST).context["groups"]
    shown = {str(label): [one.questionnaire.title for one in versions] for label, versions in groups}
    assert shown["clients"] == ["After a project, for clients"]
    assert shown["teammates"] == ["After a project, for teammates", "A quick look, mid-project", "Mine"]


def test_a_copy_is_ones_own_and_is_made_once(bo, new_client):
    client = new_client(bo)
    source = version_for(bo, "client")
    for _ in range(2):
        client.post(url("copy_questionnaire", source.questionnaire), {"key": "0199f000-0000-7000-8000-00000000000a"})
    copy = Questionnaire.objects.get(owner=bo)
    assert (copy.title, copy.group) == ("After a project, for clients, my version", "client")
    assert newest(copy).questions == source.questions


def test_every_kind_is_shown_and_survives_the_editor_unchanged(bo, new_client):
    """All forms of the site go through the editor, as a browser would send them, without a change."""
    root = person("root", is_staff=True)
    client = new_client(root)
    verbs.ensure_questionnaires()
    before = {one.pk: one.questions for one in QuestionnaireVersion.objects.all()}
    for questionnaire in Questionnaire.objects.of_site():
        assert client.get(url("questionnaire", questionnaire)).status_code == 200
        assert save(client, questionnaire).status_code == 302
    assert {one.pk: one.questions for one in QuestionnaireVersion.objects.all()} == before


def test_the_site_is_edited_by_administrators_and_by_nobody_else(bo, new_client):
    questionnaire = version_for(bo, "client").questionnaire
    assert new_client(bo).get(url("edit_questionnaire", questionnaire)).status_code == 403
    with pytest.raises(Refused):
        verbs.edit_questionnaire(questionnaire, {"title": "Bo's"}, newest(questionnaire).read(), "", by=bo)
    with pytest.raises(Refused):
        verbs.retire_questionnaire(questionnaire, by=bo)
    root = new_client(person("root", is_staff=True))
    assert save(root, questionnaire, title="For customers").status_code == 302
    assert Questionnaire.objects.get(pk=questionnaire.pk).title == "For customers"


def test_ones_own_is_hidden_from_everybody_else(own, new_client):
    client = new_client(person("root", is_staff=True, is_superuser=True))
    for name in ("questionnaire", "edit_questionnaire"):
        assert client.get(url(name, own)).status_code == 404
    for name in ("copy_questionnaire", "retire_questionnaire", "offer_questionnaire"):
        assert client.post(url(name, own)).status_code == 404


def test_what_was_used_stays_and_the_next_version_is_made(bo, own, new_client):
    """Unused: in place. Used: a new version; the request that was sent keeps its questions, word for word."""
    client = new_client(bo)
    save(client, own, q1_label="I know what you expect of me.")
    assert [(one.number, one.read()[0].label) for one in own.versions.all()] == [(1, "I know what you expect of me.")]
    team = bo.memberships.get().team
    others = [one for one in team.memberships.present().people() if one != bo]
    request = draft_by(bo, team)
    group = group_of(request)
    group.version = newest(own)
    group.save()
    add(group, *others)
    send(request)
    sent = newest(own).questions
    save(client, own, q1_label="I know what the team expects of me.")
    assert [(one.number, one.is_used) for one in own.versions.all()] == [(2, False), (1, True)]
    assert own.versions.get(number=1).questions == sent
    assert request.groups.get().version.number == 1
    save(client, own, q1_label="I know what all expect of me.")
    assert [(one.number, one.read()[0].label) for one in own.versions.all()] == [
        (2, "I know what all expect of me."), (1, "I know what you expect of me."),
    ]  # fmt: skip


def test_a_title_alone_makes_no_version(bo, own, new_client):
    QuestionnaireVersion.objects.filter(questionnaire=own).update(is_used=True)
    save(new_client(bo), own, title="Weekly")
    own.refresh_from_db()
    assert (own.title, own.versions.count()) == ("Weekly", 1)


def test_an_earlier_version_can_be_read(bo, own, new_client):
    client = new_client(bo)
    QuestionnaireVersion.objects.filter(questionnaire=own).update(is_used=True)
    save(client, own, q1_label="I know what is wanted of me.")
    pages = [client.get(url("questionnaire", own), {"version": number}) for number in ("1", "2", "3", "x")]
    assert [page.status_code for page in pages] == [200, 200, 404, 404]
    assert [page.context["questions"][0].label for page in pages[:2]] == [
        "I know what is expected of me.", "I know what is wanted of me.",
    ]  # fmt: skip


@pytest.mark.parametrize(("do", "order"), [
    ("down:1", [2, 1, 3]), ("up:3", [1, 3, 2]), ("up:1", [1, 2, 3]), ("remove:2", [1, 3]), ("down:9", [1, 2, 3]), ("nonsense", [1, 2, 3]),
])  # fmt: skip
def test_the_editor_moves_and_removes_without_saving(do, order, bo, own, new_client):
    client = new_client(bo)
    before = labels(own)
    page = save(client, own, do=do, q1_label="Typed, not saved")
    given = [one["label"] for one in page.context["editor"].given]
    assert given == [["Typed, not saved", *before[1:]][place - 1] for place in order]
    assert labels(own) == before


def test_a_question_of_each_kind_is_added_and_saved_without_script(bo, own, new_client):
    """Add, fill in, save: three requests a question. The fields of a kind come with it."""
    client, edit = new_client(bo), url("edit_questionnaire", own)
    filled = {
        "scale": {"anchor_1": "Never", "anchor_3": "Sometimes", "anchor_5": "Always"},
        "pick": {"choices": "Humour\nPatience"}, "choices": {"choices": "Humour\nPatience"}, "choice": {"choices": "Humour\nPatience"},
    }  # fmt: skip
    kinds = ("scale", "agree", "pick", "choices", "choice", "yes_no", "text", "sbi", "keep", "number")
    for number, kind in enumerate(kinds, 4):
        page = client.post(edit, typed(client, own) | {"do": f"add:{kind}"})
        form = page.context["editor"].forms[-1]
        sent = typed(client, own) | {"count": number, f"q{number}-kind": kind, f"q{number}-label": f"Asked by {kind}"}
        sent |= {f"q{number}-{name}": value for name, value in filled.get(kind, {}).items()}
        assert set(filled.get(kind, {})) == {name for name, field in form.fields.items() if not field.widget.is_hidden} & {
            *rewriting.ANCHORS, *({"choices"} if kind != "yes_no" else set()),
        }  # fmt: skip
        assert client.post(edit, sent | {"do": "save"}).status_code == 302
    added = newest(own).read()[3:]
    assert [(one.kind, one.label) for one in added] == [(kind, f"Asked by {kind}") for kind in kinds]
    assert added[0].anchors == ("Never", "Sometimes", "Always")
    assert [label for _value, label in added[2].choices] == ["Humour", "Patience"]


def test_a_change_of_kind_loses_nothing_typed(bo, own, new_client):
    client = new_client(bo)
    page = save(client, own, do="kind", q1_kind="choice", q1_choices="Humour\nPatience")
    assert not page.context["editor"].forms[0].fields["choices"].widget.is_hidden
    page = save(client, own, do="kind", q1_kind="text", q1_choices="Humour\nPatience")
    assert page.context["editor"].forms[0]["choices"].value() == "Humour\nPatience"
    assert page.context["editor"].forms[0].fields["choices"].widget.is_hidden


def test_everything_wrong_is_told_at_its_place(bo, own, new_client):
    client = new_client(bo)
    page = save(
        client, own, title=" ", minutes="0", q1_label=" ", q2_kind="scale", q2_anchor_1="Never", q3_kind="choice",
        q3_choices="One\nOne",
    )  # fmt: skip
    assert page.status_code == 422
    editor = page.context["editor"]
    assert editor.head.errors == {"title": ["This cannot stay empty."], "minutes": ["One minute at least."]}
    assert [form.errors for form in editor.forms] == [
        {"label": ["Please write a few words here."]},
        {"anchor_3": ["Please write a few words here."], "anchor_5": ["Please write a few words here."]},
        {"choices": ["Two choices read the same."]},
    ]
    assert "Never" in page.content.decode()
    page = client.post(url("edit_questionnaire", own), typed(client, own) | {"count": "0", "do": "save"})
    assert (page.status_code, page.context["editor"].trouble) == (422, "A form has 1 to 30 questions.")
    assert len(labels(own)) == 3


def test_what_another_window_saved_is_not_overwritten_unseen(bo, own, new_client):
    client, edit = new_client(bo), url("edit_questionnaire", own)
    old = typed(client, own)
    save(client, own, q2_label="We say early what goes wrong.")
    page = client.post(edit, old | {"q1-label": ["Mine"], "do": "save"})
    assert (page.status_code, page.context["editor"].given[0]["label"]) == (409, "Mine")
    assert labels(own)[:2] == ["I know what is expected of me.", "We say early what goes wrong."]
    client.post(edit, old | {"q1-label": ["Mine"], "do": "save_over", "seen": page.context["seen"]})
    assert labels(own)[:2] == ["Mine", "We speak up early when something goes wrong."]


def test_a_key_follows_its_question_and_no_other():
    """The same question in other words of the same sense keeps its key; another kind or sense has a new one, as has a stranger's."""
    before = [
        Question("speak_up", "agree", "We speak up early when something goes wrong."),
        Question("advice", "text", "What one thing would you advise?"),
    ]
    given = [rewriting.typed(one) for one in before]
    given[0] |= {"label": "We speak up early when something is wrong."}
    given[1] |= {"kind": "sbi"}
    given += [
        rewriting.blank("text") | {"key": "speak_up", "label": "What else?"},
        rewriting.blank("text") | {"key": "client_secret", "label": "And?"},
    ]
    kept = clean_questions(rewriting.kept_dicts(given, before))
    assert kept[0].key == "speak_up"
    assert all(one.key.startswith("own_") for one in kept[1:])
    again = clean_questions(rewriting.kept_dicts([rewriting.typed(one) for one in kept], kept))
    assert again == kept


def test_the_same_choice_has_the_same_value_in_every_form():
    before = (("yes", "Yes"), ("no", "No"))
    assert rewriting.valued("Yes\n No \nPerhaps", before)[:2] == [["yes", "Yes"], ["no", "No"]]
    assert rewriting.valued("Perhaps", before) == rewriting.valued("Perhaps", ())


def test_the_ten_of_the_site_keep_their_key(bo, own, new_client):
    client = new_client(bo)
    page = save(client, own, do="take:promises")
    assert page.context["editor"].given[-1]["key"] == "promises"
    sent = (
        typed(client, own)
        | {"count": "4"}
        | {f"q4-{name}": value for name, value in page.context["editor"].given[-1].items() if value}
    )
    client.post(url("edit_questionnaire", own), sent | {"do": "save"})
    assert (newest(own).read()[-1].key, newest(own).read()[-1].competency) == ("promises", "promises")


def test_a_retired_one_is_offered_no_more_and_can_come_back(bo, own, new_client):
    client = new_client(bo)
    client.post(url("retire_questionnaire", own))
    assert [one.questionnaire for one in verbs.newest(bo) if one.questionnaire == own] == []
    assert [one.questionnaire for one in client.get(LIST).context["retired"]] == [own]
    client.post(url("offer_questionnaire", own))
    assert [one.questionnaire for one in verbs.newest(bo) if one.questionnaire == own] == [own]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_at_any_size(number, bo, new_client, django_assert_max_num_queries):
    version = version_for(bo, "pulse")
    for n in range(number):
        verbs.copy_questionnaire(version, f"Copy {n}", by=bo)
    client = new_client(bo)
    with django_assert_max_num_queries(12):
        page = client.get(LIST).content.decode()
    assert f"Copy {number - 1}" in page
