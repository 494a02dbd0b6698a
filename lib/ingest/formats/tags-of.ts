import { MAX_TAG_CHARACTERS, MAX_TAGS } from "@/lib/contract/log-record";
import { tidyTags } from "@/lib/domain/tags";
import { nameOf } from "../values";

const CACHE_HIT = "cache_hit";

/** Of what a sender calls its tags, those that a record may have, in its order; null where there are none. */
export function tagsOf(value: unknown, isCacheHit = false): string[] | null {
  const tags = Array.isArray(value) ? value.flatMap((tag: unknown) => nameOf(tag, MAX_TAG_CHARACTERS) ?? []) : [];
  if (isCacheHit) tags.unshift(CACHE_HIT);
  return tags.length === 0 ? null : tidyTags(tags).slice(0, MAX_TAGS);
}
