"""The three templates a site begins with. Pure words.

`clauses` are written into the charter and hold for most teams of that sort, to be edited. `examples` are shown where
nothing is written yet: what only the team itself can say is never written for it, so nobody signs a stranger's words.
"""


def role(title, purpose, decides, does, leaves, **more):
    return {
        "title": title, "purpose": purpose, "decision_right": decides, "seats": 1,
        "accountabilities": [{"text": text} for text in does], "not_accountable_for": [{"text": text} for text in leaves],
    } | more  # fmt: skip


def steps(*rows):
    return [{"what": what, "within": within, "who": who} for what, within, who in rows]


def plans(*rows):
    return [{"trigger": trigger, "response": response, "actor": actor} for trigger, response, actor in rows]


def agreements(*rows):
    return [{"title": title, "text": text, "owner": owner, "topic": topic} for title, text, owner, topic in rows]


def expectations(*rows):
    return [
        {"what": what, "from_whom": giver, "to_whom": taker, "measure": measure, "category": category}
        for what, giver, taker, measure, category in rows
    ]


def channels(*rows):
    return [
        {"channel": channel, "use_for": use, "urgency": urgency, "respond_within": within, "quiet_hours": quiet}
        for channel, use, urgency, within, quiet in rows
    ]


PROJECT = {
    "slug": "project-team",
    "title": "Project team",
    "summary": "People who deliver something together by a date, and then part: a product, an event, a study.",
    "clauses": {
        "roles": [
            role("Project lead", "Keeps the goal in sight and the team able to work.", "What is done first when not all can be done.",
                 ["Ordering the work each week", "Telling stakeholders how it goes, good or bad", "Clearing what stands in the team's way"],
                 ["The quality of other people's work, which each owner answers for"]),
            role("Quality keeper", "Makes sure that what we hand over is what we promised.", "Whether a deliverable meets its criteria.",
                 ["Reading acceptance criteria before work begins", "Testing each deliverable before it is handed over"], ["Mending what the tests find"]),
            role("Note keeper", "Keeps decisions findable, so that we decide each thing once.", "How and where notes are kept.",
                 ["Writing down each decision with its reason on the same day", "Reminding owners of open points"], ["Taking decisions for the team"]),
        ],
        "expectations": expectations(
            ("Work is shown when it is half done, not when it is finished.", "Everyone", "Everyone", "A draft is shared at the half-way day of each deliverable.", "quality"),
            ("Each of us works the hours named in the role, and says on Monday if a week will differ.", "Everyone", "Project lead", "The Monday note", "effort"),
            ("Who falls behind says so within a day; the team takes one thing over before anyone asks why.", "Everyone", "Everyone", "A word before the date, not after", "tolerance"),
        ),
        "working_agreements": agreements(
            ("Four eyes", "Nothing leaves the team before one other person has read it.", "Quality keeper", "Quality"),
            ("Agenda or no meeting", "A meeting has a question and an agenda 24 hours before; without them it does not take place.", "Note keeper", "Meetings"),
            ("Early drafts", "Work in progress lies in the shared place by Thursday noon, however rough.", "Project lead", "Sharing"),
        ),
        "communication_agreements": channels(
            ("Phone", "What cannot wait until tomorrow", "urgent", "30 minutes within working hours", "18:00 to 8:00 in each person's own zone"),
            ("Team chat", "Daily work and questions", "normal", "4 working hours", "18:00 to 8:00 in each person's own zone"),
            ("Shared notes", "Decisions and their reasons", "reference", "2 working days", ""),
        ),
        "meetings": [
            {"title": "Week's start", "when": "Mondays, 30 minutes", "text": "What we finish this week, and who needs help."},
            {"title": "Look back", "when": "Every second Friday, 45 minutes", "text": "What helped, what hindered, one thing to try."},
        ],
        "decision_rule": {"rule": "consent", "tie_break": "The project lead decides within two working days and writes down why.", "text": "Small things are decided by whoever holds the role. What touches others is proposed; it holds when nobody has a reasoned objection."},
        "conflict_steps": steps(
            ("The two talk in private about what they saw and what they need.", "2 working days", "Those concerned"),
            ("A third member listens to both and helps to find two options.", "5 working days", "A member whom both choose"),
            ("The project lead invites both and, if needed, a neutral mediator.", "10 working days", "Project lead"),
        ),
        "contingencies": plans(
            ("a deliverable is three days late", "its owner tells the team and offers two ways out", "Owner of the deliverable"),
            ("someone does not answer for two working days", "the lead calls, and a substitute takes the open reviews", "Project lead"),
            ("someone is away for more than a week", "the team moves or drops one deliverable instead of spreading the work", "Project lead"),
        ),
    },
    "examples": {
        "purpose": [{"text": "We move the town library into its new house without closing it for a single week, so that nobody has to go without books."}],
        "dates": [{"starts": "1 March 2027", "ends": "30 September 2027"}],
        "goal": [{"statement": "All 84,000 books stand in the new house by 31 August.", "measure": "Books scanned on the new shelves: 84,000", "due": "31 August 2027"}],
        "in_scope": [{"text": "Moving the books, shelves and catalogue."}],
        "out_of_scope": [{"text": "Buying new books, which stays with the librarians."}],
        "deliverable": [{"title": "Catalogue of the new shelves", "acceptance_criteria": "20 books picked at random are found within two minutes each.", "due": "15 July 2027", "owner": "Quality keeper"}],
        "milestone": [{"title": "First room opened to readers", "due": "1 June 2027"}],
        "stakeholder": [{"name": "Readers who come by bus", "why": "The new house is two stops further; they need to know a month before."}],
        "section": [{"title": "Money", "text": "The lead may spend up to 500 without asking; anything above is agreed in the week's start."}],
    },
}  # fmt: skip

STANDING = {
    "slug": "standing-group",
    "title": "Standing group",
    "summary": "People who look after something for years: a department, a committee, a group that keeps something running.",
    "clauses": {
        "roles": [
            role("Chair", "Keeps the group useful to those it serves.", "The agenda, and when a question is ripe to be decided.",
                 ["Preparing each meeting with its questions", "Speaking for the group outside", "Looking every half year whether the group is still needed"],
                 ["Deciding alone what belongs to the group"], term="One year, once renewable"),
            role("Duty holder", "Answers what comes in, so that the others can work undisturbed.", "What is answered at once and what is put to the group.",
                 ["Reading the shared inbox twice a day", "Answering or passing on each question within a working day"], ["Solving every question alone"],
                 term="A week at a time, in turn"),
            role("Keeper of the record", "Makes sure that the group's decisions can be found years later.", "How the record is kept.",
                 ["Publishing decisions within two working days", "Bringing newcomers up to date in their first week"], ["The content of decisions"]),
        ],
        "expectations": expectations(
            ("Each question from outside gets a first answer within one working day.", "Duty holder", "Those we serve", "Age of the oldest open question", "quality"),
            ("Members come prepared, having read what was sent two days before.", "Everyone", "Chair", "No reading in the meeting", "effort"),
            ("Who cannot come names a substitute; who misses three meetings in a row is asked how things are.", "Everyone", "Everyone", "Attendance in the record", "tolerance"),
        ),
        "working_agreements": agreements(
            ("In the open", "What does not have to be private is discussed where the others can read it.", "Chair", "Openness"),
            ("Turns", "Duty goes round the group week by week; whoever swaps finds the other person.", "Chair", "Duty"),
            ("Newcomers first", "In a round of opinions the newest member speaks first.", "Chair", "Meetings"),
        ),
        "communication_agreements": channels(
            ("Phone of the duty holder", "Something we run has stopped", "urgent", "1 hour within working hours", "18:00 to 8:00 local time"),
            ("Shared inbox", "Questions to the group", "normal", "1 working day", "Weekends"),
            ("Record of decisions", "What was decided and why", "reference", "", ""),
        ),
        "meetings": [
            {"title": "Monthly meeting", "when": "First Wednesday of the month, 60 minutes", "text": "Questions sent a week before, papers two days before."},
            {"title": "Half-year look", "when": "March and September, 2 hours", "text": "What we stop, start and keep; whether roles rotate."},
        ],
        "decision_rule": {"rule": "majority", "tie_break": "The chair's vote decides, and the reasons of both sides stand in the record.", "text": "More than half of the members must be present or have voted in writing."},
        "conflict_steps": steps(
            ("The two talk, in person where possible.", "One week", "Those concerned"),
            ("The chair hears both, or the longest-serving member if the chair is part of it.", "Two weeks", "Chair"),
            ("The person who set up the group decides.", "Four weeks", "Sponsor of the group"),
        ),
        "contingencies": plans(
            ("the duty holder falls ill", "the next in turn takes over the same day", "Chair"),
            ("a role stays vacant for a month", "the group hands its work out by name or stops it, and says so", "Chair"),
            ("two meetings in a row have no question to decide", "the next one is called off and the rhythm looked at", "Chair"),
        ),
    },
    "examples": {
        "purpose": [{"text": "We keep the hospital's shared calendars right, so that no patient comes to a closed door."}],
        "goal": [{"statement": "Fewer than two wrong appointments a month.", "measure": "Complaints counted by the front desk", "due": "Q4 2027"}],
        "in_scope": [{"text": "Calendars of all out-patient rooms."}],
        "out_of_scope": [{"text": "Rosters of the wards."}],
        "deliverable": [{"title": "Calendar for the holidays", "acceptance_criteria": "All rooms confirmed by their heads.", "due": "yearly, by 1 November", "owner": "Duty holder"}],
        "milestone": [{"title": "Half-year look", "due": "September 2027"}],
        "stakeholder": [{"name": "The front desk", "why": "They stand before the patient when something is wrong."}],
        "section": [{"title": "When we end", "text": "The group ends when rooms keep their own calendars for half a year without a complaint."}],
    },
}  # fmt: skip

PARTNERSHIP = {
    "slug": "client-partnership",
    "title": "Client partnership",
    "summary": "Two organisations that work on one thing: who decides, who pays, who answers, and what happens when it gets difficult.",
    "clauses": {
        "roles": [
            role("Client lead", "Speaks for the client with one voice.", "Whether a result is accepted, and what comes first.",
                 ["Answering open questions of the team within two working days", "Bringing the client's decisions to the team with their reasons", "Accepting or refusing each result in writing"],
                 ["How the work is done"]),
            role("Partner lead", "Speaks for the partner and answers for what is delivered.", "Who does the work and how.",
                 ["Planning the work and showing it every second week", "Warning of a date at risk before it breaks"], ["Changing the scope without a word from the client lead"]),
            role("Users' voice", "Brings in those who will live with the result.", "Whether something is ready to be tried by users.",
                 ["Trying each result with three users", "Telling both sides what users said, unsoftened"], ["Accepting results for the client"]),
        ],
        "expectations": expectations(
            ("Results come with a list of what is known not to work.", "Partner lead", "Client lead", "The list is part of each delivery.", "quality"),
            ("Questions are answered within two working days, or with the day on which the answer will come.", "Client lead", "Partner lead", "Age of open questions", "effort"),
            ("Whoever is late says so before the date and brings two ways out; the other side listens before it counts.", "Both sides", "Both sides", "Warnings come before the date.", "tolerance"),
        ),
        "working_agreements": agreements(
            ("No surprises", "Bad news is told by phone within a working day, and never first in a report.", "Partner lead", "Trust"),
            ("Changes in writing", "A change of scope, date or price is written down in two sentences and agreed by both leads before work on it begins.", "Client lead", "Changes"),
            ("One list", "Both sides see the same list of open points; there is no second one.", "Partner lead", "Openness"),
        ),
        "communication_agreements": channels(
            ("Phone between the leads", "A date, a result or the budget is at risk", "urgent", "Same working day", "18:00 to 8:00 in each side's zone"),
            ("Shared list of open points", "Questions, decisions, changes", "normal", "2 working days", "Weekends and holidays of either side"),
            ("Monthly letter", "Where we stand, for both organisations", "reference", "", ""),
        ),
        "meetings": [
            {"title": "Showing", "when": "Every second Thursday, 45 minutes", "text": "What is done is shown working; what was planned and is not done is named."},
            {"title": "Leads' talk", "when": "Monthly, 30 minutes, the two leads alone", "text": "How we work together, before it becomes a problem."},
        ],
        "decision_rule": {"rule": "role", "tie_break": "The two sponsors decide within five working days.", "text": "What and when: the client lead. How and who: the partner lead. What touches both holds when both leads say yes."},
        "conflict_steps": steps(
            ("The two leads talk about what each side needs, without the contract on the table.", "3 working days", "Client lead and partner lead"),
            ("The sponsors meet with both leads.", "10 working days", "The two sponsors"),
            ("A mediator whom both sides accept is asked; costs are shared.", "20 working days", "The two sponsors"),
        ),
        "contingencies": plans(
            ("an answer is missing for more than five working days", "the work goes on with the partner's best guess, which is written down", "Partner lead"),
            ("a result is refused twice", "both leads and one user look at it together before a third try", "Client lead"),
            ("one of the leads leaves", "the successor is named within a week and has two weeks of overlap or notes", "Sponsor of that side"),
        ),
    },
    "examples": {
        "purpose": [{"text": "Together we bring the ferry company's ticket desk to its passengers' phones, so that queues on the pier become short."}],
        "dates": [{"starts": "Adoption", "ends": "adoption + 9 months"}],
        "goal": [{"statement": "Half of all single tickets are bought on a phone.", "measure": "Share of tickets in the client's own books: 50 %", "due": "adoption + 9 months"}],
        "in_scope": [{"text": "Single and day tickets on all lines."}],
        "out_of_scope": [{"text": "Season tickets and anything about prices."}],
        "deliverable": [{"title": "Ticket on the phone, line 62", "acceptance_criteria": "100 test tickets bought and checked by two inspectors, none refused.", "due": "adoption + 3 months", "owner": "Partner lead"}],
        "milestone": [{"title": "First real passenger", "due": "adoption + 4 months"}],
        "stakeholder": [{"name": "Inspectors", "why": "They check tickets in wind and rain; if it fails, it fails in their hands."}],
        "section": [{"title": "What belongs to whom", "text": "Code and drawings belong to the client once paid for; methods and tools stay with the partner."}],
    },
}  # fmt: skip

TEMPLATES = (PROJECT, STANDING, PARTNERSHIP)
