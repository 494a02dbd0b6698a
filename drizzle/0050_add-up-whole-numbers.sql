-- Custom: drizzle cannot say an aggregate. sum(bigint) adds up in an allocated state and answers in numeric, this in place; beyond a bigint it raises an error, as its columns do. Safe on a live table.
create aggregate add_up (bigint) (sfunc = int8pl, stype = bigint, combinefunc = int8pl, parallel = safe);
