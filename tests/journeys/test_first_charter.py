"""Scenarios 1 and 3: from nothing to a charter that five people have signed, all through pages."""

import re

from charters.models import Charter, CharterVersion, Signature
from teams.models import Team
from tests.factories import person
from tests.filling import fill

MEMBERS = ["mira", "aylin", "jo", "sam", "noor"]
ROLES = {
    "Product lead": ("Keeps the app useful.", "Choosing what is built next", ["mira", "noor"]),
    "Release keeper": ("Makes sure that releases work.", "Testing each release", ["jo", "aylin"]),
    "Harbour liaison": ("Brings what the harbour knows.", "Collecting delay reports", ["sam"]),
}


def test_from_an_empty_site_to_a_charter_in_force(new_client, mailbox, run_tasks):
    people = {name: person(name) for name in MEMBERS}
    browsers = {name: new_client(one) for name, one in people.items()}
    mira = browsers["mira"]
    team = gather_team(mira, people, browsers, mailbox, run_tasks)

    fill(mira, f"/charters/start/{team.slug}/", title="Harbour App charter", source="blank", adoption="signatures")
    base = f"/charters/{Charter.objects.get().pk}"
    for name in MEMBERS:
        fill(browsers[name], f"{base}/prepare/", think=f"Passengers know what {name} knows.")
    assert "Passengers know what jo knows." not in mira.get(f"{base}/proposals/").content.decode()
    fill(mira, f"{base}/open-draft/")
    proposals = mira.get(f"{base}/proposals/").content.decode()
    assert [name for name in MEMBERS if f"Passengers know what {name} knows." in proposals] == MEMBERS

    write(mira, base, people)
    two_letters(mira, base, pilot="A")
    blocked = mira.get(f"{base}/send-to-review/").content.decode()
    assert "Pilot" in blocked
    assert "Not yet. This is in the way:" in blocked
    two_letters(mira, base, pilot="R")
    fill(mira, f"{base}/send-to-review/")
    fill(mira, f"{base}/ask-signatures/")
    sign_all(browsers, base, mailbox, run_tasks)

    version = CharterVersion.objects.get()
    assert (version.state, version.number) == ("active", "1.0")
    page = mira.get(f"{base}/").content.decode()
    assert all(name.title() in page for name in MEMBERS)
    assert version.content_hash in page
    assert mira.get(f"/charters/versions/{version.pk}/charter.pdf").content.startswith(b"%PDF")
    story = mira.get(f"{base}/history/").content.decode()
    assert "Version <bdi>1.0</bdi> is in force." in story


def gather_team(mira, people, browsers, mailbox, run_tasks):
    """Mira creates the team and invites four; each follows the link in the mail."""
    fill(mira, "/teams/new/", name="Harbour App", about="One app for tickets and delays.")
    team = Team.objects.get()
    fill(mira, f"/teams/{team.slug}/invite/", addresses="\n".join(people[name].email for name in MEMBERS[1:]))
    run_tasks()
    for name in MEMBERS[1:]:
        (mail,) = mailbox.to(people[name])
        fill(browsers[name], re.search(r"/teams/invitation/\S+", mail.get_content()).group())
    assert team.memberships.present().count() == len(MEMBERS)
    return team


def write(mira, base, people):
    """Every clause through its own form, as without script."""
    fill(mira, f"{base}/draft/add/purpose/", text="We give ferry passengers one app for tickets and delays.")
    fill(mira, f"{base}/draft/add/goal/", statement="Four of five delays are shown in two minutes.", due="2027-03-31")
    for title, (purpose, work, holders) in ROLES.items():
        fill(mira, f"{base}/draft/add/role/", title=title, purpose=purpose, decision_right="What it takes.")
        role = Charter.objects.get().versions.get().items.get(kind="role", values__title=title).key
        fill(mira, f"{base}/draft/add/accountability/?parent={role}", text=work)
        for name in holders:
            fill(mira, f"{base}/draft/add/assignment/?parent={role}", person=str(people[name].pk))
    fill(
        mira,
        f"{base}/draft/add/deliverable/",
        title="Pilot",
        due="2027-02-26",
        acceptance_criteria="50 passengers used it.",
    )


def two_letters(mira, base, pilot):
    """The product lead is accountable for the pilot; the release keeper gets the letter given."""
    items = CharterVersion.objects.get().items
    roles = {role.values["title"]: role.key for role in items.filter(kind="role")}
    letters = {f"letters_{roles['Product lead']}": "A/R", f"letters_{roles['Release keeper']}": pilot}
    fill(mira, f"{base}/draft/{items.get(kind='deliverable').key}/", **letters)


def sign_all(browsers, base, mailbox, run_tasks):
    """Each finds the mail, reads the whole text and types their name; the page counts."""
    run_tasks()
    asked = [mail for mail in mailbox if mail["Subject"] == "Please sign: Harbour App charter"]
    assert sorted(mail["To"] for mail in asked) == sorted(f"{name}@example.org" for name in MEMBERS[1:])
    for count, name in enumerate(MEMBERS):
        page = browsers[name].get(f"{base}/sign/").content.decode()
        assert f"{count} of 5" in page
        assert "We give ferry passengers one app" in page
        fill(browsers[name], f"{base}/sign/", typed_name=f" {name.upper()} ")
    assert Signature.objects.filter(state="signed").count() == len(MEMBERS)
    run_tasks()
    told = [mail["To"] for mail in mailbox if mail["Subject"] == "In force: Harbour App charter 1.0"]
    assert sorted(told) == sorted(f"{name}@example.org" for name in MEMBERS)
