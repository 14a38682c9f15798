"""The one kind of error that is meant for the clerk's eyes; every other exception is a bug and goes to the log."""


class OfficeError(Exception):
    """Something the clerk can understand and mend.

    `sentence` says in plain Chinese what is wrong and where; `next_step` says what to do now.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence}{self.next_step}"
