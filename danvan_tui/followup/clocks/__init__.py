"""The clocks of the law: what they ask for, until when, and what was done about it."""
