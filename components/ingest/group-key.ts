import type { RejectedGroup, RejectedGroupKey } from "@/lib/contract/rejected-records";

/** What names a group of rejected records to the API, without what is told of it. */
export function groupKey({ key_id, source, path, message }: RejectedGroup): RejectedGroupKey {
  return { key_id, source, path, message };
}
