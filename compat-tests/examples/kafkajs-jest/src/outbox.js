// The outbox: events wait in a table until the broker has them.

export class Outbox {
  /** In a real shop a table of its database; here a list. */
  #rows = [];
  #nextId = 1;

  /** Called in the transaction that changes the data. */
  add(type, body) {
    this.#rows.push({ id: this.#nextId++, type, body });
  }

  get waiting() {
    return this.#rows.length;
  }

  first(count) {
    return this.#rows.slice(0, count);
  }

  remove(rows) {
    const ids = new Set(rows.map(({ id }) => id));
    this.#rows = this.#rows.filter(({ id }) => !ids.has(id));
  }
}
