import { setImmediate } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";

type Body<Tx> = (tx: Tx) => unknown;

/**
 * Makes transactions of a client safe against the death of their connection.
 *
 * postgres.js 3.4.9 sends what a transaction still asks for, its own ROLLBACK too, to the dead connection: that throws
 * where nobody can catch it and breaks the pool's slot for good, or lands outside any transaction on its successor.
 * Here a transaction whose connection is gone rejects, and nothing more of it is sent.
 */
export function guardTransactions(sql: Sql): void {
  const begin = sql.begin.bind(sql) as (...args: unknown[]) => Promise<unknown>;
  const guarded = (...args: unknown[]) => {
    const connection = { isGone: false };
    const body = args.pop() as Body<TransactionSql>;
    const finished = begin(...args, guardedBody(body, connection));
    // Settles by itself only after the body did, or because the connection closed.
    finished.catch(() => {
      connection.isGone = true;
    });
    return finished;
  };
  // The driver types `begin` with overloads that no single function expression matches.
  sql.begin = guarded as Sql["begin"];
}

function guardedBody(body: Body<TransactionSql>, connection: { isGone: boolean }): Body<TransactionSql> {
  return async (tx) => {
    try {
      const result = await body(guardedTransaction(tx, connection));
      return connection.isGone ? await never() : result;
    } catch (error) {
      // By then it is known whether the error came of a closing connection; if so, the driver must not roll back.
      await setImmediate();
      if (connection.isGone) await never();
      throw error;
    }
  };
}

function guardedTransaction(tx: TransactionSql, connection: { isGone: boolean }): TransactionSql {
  return new Proxy(tx, {
    apply: (target, self, args) => {
      refuseIfGone(connection);
      return Reflect.apply(target, self, args);
    },
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        refuseIfGone(connection);
        const body = args.at(-1);
        if (name === "savepoint" && typeof body === "function") {
          args[args.length - 1] = guardedBody(body as Body<TransactionSql>, connection);
        }
        return Reflect.apply(value, target, args);
      };
    },
  });
}

function refuseIfGone({ isGone }: { isGone: boolean }): void {
  if (isGone) throw Object.assign(new Error("The transaction's connection is closed"), { code: "CONNECTION_CLOSED" });
}

// The transaction has been rejected already; what waits for this is thrown away with it.
function never(): Promise<never> {
  return new Promise(() => undefined);
}
