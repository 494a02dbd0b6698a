/** Bisection stops when the two ends are doubles side by side. */
const HALVINGS = 80;
const FAR = 1e6;

/**
 * The probability that a Student t variable of whole degrees of freedom (from 1) is at most t.
 *
 * Closed series for whole degrees of freedom: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
 */
export function studentCdf(t: number, dof: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(dof));
  const within = dof % 2 === 1 ? oddWithin(angle, dof) : evenWithin(angle, dof);
  return t < 0 ? (1 - within) / 2 : (1 + within) / 2;
}

/** The t that a share of Student t variables is at most: the inverse of studentCdf, for shares between 0 and 1. */
export function studentQuantile(share: number, dof: number): number {
  let low = -FAR;
  let high = FAR;
  for (let round = 0; round < HALVINGS; round++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, dof) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function oddWithin(angle: number, dof: number): number {
  const cos = Math.cos(angle);
  let term = cos;
  let sum = 0;
  for (let power = 1; power <= dof - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cos * cos;
  }
  return (2 / Math.PI) * (angle + Math.sin(angle) * sum);
}

function evenWithin(angle: number, dof: number): number {
  const cos = Math.cos(angle);
  let term = 1;
  let sum = 0;
  for (let power = 0; power <= dof - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cos * cos;
  }
  return Math.sin(angle) * sum;
}
