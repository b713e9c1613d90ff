// What every group has, of whatever kind: how it is listed, and what the shared requests ask of it. Each kind
// of group has a class of its own (classic/, consumer/, share/, streams/) and a row in group-kinds.ts.

export type GroupType = 'classic' | 'consumer' | 'share' | 'streams';

export interface Group {
  readonly type: GroupType;
  readonly groupId: string;
  /** As ListGroups and the describing APIs name it. */
  readonly state: string;
  /** `consumer`, `share`, `connect` …; null for a group that never had members (a simple consumer's). */
  readonly protocolType: string | null;
  /** Whether members consume this topic, as far as is known: its offsets are in use. */
  isSubscribedTo(topic: string): boolean;
  /** What must hold between two operations. */
  checkInvariants(): void;
}
