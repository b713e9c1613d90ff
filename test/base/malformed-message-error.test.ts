import { describe, expect, it } from 'vitest';
import { inField, MalformedMessageError } from '../../src/base/malformed-message-error.ts';

describe('the path of a malformed message', () => {
  it('grows from the inside out', () => {
    const error = new MalformedMessageError('fetchOffset', 'too short');
    inField(inField(inField(error, 'partitions', 0), 'topics', 2), 'FetchRequest');
    expect(error.path).toBe('FetchRequest.topics[2].partitions[0].fetchOffset');
    expect(error.message).toBe('FetchRequest.topics[2].partitions[0].fetchOffset: too short');
    expect(error.problem).toBe('too short');
  });

  it('starts with the first field that is known', () => {
    expect(inField(new MalformedMessageError('', 'too short'), 'header')).toHaveProperty(
      'path',
      'header',
    );
  });

  it('leaves other errors alone', () => {
    const error = new Error('a bug');
    expect(inField(error, 'topics', 2)).toBe(error);
    expect(error.message).toBe('a bug');
  });
});
