import type { ArchivedAttempts } from "./archived-attempts";
import { archivedRow } from "./archived-row";
import type { InstantSpan } from "./attempt-conditions";
import type { AttemptRow } from "./attempt-rows";
import { groupsIn } from "./find-archived-by-time";
import { type ArchivedCondition, placesIn } from "./match-archived";

/** All archived attempts of a short span for which conditions hold, in no order. */
export async function readArchivedIn(
  archived: ArchivedAttempts,
  { span, conditions }: { span: InstantSpan; conditions: readonly ArchivedCondition[] },
): Promise<AttemptRow[]> {
  const rows: AttemptRow[] = [];
  for (const { day } of await archived.days(span)) {
    await archived.read(day, async (file) => {
      for (const { group } of groupsIn(file, span)) {
        const places = await placesIn(file, group, { conditions, span });
        rows.push(
          ...(
            await file.readGroup(
              group,
              places.map(({ place }) => place),
            )
          ).map(archivedRow),
        );
      }
    });
  }
  return rows;
}
