"""What a session is made of: records, their states and rules, and the catalogues."""
