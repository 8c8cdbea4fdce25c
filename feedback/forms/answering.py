"""One page of questions: what was typed, what of it can be sent, and what stands wrong where. Never writes."""

from functools import cached_property
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import diff, tone
from feedback.questions import (
    KEEP,
    KINDS,
    MOST_CARDS,
    NOT_SEEN,
    NOT_SEEN_LABEL,
    OF_A_LIST,
    SBI,
    SCORED,
    SCORES,
    TEXTS,
    Question,
    Wrong,
    as_raw,
    clean,
)

# All a browser may keep here together; far more than 30 questions with five full cards take in practice.
MOST_SIGNS = 400_000
SECTIONS = (
    (gettext_lazy("What you saw"), SCORED),
    (gettext_lazy("To choose from"), OF_A_LIST | {"yes_no", "number"}),
    (gettext_lazy("In your own words"), TEXTS),
)


def raw_in(question: Question, data) -> dict:
    """What a browser sent for one question, as `feedback.questions.clean` takes it; nothing given is {}."""
    raw = READ[question.kind](data, question.key)
    return raw if any(raw.values()) else {}


def read_text(*names):
    return lambda data, key: {name: as_typed(data.get(f"{key}.{name}", "")) for name in names}


def as_typed(text: str) -> str:
    """With the line breaks that people type, not those of forms."""
    return text.replace("\r\n", "\n")


def texts_in(data, name) -> list[str]:
    return [as_typed(text) for text in data.getlist(name)]


def read_picked(data, key):
    return {"picked": data.getlist(f"{key}.picked")}


def read_cards(data, key):
    return {"cards": trimmed(texts_in(data, f"{key}.cards"))}


def read_occasions(data, key):
    columns = [texts_in(data, f"{key}.{part}") for part in SBI]
    cards = [dict(zip(SBI, row, strict=True)) for row in zip_longest(*columns, fillvalue="")]
    return {"cards": trimmed(cards, lambda card: any(text.strip() for text in card.values()))}


def read_keep(data, key):
    return {part: trimmed(texts_in(data, f"{key}.{part}")) for part in KEEP}


READ = {
    "scale": read_text("score"), "agree": read_text("score"), "number": read_text("number"),
    "pick": read_picked, "choices": read_picked, "choice": read_picked,
    "yes_no": lambda data, key: read_picked(data, key) | read_text("why")(data, key),
    "text": read_cards, "sbi": read_occasions, "keep": read_keep,
}  # fmt: skip


def trimmed(cards, is_said=str.strip) -> list:
    """Without the empty cards at the end; those between stay, so that a message names the card as it stands."""
    cards = list(cards)
    while cards and not is_said(cards[-1]):
        cards.pop()
    return cards


class Asked:
    """One question on the page, with what was typed and what is wrong with it."""

    def __init__(self, question: Question, raw: dict, spare: int = 0):
        self.question, self.raw, self.spare = question, raw, spare
        self.faults = {}

    def __getattr__(self, name):
        """The words of the question: label, help, kind, key."""
        return getattr(self.question, name)

    @property
    def template(self):
        kind = self.question.kind
        shape = "picks" if kind in OF_A_LIST else kind
        return f"feedback/answer/kinds/{shape}.html"

    @property
    def hint(self):
        return KINDS[self.question.kind].hint

    @property
    def id(self):
        return f"q-{self.question.key}"

    @property
    def fault(self):
        """The first thing that is wrong, for the line under the question."""
        return next(iter(self.faults.values()), "")

    def steps(self):
        """The five steps and "did not see this", as radio buttons."""
        given = str(self.raw.get("score", ""))
        told = dict(zip((1, 3, 5), self.question.anchors, strict=False)) if self.question.kind == "scale" else SCORES
        rows = [
            {"value": str(score), "score": score, "words": told.get(score, ""), "checked": given == str(score)}
            for score in SCORES
        ]
        return [*rows, {"value": NOT_SEEN, "score": "", "words": NOT_SEEN_LABEL, "checked": given == NOT_SEEN}]

    def options(self):
        picked = self.raw.get("picked", [])
        return [{"value": value, "label": label, "checked": value in picked} for value, label in self.question.options]

    @property
    def is_single(self):
        return self.question.kind in {"choice", "yes_no"}

    def cards(self):
        """The cards that are filled, and an empty one to write on."""
        given = self.raw.get("cards", [])
        return [
            {"text": text, "place": place, "fault": self.faults.get(f"cards.{place}", "")}
            for place, text in enumerate(with_empty(given, "", self.spare), 1)
        ]

    def occasions(self):
        given = self.raw.get("cards", [])
        return [self.occasion(place, card) for place, card in enumerate(with_empty(given, {}, self.spare), 1)]

    def occasion(self, place, card):
        parts = [
            {
                "name": name, "label": label, "text": card.get(name, ""),
                "fault": self.faults.get(f"cards.{place}.{name}", ""),
            }
            for name, label in SBI.items()
        ]  # fmt: skip
        return {"place": place, "parts": parts}

    def keeps(self):
        return [
            {
                "name": name, "label": label, "fault": self.faults.get(name, ""),
                "lines": [
                    {"text": text, "place": place, "fault": self.faults.get(f"{name}.{place}", "")}
                    for place, text in enumerate(with_empty(self.raw.get(name, []), "", self.spare), 1)
                ],
            }
            for name, label in KEEP.items()
        ]  # fmt: skip

    @property
    def may_add(self):
        return len(self.raw.get("cards", [])) + self.spare < MOST_CARDS

    def texts(self) -> list[str]:
        """All words of the answer, card by card."""
        return list(words_in(self.raw))

    def said(self) -> list[str]:
        """The answer in lines to read, as typed; nothing for no answer."""
        return SAID[self.question.kind](self.question, self.raw)

    @property
    def plain(self):
        return "\n".join(self.said())


def with_empty(given, empty, spare) -> list:
    """One place to write at the end, and those that were asked for; no more than can be sent."""
    room = max(MOST_CARDS - len(given), 0)
    least = 1 if not given else 0
    return [*given, *[empty] * min(room, max(least, spare))]


def words_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from words_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from words_in(one)


def said_score(question, raw):
    given = str(raw.get("score", ""))
    if not given:
        return []
    if given == NOT_SEEN:
        return [str(NOT_SEEN_LABEL)]
    words = {str(score): label for score, label in SCORES.items()}.get(given)
    return [str(words) if question.kind == "agree" and words else _("Step %(step)s of 5") % {"step": given}]


def said_picks(question, raw):
    picked = raw.get("picked", [])
    lines = [str(label) for value, label in question.options if value in picked]
    return lines + ([raw["why"]] if raw.get("why", "").strip() else [])


def said_cards(question, raw):
    return [text for text in raw.get("cards", []) if text.strip()]


def said_occasions(question, raw):
    return [
        "\n".join(f"{SBI[part].partition(':')[0]}: {card[part]}" for part in SBI if card.get(part, "").strip())
        for card in raw.get("cards", [])
        if any(text.strip() for text in card.values())
    ]


def said_keep(question, raw):
    return [f"{label}: {text}" for part, label in KEEP.items() for text in raw.get(part, []) if text.strip()]


SAID = {
    "scale": said_score, "agree": said_score, "pick": said_picks, "choices": said_picks, "choice": said_picks,
    "yes_no": said_picks, "text": said_cards, "sbi": said_occasions, "keep": said_keep,
    "number": lambda question, raw: [raw["number"]] if raw.get("number") else [],
}  # fmt: skip


class AnswerForm:
    """The questions of one respondent, with a draft of raw answers: {question key: raw}."""

    def __init__(self, questions: list[Question], draft: dict, *, spare: str = ""):
        self.asked = [Asked(one, draft.get(one.key) or {}, 1 if one.key == spare else 0) for one in questions]
        self.fault = ""

    @classmethod
    def sent(cls, questions, data):
        return cls(questions, {one.key: raw for one in questions if (raw := raw_in(one, data))})

    @classmethod
    def kept(cls, questions, response, *, spare=""):
        """What a response holds: the draft, or else what was sent."""
        return cls(questions, draft_of(response), spare=spare)

    @cached_property
    def draft(self) -> dict:
        return {one.key: one.raw for one in self.asked if one.raw}

    @property
    def is_too_much(self) -> bool:
        return sum(len(text) for text in words_in(self.draft)) > MOST_SIGNS

    def sections(self):
        """The questions by how they are answered, each with its heading."""
        found = [(title, [one for one in self.asked if one.kind in kinds]) for title, kinds in SECTIONS]
        return [{"title": title, "asked": asked} for title, asked in found if asked]

    def clean(self) -> dict | None:
        """{question key: value} of what is answered; None when something is wrong, which then stands at its place."""
        answers = {one.key: value for one in self.asked if (value := self.clean_one(one)) is not None}
        if self.wrong():
            self.fault = _("Something is missing or cannot be read; it is marked below. All your words are still here.")
        elif not answers:
            self.fault = _("Please answer at least one question.")
        return None if self.fault else answers

    def clean_one(self, one):
        try:
            return clean(one.question, one.raw)
        except Wrong as wrong:
            one.faults = wrong.fields
            return None

    def wrong(self) -> list[Asked]:
        return [one for one in self.asked if one.faults]

    def beside(self, other: "AnswerForm") -> list[dict]:
        """The questions to which the `other`, saved meanwhile, has other words: both of them."""
        pairs = zip(self.asked, other.asked, strict=True)
        return [
            {
                "label": mine.label, "yours": mine.plain, "theirs": theirs.plain,
                "pieces": diff.words(theirs.plain, mine.plain),
            }
            for mine, theirs in pairs
            if mine.raw != theirs.raw
        ]  # fmt: skip

    def hint(self, names=(), *, is_confidential: bool):
        """Puts beside each text what may get in the way of it: advice, which is kept nowhere."""
        for one in self.asked:
            if one.kind in TEXTS | {"yes_no"}:
                one.hints = hints_for(one.texts(), names if is_confidential else None)
        return self


def hints_for(texts: list[str], names) -> list[tone.Found]:
    """`names` is None where answers are read with the giver's name anyway."""
    text = "\n\n".join(texts)
    found = tone.person_words(text)
    return found if names is None else found + tone.recognisable(text, names)


def draft_of(response) -> dict:
    """Raw answers as the respondent left them."""
    if response is None:
        return {}
    if response.draft is not None:
        return response.draft
    return {key: as_raw(value) for key, value in (response.answers or {}).items()}
