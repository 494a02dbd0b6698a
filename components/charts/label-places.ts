import { charactersOf } from "./characters-of";

export type LabelPlace = {
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
  /** Whether it stands so far off that a line must lead to it. */
  isFar: boolean;
};
type Dot = { x: number; y: number; label: string };
type Box = { left: number; right: number; top: number; bottom: number };
/** What labels may cover, from the top to `bottom`. */
type Room = { left: number; right: number; bottom: number };

/** Of text as axes are labelled with. */
const CHARACTER_WIDTH = 6;
const LINE_HEIGHT = 13;
const DOT_RADIUS = 8;
const LINES_FAR_MAX = 9;

/**
 * Where the label of each dot stands: above it, else below, right or left of it, else some lines above, wherever it covers
 * no dot, no label that has its place and nothing outside; null where every place is taken.
 */
export function placeLabels(dots: readonly Dot[], room: Room): (LabelPlace | null)[] {
  const taken: Box[] = dots.map(({ x, y }) => ({
    ...{ left: x - DOT_RADIUS, right: x + DOT_RADIUS },
    ...{ top: y - DOT_RADIUS, bottom: y + DOT_RADIUS },
  }));
  return dots.map((dot) => {
    const places = placesOf(dot);
    const free = places.find((place) => isFree(boxOf(place, dot.label), taken, room));
    if (free) taken.push(boxOf(free, dot.label));
    return free ?? null;
  });
}

function placesOf({ x, y }: Dot): LabelPlace[] {
  const above = y - DOT_RADIUS - 3;
  const beside = y + LINE_HEIGHT / 3;
  const near: LabelPlace[] = [
    { x, y: above, anchor: "middle", isFar: false },
    { x, y: y + DOT_RADIUS + LINE_HEIGHT - 1, anchor: "middle", isFar: false },
    { x: x + DOT_RADIUS + 3, y: beside, anchor: "start", isFar: false },
    { x: x - DOT_RADIUS - 3, y: beside, anchor: "end", isFar: false },
  ];
  const far = Array.from({ length: LINES_FAR_MAX }, (_, line) => above - (line + 1) * LINE_HEIGHT).flatMap((at) =>
    (["middle", "start", "end"] as const).map((anchor): LabelPlace => ({ x, y: at, anchor, isFar: true })),
  );
  return [...near, ...far];
}

/** What a text covers whose baseline is at `y`. */
function boxOf({ x, y, anchor }: LabelPlace, label: string): Box {
  const width = charactersOf(label) * CHARACTER_WIDTH;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - LINE_HEIGHT + 3, bottom: y + 3 };
}

function isFree(box: Box, taken: readonly Box[], room: Room): boolean {
  if (box.left < room.left || box.right > room.right || box.top < 0 || box.bottom > room.bottom) return false;
  return !taken.some(
    ({ left, right, top, bottom }) => box.left < right && box.right > left && box.top < bottom && box.bottom > top,
  );
}
