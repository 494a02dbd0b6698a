import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { withParams } from "@/components/shell/with-params";
import classes from "@/components/ui/ui.module.css";
import { t } from "@/lib/messages/translate";
import { describeFailoverSpans, type FailoverPlotSpan } from "./prepare-failover-spans";

type ChartNotesProps = {
  model: string;
  /** What is said of limits that are not drawn. */
  words: string | null;
  /** Undefined while they are not known. */
  spans: readonly FailoverPlotSpan[] | undefined;
  window: { from: number; to: number };
};

/** What a chart of a model shades and does not draw, in words. */
export function ChartNotes({ model, words, spans, window }: ChartNotesProps) {
  const carry = useCarriedHref();
  return (
    <p className={classes.subtitle}>
      {words !== null && `${words} `}
      {spans !== undefined && `${describeFailoverSpans(spans, window)} `}
      {spans !== undefined && spans.length > 0 && (
        <Anchor component={Link} inherit underline="always" href={withParams(carry("/failovers"), { model })}>
          {t("Failovers")}
        </Anchor>
      )}
    </p>
  );
}
