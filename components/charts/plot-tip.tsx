import { formatCount } from "@/lib/domain/format";
import classes from "./charts.module.css";
import type { PlotMark } from "./plot-types";

const MARKS_SHOWN = 5;

/** `aside` stands after the value: what it lies within. */
type TipEntry = { label: string; color: string; value: string; aside?: string; n?: number };

type PlotTipProps = {
  title: string;
  entries: TipEntry[];
  total?: Omit<TipEntry, "color">;
  note?: string;
  marks?: readonly PlotMark[];
};

/** What a chart says of the point under the pointer: values with units, and their sample counts. */
export function PlotTip({ title, entries, total, note, marks = [] }: PlotTipProps) {
  return (
    <div className={classes.tip}>
      <p className={classes.tipTitle}>{title}</p>
      <table>
        <tbody>
          {entries.map(({ label, color, value, aside, n }) => (
            <tr key={label}>
              <td>
                <span className={classes.tipMark} style={{ background: color }} />
                {label}
              </td>
              <td className={classes.tipNumber}>{value}</td>
              {aside !== undefined && <td className={classes.tipAside}>{aside}</td>}
              <td className={classes.tipAside}>{n === undefined ? "" : `n ${formatCount(n)}`}</td>
            </tr>
          ))}
          {total && (
            <tr className={classes.tipTotal}>
              <td>{total.label}</td>
              <td className={classes.tipNumber}>{total.value}</td>
              <td className={classes.tipAside}>{total.n === undefined ? "" : `n ${formatCount(total.n)}`}</td>
            </tr>
          )}
        </tbody>
      </table>
      {marks.slice(0, MARKS_SHOWN).map(({ at, label }) => (
        <p key={`${at}${label}`}>{label}</p>
      ))}
      {marks.length > MARKS_SHOWN && <p className={classes.tipAside}>and {marks.length - MARKS_SHOWN} more</p>}
      {note && <p className={classes.tipAside}>{note}</p>}
    </div>
  );
}
