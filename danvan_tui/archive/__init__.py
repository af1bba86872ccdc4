"""What was ever raised: every session's issues in memory, searched and compared while one types."""
