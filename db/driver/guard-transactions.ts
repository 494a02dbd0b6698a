import { setImmediate } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";

type Body = (tx: TransactionSql) => unknown;

/** `isGone`: its connection closed. `isOver`: nothing may follow any more; the connection may be another's already. */
type State = { isGone: boolean; isOver: boolean; savepoints: number };

/**
 * Takes the ends of transactions from the driver (postgres.js 3.4.9).
 *
 * It prepares COMMIT, repeats it on another backend where a pooler gave it one, and believes the server's ROLLBACK to be
 * as good; here nothing is stored but by the server's word COMMIT. What a transaction still asks for once its connection
 * died it sends to the dead connection, which throws where nobody can catch it, or to its successor; here nothing is sent.
 */
export function guardTransactions(sql: Sql): void {
  const begin = sql.begin.bind(sql) as (...args: unknown[]) => Promise<unknown>;
  const guarded = (...args: unknown[]) => {
    const body = args.pop() as Body;
    const state: State = { isGone: false, isOver: false, savepoints: 0 };
    return new Promise((resolve, reject) => {
      // To the driver the body never ends, so that it neither commits nor rolls back: it only reports that the connection closed.
      const opened = begin(...args, async (tx: TransactionSql) => {
        await settle(tx, body, state).then(resolve, reject);
        await never();
      });
      opened.catch((error: unknown) => {
        state.isGone = true;
        reject(error);
      });
    });
  };
  // The driver types `begin` with overloads that no single function expression matches.
  sql.begin = guarded as Sql["begin"];
}

/** Runs a body and ends its transaction; what the driver rejected meanwhile, because the connection closed, counts first. */
async function settle(tx: TransactionSql, body: Body, state: State): Promise<unknown> {
  let result: unknown;
  try {
    result = await run(body, tx, state);
  } catch (error) {
    await goneFirst(state);
    state.isOver = true;
    // Its failure would say less than what it is rolled back for; the server does so itself once the connection ends.
    await control(tx, "rollback").catch(() => undefined);
    throw error;
  }
  if (state.isGone) await never();
  state.isOver = true;
  const said = await control(tx, "commit");
  if (said !== "COMMIT") throw notCommitted(said);
  return result;
}

async function savepoint(tx: TransactionSql, body: Body, state: State): Promise<unknown> {
  const name = `s${state.savepoints++}`;
  await control(tx, `savepoint ${name}`);
  try {
    const result = await run(body, tx, state);
    // Fails where a statement did whose error the body kept to itself.
    await control(tx, `release ${name}`);
    return result;
  } catch (error) {
    await goneFirst(state);
    await control(tx, `rollback to ${name}`);
    throw error;
  }
}

async function run(body: Body, tx: TransactionSql, state: State): Promise<unknown> {
  const result = body(guardedTransaction(tx, state));
  return Array.isArray(result) ? Promise.all(result) : result;
}

/** Sends one statement by the simple protocol, never prepared, and says what the server calls done. */
async function control(tx: TransactionSql, statement: string): Promise<string> {
  const { command } = await tx.unsafe(statement);
  return command;
}

function guardedTransaction(tx: TransactionSql, state: State): TransactionSql {
  return new Proxy(tx, {
    apply: (target, self, args) => {
      refuseIfOver(state);
      return Reflect.apply(target, self, args);
    },
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        refuseIfOver(state);
        if (name === "savepoint") return savepoint(tx, args.at(-1) as Body, state);
        return Reflect.apply(value, target, args);
      };
    },
    // What ends the transaction is sent by the same object.
    set: () => false,
  });
}

function refuseIfOver({ isGone, isOver }: State): void {
  if (isGone) throw Object.assign(new Error("The transaction's connection is closed"), { code: "CONNECTION_CLOSED" });
  if (isOver) throw new Error("The transaction is over; what it should have done has to be awaited inside it");
}

// By then it is known whether an error came of a closing connection.
async function goneFirst(state: State): Promise<void> {
  await setImmediate();
  if (state.isGone) await never();
}

// The transaction has been rejected already; what waits for this is thrown away with it.
function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** By the server's own class for transactions it rolled back: nothing is stored, and trying again may help. */
function notCommitted(said: string): Error {
  return Object.assign(new Error(`The transaction was not committed: the server answered ${said}`), { code: "40000" });
}
