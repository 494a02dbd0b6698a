import { hashedUser } from "../values";
import type { BillEntry } from "./bill-entry";

/** What the bill charges a project, in 10⁻¹² of its currency. */
export type ProjectSum = { project: string; currency: string; pico: bigint };

const PROJECTS_MAX = 200;
const EMAIL = /\S@\S/;
const SECRET = /^(?:sk|pk|rk|xai|gsk|key|AIza)[-_]?[A-Za-z0-9_-]{16,}$/;
const OTHER_PROJECTS = "other projects";

/** Sums by project; beyond PROJECTS_MAX they are one. People become a hash, keys are not stored. */
export class ProjectSums {
  #sums = new Map<string, ProjectSum>();

  add({ project, currency, amountPico }: BillEntry): void {
    if (project === null || currency === null || amountPico === null) return;
    const name = this.#nameOf(project, currency);
    const key = JSON.stringify([name, currency]);
    const sum = this.#sums.get(key) ?? { project: name, currency, pico: 0n };
    sum.pico += amountPico;
    this.#sums.set(key, sum);
  }

  result(): ProjectSum[] {
    return [...this.#sums.values()].sort((a, b) => (a.pico === b.pico ? 0 : a.pico > b.pico ? -1 : 1));
  }

  #nameOf(project: string, currency: string): string {
    const name = SECRET.test(project) ? "a key" : EMAIL.test(project) ? (hashedUser(project) ?? "") : project;
    const isKnown = this.#sums.has(JSON.stringify([name, currency]));
    return isKnown || this.#sums.size < PROJECTS_MAX ? name : OTHER_PROJECTS;
  }
}
