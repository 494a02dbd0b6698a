import { isKey } from "@/db/approvals/account-editors";
import type { Db } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import type { ApprovalState } from "@/lib/contract/proposals";
import { afterSwitch } from "@/lib/domain/policies/proposal";
import { refuseTiedApprover } from "./refuse-tied-approver";

type Switch = { before: ApprovalState; needsApproval: boolean; actor: string; now: Date };

/** What a setting's row becomes, or null where nothing changes; also what the row of a setting shows of itself. */
export async function switchApproval(tx: Db, { before, needsApproval, actor, now }: Switch) {
  if (!needsApproval && before.needs_approval && isKey(actor)) {
    throw new AppError("FORBIDDEN", "Two people switch this off, not a key");
  }
  const setting = { needsApproval: before.needs_approval, offProposedBy: before.off_proposed_by };
  const next = afterSwitch(setting, { needsApproval, actor });
  if (next.agreesWith !== null) await refuseTiedApprover(tx, { approver: actor, proposer: next.agreesWith });
  if (next.needsApproval === setting.needsApproval && next.offProposedBy === setting.offProposedBy) return null;
  return {
    needsApproval: next.needsApproval,
    offProposedBy: next.offProposedBy,
    offProposedAt: next.offProposedBy === null ? null : now,
    changedBy: actor,
    changedAt: now,
  };
}

type SettingRow = { needsApproval: boolean; offProposedBy: string | null; offProposedAt: Date | null };

/** A setting as the API shows it; no row is no demand. */
export function toApproval(row: SettingRow | undefined): ApprovalState {
  return {
    needs_approval: row?.needsApproval ?? false,
    off_proposed_by: row?.offProposedBy ?? null,
    off_proposed_at: row?.offProposedAt?.toISOString() ?? null,
  };
}
