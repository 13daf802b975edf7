"""The summary sheet («сводная ведомость») (B5.6, §3.6): a term on sheets across, the year upright and bound."""
