import { desc, sql } from "drizzle-orm";
import { DIGESTS_SHOWN, type SentDigest } from "@/lib/contract/digests";
import { DIGEST_MAIL } from "@/lib/contract/mail";
import { deliveryState } from "@/lib/domain/delivery-state";
import { groupBy } from "@/lib/domain/group-by";
import type { Db } from "../client";
import { digest } from "../schema/digests";
import { mailOutbox } from "../schema/mail";

/** The latest digests, newest first, and how far the mails of each have come. */
export async function listSentDigests(db: Db): Promise<SentDigest[]> {
  const { id, cadence, zone, from, to, madeAt, askedBy } = digest;
  const rows = await db
    .select({ id, cadence, zone, from, to, madeAt, askedBy })
    .from(digest)
    .orderBy(desc(digest.id))
    .limit(DIGESTS_SHOWN);
  const digestId = sql<number>`(${mailOutbox.details} ->> 'digest')::int`;
  const mails = await db
    .select({ digestId, mail: mailOutbox })
    .from(mailOutbox)
    .where(sql`${mailOutbox.kind} = ${DIGEST_MAIL} and ${digestId} >= ${rows.at(-1)?.id ?? 0}`)
    .orderBy(mailOutbox.id);
  const byDigest = groupBy(mails, (one) => one.digestId);
  return rows.map((row) => ({
    ...{ id: row.id, cadence: row.cadence, tz: row.zone, from: row.from.toISOString(), to: row.to.toISOString() },
    ...{ made_at: row.madeAt.toISOString(), asked_by: row.askedBy },
    mails: (byDigest.get(row.id) ?? []).map(({ mail }) => ({
      ...{ recipient: mail.recipient, state: deliveryState(mail), sent_at: mail.sentAt?.toISOString() ?? null },
      error: mail.error,
    })),
  }));
}
