import type { RejectedGroup, RejectedGroupKey } from "@/lib/contract/rejected-records";

/** What names a group of rejected records to the API, without its counts and examples. */
export function groupKey({ key_id, source, path, message }: RejectedGroup): RejectedGroupKey {
  return { key_id, source, path, message };
}
