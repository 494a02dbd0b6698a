"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { PlotSurface } from "@/components/charts/plot-surface";
import { useReport } from "@/components/shell/use-report";
import { describeRange } from "@/components/ui/describe";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { displayPicoUsd, displayUsd, formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { prepareTreemap, type Tile, treemapTable } from "./prepare-treemap";
import classes from "./spend.module.css";
import type { useSpend } from "./use-spend";

const HEIGHT = 260;
const CHARACTER_WIDTH = 6.4;
const LINE_HEIGHT = 14;
const PADDING = 5;

/** What every group cost as the size of its tile. */
export function SpendTreemap({ table, groups }: Pick<ReturnType<typeof useSpend>, "table" | "groups">) {
  const { tz } = useReport();
  const [first = "", second] = (table.data?.group_by ?? groups).map((group) => t(DIMENSION_NAMES[group]));
  const title =
    second === undefined
      ? t("Spend by size of {group}", { group: first })
      : t("Spend by size of {first} and {second}", { first, second });
  return (
    <ChartFrame
      title={title}
      query={table}
      height={HEIGHT}
      subtitle={(data) => `${describeRange(data, tz)} · ${displayUsd(data.total.cost_usd)}`}
      isEmpty={({ rows }) => rows.every(({ cost_usd }) => cost_usd === null || Number(cost_usd) === 0)}
      emptyHint={t("Nothing in this window has a cost.")}
      table={treemapTable}
    >
      {(data) => (
        <PlotSurface label={title} height={HEIGHT}>
          {(width) => (
            <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} className={classes.treemap}>
              <title>{title}</title>
              {prepareTreemap(data, { width, height: HEIGHT }).map((tile) => (
                <TileShape key={tile.key} tile={tile} />
              ))}
            </svg>
          )}
        </PlotSurface>
      )}
    </ChartFrame>
  );
}

function TileShape({ tile }: { tile: Tile }) {
  const { x, y, width, height, names, pico, share, color } = tile;
  const amount = `${displayPicoUsd(pico)} · ${formatPercent(share, 1)}`;
  const room = Math.max(0, Math.floor((height - PADDING) / LINE_HEIGHT));
  const lines = [...names, amount].slice(0, room);
  // A tile that cannot name itself whole is named by its title alone.
  const fits = room >= names.length && names.every((text) => isWithin(text, width));
  return (
    <g>
      <title>{`${names.join(" · ")}: ${amount}`}</title>
      <rect x={x} y={y} width={width} height={height} fill={color} />
      {fits &&
        lines
          .filter((text) => isWithin(text, width))
          .map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups of a tile may share a name
            <text key={index} x={x + PADDING} y={y + PADDING + 10 + index * LINE_HEIGHT}>
              {text}
            </text>
          ))}
    </g>
  );
}

function isWithin(text: string, width: number): boolean {
  return text.length * CHARACTER_WIDTH <= width - 2 * PADDING;
}
