import type { View } from "@/lib/contract/views";
import { screenAddress } from "@/lib/domain/views/screen-address";
import type { savedView } from "../schema/views";

export type ViewRow = typeof savedView.$inferSelect;

/** A view as one user sees it. The address of a screen that is gone leads to the overview. */
export function toView(row: ViewRow, { userId, startId }: { userId: string; startId: number | null }): View {
  return {
    id: row.id,
    name: row.name,
    address: screenAddress(row.address) ?? "/",
    is_shared: row.isShared,
    is_own: row.ownerId === userId,
    is_start: row.id === startId,
    version: row.version,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  };
}

/** What the audit has of a view: nothing that differs between those who see it. */
export function auditedView({ name, address, isShared }: Pick<ViewRow, "name" | "address" | "isShared">) {
  return { name, address, is_shared: isShared };
}
