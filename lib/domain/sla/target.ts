/** What a target can be of, in any combination; one that names none is of all traffic. */
export const TARGET_DIMENSIONS = ["model", "tier", "region", "team"] as const;
export type TargetDimension = (typeof TARGET_DIMENSIONS)[number];

/** What a target can ask for: the share of attempts that succeed, and what 99 % of the samples stay within. */
export const TARGET_GOALS = ["availability_percent", "ttft_p99_ms", "duration_p99_ms"] as const;
export type TargetGoal = (typeof TARGET_GOALS)[number];

/** The availability asked of traffic that no target is of. */
export const DEFAULT_AVAILABILITY_PERCENT = 99.9;

export type TargetTerms = { id: number } & Record<TargetDimension, string | null> & Record<TargetGoal, number | null>;

/** A goal of a target, or the default where `id` is null; `tied` are the others that are as specific, whose goals are no stricter. */
export type ChosenGoal = { value: number; id: number | null; tied: number[] };

/** The one value of each dimension that traffic is of; a dimension left out is of several. */
export type TrafficScope = Partial<Record<TargetDimension, string>>;

/**
 * What is asked of traffic, or null where no target that is of it names the goal.
 *
 * The target that names most dimensions wins. Of several that name as many, the strictest: none of them is missed unseen.
 */
export function chooseGoal(
  targets: readonly TargetTerms[],
  traffic: TrafficScope,
  goal: TargetGoal,
): ChosenGoal | null {
  const asking = targets.flatMap((target) => {
    const value = target[goal];
    return value !== null && isOf(target, traffic) ? [{ id: target.id, value, specific: specificity(target) }] : [];
  });
  const most = Math.max(...asking.map(({ specific }) => specific));
  const [best, ...tied] = asking
    .filter(({ specific }) => specific === most)
    .sort((a, b) => strictness(goal, a.value) - strictness(goal, b.value) || a.id - b.id);
  return best ? { value: best.value, id: best.id, tied: tied.map(({ id }) => id) } : null;
}

/** The availability asked of traffic: that of its target, else the default. */
export function chooseAvailability(targets: readonly TargetTerms[], traffic: TrafficScope): ChosenGoal {
  const chosen = chooseGoal(targets, traffic, "availability_percent");
  return chosen ?? { value: DEFAULT_AVAILABILITY_PERCENT, id: null, tied: [] };
}

function isOf(target: TargetTerms, traffic: TrafficScope): boolean {
  return TARGET_DIMENSIONS.every((name) => target[name] === null || target[name] === traffic[name]);
}

function specificity(target: TargetTerms): number {
  return TARGET_DIMENSIONS.filter((name) => target[name] !== null).length;
}

/** Lower is stricter: more availability, less time. */
function strictness(goal: TargetGoal, value: number): number {
  return goal === "availability_percent" ? -value : value;
}
