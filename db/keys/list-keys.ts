import { desc } from "drizzle-orm";
import type { Key } from "@/lib/contract/keys";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { toKey } from "./key-row";

/** Every key ever made, revoked ones too, newest first. */
export async function listKeys(db: Db): Promise<Key[]> {
  const rows = await db.select().from(apiKey).orderBy(desc(apiKey.createdAt), apiKey.id);
  return rows.map(toKey);
}
