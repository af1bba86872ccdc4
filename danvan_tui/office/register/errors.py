"""What can go wrong with the register, in sentences for people."""


class RegisterError(Exception):
    """The register cannot be used or changed; says what was kept and what to do."""

    def __init__(self, sentence: str, *, is_passing: bool = False) -> None:
        super().__init__(sentence)
        self.is_passing = is_passing
        """Whether the same may work a little later: somebody else writes, a database is away."""


class NewerRegisterError(RegisterError):
    """The register was written by a newer version of the program; nothing was changed."""
