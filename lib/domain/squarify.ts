export type Rectangle = { x: number; y: number; width: number; height: number };

/**
 * Rectangles within a rectangle whose areas are as the weights, in their order, none much longer than wide where that can be.
 *
 * Squarified treemaps, Bruls, Huizing and van Wijk, 2000: each strip along the shorter side takes weights as long as its
 * worst rectangle becomes squarer by it. Best with the largest weights first; all must be positive.
 */
export function squarify(weights: readonly number[], room: Rectangle): Rectangle[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const perWeight = total > 0 ? (room.width * room.height) / total : 0;
  const areas = weights.map((weight) => weight * perWeight);
  const placed: Rectangle[] = [];
  let rest = room;
  for (let start = 0; start < areas.length; ) {
    const side = Math.min(rest.width, rest.height);
    const strip = areas.slice(start, start + stripLength(areas, start, side));
    const isLast = start + strip.length === areas.length;
    const { rectangles, remaining } = layStrip(strip, rest, isLast);
    placed.push(...rectangles);
    rest = remaining;
    start += strip.length;
  }
  return placed;
}

/** How many areas from a place on make the strip along a side whose worst rectangle is squarest. */
function stripLength(areas: readonly number[], start: number, side: number): number {
  let sum = areas[start] ?? 0;
  let [least, most] = [sum, sum];
  let length = 1;
  let worst = worstRatio(least, most, sum, side);
  while (start + length < areas.length) {
    const next = areas[start + length] ?? 0;
    const wider = worstRatio(Math.min(least, next), Math.max(most, next), sum + next, side);
    if (wider > worst) break;
    [least, most] = [Math.min(least, next), Math.max(most, next)];
    sum += next;
    worst = wider;
    length++;
  }
  return length;
}

function worstRatio(least: number, most: number, sum: number, side: number): number {
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

function layStrip(strip: readonly number[], room: Rectangle, isLast: boolean) {
  const { x, y, width, height } = room;
  const sum = strip.reduce((total, area) => total + area, 0);
  const isUpright = width >= height;
  const side = isUpright ? height : width;
  const across = isUpright ? width : height;
  // The last strip takes what is left, so that rounding leaves no gap at the edge.
  const thickness = isLast ? across : side > 0 ? Math.min(across, sum / side) : 0;
  let along = 0;
  const rectangles = strip.map((area) => {
    const length = sum > 0 ? (area / sum) * side : 0;
    const place = isUpright
      ? { x, y: y + along, width: thickness, height: length }
      : { x: x + along, y, width: length, height: thickness };
    along += length;
    return place;
  });
  const remaining = isUpright
    ? { x: x + thickness, y, width: width - thickness, height }
    : { x, y: y + thickness, width, height: height - thickness };
  return { rectangles, remaining };
}
