"""Which words of a named answer may be quoted."""

import pytest

from feedback.questions import Question
from feedback.quotable import Text, excerpt, texts

QUESTIONS = [
    Question("promises", "scale", "Keeps promises"),
    Question("advice", "text", "Advice"),
    Question("again", "yes_no", "Again?"),
    Question("told", "sbi", "What happened"),
    Question("next", "keep", "Next"),
]
ANSWERS = {
    "promises": {"score": 4},
    "advice": {"cards": ["Ask earlier.", "Rest more."]},
    "again": {"picked": ["yes"], "why": "You listened."},
    "told": {"cards": [{"situation": "In May", "behaviour": "You called", "impact": "", "request": ""}]},
    "next": {"keep": ["the lists"], "more": [], "differently": ["shorter calls"]},
}


def test_every_text_of_an_answer_has_its_place():
    assert texts(QUESTIONS, ANSWERS) == [
        Text("advice.0", "Advice", "Ask earlier."),
        Text("advice.1", "Advice", "Rest more."),
        Text("again.0", "Again?", "You listened."),
        Text("told.0", "What happened", "In May"),
        Text("told.1", "What happened", "You called"),
        Text("next.0", "Next", "the lists"),
        Text("next.1", "Next", "shorter calls"),
    ]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("saved our opening", "saved our opening"),
        ("  saved \n our  opening ", "saved our opening"),
        ("saved our closing", ""),
        ("Saved our opening", ""),
        ("", ""),
        ("sa", ""),
    ],
)
def test_words_are_quoted_as_they_stand(words, quoted):
    assert excerpt("That saved our\nopening.", words) == quoted
