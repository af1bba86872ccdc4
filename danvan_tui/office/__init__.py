"""The office: what many laptops bring, in one register, and what goes back to them."""
