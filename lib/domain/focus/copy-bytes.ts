/** Up to so many bytes after what is copied are overwritten, and as many read after what it is copied from. */
export const COPY_OVERSHOOT = 3;

/** Copies bytes four at a time, for texts too short for a call; returns where they end. */
export function copyBytes(to: DataView, at: number, from: DataView, start: number, end: number): number {
  const ahead = at - start;
  for (let place = start; place < end; place += 4) to.setUint32(ahead + place, from.getUint32(place, true), true);
  return ahead + end;
}
