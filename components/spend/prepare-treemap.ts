import type { ChartTable } from "@/components/ui/csv";
import type { Spend } from "@/lib/contract/spend";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { groupBy } from "@/lib/domain/group-by";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { type Rectangle, squarify } from "@/lib/domain/squarify";
import { t } from "@/lib/messages/translate";
import { groupName, topGroups } from "./spend-buckets";

export type Tile = Rectangle & { key: string; names: string[]; pico: bigint; share: number; color: string };

type Part = { names: string[]; pico: bigint };

const OTHER_COLOR = "var(--sw-none)";
/** A name within a stack of tiles of its group needs so much between the groups. */
const GROUP_GAP = 3;

/**
 * Spend as tiles of its size: those of one first group together and in its colour, the second groups within it.
 *
 * What is unpriced or free has no tile.
 */
export function prepareTreemap(spend: Spend, room: Pick<Rectangle, "width" | "height">): Tile[] {
  const [first = "model"] = spend.group_by;
  const { colors } = topGroups(spend, first);
  const parts = partsOf(spend);
  const total = sumOf(parts);
  const groups = [...groupBy(parts, ({ names }) => names[0] ?? "").values()]
    .map((own) => ({ own, pico: sumOf(own) }))
    .sort((a, b) => compare(b.pico, a.pico));
  const places = squarify(
    groups.map(({ pico }) => Number(pico)),
    { x: 0, y: 0, ...room },
  );
  return groups.flatMap(({ own }, index) => {
    const sorted = own.toSorted((a, b) => compare(b.pico, a.pico));
    const inner = squarify(
      sorted.map(({ pico }) => Number(pico)),
      inset(places[index] ?? { x: 0, y: 0, width: 0, height: 0 }),
    );
    return sorted.map(
      ({ names, pico }, place): Tile => ({
        ...(inner[place] ?? { x: 0, y: 0, width: 0, height: 0 }),
        key: JSON.stringify(names),
        names,
        pico,
        share: Number(pico) / Number(total),
        color: colors.get(names[0] ?? "") ?? OTHER_COLOR,
      }),
    );
  });
}

/** The same as a table and a file, those that cost most first and the sum last. */
export function treemapTable(spend: Spend): ChartTable {
  const parts = partsOf(spend).sort((a, b) => compare(b.pico, a.pico));
  const total = sumOf(parts);
  const share = (pico: bigint) => (total === 0n ? null : Number(pico) / Number(total));
  return {
    columns: [
      ...spend.group_by.map((group) => ({ label: t(DIMENSION_NAMES[group]) })),
      {
        label: `${t("Spend")} (USD)`,
        numeric: true,
        format: (value) => displayUsd(value === null ? null : String(value)),
      },
      {
        label: t("Share"),
        numeric: true,
        format: (value) => formatPercent(typeof value === "number" ? value : null, 1),
      },
    ],
    rows: [
      ...parts.map(({ names, pico }) => [...names, formatUsd(pico), share(pico)]),
      [...spend.group_by.map((_, index) => (index === 0 ? t("Total") : null)), formatUsd(total), share(total)],
    ],
  };
}

function partsOf({ rows, group_by }: Spend): Part[] {
  return rows.flatMap((row) => {
    const pico = row.cost_usd === null ? null : parseUsd(row.cost_usd);
    return pico !== null && pico > 0n ? [{ names: group_by.map((group) => groupName(row, group)), pico }] : [];
  });
}

function sumOf(parts: readonly Part[]): bigint {
  return parts.reduce((sum, { pico }) => sum + pico, 0n);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function inset({ x, y, width, height }: Rectangle): Rectangle {
  const [gapX, gapY] = [Math.min(GROUP_GAP, width / 4), Math.min(GROUP_GAP, height / 4)];
  return { x: x + gapX / 2, y: y + gapY / 2, width: width - gapX, height: height - gapY };
}
