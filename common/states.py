"""States that move only along a map: `MOVES` beside the choices, `become` on the row."""


class ImpossibleMove(Exception):
    """A state was asked for that the map does not reach from here."""


class Moves:
    """For models with a field `state` and a class attribute `MOVES: dict[state, set[state]]`."""

    MOVES: dict

    def can_become(self, state) -> bool:
        return state in self.MOVES.get(self.state, set())

    def become(self, state) -> None:
        """Moves in memory; the action saves."""
        if not self.can_become(state):
            raise ImpossibleMove(f"{type(self).__name__} {self.pk}: {self.state} does not lead to {state}.")
        self.state = state
