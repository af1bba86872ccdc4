"""The only widgets the screens use: they clean text on its way in and never read it as markup."""
