// Members from the least to the most loaded, and who is next to be given a partition or to give one up.
// Givers are lowered and takers raised level by level, like water between two vessels: everyone on the
// lowest level is raised by one before the level counts as risen and those who were on it already join in.
//
// The caller moves the partitions and keeps the loads; both ends stop at each other when `isLevel`.

export class LoadedMembers {
  readonly #loads: Int32Array;
  /** Least loaded first. */
  readonly #members: number[];
  /** Members before it are (being raised) at the low level. */
  #lowEnd = 0;
  #lowLevel: number;
  #nextLow = 0;
  /** Members from here to #highEnd are (being lowered) at the high level; from #highEnd they are excluded. */
  #highStart: number;
  #highEnd: number;
  #highLevel: number;
  #nextHigh: number;
  /** How many partitions the most loaded has more than the least loaded, to begin with. */
  readonly spread: number;

  /** `loads` is read, not copied: member → how many partitions it has. There must be a member. */
  constructor(members: readonly number[], loads: Int32Array) {
    this.#loads = loads;
    this.#members = [...members].sort((a, b) => this.#load(a) - this.#load(b) || a - b);
    const count = members.length;
    const [least, most] = [this.#loadAt(0), this.#loadAt(count - 1)];
    this.spread = most - least;
    this.#lowLevel = least - 1;
    this.#highStart = count;
    this.#highEnd = count;
    this.#highLevel = most + 1;
    this.#nextHigh = count - 1;
  }

  /** Whether a move from the high to the low level would balance nothing any more. */
  get isLevel(): boolean {
    return this.#highLevel - this.#lowLevel <= 1;
  }

  /** The least loaded member, which is then taken to have one partition more. */
  nextLeast(): number {
    if (this.#nextLow >= this.#lowEnd) {
      this.#lowLevel++;
      while (this.#lowEnd < this.#members.length && this.#loadAt(this.#lowEnd) === this.#lowLevel) {
        this.#lowEnd++;
      }
      this.#nextLow = 0;
    }
    return this.#members[this.#nextLow++] as number;
  }

  /** The most loaded member, which is then taken to have one less; undefined when all are excluded. */
  nextMost(): number | undefined {
    if (this.#nextHigh < this.#highStart) {
      this.#sinkHighLevel();
      while (this.#highStart > 0 && this.#loadAt(this.#highStart - 1) === this.#highLevel) {
        this.#highStart--;
      }
      this.#nextHigh = this.#highEnd - 1;
    }
    return this.#nextHigh < 0 ? undefined : (this.#members[this.#nextHigh--] as number);
  }

  /** Excludes the member that `nextMost` came up with: it has nothing to give. */
  exclude(): void {
    const at = this.#nextHigh + 1;
    this.#highEnd--;
    const excluded = this.#members[at] as number;
    this.#members[at] = this.#members[this.#highEnd] as number;
    this.#members[this.#highEnd] = excluded;
  }

  #sinkHighLevel(): void {
    const allExcluded = this.#highEnd <= this.#highStart && this.#highStart > 0;
    this.#highLevel = allExcluded ? this.#loadAt(this.#highStart - 1) : this.#highLevel - 1;
  }

  #load(member: number): number {
    return this.#loads[member] as number;
  }

  #loadAt(index: number): number {
    return this.#load(this.#members[index] as number);
  }
}
