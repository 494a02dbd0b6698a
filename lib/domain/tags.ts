/** The key that a bare word is kept under. */
const WORD_KEY = "tag";

/** A tag as `key:value`; a bare word becomes `tag:word`. */
export function normalizeTag(tag: string): string {
  return tag.includes(":") ? tag : `${WORD_KEY}:${tag}`;
}

/**
 * What is wrong with a record's tags, or null: each needs a key and a value, and a key has one value, so that grouping by
 * it counts every attempt once. Bare words are exempt: they are values of no question.
 */
export function tagProblem(tags: readonly string[]): string | null {
  const keys = new Set<string>();
  for (const tag of tags) {
    const colon = tag.indexOf(":");
    if (colon < 0) continue;
    const key = tag.slice(0, colon).trim();
    if (key === "") return `"${tag}" has no key: write key:value`;
    if (tag.slice(colon + 1).trim() === "") return `"${tag}" has no value: write key:value`;
    if (key !== WORD_KEY && keys.has(key)) return `"${key}" has two values`;
    keys.add(key);
  }
  return null;
}

/** The tags without those that tagProblem would refuse: of two values of a key the first stays. */
export function tidyTags(tags: readonly string[]): string[] {
  const tidy: string[] = [];
  for (const tag of tags) if (tagProblem([...tidy, tag]) === null) tidy.push(tag);
  return tidy;
}
