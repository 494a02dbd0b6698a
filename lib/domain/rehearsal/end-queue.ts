type Waiting<Item> = { atUs: number; nth: number; item: Item };

/** What ends when: the earliest comes out first, of several at once the one that was put in first. A binary heap. */
export class EndQueue<Item> {
  readonly #heap: Waiting<Item>[] = [];
  #put = 0;

  get nextUs(): number {
    return this.#heap[0]?.atUs ?? Number.POSITIVE_INFINITY;
  }

  put(atUs: number, item: Item): void {
    const heap = this.#heap;
    const one = { atUs, nth: this.#put++, item };
    let place = heap.length;
    heap.push(one);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || isBefore(parent, one)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = one;
  }

  take(): Item | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.item;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      const [one, other] = [heap[left], heap[right]];
      if (!one) break;
      const [below, child] = other && isBefore(other, one) ? [right, other] : [left, one];
      if (isBefore(last, child)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = last;
    return first.item;
  }
}

function isBefore(one: Waiting<unknown>, other: Waiting<unknown>): boolean {
  return one.atUs < other.atUs || (one.atUs === other.atUs && one.nth < other.nth);
}
