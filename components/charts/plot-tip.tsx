import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./charts.module.css";
import { MARK_KINDS } from "./mark-kinds";
import type { PlotMark } from "./plot-types";
import type { RowEntry, RowReading } from "./read-row";

const MARKS_SHOWN = 5;

type PlotTipProps = RowReading & { marks?: readonly PlotMark[] };

/** What a chart says of the point under the pointer: values with units, and their sample counts. */
export function PlotTip({ title, entries, total, note, beforeTitle, marks = [] }: PlotTipProps) {
  const rows = [...entries, ...(total ? [total] : [])];
  const has = { aside: rows.some((row) => row.aside), before: rows.some((row) => row.before) };
  return (
    <div className={classes.tip}>
      <p className={classes.tipTitle}>{title}</p>
      <table>
        <tbody>
          {entries.map((entry) => (
            <TipRow key={entry.label} entry={entry} color={entry.color} has={has} />
          ))}
          {total && <TipRow entry={total} has={has} />}
        </tbody>
      </table>
      {marks.slice(0, MARKS_SHOWN).map((mark, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two marks of one instant may say the same
        <p key={place}>
          <MarkSign mark={mark} /> {mark.label}
        </p>
      ))}
      {marks.length > MARKS_SHOWN && (
        <p className={classes.tipAside}>{t("and {count} more", { count: marks.length - MARKS_SHOWN })}</p>
      )}
      {beforeTitle && has.before && (
        <p className={classes.tipAside}>{t("Before: {bucket}", { bucket: beforeTitle })}</p>
      )}
      {note && <p className={classes.tipAside}>{note}</p>}
    </div>
  );
}

type TipRowProps = { entry: Omit<RowEntry, "color">; color?: string; has: { aside: boolean; before: boolean } };

function TipRow({ entry: { label, value, aside, before, n }, color, has }: TipRowProps) {
  return (
    <tr className={color === undefined ? classes.tipTotal : undefined}>
      <td>
        {color !== undefined && <span className={classes.tipMark} style={{ background: color }} />}
        {label}
      </td>
      <td className={classes.tipNumber}>{value}</td>
      {has.aside && <td className={classes.tipAside}>{aside}</td>}
      {has.before && <td className={classes.tipAside}>{before && t("before {value}", { value: before })}</td>}
      <td className={classes.tipAside}>{n === undefined ? "" : `n ${formatCount(n)}`}</td>
    </tr>
  );
}

/** The letter of a mark's kind in its colour. */
export function MarkSign({ mark }: { mark: PlotMark }) {
  const kind = mark.kind && MARK_KINDS[mark.kind];
  return (
    <span className={classes.markSign} style={{ background: kind?.color ?? "var(--sw-muted)" }} aria-hidden="true">
      {kind?.sign ?? "•"}
    </span>
  );
}
