/** Lets calls begin as long as the budget lasts. */
export type Spending = {
  /** Resolves with whether a call may begin: at once, or when calls in flight have ended. Each that does must end. */
  begin: () => Promise<boolean>;
  /** What a call cost, in pico USD. Of unknown cost, it counts as the most expensive one so far. */
  end: (picoUsd: bigint | null) => void;
  /** What counts against the budget, in pico USD. */
  spent: () => bigint;
};

/**
 * Lets a call begin where the budget, in pico USD, holds all in flight and this one at the price of the most expensive so far: so that
 * what is sent ends within it, but for calls that cost more than any before.
 *
 * `before` are the costs of the run's earlier calls, in order. Without a budget every call may begin.
 */
export function createSpending(budget: bigint | null, before: Iterable<bigint | null> = []): Spending {
  let spent = 0n;
  let most = 0n;
  let inFlight = 0;
  let waiting: (() => void)[] = [];
  const count = (picoUsd: bigint | null) => {
    if (picoUsd !== null && picoUsd > most) most = picoUsd;
    spent += picoUsd ?? most;
  };
  const holds = () => budget === null || (spent < budget && spent + most * BigInt(inFlight + 1) <= budget);
  for (const cost of before) count(cost);
  return {
    spent: () => spent,
    async begin() {
      while (!holds()) {
        if (inFlight === 0) return false;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      inFlight += 1;
      return true;
    },
    end(picoUsd) {
      inFlight -= 1;
      count(picoUsd);
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
