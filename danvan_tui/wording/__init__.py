"""How records are said: short lines of plain text in the language shown."""
