"""The summary sheet («сводная ведомость») on paper (B5.6, §3.6): a term on sheets across, the year upright and bound."""
