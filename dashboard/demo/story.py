"""The words of the demo: people, teams and charters. Days are counted from today, so that it never looks old."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

PASSWORD = "harbour-lights-2026"  # noqa: S105 printed at the start, for the demo alone

# One line a clause, as one reads a charter.
# fmt: off
PEOPLE = {
    "mira": ("Mira Okafor", "Europe/Amsterdam"),
    "jo": ("Jo Lindqvist", "Europe/Stockholm"),
    "aylin": ("Aylin Demir", "Europe/Istanbul"),
    "sam": ("Sam Whitfield", "Europe/London"),
    "noor": ("Noor Haddad", "Europe/Amsterdam"),
    "tomas": ("Tomas Brandt", "Europe/Berlin"),
    "priya": ("Priya Raman", "Asia/Kolkata"),
}
LOGINS = [
    ("mira@harbour.example", "leads the team"),
    ("sam@harbour.example", "has a charter to read and sign"),
    ("tomas@harbour.example", "manages, and has roles to review"),
    ("admin@harbour.example", "runs the site"),
]

HARBOUR = {"mira": "lead", "jo": "member", "aylin": "member", "sam": "member", "noor": "member", "tomas": "manager", "priya": "observer"}
NIGHT_LINE = {"mira": "lead", "noor": "member", "sam": "member", "tomas": "manager", "priya": "observer"}
PIER_SIGNS = {"aylin": "lead", "jo": "member", "sam": "member", "tomas": "manager"}
HOURS = {"mira": 32, "jo": 32, "aylin": 36, "sam": 24, "noor": 40}


def day(offset: int) -> str:
    """As people write it, since a charter shows a day as it was typed: 9 December 2026."""
    return date_format(timezone.localdate() + timedelta(days=offset), "j F Y")


def iso(offset: int) -> str:
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def role(title, purpose, decides, accountabilities, not_for, holders, hours):
    """A role; `holders` are (name, hours) pairs."""
    return {
        "title": title,
        "purpose": purpose,
        "decision_right": decides,
        "hours": hours,
        "seats": len(holders) or 1,
        "accountabilities": [{"text": text} for text in accountabilities],
        "not_accountable_for": [{"text": text} for text in not_for],
        "assignments": [{"name": name, "hours": hours} for name, hours in holders],
    }


MOVED, AT_RISK, DONE = "Delay feed for line 62", "Pilot with 50 passengers", "Drawings of all screens"
WHY_MOVED = "The operator opens its test feed two weeks later than promised, so the delay feed moves by two weeks."
CONSULTED = "Good to know before it happens. It still leaves us ten days before the pilot."
FOUR_EYES = "Nobody merges their own change; one other person reads it first."
FOUR_EYES_NOW = "Nobody merges their own change; one other person reads it first, on the same day if it is small."
WHY_FOUR_EYES = "Small changes waited two days for a reader. Now the reader knows what we count on."
DONE_WORDS = "Tried with twelve passengers, four of them with low vision. The notes are on the board."
WHY_AT_RISK = "Two of the four test phones are still in repair."
PLANS_FROM_ABOVE = ("a deliverable is three days late", "someone does not answer for two working days")
OPEN_QUESTION = "Who decides whether a release goes out when Mira is on holiday?"


def harbour_app() -> dict:
    """A complete charter of five people."""
    mira, jo, aylin, sam, noor = (PEOPLE[who][0] for who in ("mira", "jo", "aylin", "sam", "noor"))
    return {
        "title": "Harbour App: first season",
        "purpose": {
            "text": "We give ferry passengers one app for tickets and delays, so that nobody waits on a cold pier without knowing why."
        },
        "dates": {"starts": day(-165), "ends": day(150)},
        "goals": [
            {"statement": "Four of five delays appear in the app within two minutes.", "measure": "Share of delays shown within 120 seconds, from the operator's log: 80 %", "due": day(90)},
            {"statement": "2,000 passengers use the app every week.", "measure": "2,000 weekly users, counted without names", "due": day(140)},
        ],
        "in_scope": [{"text": "Delay notices for all six harbour lines."}, {"text": "Single and day tickets, bought and shown in the app."}, {"text": "Dutch, English and Turkish, with large type."}],
        "out_of_scope": [{"text": "Ticket machines on the piers."}, {"text": "Season tickets, which stay with the operator until autumn."}],
        "roles": [
            role("Product keeper", "Keeps what we build close to what passengers need.", "What goes into the next release, and in which order.",
                 ["Listening to ten passengers a month and sharing the notes", "Ordering the list of work every Monday before ten"], ["The budget of the operator"], [(mira, 16)], 16),
            role("Backend builder", "Makes delays and tickets arrive quickly and truly.", "How data is stored and which services we use.",
                 ["Building the delay feed and watching over its speed", "Answering alarms within 30 minutes on weekdays"], ["Alarms at night, which go to the operator's desk"], [(jo, 24), (sam, 12)], 24),
            role("App designer", "Makes each screen readable in sun and rain.", "How a screen looks and which words stand on it.",
                 ["Drawing and testing each new screen with three people", "Keeping contrast and type size at level AA"], [], [(aylin, 28)], 28),
            role("Release keeper", "Makes sure that each release is tested and announced.", "Whether a release goes out today.",
                 ["Testing each release on four phones before it goes out", "Writing the release note in three languages"], [], [(noor, 20)], 20),
            role("Accessibility adviser", "Brings in how people with low vision travel.", "", ["Trying each release with a screen reader"], [], [], 4),
        ],
        "deliverables": [
            {"title": DONE, "description": "Every screen on paper, tried with passengers on the pier.", "acceptance_criteria": "Tried with ten passengers, three of them with low vision.", "due": day(-45), "owner": "App designer", "group": "Pilot",
             "letters": {"App designer": "A/R", "Product keeper": "C", "Backend builder": "I"}},
            {"title": MOVED, "description": "Live delays of one line, end to end.", "acceptance_criteria": "Delays of line 62 appear within two minutes on five working days in a row.", "due": day(-20), "owner": "Backend builder", "group": "Pilot",
             "letters": {"Backend builder": "A/R", "Product keeper": "C", "Release keeper": "I"}},
            {"title": AT_RISK, "description": "A week on line 62 with people who ride it daily.", "acceptance_criteria": "50 passengers used it for a week, and we have notes of at least 20.", "due": day(16), "owner": "Product keeper", "group": "Pilot",
             "letters": {"Product keeper": "A", "App designer": "R", "Backend builder": "C", "Release keeper": "I"}},
            {"title": "Tickets in the app", "description": "Single and day tickets, bought and shown without a network.", "acceptance_criteria": "100 test tickets bought and checked by two inspectors, none refused.", "due": day(58), "owner": "Backend builder", "group": "Season",
             "letters": {"Backend builder": "R", "Product keeper": "A", "App designer": "C", "Release keeper": "I"}},
            {"title": "Large-type screens", "description": "All screens at 200 % type.", "acceptance_criteria": "No text is cut at 200 % on the four test phones.", "due": day(72), "owner": "App designer", "group": "Season",
             "letters": {"App designer": "A/R", "Accessibility adviser": "C", "Release keeper": "I"}},
            {"title": "Release for all six lines", "description": "The public release.", "acceptance_criteria": "In both stores; the operator's desk has signed off the emergency text.", "due": day(95), "owner": "Release keeper", "group": "Season",
             "letters": {"Release keeper": "A/R", "Product keeper": "C", "Backend builder": "C", "App designer": "I"}},
        ],
        "milestones": [{"title": "Half way: we look at this charter again", "due": day(60)}, {"title": "Season opens", "due": day(100)}],
        "expectations": [
            {"what": "A review within one working day, with at least one thing that is good.", "from_whom": "Everyone", "to_whom": "Everyone", "measure": "Age of open reviews on the board", "category": "quality"},
            {"what": "The hours stated in the roles, and a word on Monday if a week will be different.", "from_whom": "Everyone", "to_whom": mira, "measure": "Monday note", "category": "effort"},
            {"what": "Whoever falls behind says so within a day; the team takes over one thing before anyone asks why.", "from_whom": "Everyone", "to_whom": "Everyone", "measure": "A heads-up before the day, not after", "category": "tolerance"},
        ],
        "working_agreements": [
            {"text": "Work in progress is shared by Thursday noon, however rough.", "title": "Share early", "owner": "Product keeper"},
            {"text": FOUR_EYES, "title": "Four eyes", "owner": "Backend builder"},
            {"text": "A meeting without an agenda 24 hours before does not take place.", "title": "Agenda or no meeting", "owner": "Release keeper"},
        ],
        "communication_agreements": [
            {"channel": "Phone", "use_for": "The app is down or tells passengers something wrong", "urgency": "urgent", "respond_within": "30 minutes, weekdays 8:00 to 18:00", "quiet_hours": "18:00 to 8:00 Amsterdam time", "owner": "Backend builder"},
            {"channel": "Team chat", "use_for": "Daily work and questions", "urgency": "normal", "respond_within": "4 hours", "quiet_hours": "18:00 to 8:00 in each person's own zone", "owner": "Product keeper"},
            {"channel": "Shared notes", "use_for": "Decisions and their reasons", "urgency": "reference", "respond_within": "2 days", "quiet_hours": "", "owner": "Product keeper"},
        ],
        "meetings": [{"title": "Monday start", "when": "Mondays 10:00 to 10:30, Amsterdam time", "text": "What we finish this week, who needs help."}, {"title": "Passenger hour", "when": "First Thursday of the month, 15:00, Amsterdam time", "text": "We listen to recordings and notes of passengers."}],
        "decision_rule": {"rule": "consent", "tie_break": "The product keeper decides within two working days and writes down why.", "text": "A reasoned objection is a gift: we look for what it protects before we go on."},
        "conflict_steps": [
            {"what": "The two talk in private about what they saw and what they need.", "within": "2 working days", "who": "Those concerned"},
            {"what": "A third member listens and helps to find two options that both could live with.", "within": "5 working days", "who": "A member both choose"},
            {"what": "Tomas invites both and, if needed, names a neutral mediator.", "within": "10 working days", "who": "Tomas Brandt"},
        ],
        "contingencies": [
            {"trigger": "a deliverable is three days late", "response": "its owner tells the team and offers two ways out", "actor": "Owner of the deliverable"},
            {"trigger": "someone does not answer for two working days", "response": "the lead calls, and a substitute takes the open reviews", "actor": mira},
            {"trigger": "someone is ill for more than a week", "response": "the team drops or moves one deliverable instead of spreading the work", "actor": "Product keeper"},
        ],
        "stakeholders": [{"name": "Priya Raman, the operator", "why": "Pays for the pilot and answers for what passengers are told."}, {"name": "Passengers with low vision", "why": "They depend on it most; if it works for them, it works for all."}, {"name": "Inspectors", "why": "They check the tickets in wind and rain."}],
        "sections": [{"title": "What we are proud of", "text": "We would rather show a delay too early than too late, and we say sorry in plain words."}],
    }


def winter_timetable() -> dict:
    """A draft with holes: two A's, a deliverable without a day, a vague agreement."""
    mira, jo, sam = (PEOPLE[who][0] for who in ("mira", "jo", "sam"))
    return {
        "title": "Winter timetable",
        "purpose": {"text": "We bring the winter timetable into the app before the first storm."},
        "goals": [{"statement": "Passengers find the right departure at once."}],
        "in_scope": [{"text": "Timetables of lines 58 to 66."}],
        "roles": [
            role("Timetable keeper", "Keeps departures true.", "", ["Comparing the app with the printed timetable each Friday"], [], [(sam, 10)], 10),
            role("Data builder", "Brings the operator's files into the app.", "The format of the files.", ["Loading the operator's files every night"], [], [(jo, 22)], 22),
        ],
        "deliverables": [
            {"title": "Timetable import", "acceptance_criteria": "Every departure of a week matches the printed timetable.", "due": day(24), "letters": {"Timetable keeper": "A", "Data builder": "A/R"}},
            {"title": "Storm notices", "due": "before the first storm", "letters": {"Data builder": "R"}},
        ],
        "working_agreements": [{"text": "We communicate openly and answer as soon as possible.", "title": "Openness"}],
        "stakeholders": [{"name": mira + " and the operator's desk", "why": "They get the calls when a departure is wrong."}],
    }


def pilot() -> dict:
    """A small charter that has been lived to its end: what people looked back on."""
    mira, jo, aylin, sam, noor = (PEOPLE[who][0] for who in ("mira", "jo", "aylin", "sam", "noor"))
    return {
        "title": "Line 58: the pilot",
        "purpose": {"text": "For six weeks we try delay notices on one line, before all six get them."},
        "dates": {"starts": day(-60), "ends": day(-14)},
        "goals": [{"statement": "Nine of ten delays on line 58 appear within two minutes.", "measure": "Operator's log, 40 delays: 36 shown in time", "due": day(-16)}],
        "in_scope": [{"text": "Delay notices on line 58."}],
        "out_of_scope": [{"text": "The other five lines."}],
        "roles": [
            role("Pilot lead", "Keeps the pilot small and honest.", "When the pilot is stopped.", ["Writing the Monday note"], [], [(mira, 8)], 8),
            role("Notice builder", "Makes a delay appear on the phone.", "How a notice is built.", ["Mending what failed the day before"], [], [(jo, 16), (aylin, 16)], 16),
            role("Pier contact", "Talks with the crew of pier 58.", "When the crew is called.", ["Calling the crew each Thursday"], [], [(sam, 6)], 6),
            role("Word keeper", "Keeps the texts short in three languages.", "Which words stand in a notice.", ["Reading each notice aloud"], [], [(noor, 6)], 6),
        ],
        "deliverables": [
            {"title": "Notices on line 58", "acceptance_criteria": "36 of 40 delays shown within two minutes.", "due": day(-18), "owner": "Notice builder", "letters": {"Notice builder": "A/R", "Pier contact": "C", "Word keeper": "C"}},
        ],
        "expectations": [
            {"what": "What is late is said to those who wait for it.", "from_whom": "Everyone", "to_whom": "Everyone", "measure": "Monday note", "category": "quality"},
            {"what": "The hours stated here; more only after a word with the lead.", "from_whom": "Everyone", "to_whom": mira, "measure": "Monday note", "category": "effort"},
        ],
        "working_agreements": [{"text": "Nothing goes live on a Friday.", "title": "No Friday releases", "owner": "Pilot lead", "review_on": iso(-20)}],
        "communication_agreements": [{"channel": "Team chat", "use_for": "A delay in our own work", "urgency": "normal", "respond_within": "4 hours", "quiet_hours": "18:00 to 8:00 in each person's own zone", "owner": "Pilot lead"}],
        "decision_rule": {"rule": "consent", "tie_break": "Mira decides by the next morning."},
        "conflict_steps": [{"what": "Both say what they saw and need.", "within": "1 day", "who": "The two"}, {"what": "Tomas hears both.", "within": "3 days", "who": "Tomas Brandt"}],
        "contingencies": [{"trigger": "two notices in one day are wrong", "response": "notices are switched off until we know why", "actor": "Notice builder"}],
        "stakeholders": [{"name": "The crew of pier 58", "why": "They are asked when the app is wrong."}],
    }


PILOT_ENDED = "38 of 40 delays appeared within two minutes. The crew wants to keep it, and the other five lines are next."
PREPARATIONS = {
    "sam": {"think": "We are here so that a storm does not leave anyone on the pier.", "bring": "I know the printed timetable and its errors.", "need": "A reply within a day when I find a wrong departure.", "my_roles": "Timetable keeper: comparing and correcting", "unowned": "Calling the operator when a line is cancelled"},
    "jo": {"think": "One place for departures that we can trust.", "bring": "The import from last year.", "need": "No changes of the format after December.", "my_roles": "Data builder: loading files", "unowned": "Calling the operator when a line is cancelled"},
}


def night_ferry() -> dict:
    """A client partnership that is being signed."""
    mira, noor, sam = (PEOPLE[who][0] for who in ("mira", "noor", "sam"))
    return {
        "title": "Night ferry with the operator",
        "purpose": {"text": "Together with the operator we try a night ferry for ten weekends, so that people who work late get home."},
        "dates": {"starts": day(7), "ends": day(120)},
        "goals": [{"statement": "300 passengers a night by the eighth weekend.", "measure": "Tickets sold for departures after 23:00: 300", "due": day(80)}],
        "in_scope": [{"text": "Times, tickets and notices of the night line."}],
        "out_of_scope": [{"text": "Staff on board, which the operator plans."}],
        "roles": [
            role("Night line lead", "Keeps both sides informed.", "Whether a night is called off for weather, with the operator's desk.", ["Writing the Sunday note to the operator"], [], [(mira, 6)], 6),
            role("Ticket keeper", "Makes the night ticket work.", "The price steps of the trial.", ["Checking the sales each Monday"], [], [(noor, 8)], 8),
            role("Voice of the passengers", "Brings in what people say on the pier.", "Which complaint is answered first.", ["Riding along every second Saturday", "Reading every complaint within a day"], [], [(sam, 6), ("Priya Raman", 2)], 6),
        ],
        "deliverables": [
            {"title": "Night ticket on sale", "acceptance_criteria": "A ticket bought at 23:30 is valid until 5:00.", "due": day(6), "owner": "Ticket keeper", "letters": {"Ticket keeper": "A/R", "Night line lead": "C"}},
            {"title": "Report after five weekends", "acceptance_criteria": "Four pages, with numbers the operator can check.", "due": day(45), "owner": "Night line lead", "letters": {"Night line lead": "A", "Voice of the passengers": "R"}},
        ],
        "expectations": [
            {"what": "Numbers that both sides can check.", "from_whom": "Ticket keeper", "to_whom": "The operator", "measure": "Monday table", "category": "quality"},
            {"what": "Six hours a week each, more only after a word with the lead.", "from_whom": "Everyone", "to_whom": mira, "measure": "Monday note", "category": "effort"},
        ],
        "working_agreements": [{"text": "We tell the operator a bad number on the day we see it.", "title": "Bad news first", "owner": "Night line lead", "review_on": iso(60)}],
        "communication_agreements": [{"channel": "Phone to the operator's desk", "use_for": "A night is called off", "urgency": "urgent", "respond_within": "15 minutes", "quiet_hours": "none on the weekends of the trial", "owner": "Night line lead"}],
        "decision_rule": {"rule": "consensus", "tie_break": "Tomas and the operator's desk decide by Friday noon."},
        "conflict_steps": [{"what": "Both sides say what they saw and need.", "within": "1 day", "who": mira + " and Priya Raman"}, {"what": "Tomas hears both.", "within": "3 days", "who": "Tomas Brandt"}],
        "contingencies": [{"trigger": "wind is above 8 Beaufort at 20:00", "response": "the night is called off and every ticket is paid back", "actor": "Night line lead"}],
        "stakeholders": [{"name": "People who work late", "why": "They have no other way home."}],
    }


def pier_signs() -> dict:
    """In review: one of three carries four of six deliverables, and more hours than she has."""
    jo, aylin, sam = (PEOPLE[who][0] for who in ("jo", "aylin", "sam"))

    def deliverable(title, done_when, offset, letters):
        return {"title": title, "acceptance_criteria": done_when, "due": day(offset), "owner": next(iter(letters)), "letters": letters}

    return {
        "title": "New signs on the piers",
        "purpose": {"text": "We replace the signs on six piers, so that people who cannot hear the loudspeaker know where and when to board."},
        "dates": {"starts": day(0), "ends": day(110)},
        "goals": [{"statement": "Nine of ten passengers find their boat without asking.", "measure": "100 passengers asked on three piers: 90 found it alone", "due": day(100)}],
        "in_scope": [{"text": "Signs on the six city piers."}],
        "out_of_scope": [{"text": "Loudspeakers and lights."}],
        "roles": [
            role("Sign builder", "Gets the signs made and mounted.", "Which workshop makes them.", ["Ordering and checking each sign", "Planning the mounting with each pier"], [], [(jo, 26)], 26),
            role("Pier contact", "Keeps the pier crews informed.", "When a pier is closed for mounting.", ["Calling each pier crew once a week"], [], [(jo, 20)], 20),
            role("Sign designer", "Makes signs that can be read in rain and from afar.", "How a sign looks.", ["Drawing and testing each sign with five passengers"], [], [(aylin, 12)], 12),
            role("Word keeper", "Chooses words that everyone understands.", "Which words stand on a sign.", ["Writing the words in three languages"], [], [(sam, 8)], 8),
        ],
        "deliverables": [
            deliverable("Signs of the first pier", "Mounted, and read from 20 metres by five passengers.", 21, {"Sign builder": "A/R", "Sign designer": "C", "Word keeper": "I"}),
            deliverable("Signs of piers two to four", "Mounted and checked in the dark.", 50, {"Sign builder": "A/R", "Pier contact": "C"}),
            deliverable("Signs of piers five and six", "Mounted and checked in the dark.", 80, {"Sign builder": "A/R", "Pier contact": "C"}),
            deliverable("Plan of closed days", "Agreed with six pier crews.", 12, {"Pier contact": "A/R", "Sign builder": "C"}),
            deliverable("Drawings", "Tested with five passengers of low vision.", 9, {"Sign designer": "A/R", "Word keeper": "C"}),
            deliverable("Words in three languages", "Read by one native speaker each.", 7, {"Word keeper": "A/R", "Sign designer": "I"}),
        ],
        "expectations": [
            {"what": "A drawing is answered within two working days, with one reason for each wish.", "from_whom": "Sign builder", "to_whom": "Sign designer", "measure": "Date of the answer", "category": "quality"},
            {"what": "The hours stated here; more only after a word with the team.", "from_whom": "Everyone", "to_whom": "Everyone", "measure": "Monday note", "category": "effort"},
        ],
        "working_agreements": [{"text": "Each sign is seen by two people before it is ordered.", "title": "Four eyes", "owner": "Sign builder", "review_on": iso(50)}],
        "communication_agreements": [{"channel": "Team chat", "use_for": "Daily work", "urgency": "normal", "respond_within": "4 hours", "quiet_hours": "18:00 to 8:00 Stockholm time", "owner": "Pier contact"}],
        "decision_rule": {"rule": "consent", "tie_break": "Aylin decides by the next Monday."},
        "contingencies": [{"trigger": "a workshop is a week late", "response": "the second workshop on the list gets the next pier", "actor": "Sign builder"}],
        "stakeholders": [{"name": "Pier crews", "why": "They mount the signs and hear the complaints."}],
    }


REVIEW_NOTE = "Jo answers for four of six deliverables and carries 46 hours against her 32. Who could take the calls to the pier crews?"
