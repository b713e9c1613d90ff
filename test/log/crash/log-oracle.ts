// Holds a log that was opened after a crash to what it must be: a run of batches exactly as they were
// appended, from no later than where it may start to no earlier than what was promised to be durable, and
// nothing derived from them but what follows from them. Says what is wrong, or nothing.

import type { PartitionLog } from '../../../src/log/partition-log.ts';
import type { ProducerWords } from './derived-state.ts';
import { derive } from './derived-state.ts';
import type { ModelBatch, PartitionModel } from './partition-model.ts';
import { durableTo, signatureOf, timelines } from './partition-model.ts';

/** Throws an Error that says what the log got wrong. */
export function checkRecovered(log: PartitionLog, model: PartitionModel): void {
  log.checkInvariants();
  const found = Array.from(log.batches(), signatureOf);
  const { timeline, from } = findRun(found, model, log.logEndOffset);
  const held = timeline.slice(from, from + found.length);
  checkReach(log, model, held);
  checkEpochs(log, held);
  // Of a log that is cut off to the last batch nothing tells which of its lives it is in.
  if (held.length > 0 || !model.uncut) checkDerived(log, { held, before: timeline.slice(0, from) });
}

/** The timeline of which the log's batches are a run. */
function findRun(
  found: readonly string[],
  model: PartitionModel,
  logEndOffset: number,
): { timeline: readonly ModelBatch[]; from: number } {
  const all = timelines(model);
  for (const timeline of all) {
    if (found.length === 0) {
      const from = timeline.filter(({ nextOffset }) => nextOffset <= logEndOffset).length;
      return { timeline, from };
    }
    const from = timeline.findIndex(({ signature }) => signature === found[0]);
    if (from < 0) continue;
    if (found.every((each, index) => each === timeline[from + index]?.signature)) {
      return { timeline, from };
    }
  }
  const expected = all.map((one) => one.map(({ signature }) => signature).join('\n  '));
  const lines = [`holds\n  ${found.join('\n  ')}`, ...expected];
  throw new Error(`the batches are not a run of those appended:\n${lines.join('\nexpected\n  ')}`);
}

function checkReach(log: PartitionLog, model: PartitionModel, held: readonly ModelBatch[]): void {
  const durable = durableTo(model);
  if (log.logEndOffset < durable) {
    throw new Error(`ends at ${log.logEndOffset}, but what is before ${durable} was synced`);
  }
  if (log.logStartOffset > model.startOffset && !model.uncut) {
    throw new Error(
      `starts at ${log.logStartOffset}, but nothing after ${model.startOffset} was deleted`,
    );
  }
  const last = held.at(-1);
  if (last && last.nextOffset !== log.logEndOffset) {
    throw new Error(`ends at ${log.logEndOffset}, its last batch before ${last.nextOffset}`);
  }
  const first = held[0];
  if (first && first.baseOffset > log.logStartOffset) {
    throw new Error(`starts at ${log.logStartOffset}, its first batch at ${first.baseOffset}`);
  }
}

function checkEpochs(log: PartitionLog, held: readonly ModelBatch[]): void {
  for (const { baseOffset, nextOffset, epoch } of held) {
    const offset = Math.max(baseOffset, log.logStartOffset);
    const known = log.epochAt(offset);
    if (nextOffset > offset && known !== epoch) {
      throw new Error(
        `offset ${offset} was written in epoch ${epoch}, the checkpoint says ${known}`,
      );
    }
  }
}

function checkDerived(
  log: PartitionLog,
  {
    held,
    before,
  }: { readonly held: readonly ModelBatch[]; readonly before: readonly ModelBatch[] },
): void {
  const all = derive([...before, ...held]);
  const rest = derive(held);
  const entries = new Map(Array.from(log.activeProducers(), (entry) => [entry.producerId, entry]));
  for (const producerId of rest.producers.keys()) {
    if (!entries.has(producerId)) throw new Error(`producer ${producerId} is forgotten`);
  }
  for (const [producerId, entry] of entries) {
    const { producerEpoch, lastSequence, transactionStart } = entry;
    const told = wordsOf({ producerEpoch, lastSequence, transactionStart });
    // Where the beginning is deleted, the rest may be all that is known.
    const words = [all.producers.get(producerId), rest.producers.get(producerId)];
    const expected = words.map(wordsOf);
    if (expected.includes(told)) continue;
    // Of records that are deleted but still there a part may have been read: it began among them then.
    const began = all.producers.get(producerId)?.transactionStart ?? -1;
    const isDeleted = began >= 0 && began < transactionStart && began < log.logStartOffset;
    const partial = wordsOf({ producerEpoch, lastSequence, transactionStart: began });
    if (isDeleted && partial === expected[0]) continue;
    throw new Error(`producer ${producerId} is ${told}, not ${expected.join(' or ')}`);
  }
  checkAborted(log, all.aborted, rest.aborted);
}

function wordsOf(words: ProducerWords | undefined): string {
  if (!words) return 'nobody';
  const { producerEpoch, lastSequence, transactionStart } = words;
  return `${producerEpoch}/${lastSequence} in transaction ${transactionStart}`;
}

/** Every transaction whose whole is there is known; none is made up. */
function checkAborted(log: PartitionLog, all: readonly string[], rest: readonly string[]): void {
  const found = new Set(
    log
      .abortedTransactions(log.logStartOffset, log.logEndOffset)
      .map(
        ({ producerId, firstOffset, lastOffset }) =>
          `${producerId}: ${firstOffset} - ${lastOffset}`,
      ),
  );
  for (const one of rest) {
    const marker = one.slice(one.lastIndexOf(' '));
    const isKnown =
      found.has(one) || all.some((other) => other.endsWith(marker) && found.has(other));
    const isVisible = Number(marker) >= log.logStartOffset;
    if (isVisible && !isKnown) throw new Error(`the aborted transaction ${one} is forgotten`);
  }
  for (const one of found) {
    if (all.includes(one) || rest.includes(one)) continue;
    // Of deleted records a part may have been read: it began among them then.
    const [, producer, first, marker] = /^(\d+): (\d+) - (\d+)$/.exec(one) ?? [];
    const isPartial =
      Number(first) < log.logStartOffset &&
      all.some((other) => other.startsWith(`${producer}: `) && other.endsWith(` - ${marker}`));
    if (!isPartial) throw new Error(`the aborted transaction ${one} never was`);
  }
}
