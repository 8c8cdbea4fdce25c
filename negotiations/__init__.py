"""How people come to agree: prep sheets, the listening log and the win-win explorer. Begins with its own issue."""
