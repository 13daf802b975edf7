-- Schema 8. `INSERT OR REPLACE` deletes a row without asking the trigger of deletions: the log refuses that as well.
CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE number = NEW.number)
BEGIN SELECT RAISE (ABORT, 'the event log is only added to'); END;
