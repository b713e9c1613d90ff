// How many tasks a member may be given so that all end up with about as many. Whoever has reached the quota is
// done; what is left is shared by the others anew, so the quota only shrinks.

export class TaskQuota {
  private tasks: number;
  private members: number;
  /** The most tasks that a member may have. */
  perMember: number;

  constructor(tasks: number, members: number) {
    this.tasks = tasks;
    this.members = members;
    this.perMember = this.share();
  }

  /** A member has this many tasks now. */
  note(count: number): void {
    if (count !== this.perMember) return;
    this.members--;
    this.tasks -= count;
    this.perMember = this.share();
  }

  private share(): number {
    return this.members === 0 ? 0 : Math.ceil(this.tasks / this.members);
  }
}
