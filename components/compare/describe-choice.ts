import { t } from "@/lib/messages/translate";
import type { TierChoice } from "./compare-queries";
import { MAX_PICKS, MIN_PICKS } from "./pick-models";

type PickedFor = {
  /** The models asked for, of which fewer than two leave the choice to the screen. */
  asked: readonly string[];
  picked: readonly string[];
};

/** Why these models stand beside each other where the user has not named enough; null where they have. */
export function describeModelChoice({ asked, picked }: PickedFor): string | null {
  if (asked.length >= MIN_PICKS || picked.length === 0) return null;
  const [one] = asked;
  return one === undefined
    ? t(
        "You have not picked models yet, so those with the most requests in this time range are compared. Pick {min} to {max} of your own.",
        { min: MIN_PICKS, max: MAX_PICKS },
      )
    : t(
        "You have picked {model} alone, so it is compared with those that have the most requests in this time range. Pick {min} to {max} of your own.",
        { model: one, min: MIN_PICKS, max: MAX_PICKS },
      );
}

type TierPicked = {
  tiers: TierChoice;
  /** The one that was chosen for the models; null where none was. */
  tier: string | null;
  /** Those of the filter. */
  filtered: readonly string[];
  /** Which of the models are not in the tier chosen. */
  absent: string | null;
  asked: readonly string[];
};

/** Whose requests are compared, by tier, and why; a tier's requests are not like another's. */
export function describeTierChoice({ tiers, tier, filtered, absent, asked }: TierPicked): string {
  if (tier === null) return describeNoChoice(tiers, filtered);
  const values = { tier };
  if (asked.length < MIN_PICKS) {
    return t(
      "Only requests of tier {tier} are compared, since tiers ask for different work. It has the most requests of all tiers that several models answer.",
      values,
    );
  }
  return absent === null
    ? t(
        "Only requests of tier {tier} are compared, since tiers ask for different work. All of these models answer it.",
        values,
      )
    : t(
        "Only requests of tier {tier} are compared, since tiers ask for different work. No other tier is answered by more of these models. {restriction}.",
        { ...values, restriction: absent },
      );
}

function describeNoChoice(tiers: TierChoice, filtered: readonly string[]): string {
  if (filtered.length > 0) {
    return t("Only requests of {count, plural, one {tier} other {tiers}} {tiers} are compared, as filtered above.", {
      count: filtered.length,
      tiers: filtered.join(", "),
    });
  }
  return tiers === "all"
    ? t("Requests of all tiers are compared together.")
    : t("No tier is answered by two of these models, so requests of all tiers are compared together.");
}
