-- Custom: what people did is evidence like what they published, so the database refuses to change it. Safe on a live table.
create trigger audit_entry_is_append_only
  before update or delete on audit_entry
  for each row execute function refuse_change();
