const DECIMALS_MAX = 4;

/** How the values of an axis of shares are written: as short as keeps them different. */
export function percentTickFormat(ticks: readonly number[]): (share: number) => string {
  const decimals = Array.from({ length: DECIMALS_MAX }, (_, index) => index).find((digits) =>
    ticks.every((tick) => Math.abs(Number((tick * 100).toFixed(digits)) - tick * 100) < 1e-9),
  );
  return (share) => `${(share * 100).toFixed(decimals ?? DECIMALS_MAX)} %`;
}
