"""Typing Vietnamese: the spelling of syllables, one word of raw keys, and whether typing works."""
