/** The same question of another range. */
export function inRange<Asked extends object>(asked: Asked, range: { from: string; to: string }) {
  return { ...asked, window: undefined, ...range };
}
