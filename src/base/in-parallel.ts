// Works through many things some at a time: enough to keep whoever does the work busy, and not so many that
// all of them are half done at once.

/**
 * Calls `action` for each item, for at most `limit` at a time. When one fails no new ones begin; rejects
 * with the first failure once those under way are over.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  limit: number,
  action: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const left = items[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (let next = left.next(); !next.done && failures.length === 0; next = left.next()) {
      await action(next.value).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  if (failures.length > 0) throw failures[0];
}
