import { listRecipients } from "@/db/statement-recipients/list-recipients";
import type { Recipients } from "@/lib/contract/statement-recipients";
import { getEnv } from "@/lib/env";
import { getReadDb } from "./runtime";

/** Who gets statements by e-mail, what was sent, and who it is from. */
export async function readRecipients(now: Date): Promise<Recipients> {
  const from = getEnv().smtp?.from.address ?? null;
  return { as_of: now.toISOString(), from, ...(await listRecipients(getReadDb())) };
}
