-- The changes of an operation in their order: its first leaf is found without reading all of a large import.
create index on trail.change (operation_id, id);
drop index trail.change_operation_id_idx;
