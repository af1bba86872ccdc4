"""The capture line: what one typed line means, and the operations it becomes."""
