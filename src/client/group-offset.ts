// Where a group is in a partition.

export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}
