-- Row images of the trail and the cells of imported rows are two to four kilobytes of text. PostgreSQL compresses from
-- two kilobytes on, which took a sixth of the time of an import and has to be undone for every image that is read as of
-- an earlier moment. They stay as they are up to a page; what is longer is compressed and put aside as before.
alter table trail.change set (toast_tuple_target = 8160);
alter table app.import_row set (toast_tuple_target = 8160);
