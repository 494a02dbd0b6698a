export type LabelPlace = { x: number; y: number; anchor: "start" | "middle" | "end" };
type Dot = { x: number; y: number; label: string };
type Box = { left: number; right: number; top: number; bottom: number };
type Room = { width: number; height: number };

/** Of text as axes are labelled with. */
const CHARACTER_WIDTH = 6;
const LINE_HEIGHT = 13;
const DOT_RADIUS = 8;

/**
 * Where the label of each dot stands: above it, else below, right or left of it, wherever it covers no dot, no label that
 * has its place and nothing outside; above where every place is taken.
 */
export function placeLabels(dots: readonly Dot[], room: Room): LabelPlace[] {
  const taken: Box[] = dots.map(({ x, y }) => ({
    ...{ left: x - DOT_RADIUS, right: x + DOT_RADIUS },
    ...{ top: y - DOT_RADIUS, bottom: y + DOT_RADIUS },
  }));
  return dots.map((dot) => {
    const places = placesOf(dot);
    const free = places.find((place) => isFree(boxOf(place, dot.label), taken, room)) ?? places[0];
    taken.push(boxOf(free, dot.label));
    return free;
  });
}

function placesOf({ x, y }: Dot): [LabelPlace, ...LabelPlace[]] {
  const beside = y + LINE_HEIGHT / 3;
  return [
    { x, y: y - DOT_RADIUS - 3, anchor: "middle" },
    { x, y: y + DOT_RADIUS + LINE_HEIGHT - 1, anchor: "middle" },
    { x: x + DOT_RADIUS + 3, y: beside, anchor: "start" },
    { x: x - DOT_RADIUS - 3, y: beside, anchor: "end" },
  ];
}

/** What a text covers whose baseline is at `y`. */
function boxOf({ x, y, anchor }: LabelPlace, label: string): Box {
  const width = label.length * CHARACTER_WIDTH;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - LINE_HEIGHT + 3, bottom: y + 3 };
}

function isFree(box: Box, taken: readonly Box[], { width, height }: Room): boolean {
  if (box.left < 0 || box.right > width || box.top < 0 || box.bottom > height) return false;
  return !taken.some(
    ({ left, right, top, bottom }) => box.left < right && box.right > left && box.top < bottom && box.bottom > top,
  );
}
