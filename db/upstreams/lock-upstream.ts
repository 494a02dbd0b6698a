import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { upstream } from "../schema/upstreams";
import type { UpstreamRow } from "./upstream-row";

/** An upstream that nobody else changes before the transaction ends; NOT_FOUND where there is none. */
export async function lockUpstream(tx: Db, id: number): Promise<UpstreamRow> {
  const [row] = await tx.select().from(upstream).where(eq(upstream.id, id)).for("update");
  if (!row) throw noUpstream(id);
  return row;
}

export function noUpstream(id: number): AppError {
  return new AppError("NOT_FOUND", t("There is no upstream {id}", { id }));
}
