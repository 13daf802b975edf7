"""What all papers say alike: names, dates, sheet numbers, the ground, the foot with issue and check code."""

from __future__ import annotations

from datetime import date, datetime

from generator.diaries.papers.lines import PaperStudent, WeekExtract
from generator.rendering.paper.format import PaperHead
from generator.rendering.parts.phrases import Phrases
from generator.rendering.words import Words


class PaperPhrases:
    """Phrases of papers in the words of one language; `phrases` are those of the pages."""

    def __init__(self, words: Words) -> None:
        """Take the words."""
        self.words = words
        self.phrases = Phrases(words)

    def name(self, student: PaperStudent) -> str:
        """«Соколова Анна»: as class lists have it, without the patronymic."""
        return f"{student.family_name} {student.given_name}".strip()

    def group(self, student: PaperStudent) -> str:
        """«6 «Б»»."""
        return self.phrases.group(student.class_title)

    def full_date(self, day: date) -> str:
        """«28.08.2026»."""
        return self.words.text("paper.common.date", day=f"{day.day:02}", month=f"{day.month:02}", year=day.year)

    def day_month(self, day: date) -> str:
        """«27.11»."""
        return self.words.text("paper.common.day_month", day=f"{day.day:02}", month=f"{day.month:02}")

    def as_of(self, moment: datetime) -> str:
        """«Данные на 20.11.2026 15:40»; the day alone at midnight, which stands for a time nobody knows."""
        at = self.full_date(moment.date())
        if moment.hour or moment.minute:
            at = f"{at} {self.words.clock(moment)}"
        return self.words.text("paper.common.as_of", moment=at)

    def sheet(self, number: int, count: int) -> str:
        """«лист 1 из 2»."""
        return self.words.text("paper.common.sheet", number=number, count=count)

    def span(self, extract: WeekExtract) -> str:
        """«16–21 ноября»."""
        return self.words.span(extract.monday, extract.days[-1].day if extract.days else extract.monday)

    def week_title(self, extract: WeekExtract) -> str:
        """«16–21 ноября 2026, 2-я четверть»."""
        span, year = self.span(extract), extract.monday.year
        if extract.term is None:
            return self.words.text("paper.week.span", span=span, year=year)
        return self.words.text("paper.week.span_term", span=span, year=year, term=self.phrases.term(extract.term))

    def slip(self, extract: WeekExtract, head: PaperHead) -> tuple[str, str]:
        """Return the words of the slip that the family signs, and «дата»."""
        name, group = self.name(extract.student), self.group(extract.student)
        said = self.words.text("paper.week.slip", number=head.number, group=group, name=name, span=self.span(extract))
        return said, self.words.text("paper.week.slip_date")

    def ground(self, head: PaperHead) -> str:
        """Say why this family gets paper, with the dates that are known; "" for papers that everybody gets."""
        if not head.ground:
            return ""
        words = self.words
        why = words.text(f"paper.common.grounds.{head.ground}")
        if head.refusal_date and head.ground == "refused":
            why += words.text("paper.common.of_date", date=self.full_date(head.refusal_date))
        if head.application_no and head.application_date:
            day = self.full_date(head.application_date)
            why += words.text("paper.common.application", number=head.application_no, date=day)
        return words.text("paper.common.given", why=why)

    def foot(self, head: PaperHead) -> str:
        """Return regulation, recipient, ground, issue with check code, and who is responsible."""
        words = self.words
        sentences = (
            f"{head.regulation.rstrip('.')}." if head.regulation else "",
            words.text("paper.common.recipient", name=head.recipient) if head.recipient else "",
            self.ground(head),
            self.issue(head),
            words.text("paper.common.responsible", name=self.phrases.teacher(head.responsible).rstrip("."))
            if head.responsible
            else "",
        )
        return " ".join(sentence for sentence in sentences if sentence)

    def issue(self, head: PaperHead) -> str:
        """«Выпуск № 1184, код проверки K7Q4-2M9T.»."""
        return self.words.text("paper.common.issue", number=head.issue, code=head.grouped_code)


def in_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: «биология», but «ОДНКНР» and «ВиС»."""
    first = name.partition(" ")[0]
    return name if any(map(str.isupper, first[1:])) else name[:1].lower() + name[1:]
