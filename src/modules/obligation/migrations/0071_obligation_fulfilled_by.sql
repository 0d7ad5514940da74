-- A duty that only an operation on its record fulfils names that operation; nobody completes it by hand.
alter table app.obligation add column fulfilled_by text check (char_length(fulfilled_by) between 3 and 100);
