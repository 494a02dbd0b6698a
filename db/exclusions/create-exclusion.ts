import { count, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Exclusion, NewExclusion } from "@/lib/contract/exclusions";
import { US_PER_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { slaExclusion } from "../schema/sla";
import { theRow } from "../the-row";
import { toExclusion } from "./exclusion-row";

/** Each cuts the days of what is read. */
const EXCLUSIONS_MAX = 1_000;

/** Leaves a time out of SLA numbers; recorded attempts stay as they are. UNPROCESSABLE beyond EXCLUSIONS_MAX of them. */
export function createExclusion(
  db: Db,
  input: { exclusion: NewExclusion; actor: string; now: Date },
): Promise<Exclusion> {
  const { exclusion, actor, now } = input;
  const { from, to, signed_off_by: signedOffBy, ...others } = exclusion;
  return db.transaction(async (tx) => {
    const { n } = theRow(await tx.select({ n: count() }).from(slaExclusion).where(isNull(slaExclusion.withdrawnAt)));
    if (n >= EXCLUSIONS_MAX) {
      throw new AppError("UNPROCESSABLE", t("There are {n} exclusions, and no more than that are allowed", { n }));
    }
    const span = { fromAt: new Date(from / US_PER_MS), toAt: new Date(to / US_PER_MS) };
    const created = toExclusion(
      theRow(
        await tx
          .insert(slaExclusion)
          .values({ ...others, ...span, signedOffBy, createdAt: now, createdBy: actor })
          .returning(),
      ),
    );
    await recordAudit(tx, { actor, action: "exclusion.create", subject: String(created.id), after: created, now });
    return created;
  });
}
