"""Chinese and Japanese dates, rewritten with the words and digits that the other readers know."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from orgtrack.dates.edtf import ENGLISH_MONTHS
from orgtrack.dates.refusal import Refusal
from orgtrack.errors import DateProblem

_SCRIPT = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Registers write the eras by their first letter, always with a month and a day: R6.10.1, H12/4/5, S60.01.01.
_LETTERED = re.compile(r"([mtshr]) ?([0-9]{1,2})([./-])([0-9]{1,2})\3([0-9]{1,2})")
_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_DEEPEST = 4  # words around words around a date; text is rewritten at most this often


def is_written_in(text: str) -> bool:
    """True where Chinese or Japanese characters stand in the text, or it is a day of an era by its letter: r6.10.1."""
    return _SCRIPT.search(text) is not None or _LETTERED.fullmatch(text) is not None


def in_english(text: str) -> str:
    """The same date in English words, or the text itself where it is not understood; raises Refusal on no real date."""
    plain = _without_eras(_without_numerals(_without_time(_spelled_out(text)).replace(" ", "")))
    return _rewritten(plain, 0) or text


def _spelled_out(text: str) -> str:
    found = _LETTERED.fullmatch(text)
    return f"{_LETTERS[found[1]]}{found[2]}年{found[4]}月{found[5]}日" if found else text


_TIME = re.compile(
    r" ?(?:上午|下午|午前|午後|早上|晚上|凌晨|中午)?"
    r" ?[0-9]{1,2} ?(?:[时時点點] ?(?:[0-9]{1,2} ?分|半|整)?|:[0-9]{2}(?::[0-9]{2})?)(?: ?[0-9]{1,2} ?秒)?頃?$"
)


def _without_time(text: str) -> str:
    return _TIME.sub("", text)


_DIGITS = {"〇": 0, "零": 0, "○": 0, "元": 1, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}
_DIGITS.update({"六": 6, "七": 7, "八": 8, "九": 9})
_POWERS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(
    r"[〇零○一二两兩三四五六七八九十百千元廿卅]+"
    r"(?=年|月|日|号|號|天|周|週|个|個|か|ヶ|カ|ヵ|箇|季|四半期|世纪|世紀|星期)"
)


def _without_numerals(text: str) -> str:
    return _NUMERAL.sub(lambda found: _number(found[0]), text)


def _number(numeral: str) -> str:
    """The digits of a numeral, place by place (二〇二五) or with powers (二十四); itself where it is neither."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if not any(c in _POWERS for c in numeral):
        return "".join(str(_DIGITS[c]) for c in numeral)
    total, digit = 0, 0
    for c in numeral:
        if c in _POWERS:
            total, digit = total + max(digit, 1) * _POWERS[c], 0
        elif digit and c not in "〇零○":
            return numeral
        else:
            digit = _DIGITS[c]
    return str(total + digit)


# The day an era is proclaimed is its first, and the last of the one before, until 1989.
_ERAS = {
    "明治": (date(1868, 1, 25), date(1912, 7, 30)),
    "大正": (date(1912, 7, 30), date(1926, 12, 25)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date(9999, 12, 31)),
}
_ERA = re.compile(rf"({'|'.join(_ERAS)})([0-9]{{1,4}})年(?:([0-9]{{1,2}})月(?:([0-9]{{1,2}})日)?)?")
_GREGORIAN = 1873  # Japan counted moons before


def _without_eras(text: str) -> str:
    return _ERA.sub(_of_common_era, text)


def _of_common_era(found: re.Match[str]) -> str:
    era, nth, month, day = found[1], int(found[2]), found[3], found[4]
    first, last = _ERAS[era]
    year = first.year + nth - 1
    if not nth or year > last.year:
        raise Refusal(DateProblem.INVALID, f"{era} has no year {nth}")
    if month and year < _GREGORIAN:
        raise Refusal(
            DateProblem.AMBIGUOUS, "months before 1873 are of the old calendar", (f"{year}",), "type the Gregorian date"
        )
    text = f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if month and 1 <= int(month) <= 12:
        days = monthrange(year, int(month))[1]
        start = date(year, int(month), min(int(day), days) if day and int(day) else 1)
        end = start if day else start.replace(day=days)
        if end < first or start > last:
            raise Refusal(
                DateProblem.CONTRADICTION,
                f"{era} ran from {first} to {last}",
                (start.isoformat() if day else text[:4],),
            )
    return text


_PARTS = {
    **dict.fromkeys(("上旬", "初", "年初", "月初", "初头", "初期", "初頭"), "early "),
    **dict.fromkeys(("中旬", "中", "年中", "月中", "中期", "半ば"), "mid "),
    **dict.fromkeys(("下旬", "后期"), "late "),
    **dict.fromkeys(("底", "末", "年底", "年末", "月底", "月末"), "end of "),
}
_SEASONS = {"春": "spring ", "夏": "summer ", "秋": "autumn ", "冬": "winter "}
_RELATIVE = {
    **dict.fromkeys(("今天", "今日", "本日"), "today"),
    **dict.fromkeys(("昨天", "昨日"), "yesterday"),
    **dict.fromkeys(("明天", "明日"), "tomorrow"),
    **dict.fromkeys(("上周", "上週", "上星期", "上个星期", "先週"), "last week"),
    **dict.fromkeys(("本周", "这周", "這週", "本週", "这个星期", "今週"), "this week"),
    **dict.fromkeys(("下周", "下週", "下星期", "下个星期", "来週", "來週"), "next week"),
    **dict.fromkeys(("上个月", "上個月", "上月", "先月"), "last month"),
    **dict.fromkeys(("本月", "这个月", "這個月", "今月", "当月"), "this month"),
    **dict.fromkeys(("下个月", "下個月", "下月", "来月", "來月"), "next month"),
    **dict.fromkeys(("上季度", "上个季度", "上一季度", "前四半期"), "last quarter"),
    **dict.fromkeys(("本季度", "这个季度", "今四半期"), "this quarter"),
    **dict.fromkeys(("下季度", "下个季度", "下一季度", "来四半期"), "next quarter"),
    **dict.fromkeys(("去年", "上年", "昨年"), "last year"),
    **dict.fromkeys(("今年", "本年"), "this year"),
    **dict.fromkeys(("明年", "来年", "來年"), "next year"),
    **dict.fromkeys(("即日", "即日起", "即日生效", "即日起生效", "立即生效", "即日付"), "effective immediately"),
}
_YEARS = "|".join(word for word, english in _RELATIVE.items() if english.endswith(" year"))
_WEEKDAY = re.compile(
    r"\(?(?:(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])|([月火水木金土日])曜日?|(?<=\()([月火水木金土日])(?=\)))\)?$"
)
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DAY = re.compile(
    rf"(?:(?P<year>[0-9]{{4}})年?|(?P<relative>{_YEARS})の?)?"
    r"(?:(?P<month>[0-9]{1,2})月份?(?:の)?(?:(?P<day>[0-9]{1,2})[日号號])?)?"
    rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})?"
)
_PERIOD = re.compile(
    rf"(?:(?P<year>[0-9]{{4}})年?|(?P<relative>{_YEARS})の?)?(?:第?(?P<quarter>[0-9])(?:季度?|四半期)|(?P<q>q[0-9])"
    r"|(?P<half>上|下)半[年期]|(?P<side>[前后後])半[年期]?|(?P<season>[春夏秋冬])[天季]?)"
)
_DECADE = re.compile(r"(?:(?P<century>[0-9]{2})世[纪紀])?(?P<decade>[0-9]{2,4})年代")
_FISCAL = re.compile(
    r"(?P<year>[0-9]{4})年?(?:财年|財年|财政年度|財政年度|会计年度|會計年度|会計年度|年?度)(?:第?(?P<quarter>[0-9])(?:季度?|四半期))?"
)
_COUNTED = re.compile(
    r"(?P<way>过去|過去|最近|未来|未來|今后|今後)?(?:の)?(?P<number>[0-9]{1,3})"
    r"(?:(?P<day>天|日)|(?P<month>[个個かヶカヵ箇]月)|(?P<week>个?星期|周|週間?)|(?P<year>年))间?間?(?P<ago>前|之前)?"
)


def _date(text: str) -> str | None:
    """One date without words around it."""
    if text in _RELATIVE:
        return _RELATIVE[text]
    weekday = _WEEKDAY.search(text)
    if weekday and weekday.start():
        inner = _date(text[: weekday.start()])
        name = weekday[1] or weekday[2] or weekday[3]
        nth = "一二三四五六日".find(name.replace("天", "日")) if weekday[1] else "月火水木金土日".find(name)
        return inner and f"{_WEEKDAY_NAMES[nth]} {inner}"
    for shape, english in (
        (_DAY, _day),
        (_PERIOD, _period),
        (_DECADE, _decade),
        (_FISCAL, _fiscal),
        (_COUNTED, _counted),
    ):
        match = shape.fullmatch(text)
        rewritten = english(match) if match and text else None
        if rewritten:
            return rewritten
    return None


def _day(match: re.Match[str]) -> str | None:
    year, month, day = match["year"], match["month"], match["day"]
    part = _PARTS[match["part"]] if match["part"] else ""
    if match["relative"]:
        of_year = _RELATIVE[match["relative"]]
    elif year and month:
        return part + f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
    else:
        of_year = year or ""
    if not month:
        return part + of_year if of_year and not day else None
    if not 1 <= int(month) <= 12:
        raise Refusal(DateProblem.INVALID, f"there is no month {month}")
    return " ".join((part + ENGLISH_MONTHS[int(month) - 1].lower(), day or "", of_year)).strip().replace("  ", " ")


def _period(match: re.Match[str]) -> str | None:
    year = match["year"] or (_RELATIVE[match["relative"]] if match["relative"] else "")
    if match["quarter"] or match["q"]:
        return f"q{(match['quarter'] or match['q'])[-1]} {year}".strip()
    if match["half"]:
        return f"h{1 if match['half'] == '上' else 2} {year}".strip()
    if match["side"]:
        return f"h{1 if match['side'] == '前' else 2} {year}" if year else None
    return (_SEASONS[match["season"]] + year).strip()


def _decade(match: re.Match[str]) -> str | None:
    century, decade = match["century"], match["decade"]
    if century and len(decade) == 2 and int(century):
        return f"{int(century) - 1:02}{decade}s"
    return None if century else f"{decade}s"


def _fiscal(match: re.Match[str]) -> str | None:
    return (f"q{match['quarter']} " if match["quarter"] else "") + f"fy{match['year']}"


def _counted(match: re.Match[str]) -> str | None:
    unit = next(name for name in ("day", "month", "week", "year") if match[name])
    if bool(match["way"]) == bool(match["ago"]):
        return None
    if match["ago"]:
        return f"{match['number']} {unit}s ago"
    way = "next" if match["way"] in ("未来", "未來", "今后", "今後") else "past"
    return f"over the {way} {match['number']} {unit}s"


_MONTHS = re.compile(r"([0-9]{4}年)([0-9]{1,2})月?(?:-|至|到|から)([0-9]{1,2}月)(?:まで)?")
_DAYS = re.compile(r"([0-9]{4}年[0-9]{1,2}月)([0-9]{1,2})[日号號]?(?:-|至|到|から)([0-9]{1,2}[日号號])(?:まで)?")

# In order: a longer ending before a shorter one that it ends with, and what joins two dates first.
_AROUND = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"(?:在|于|於)?(.+?)(?:和|与|與|至|到|から|と)(.+?)(?:之间|之間|の間)(?:に|的某天)?", "between {} and {}"),
        (r"(.+?)(?:或者|或|または|もしくは|か)(.+)", "{} or {}"),
        (r"(?:自|从|從|於|于)?(.+?)起?(?:正式)?(?:生效|施行|实施|付け|付|付で|付けで)", "effective {}"),
        (
            r"(?:自|从|從)?(.+?)(?:至今|到现在|到現在|から現在まで|から現在|から今まで|から今日まで|-至今|-现在|-現在|-今)",
            "since {}",
        ),
        (r"(?:自|从|從)?(.+?)(?:起|从)?(?:至|到|-|から|直到)(.+?)(?:为止|為止|止|まで|期间|期間)?", "from {} to {}"),
        (r"(?:不晚于|不晚於|不迟于|不遲於|最晚|最迟|遅くとも)(.+?)(?:までに)?", "no later than {}"),
        (r"(.+?)(?:或之前|或更早|までに|以内)", "on or before {}"),
        (r"(?:不早于|不早於|最早|早くとも)(.+)", "on or after {}"),
        (r"(.+?)(?:或之后|或之後|或更晚|以降)", "on or after {}"),
        (r"(?:自从|自|从|從)?(.+?)(?:以来|以來|开始|開始|起|から|より)", "since {}"),
        (r"(?:自从|自|从|從)(.+)", "since {}"),
        (r"(?:截至|截止到?|直到|至|到)?(.+?)(?:为止|為止|止|まで)", "until {}"),
        (r"(?:截至|截止到?|直到|至|到)(.+)", "until {}"),
        (r"(.+?)の?(?:左右|前后|前後|上下|頃|ごろ|ころ|あたり)", "around {}"),
        (r"(?:在)?(.+?)(?:之前|前|より前)", "before {}"),
        (r"(?:在)?(.+?)(?:之后|之後|后|後|より後)", "after {}"),
        (r"(?:大约|大約|大概|约|約|およそ|おおよそ)(?:在|于)?(.+)", "around {}"),
        (r"(?:可能|也许|也許|或许|或許|おそらく|恐らく|たぶん)(?:是|在|于)?(.+)", "possibly {}"),
        (r"(?:于|於|在|是)(.+)", "{}"),
        (r"(.+?)(?:に|の間|期间|間)", "{}"),
    )
)
_EITHER_WAY = re.compile(r"(.+?)(以前|以后|以後)")


def _rewritten(text: str, depth: int) -> str | None:
    english = _date(text)
    if english or depth > _DEEPEST or not text:
        return english
    for ranges in (_MONTHS, _DAYS):
        if match := ranges.fullmatch(text):
            unit = "月" if ranges is _MONTHS else "日"
            sides = [_date(f"{match[1]}{match[2]}{unit}"), _date(match[1] + match[3])]
            return f"from {sides[0]} to {sides[1]}" if all(sides) else None
    if (match := _EITHER_WAY.fullmatch(text)) and _rewritten(match[1], depth + 1):
        raise Refusal(
            DateProblem.AMBIGUOUS,
            f"{match[2]} includes the date in some languages only",
            (),
            "write 之前 or 之后, or EDTF",
        )
    for pattern, template in _AROUND:
        match = pattern.fullmatch(text)
        if match:
            sides = [_rewritten(side, depth + 1) for side in match.groups()]
            if all(sides):
                return template.format(*sides)
    return None
