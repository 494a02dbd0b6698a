import type { ComparedModel } from "@/lib/contract/comparison";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** How much of the window was read of the models, of those that had attempts there; nothing to say where all was. */
export function describeStrides(models: readonly Pick<ComparedModel, "attempts" | "stride">[]): string[] {
  const strides = models.filter(({ attempts }) => attempts > 0).map(({ stride }) => stride);
  const [least, most] = [Math.min(...strides), Math.max(...strides)];
  if (strides.length === 0 || most === 1) return [];
  if (least === most) return [t("every {stride}th slice of the window was read", { stride: formatWhole(most) })];
  return [
    least === 1
      ? t("all of rare models was read, and of the busiest every {most}th slice of the window", {
          most: formatWhole(most),
        })
      : t("every {least}th slice of the window was read of rare models, every {most}th of the busiest", {
          least: formatWhole(least),
          most: formatWhole(most),
        }),
  ];
}
