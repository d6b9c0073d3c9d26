-- The row that was the card's last when this one was written, where the times
-- do not say so.
ALTER TABLE reviews ADD COLUMN follows BLOB;
