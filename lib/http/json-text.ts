import { AppError } from "@/lib/contract/error";
import { decodeUtf8 } from "./read-body";

/**
 * Far more objects and lists than the fullest post has: ten thousand records have thirty thousand, the densest trace of
 * 16 MiB nine hundred thousand.
 */
const MAX_CONTAINERS = 1_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = [0x7b, 0x5b];

/**
 * The text of a body that is to be parsed as JSON; throws INVALID where it is no UTF-8.
 *
 * Throws TOO_LARGE where it is made of so many objects and lists, empty ones mostly, that they would take twenty times the
 * memory of the body, which is all that is counted of it.
 */
export function jsonText(bytes: Uint8Array): string {
  // Quick first: a bracket takes a byte, and only what is full of them is worth telling those within texts apart.
  if (bytes.length > MAX_CONTAINERS && countBytes(bytes) > MAX_CONTAINERS && countContainers(bytes) > MAX_CONTAINERS) {
    throw new AppError(
      "TOO_LARGE",
      `The body may hold at most ${MAX_CONTAINERS.toLocaleString("en")} objects and lists`,
    );
  }
  return decodeUtf8(bytes);
}

function countBytes(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of OPENING) {
    for (let at = bytes.indexOf(byte); at >= 0 && count <= MAX_CONTAINERS; at = bytes.indexOf(byte, at + 1)) count += 1;
  }
  return count;
}

function countContainers(bytes: Uint8Array): number {
  let count = 0;
  let isText = false;
  for (let at = 0; at < bytes.length && count <= MAX_CONTAINERS; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if (OPENING.includes(byte)) count += 1;
  }
  return count;
}
