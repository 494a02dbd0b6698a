import { type Message, message } from "@/lib/messages/translate";

/** Least input tokens of each size class but the first. */
export const CLASS_FROM = [1_000, 4_000, 16_000, 64_000];

/** What each class is called, that of unknown sizes last. */
export const SIZE_CLASS_LABELS: readonly Message[] = [
  message("under 1k tokens"),
  message("1k–4k tokens"),
  message("4k–16k tokens"),
  message("16k–64k tokens"),
  message("64k tokens and more"),
  message("unknown size"),
];

/** The first class of long prompts. */
export const LONG_SIZE = 3;

/** The class of attempts without input tokens, as most failures do not. */
export const UNKNOWN_SIZE = CLASS_FROM.length + 1;
export const SIZE_CLASS_COUNT = UNKNOWN_SIZE + 1;

/** How large a request was, by its input: that is known before any model answers, and the same whichever one does. */
export function sizeClassOf(inputTokens: number | null): number {
  if (inputTokens === null) return UNKNOWN_SIZE;
  let size = 0;
  while (size < CLASS_FROM.length && inputTokens >= (CLASS_FROM[size] ?? 0)) size++;
  return size;
}
