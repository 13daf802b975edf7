"""`private/register.sqlite`: who is who for good, whose code opens what, and the log of all that was done.

The register gives permanent ids (`S…` for students, `R…` for recipients), keeps the keys derived from the codes
(never the codes), and remembers what the families file looked like. It refuses to lie on a network or synced folder,
to open what is not its school's register, and above all to start anew where there was one: new keys would close every
diary that a family has a letter for.
"""

from generator.register.records import CodeRecord, EventRecord, RecipientClaim, RecipientRecord, StudentRecord
from generator.register.register import Register

__all__ = ["CodeRecord", "EventRecord", "RecipientClaim", "RecipientRecord", "Register", "StudentRecord"]
