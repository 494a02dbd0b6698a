import { readDigest } from "@/db/digests/read-digest";
import type { DigestContent } from "@/lib/contract/digest-content";
import type { DigestChoice } from "@/lib/contract/digests";
import { latestDigestPeriod } from "@/lib/domain/digests/digest-period";
import { answerContext } from "../reads/read-context";

/** The latest digest that is due in a zone, as it would be made now. */
export async function makeDigest({ cadence, tz }: DigestChoice): Promise<DigestContent> {
  const { db, now, retention } = await answerContext();
  const period = latestDigestPeriod(cadence, tz, now);
  return readDigest(db, { cadence, zone: tz, period, now, retention });
}
