import type { DigestContent } from "@/lib/contract/digest-content";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { encodePng } from "./encode-png";

/** What a bar is drawn in, seen on white and on dark alike. */
export const CHART_COLOURS = { current: "#3b82f6", previous: "#9aa4b2" } as const;

/** Twice what it is shown at, for sharp screens. */
const SCALE = 2;
export const CHART_WIDTH = 560;
export const CHART_HEIGHT = 140;
const WIDTH = CHART_WIDTH * SCALE;
const HEIGHT = CHART_HEIGHT * SCALE;
const [CURRENT, PREVIOUS] = [1, 2];
const LINE_HEIGHT = 2;

type Days = DigestContent["spend"]["days"];

/**
 * Spend of each day as bars, that of the period before beside them, as a PNG of pixels alone: what it says in letters is around it.
 *
 * A day of unknown cost has no bar; one that cost nothing has the lowest.
 */
export function digestChart({ days, previous_days }: Pick<DigestContent["spend"], "days" | "previous_days">): Buffer {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const fill = (left: number, top: number, right: number, bottom: number, colour: number) => {
    for (let y = top; y < bottom; y++) pixels.fill(colour, y * WIDTH + left, y * WIDTH + right);
  };
  const highest = highestOf([...days, ...previous_days]);
  const room = BigInt(HEIGHT - 2 * LINE_HEIGHT);
  const slots = Math.max(days.length, previous_days.length, 1);
  const slot = WIDTH / slots;
  const gap = Math.max(1, Math.floor(slot / 8));
  const bar = (list: Days, index: number, colour: number) => {
    const cost = picoOf(list[index]?.cost_usd);
    if (cost === null) return;
    const height = highest > 0n && cost > 0n ? Number((cost * room) / highest) : 0;
    const middle = Math.floor((index + 0.5) * slot);
    const [left, right] =
      colour === PREVIOUS
        ? [Math.floor(index * slot) + gap, middle]
        : [middle, Math.max(middle + 1, Math.floor((index + 1) * slot) - gap)];
    fill(left, HEIGHT - 2 * LINE_HEIGHT - height, right, HEIGHT - LINE_HEIGHT, colour);
  };
  for (let index = 0; index < slots; index++) {
    bar(previous_days, index, PREVIOUS);
    bar(days, index, CURRENT);
  }
  fill(0, HEIGHT - LINE_HEIGHT, WIDTH, HEIGHT, PREVIOUS);
  const palette = ["#ffffff", CHART_COLOURS.current, CHART_COLOURS.previous];
  return encodePng({ width: WIDTH, height: HEIGHT, pixels, palette });
}

/** The most that one of these days cost, in pico USD; 0 where none is known. */
export function highestOf(days: Days): bigint {
  return days.reduce((highest, { cost_usd }) => {
    const cost = picoOf(cost_usd) ?? 0n;
    return cost > highest ? cost : highest;
  }, 0n);
}

function picoOf(usd: string | null | undefined): bigint | null {
  return usd === null || usd === undefined ? null : parseUsd(usd);
}
