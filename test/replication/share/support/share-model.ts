// What must be true of the records of a share group, offset by offset, told as plainly as possible: no batches,
// no runs, no start offset that moves by itself.

export type Standing = 'available' | 'acquired' | 'pending' | 'acknowledged' | 'archived';

export interface ModelRecord {
  /** 'aborted' and 'control' are in the log and nobody may process them. */
  kind: 'data' | 'aborted' | 'control';
  standing: Standing;
  deliveries: number;
  owner: string;
  lockedUntilMs: number;
}

export class ShareModel {
  readonly records: ModelRecord[] = [];
  logStart = 0;

  append(count: number, kind: ModelRecord['kind'] = 'data'): void {
    for (let at = 0; at < count; at++) {
      const nobody = { owner: '', lockedUntilMs: Number.POSITIVE_INFINITY };
      this.records.push({ kind, standing: 'available', deliveries: 0, ...nobody });
    }
  }

  at(offset: number): ModelRecord {
    const record = this.records[offset];
    if (record === undefined) throw new Error(`there is no offset ${offset}`);
    return record;
  }

  /** Everything that is acquired and whose lock has ended comes back, or has been delivered too often. */
  expire(nowMs: number, maxDeliveries: number): void {
    this.records.forEach((record, offset) => {
      if (record.standing !== 'acquired' || record.lockedUntilMs > nowMs) return;
      this.comeBack(offset, maxDeliveries);
    });
  }

  comeBack(offset: number, maxDeliveries: number): void {
    const record = this.at(offset);
    const isGone = offset < this.logStart || record.deliveries >= maxDeliveries;
    record.standing = isGone ? 'archived' : 'available';
    record.owner = '';
    record.lockedUntilMs = Number.POSITIVE_INFINITY;
  }

  /** The log begins later now: what nobody has is gone. */
  moveLogStart(offset: number): void {
    for (const record of this.records.slice(this.logStart, offset)) {
      if (record.standing === 'available') record.standing = 'archived';
    }
    this.logStart = Math.max(this.logStart, offset);
  }

  settle(offset: number, standing: Standing): void {
    Object.assign(this.at(offset), {
      standing,
      owner: '',
      lockedUntilMs: Number.POSITIVE_INFINITY,
    });
  }

  /** Offsets from the log start on that are neither acknowledged nor given up. */
  get open(): number[] {
    return this.records.flatMap(({ standing }, offset) => {
      const isDone = standing === 'acknowledged' || standing === 'archived';
      return isDone || offset < this.logStart ? [] : [offset];
    });
  }
}
