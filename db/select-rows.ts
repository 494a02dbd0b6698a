import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "./client";

/** Runs a statement and parses every row: counts, sums and instants arrive as text, and `sql<T>` is only a cast. */
export async function selectRows<S extends z.ZodType>(db: Db, query: SQL, rowSchema: S): Promise<z.output<S>[]> {
  return z.array(rowSchema).parse([...(await db.execute(query))]);
}
