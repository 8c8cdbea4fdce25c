"""How people come to agree: prep sheets and the win-win explorer. Nothing lives here yet."""
