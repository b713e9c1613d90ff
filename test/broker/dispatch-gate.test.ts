import { describe, expect, it } from 'vitest';
import { CloseConnection } from '../../src/base/close-connection.ts';
import { DispatchGate } from '../../src/broker/dispatch-gate.ts';
import type { ConnectionContext } from '../../src/network/dispatch.ts';

const CONNECTION = {} as ConnectionContext;

describe('the gate before the dispatcher', () => {
  it('lets requests through in their order once it opens', async () => {
    const gate = new DispatchGate();
    const handled: string[] = [];
    const waiting = ['a', 'b', 'c'].map((text) => gate.dispatch(Buffer.from(text), CONNECTION));
    gate.open((frame) => {
      handled.push(frame.toString());
      return null;
    });
    await Promise.all(waiting);
    expect(handled).toEqual(['a', 'b', 'c']);
  });

  it('keeps a request that waits, though its bytes are used again', async () => {
    const gate = new DispatchGate();
    const frame = Buffer.from('a request');
    const waiting = gate.dispatch(frame, CONNECTION);
    frame.fill(0);
    gate.open((kept) => kept);
    expect((await waiting)?.toString()).toBe('a request');
  });

  it('stands in nobody’s way once it is open', () => {
    const gate = new DispatchGate();
    gate.open((frame) => frame);
    const frame = Buffer.from('a');
    expect(gate.dispatch(frame, CONNECTION)).toBe(frame);
  });

  it('turns away who waits, and who comes, when the broker does not open', async () => {
    const gate = new DispatchGate();
    const waiting = gate.dispatch(Buffer.from('a'), CONNECTION);
    gate.refuse();
    await expect(waiting).rejects.toThrow(CloseConnection);
    await expect(gate.dispatch(Buffer.from('b'), CONNECTION)).rejects.toThrow(CloseConnection);
  });

  it('may stay closed with nobody there', () => {
    expect(() => new DispatchGate().refuse()).not.toThrow();
  });
});
