import { charactersOf } from "./characters-of";

export type ThresholdPlace = { x: number; y: number; anchor: "start" | "end" };

type Box = { left: number; right: number; top: number; bottom: number };
type Point = { x: number; y: number };
type Line = { y: number; label: string; labelAt?: "start" | "end" | undefined };

/** Of text as axes are labelled with. */
const CHARACTER_WIDTH = 6;
const LINE_HEIGHT = 13;
const GAP = 4;

/**
 * Where the labels of level lines stand: at one of their ends, above or below, wherever fewest points of the drawing and no
 * other label are under them; nothing stands outside the plot.
 */
export function placeThresholds(lines: readonly Line[], points: readonly Point[], plot: Box): ThresholdPlace[] {
  const taken: Box[] = [];
  return lines.map((line) => {
    const places = placesOf(line, plot);
    const scores = places.map((place) => {
      const box = boxOf(place, line.label);
      const isOutside = box.top < plot.top - GAP || box.bottom > plot.bottom;
      const hits = points.filter(({ x, y }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
      return hits.length + (isOutside ? 1e6 : 0) + (taken.some((other) => overlaps(box, other)) ? 1e4 : 0);
    });
    const place = places[scores.indexOf(Math.min(...scores))] ?? { x: plot.left, y: line.y, anchor: "start" };
    taken.push(boxOf(place, line.label));
    return place;
  });
}

function placesOf({ y, labelAt }: Line, plot: Box): ThresholdPlace[] {
  const ends = (["end", "start"] as const).filter((end) => labelAt === undefined || end === labelAt);
  return ends.flatMap((anchor) => {
    const x = anchor === "end" ? plot.right - GAP : plot.left + GAP;
    return [
      { x, y: y - GAP, anchor },
      { x, y: y + LINE_HEIGHT, anchor },
    ];
  });
}

/** What a text covers whose baseline is at `y`. */
function boxOf({ x, y, anchor }: ThresholdPlace, label: string): Box {
  const width = charactersOf(label) * CHARACTER_WIDTH;
  const left = anchor === "start" ? x : x - width;
  return { left, right: left + width, top: y - LINE_HEIGHT + 3, bottom: y + 3 };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
