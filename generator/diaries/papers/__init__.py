"""Diary → what a paper shows: a week, a term, an exam, a day's absences. Pure, without the words of a language."""
