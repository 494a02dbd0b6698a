import type { Retention } from "@/db/aggregates/group-types";
import type { Db } from "@/db/client";
import { readDigest } from "@/db/digests/read-digest";
import type { DigestContent } from "@/lib/contract/digest-content";
import type { DigestChoice } from "@/lib/contract/digests";
import { latestDigestPeriod } from "@/lib/domain/digests/digest-period";

type MakeInput = { choice: DigestChoice; now: Date; retention: Retention };

/** The latest digest that is due in a zone, as it would be made now. */
export async function makeDigest(
  db: Db,
  { choice: { cadence, tz }, now, retention }: MakeInput,
): Promise<DigestContent> {
  const period = latestDigestPeriod(cadence, tz, now);
  return readDigest(db, { cadence, zone: tz, period, now, retention });
}
