// Changes the cluster's metadata: topics, partitions, configs, registrations. Each change is thought out
// against the current image, written as one transaction, and thought out anew when the image was overtaken
// meanwhile. When a call returns, the new image is in place everywhere in this process.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { StorageError } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import type {
  CreatePartitionsTopic,
  CreatePartitionsTopicResultInput,
} from '../protocol/generated/create-partitions.ts';
import type {
  CreatableTopicInput,
  CreatableTopicResultInput,
} from '../protocol/generated/create-topics.ts';
import type {
  DeletableTopicResultInput,
  DeleteTopicState,
} from '../protocol/generated/delete-topics.ts';
import { alterLoggers } from './broker-loggers.ts';
import type { AlterationResult, ResourceAlteration } from './config-alteration.ts';
import { planConfigAlteration } from './config-alteration.ts';
import type { ConfigService } from './config-service.ts';
import type { DirectoryAssignment, DirectoryStates } from './directory-assignment.ts';
import { planDirectoryAssignment, planDirectoryStates } from './directory-assignment.ts';
import type { FeatureUpdate } from './feature-update.ts';
import { planFeatureUpdate } from './feature-update.ts';
import { implicitTopic } from './internal-topic-specs.ts';
import { planLeaderElection } from './leader-election.ts';
import type { MetaStore, MetaTransaction } from './meta-store.ts';
import type { Metadata } from './metadata.ts';
import type { TopicImage } from './metadata-image.ts';
import type { Planner } from './metadata-plan.ts';
import { planPartitionCreation } from './partition-creation.ts';
import type { ProducerIdRange } from './producer-id-blocks.ts';
import { claimProducerIds } from './producer-id-blocks.ts';
import { planTopicCreation } from './topic-creation.ts';
import { planTopicDeletion } from './topic-deletion.ts';

/** How often a change is thought out anew before the client is asked to come again. */
const MAX_ATTEMPTS = 20;

export interface ControllerOptions {
  readonly store: MetaStore;
  readonly metadata: Metadata;
  readonly configs: ConfigService;
  readonly random: Random;
  readonly logger: Logger;
}

export class Controller {
  readonly #options: ControllerOptions;
  /** Topics that are being created because they were used, so that each is created once. */
  readonly #implicit = new Map<string, Promise<CreatableTopicResultInput>>();

  constructor(options: ControllerOptions) {
    this.#options = options;
  }

  /**
   * Creates topics. A topic's failure is in its result; results are in the request's order, except for
   * those of names that were given twice. Throws POLICY_VIOLATION for too many partitions.
   */
  createTopics(
    topics: readonly CreatableTopicInput[],
    validateOnly = false,
  ): Promise<CreatableTopicResultInput[]> {
    const { configs, random } = this.#options;
    return this.#carryOut(
      (image) => planTopicCreation({ image, configs, random }, topics),
      validateOnly,
    );
  }

  /** Deletes topics, each given by name or by id. Throws when `delete.topic.enable` is false. */
  deleteTopics(topics: readonly DeleteTopicState[]): Promise<DeletableTopicResultInput[]> {
    if (!this.#options.configs.brokerConfig().deleteTopicEnable) {
      throw new KafkaError(ErrorCode.TOPIC_DELETION_DISABLED, 'Topic deletion is disabled.');
    }
    return this.#carryOut((image) => planTopicDeletion(image, topics), false);
  }

  /** Adds partitions to topics. */
  createPartitions(
    topics: readonly CreatePartitionsTopic[],
    validateOnly = false,
  ): Promise<CreatePartitionsTopicResultInput[]> {
    const { random } = this.#options;
    return this.#carryOut((image) => planPartitionCreation(image, random, topics), validateOnly);
  }

  /** Changes configs of topics, brokers, groups, client metrics subscriptions and loggers. */
  alterConfigs(
    alterations: readonly ResourceAlteration[],
    validateOnly = false,
  ): Promise<AlterationResult[]> {
    const { configs } = this.#options;
    const alterLogger = ({ changes }: ResourceAlteration) =>
      alterLoggers(configs.logLevel, changes, validateOnly);
    return this.#carryOut(
      (image) => planConfigAlteration({ image, configs, alterLogger }, alterations),
      validateOnly,
    );
  }

  /** Gives features other levels, all or none. Throws INVALID_UPDATE_VERSION with the reason. */
  updateFeatures(updates: readonly FeatureUpdate[], validateOnly = false): Promise<void> {
    const { nodeId } = this.#options.configs;
    return this.#carryOut((image) => planFeatureUpdate(image, nodeId, updates), validateOnly);
  }

  /**
   * The topic of this name, created with the broker's defaults (or, for an internal one, with what it
   * needs) when there is none. Throws KafkaError when it cannot be created.
   */
  async ensureTopic(name: string): Promise<TopicImage> {
    const { metadata } = this.#options;
    const existing = metadata.topic(name);
    if (existing) return existing;
    let creation = this.#implicit.get(name);
    if (!creation) {
      creation = this.#createImplicit(name).finally(() => this.#implicit.delete(name));
      this.#implicit.set(name, creation);
    }
    const { errorCode, errorMessage } = await creation;
    const topic = metadata.topic(name);
    if (topic) return topic;
    const code = errorCode === ErrorCode.NONE ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : errorCode;
    throw new KafkaError(code as ErrorCode, errorMessage ?? undefined);
  }

  /** A broker says in which of its log directories replicas are (KIP-858). */
  assignDirectories(brokerId: number, assignments: readonly DirectoryAssignment[]): Promise<void> {
    return this.#carryOut((image) => planDirectoryAssignment(image, brokerId, assignments), false);
  }

  /** A broker says which of its log directories are online, and which of them cordoned. */
  reportDirectories(brokerId: number, states: DirectoryStates): Promise<void> {
    return this.#carryOut((image) => planDirectoryStates(image, brokerId, states), false);
  }

  /** Elects a partition's leader anew; the new epoch. Throws UNKNOWN_TOPIC_OR_PARTITION. */
  electLeader(topic: string, partition: number): Promise<number> {
    return this.#carryOut((image) => planLeaderElection(image, topic, partition), false);
  }

  /** A range of producer ids that nobody else is given (KIP-730). */
  async claimProducerIds(): Promise<ProducerIdRange> {
    try {
      return await claimProducerIds(this.#options.store);
    } catch (error) {
      throw this.#storageFailure(error);
    }
  }

  /** A disk that fails is logged here and answered as what it is; anything else is given back. */
  #storageFailure(error: unknown): unknown {
    if (!(error instanceof StorageError)) return error;
    this.#options.logger.error({ error }, 'the metadata could not be written');
    return new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, 'The metadata could not be written.');
  }

  async #createImplicit(name: string): Promise<CreatableTopicResultInput> {
    const { configs, logger } = this.#options;
    const [result] = await this.createTopics([implicitTopic(name, configs.brokerConfig())]);
    if (result?.errorCode === ErrorCode.NONE) logger.info({ topic: name }, 'topic created by use');
    return result as CreatableTopicResultInput;
  }

  async #carryOut<Answer>(plan: Planner<Answer>, validateOnly: boolean): Promise<Answer> {
    const { metadata } = this.#options;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const { answer, operations, guards } = plan(metadata.image);
      if (validateOnly || operations.length === 0) return answer;
      if (await this.#tryWrite({ guards, operations })) return answer;
    }
    throw new KafkaError(ErrorCode.REQUEST_TIMED_OUT, 'The metadata keeps changing; try again.');
  }

  async #tryWrite(transaction: MetaTransaction): Promise<boolean> {
    try {
      return (await this.#options.store.transact(transaction)).committed;
    } catch (error) {
      throw this.#storageFailure(error);
    }
  }
}
