import { count } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { NewUpstream } from "@/lib/contract/upstreams";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { upstream } from "../schema/upstreams";
import { theRow } from "../the-row";
import { notifyUpstreams } from "./notify-upstreams";
import { auditedUpstream, type StoredKey, type UpstreamRow, upstreamColumns } from "./upstream-row";

const UPSTREAMS_MAX = 200;

type CreateInput = { upstream: NewUpstream; key: StoredKey; actor: string; now: Date };

/** Adds an upstream. CONFLICT where another one has its name, UNPROCESSABLE beyond UPSTREAMS_MAX of them. */
export function createUpstream(db: Db, input: CreateInput): Promise<UpstreamRow> {
  const { key, actor, now } = input;
  return db.transaction(async (tx) => {
    const { n } = theRow(await tx.select({ n: count() }).from(upstream));
    if (n >= UPSTREAMS_MAX) {
      throw new AppError("UNPROCESSABLE", t("There are {n} upstreams, and no more than that are allowed", { n }));
    }
    const by = { createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor };
    const [row] = await tx
      .insert(upstream)
      .values({ ...upstreamColumns(input.upstream), ...key, ...by })
      .onConflictDoNothing()
      .returning();
    if (!row) throw sameName(input.upstream.name);
    const after = auditedUpstream(row);
    await recordAudit(tx, { actor, action: "upstream.create", subject: row.name, after, now });
    await notifyUpstreams(tx);
    return row;
  });
}

/** What is answered where another upstream has this name already. */
export function sameName(name: string): AppError {
  const message = t("There is an upstream {name} already", { name });
  return new AppError("CONFLICT", message, { fields: { name: [message] } });
}
