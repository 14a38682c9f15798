"""What an answer or a foul is worth by a round's rules (domain.md §4). Pure arithmetic."""

from desktop_app.features.quiz.live.plan import Foul, Round
from desktop_app.features.quiz.words import Late, Result, RoundKind, Wrong


def points_for(each: Round, result: str, value: int, partly: int = 0) -> int:
    """The points of an answer; `partly` are those given for a 部分 answer, between nothing and the whole."""
    if each.kind == RoundKind.AUDIENCE:
        return 0
    if result == Result.RIGHT:
        return value
    if result == Result.PARTLY:
        return max(0, min(partly, value)) if each.partial else 0
    if result == Result.WRONG or (result == Result.LATE and each.late == Late.WRONG):
        return -_cost(each, value)
    return 0


def _cost(each: Round, value: int) -> int:
    if each.wrong == Wrong.VALUE:
        return value
    return each.wrong_points if each.wrong == Wrong.FIXED else 0


def parse_ladder(text: str) -> tuple[Foul, ...]:
    """'10/20/出局': the first foul costs 10, the second 20, the third puts out of the round. ValueError in Chinese otherwise."""
    rungs = []
    for part in filter(None, text.replace("／", "/").replace("、", "/").split("/")):
        word = part.strip().lstrip("-－−扣").removesuffix("分")
        if word == "出局":
            rungs.append(Foul(0, out=True))
        elif word.removesuffix("出局").isdecimal():
            rungs.append(Foul(int(word.removesuffix("出局")), out=word.endswith("出局")))
        else:
            raise ValueError(f"犯规扣分看不懂“{part}”，例如 10/20/出局")
    return tuple(rungs)


def parse_numbers(text: str, what: str) -> tuple[int, ...]:
    """'10/20/30' → (10, 20, 30); ValueError in Chinese otherwise."""
    parts = [
        part.strip().removesuffix("分").removesuffix("秒")
        for part in text.replace("／", "/").replace("、", "/").split("/")
    ]
    if not all(part.isdecimal() and int(part) > 0 for part in parts):
        raise ValueError(f"{what}看不懂“{text}”，例如 10 或 10/20/30")
    return tuple(int(part) for part in parts)
