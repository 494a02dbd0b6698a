import { integer, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import { LABELS, type Label } from "@/lib/domain/labels";
import { recordOf } from "@/lib/domain/record-of";

/** The columns of a label set's key, one for each label, in the order all code passes them. */
export const LABEL_SET_COLUMNS: readonly `${Label}_id`[] = LABELS.map((label): `${Label}_id` => `${label}_id`);

const code = (name: string) => integer(name).notNull();

/**
 * Whose attempts are and what for: one row per combination of label codes ever seen together, as `attribution` is of
 * where they went. 0 stands for "not said", which of operations is chat, of stages the first; the set of nothing but
 * zeros has no row, and is number 0.
 *
 * Written by ingest before the attempts that need it, never changed.
 */
export const labelSet = pgTable(
  "label_set",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity({ startWith: 1 }),
    ...recordOf(LABEL_SET_COLUMNS, code),
  },
  (t) => [
    uniqueIndex("label_set_key_idx").on(
      t.team_id,
      t.key_id,
      t.feature_id,
      t.environment_id,
      t.agent_id,
      t.operation_id,
      t.stage_id,
    ),
  ],
);
