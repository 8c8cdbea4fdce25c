"""Who does what for each deliverable: the letters R, A, C, I as rows and columns. Pure."""

from dataclasses import dataclass

from charters.content import Content


@dataclass(frozen=True)
class Cell:
    """The letters of one role for one deliverable; `look` names the strongest one."""

    letters: str
    look: str


@dataclass(frozen=True)
class Row:
    key: str
    title: str
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    columns: list[str]
    rows: list[Row]


BLANK = Cell("", "")


def matrix(content: Content) -> Matrix | None:
    """Deliverables with letters against roles that have some; None where nobody has a letter."""
    lettered = [(one, one["letters"]) for one in content.of("deliverable") if any(one["letters"].values())]
    named = {key for _, letters in lettered for key, value in letters.items() if value}
    roles = [role for role in content.of("role") if role.key in named]
    if not roles:
        return None
    rows = [Row(one.key, one.heading, [cell(letters.get(role.key, "")) for role in roles]) for one, letters in lettered]
    return Matrix([role.heading for role in roles], rows)


def cell(letters: str) -> Cell:
    strongest = next((letter for letter in "ARCI" if letter in letters), "")
    return Cell(letters, strongest.lower()) if strongest else BLANK
