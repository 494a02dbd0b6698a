import type { TransactionSql } from "postgres";
import { AppError } from "@/lib/contract/error";

export type ImportMove = {
  key: string;
  from: number;
  to: number;
  isLast: boolean;
  /** Where in the file the next row begins, where the mover knows. */
  place?: { offset: number; line: number } | undefined;
  accepted: number;
  duplicates: number;
  rejected: number;
  ignored: number;
};

/**
 * Moves an import past rows, in the transaction that stores them: those rows are never stored by it again.
 *
 * CONFLICT where it does not stand at `from`, because somebody else moved it.
 */
export async function moveImport(tx: TransactionSql, move: ImportMove): Promise<void> {
  const { key, from, to, isLast, place, accepted, duplicates, rejected, ignored } = move;
  const { count } = await tx`
    update import_run set rows_done = ${to}, accepted = accepted + ${accepted}, duplicates = duplicates + ${duplicates},
      rejected = rejected + ${rejected}, ignored = ignored + ${ignored}, moved_at = now(),
      offset_done = coalesce(${place?.offset ?? null}::bigint, offset_done), next_line = coalesce(${place?.line ?? null}::bigint, next_line),
      finished_at = case when ${isLast} then now() end
    where key = ${key} and rows_done = ${from} and finished_at is null`;
  if (count === 0)
    throw new AppError("CONFLICT", "The import stands elsewhere: ask how far it got and go on from there");
}
