// The configs of one group as they count now: what is set for it (`kafka-configs --entity-type groups`), over
// the broker's own defaults. Supplied by the broker.

export interface GroupConfig {
  /** `consumer.session.timeout.ms` */
  readonly consumerSessionTimeoutMs: number;
  /** `consumer.heartbeat.interval.ms` */
  readonly consumerHeartbeatIntervalMs: number;
  /** `consumer.assignment.interval.ms` */
  readonly consumerAssignmentIntervalMs: number;
  /** `share.session.timeout.ms` */
  readonly shareSessionTimeoutMs: number;
  /** `share.heartbeat.interval.ms` */
  readonly shareHeartbeatIntervalMs: number;
  /** `share.assignment.interval.ms` */
  readonly shareAssignmentIntervalMs: number;
  /** `share.auto.offset.reset`: `earliest`, `latest` or `by_duration:<ISO 8601>` */
  readonly shareAutoOffsetReset: string;
  /** `streams.session.timeout.ms` */
  readonly streamsSessionTimeoutMs: number;
  /** `streams.heartbeat.interval.ms` */
  readonly streamsHeartbeatIntervalMs: number;
  /** `streams.assignment.interval.ms` */
  readonly streamsAssignmentIntervalMs: number;
  /** `streams.initial.rebalance.delay.ms` */
  readonly streamsInitialRebalanceDelayMs: number;
  /** `streams.num.standby.replicas` */
  readonly streamsNumStandbyReplicas: number;
}
