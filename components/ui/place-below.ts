type Box = { left: number; right: number; bottom: number };
type Wanted = { width: number; align: "start" | "end"; viewport: number };

const MARGIN = 8;

/** Where a panel stands below its button, wholly inside the viewport however narrow that is. */
export function placeBelow(
  button: Box,
  { width, align, viewport }: Wanted,
): { top: number; left: number; width: number } {
  const fitting = Math.min(width, viewport - 2 * MARGIN);
  const wished = align === "start" ? button.left : button.right - fitting;
  const left = Math.max(MARGIN, Math.min(wished, viewport - fitting - MARGIN));
  return { top: Math.round(button.bottom + 4), left: Math.round(left), width: fitting };
}
