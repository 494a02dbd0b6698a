import type { Db } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { getNeedsApproval } from "./get-needs-approval";

/** FORBIDDEN where the tier requires a second approver. The caller holds the publish lock. */
export async function refuseUnapproved(tx: Db, tier: string): Promise<void> {
  if (!(await getNeedsApproval(tx, tier))) return;
  throw new AppError(
    "FORBIDDEN",
    t("{tier} asks for a second person: propose the change, and let somebody else approve it", { tier }),
  );
}
