"""Telling a number that counts something ("2 hộ dân", "3 tuần nữa") from one that names a record.

What is counted is written small, so ``2 Hộ dân …`` begins what speaker 2 said. Words that people
begin a sentence with just as often ("nhà văn hóa", "năm 2019") are left out.
"""

import re
from typing import Final

_TIMES: Final = (
    r"giờ|phút|tiếng(?!\s+ồn)|hôm(?!\s+(?:qua|trước|kia))|lần(?!\s+(?:trước|này|sau|nào))|nlv"
    r"|ngày(?!\s+(?:\d|nào|mai|kia|xưa))|tuần(?!\s+(?:này|nào))|tháng(?!\s+(?:này|nào))"
    r"|năm(?!\s+(?:ngoái|học|nào|\d))"
    r"|quý(?!\s+(?:vị|xã|ban|lãnh|cơ|này|\d|(?:[IVX]+|i{1,3}|iv)(?!\w)))"
)
_PEOPLE: Final = (
    r"người|nhân khẩu|hộ(?!\s+(?:khẩu|tịch|chiếu|tôi|nhà|ông|bà|em))"
    r"|nhà(?!\s+(?:văn|trường|nước|máy|thầu|tôi|em|cháu|con|ông|bà|anh|chị|chúng|mình|xe|vệ|sinh))"
)
_MEASURES: Final = "km|m|m2|m²|m3|m³|mét|ha|sào|kg|tạ|tấn|lít|kw|nghìn|ngàn|trăm|triệu|tỷ|tỉ"
_THINGS: Final = r"cái|chiếc|thửa|ngôi|bên(?=\s+(?:đường|bờ|lề|vỉa))"
_ONE: Final = r"(?<!\d)1\s+(?:số(?!\s+(?:tiền|điện))|phần|vài|ít|chút|trong|bộ phận)"
_COUNTED: Final = re.compile(
    rf"(?:[0-9]{{1,6}}\s+(?:{_TIMES}|{_PEOPLE}|{_MEASURES}|{_THINGS})|{_ONE})(?!\w)"
)


def counts(text: str, at: int) -> bool:
    """Whether a number stands at a place, and behind it what it counts."""
    return _COUNTED.match(text, at) is not None
