/** Round values of a logarithmic axis within [min, max]: 1, 2 and 5 of each decade, or 1 where that is too many. */
export function logTicks(min: number, max: number, most = 7): number[] {
  if (!(min > 0) || !(max >= min)) return [];
  const within = (factors: number[]) => {
    const ticks: number[] = [];
    for (let decade = Math.floor(Math.log10(min)); decade <= Math.ceil(Math.log10(max)); decade++) {
      for (const factor of factors) {
        const tick = Number((factor * 10 ** decade).toPrecision(1));
        if (tick >= min && tick <= max) ticks.push(tick);
      }
    }
    return ticks;
  };
  const candidates = [within([1, 2, 5]), within([1, 3]), within([1])];
  return candidates.find((ticks) => ticks.length <= most) ?? within([1]);
}
