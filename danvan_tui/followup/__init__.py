"""After the meeting: the promises of all sessions, the clocks of the law, the figures."""
