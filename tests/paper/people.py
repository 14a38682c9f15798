"""Invented people as a roster prints them."""

import random
from collections.abc import Iterator

HEADINGS = ["序号", "姓名", "性别", "民族", "出生年月", "学历", "入党时间", "所在党支部", "公民身份号码", "家庭住址"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "建国志强秀英桂兰玉梅淑珍海燕春生永刚文华丽娟红霞䶮㛃𬭎𠅤"


def people(count: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    chance = random.Random(seed)
    for number in range(1, count + 1):
        year = chance.randint(1930, 1995)
        name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2))))
        yield (
            str(number),
            "阿卜杜热西提·买买提" if number % 97 == 0 else name,
            chance.choice("男女"),
            chance.choice(("汉族", "汉族", "回族")),
            f"{year}.{chance.randint(1, 12):02}",
            chance.choice(("大学普通班", "研究生", "高中", "初中")),
            f"{year + 25}.{chance.randint(1, 12):02}",
            f"机关第{chance.choice('一二三四五六七八九十')}党支部",
            f"410999********{chance.randint(0, 9999):04}",
            f"油城小区{chance.randint(1, 60)}号楼{chance.randint(1, 6)}单元{chance.randint(101, 699)}室",
        )
