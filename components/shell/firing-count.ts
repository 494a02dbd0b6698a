type Polled = { data: { firing: number } | undefined; error: unknown };

/** How many alerts a badge shows: null where none fires, and where the last poll failed, whatever an earlier one knew. */
export function firingCount({ data, error }: Polled): number | null {
  return error || !data || data.firing === 0 ? null : data.firing;
}
