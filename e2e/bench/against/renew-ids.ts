const ID = Buffer.from('"id":"');
const DIGITS = 8;

/** Where in a post the ids of its records begin. */
export function findIds(post: Buffer): number[] {
  const places: number[] = [];
  for (let at = post.indexOf(ID); at >= 0; at = post.indexOf(ID, at + ID.length)) places.push(at + ID.length);
  return places;
}

/** A copy of a post whose records have ids that no other copy's have, as long as the numbers below 2³² differ. */
export function renewIds(post: Buffer, places: readonly number[], copy: number): Buffer {
  const renewed = Buffer.from(post);
  const digits = copy.toString(16).padStart(DIGITS, "0");
  for (const place of places) renewed.write(digits, place, "latin1");
  return renewed;
}
