"""x"""
from generator.reading.formats.tables.values import Kind, parser
from generator.writing.meaning import Meaning

MEANING = Meaning(parser(Kind.MARK), parser(Kind.ABSENCE))
