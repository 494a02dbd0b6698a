import { CLASS_FROM, SIZE_CLASS_COUNT, UNKNOWN_SIZE } from "./size-class";

/** The size classes in order, that of unknown sizes last. */
export const SIZE_CLASSES: readonly number[] = Array.from({ length: SIZE_CLASS_COUNT }, (_, size) => size);

/** The input tokens of a size class, from `min` on and below `max`, where it has such an end; null of unknown sizes. */
export function sizeRange(size: number): { min: number | null; max: number | null } | null {
  if (size < 0 || size >= UNKNOWN_SIZE) return null;
  return { min: CLASS_FROM[size - 1] ?? null, max: CLASS_FROM[size] ?? null };
}
