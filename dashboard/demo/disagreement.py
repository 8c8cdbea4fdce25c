"""Two disagreements in private: Jo and Sam agreed two weeks ago about late builds; Noor and Aylin look for options now."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from conflicts.actions import (
    agreeing,
    cards,
    criteria,
    following,
    opening,
    options,
    points,
    pool,
    ratings,
    signing,
    starting,
    stepping,
)
from conflicts.models import (
    AgreementSignature,
    CaseEvent,
    CaseParty,
    ConflictCard,
    ConflictCase,
    FollowUp,
    Mediator,
    Option,
    Point,
    RatingRound,
    ResolutionAgreement,
    SafeContact,
)
from dashboard.demo.days import move_back
from notices.models import Notice

JO = {
    "seen": "In May three builds reached me after five on a Friday: on the 8th, the 15th and the 29th.",
    "effect": "I tested on two Saturdays, and on the 29th we found the wrong fares only on the pier.",
    "need": "A day between the build and the weekend, so that I find mistakes before passengers do.",
    "other_need": "Probably not to be asked every two hours whether it is done.",
    "my_part": "I never said which day I need. I only asked, again and again.",
    "good_enough": "Most builds by Thursday noon, and a word when one will be late.",
    "ask": "Tell me what makes Fridays happen.",
}
SAM = {
    "seen": "The texts for the signs came on the Thursday in all three weeks.",
    "effect": "I built until the evening and skipped my own checks.",
    "need": "To know by Monday what goes in, and a few hours without messages.",
    "my_part": "I knew on Wednesday that it would be late and hoped to catch up.",
    "good_enough": "One list on Monday. What comes later waits for the next build.",
    "ask": "Help me to close the list on Monday.",
}
INTERESTS = {
    "jo": (("A day to test before the weekend", "Two Saturdays in May were enough."), ("No surprises on the pier", "")),
    "sam": (("To know on Monday what goes in", ""), ("Hours without messages", "I check my work in them.")),
}
FOUND = (
    ("The list closes on Monday at noon; what comes later waits", "Mira decides about exceptions."),
    ("Builds are handed over on Thursday by noon", "Sam says on Wednesday if it will not be."),
    ("Messages about the build go into one thread, looked at twice a day", ""),
    ("A second tester on Fridays", "If the budget allows it."),
)
RATED = {"jo": (3, 3, 2, 2), "sam": (3, 2, 3, 0)}
TERMS = (
    ("The list of what goes in closes on Monday at noon. What comes later waits for the next build.", "all"),
    ("The build is handed over on Thursday by noon.", "sam"),
    ("Sam says on Wednesday when a build will be late; Jo plans anew and asks no more that day.", "sam"),
    ("Questions about a build go into one thread, looked at at eleven and at four.", "jo"),
)
WORDS_OF = {
    "noor": {
        "seen": "On Tuesday my numbers for the night ferry were changed in the sheet, and I read it in the meeting.",
        "effect": "I stood there with other figures than the screen.",
        "need": "To hear of a change before others read it.",
        "my_part": "I had left the sheet open for everybody.",
        "ask": "Let us find a way to change each other's numbers.",
    },
    "aylin": {
        "seen": "The sheet said “please correct”, and the operator wanted it by ten.",
        "effect": "I corrected it at nine and wrote a note that nobody saw.",
        "need": "To be able to mend a mistake when I see one.",
        "my_part": "I could have called.",
        "ask": "Say where a note would reach you.",
    },
}
IDEAS = (
    "Whoever changes a number writes to its owner first, and waits an hour",
    "Changes are made as suggestions; the owner takes them",
    "The sheet closes the evening before a meeting",
)


def play(harbour, cast) -> None:
    keep_help(cast)
    agreed(harbour, cast)
    in_the_middle(harbour, cast)


def keep_help(cast) -> None:
    """Whom the organisation names: neutrals, and somebody for what does not belong between two people."""
    admin = cast["admin"]
    about = "Learned mediation at the harbour academy; works in none of the ferry teams."
    pool.keep_mediator(Mediator(person=cast["priya"], about=about), by=admin)
    contact = SafeContact(
        name="Hanna Weiss", role="Ombudsperson of the harbour company", email="hanna@harbour.example",
        phone="+31 10 555 0142", note="Mondays to Thursdays, also outside the office. She tells nobody without your word.",
    )  # fmt: skip
    pool.keep_contact(contact, by=admin)


def said(case: ConflictCase, who, words: dict, interests=()) -> None:
    revision = cards.own_card(case, who).revision
    cards.write_card(case, revision, by=who, **words)
    for text, why in interests:
        points.add_point(case, uuid4(), by=who, text=text, why=why)


def heard(harbour, about, one, other, words) -> ConflictCase:
    """Both have said how they see it; `words` are those of the first and of the second, with their interests."""
    case = starting.start_case(about, by=one, team=harbour)
    starting.ask_party(case, person=other, by=one)
    said(case, one, *words[0])
    starting.answer_safety(case, [], by=one)
    case = opening.open_case(case, by=one)
    opening.join(case, by=other)
    said(case, other, *words[1])
    cards.share_card(case, by=other)
    return case


def looking(case: ConflictCase, by, found) -> RatingRound:
    stepping.look_for_options(case, by=by)
    options.add_options(case, found, by=by)
    return options.begin_rating(case, by=by)


def rated(case: ConflictCase, who, values) -> None:
    current = options.last_round(case)
    found = list(current.options.all())
    given = {one.pk: {"value": value, "note": ""} for one, value in zip(found, values, strict=True)}
    blank = ratings.stamp_of({one.pk: {"value": None, "note": ""} for one in found})
    ratings.rate(case, given, blank, ratings.listing_of(current), by=who)
    party = CaseParty.objects.get(case=case, person=who)
    ratings.hand_in(case, ratings.mark_of(current, party), by=who)


def agreed(harbour, cast) -> None:
    """Signed two weeks ago; today both look whether it holds."""
    jo, sam = cast["jo"], cast["sam"]
    case = heard(harbour, "Builds on Friday evenings", jo, sam, [(JO, INTERESTS["jo"]), (SAM, INTERESTS["sam"])])
    criteria.add_criterion(case, "What the winter team did: three days from list to pier", by=sam)
    points.mark_point(Point.objects.filter(case=case, party__person=jo).last(), "shares", by=sam)
    looking(case, jo, FOUND)
    rated(case, jo, RATED["jo"])
    rated(case, sam, RATED["sam"])
    signed(case, cast)
    long_ago(case, timedelta(days=14))
    following.open_follow_ups(timezone.now())


def signed(case: ConflictCase, cast) -> None:
    agreement = agreeing.begin_agreement(case, by=cast["sam"])
    parties = {str(one.person_id): str(one.pk) for one in case.parties.all()}
    agreeing.write_opening(agreement, "Fridays are for testing, and nobody works on a Saturday.", 1, by=cast["sam"])
    for text, owner in TERMS:
        who = owner if owner == "all" else parties[str(cast[owner].pk)]
        fields = {"text": text, "owner": who, "due_on": "", "due_words": "from now on, every week"}
        agreeing.write_term(agreement, uuid4(), fields, "0.", by=cast["jo"])
    agreement = signing.offer(agreement, by=cast["jo"])
    for who in ("jo", "sam"):
        signing.sign_agreement(agreement, typed_name=str(cast[who]), seen=agreement.content_hash, by=cast[who])


def in_the_middle(harbour, cast) -> None:
    """Aylin has handed in her ratings, Noor has not; neither sees anything of the other's."""
    noor, aylin = cast["noor"], cast["aylin"]
    words = [(WORDS_OF["noor"], [("To hear of it first", "")]), (WORDS_OF["aylin"], [("To mend mistakes at once", "")])]
    case = heard(harbour, "Numbers that change overnight", noor, aylin, words)
    looking(case, aylin, [(one, "") for one in IDEAS])
    rated(case, aylin, (2, 3, 2))
    long_ago(case, timedelta(days=2))


def long_ago(case: ConflictCase, time: timedelta) -> None:
    for model in (
        CaseParty,
        ConflictCard,
        Point,
        Option,
        RatingRound,
        CaseEvent,
        ResolutionAgreement,
        AgreementSignature,
    ):
        move_back(model.objects.filter(case=case), time)
    move_back(ConflictCase.objects.filter(pk=case.pk), time)
    for one in FollowUp.objects.filter(case=case):
        FollowUp.objects.filter(pk=one.pk).update(due_on=one.due_on - time)
    move_back(Notice.objects.filter(key__startswith=f"private:{case.pk}:"), time)
