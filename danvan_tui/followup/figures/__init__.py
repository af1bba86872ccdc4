"""The figures of a report, each with the entries behind it."""
