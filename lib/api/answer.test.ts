import { afterEach, describe, expect, it, vi } from 'vitest';
import { SesameError } from '@/lib/errors';
import { answer } from './answer';
import { startLoginSchema } from './contract';

afterEach(() => vi.restoreAllMocks());

describe('the answer of an action', () => {
  it('is what the flow says', async () => {
    expect(await answer(startLoginSchema, { name: ' ada ' }, async ({ name }) => ({ ok: true, name }))).toEqual({
      ok: true,
      name: 'ada',
    });
  });

  it.each([
    ['a path', '../../etc/passwd'],
    ['SQL', "x'; DROP TABLE users; --"],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['too short a name', 'ab'],
    ['too long a name', 'a'.repeat(33)],
    ['an empty name', ''],
    ['a name with a line break', 'ada\nlovelace'],
    ['letters that only look alike', 'аdа'],
  ])('is invalid_name for %s', async (_, name) => {
    const flow = vi.fn();
    expect(await answer(startLoginSchema, { name }, flow)).toEqual({ ok: false, code: 'invalid_name' });
    expect(flow).not.toHaveBeenCalled();
  });

  it.each([undefined, null, 7, [], {}, { name: 7 }, { name: ['ada'] }])('is a typed no for %j', async (input) => {
    const flow = vi.fn();
    expect(await answer(startLoginSchema, input, flow)).toEqual({ ok: false, code: 'invalid_request' });
    expect(flow).not.toHaveBeenCalled();
  });

  it('keeps the code of a typed error and its waiting time', async () => {
    const busy = (): never => {
      throw new SesameError('busy', { retryAfterSeconds: 5 });
    };
    expect(await answer(startLoginSchema, { name: 'ada' }, busy)).toEqual({
      ok: false,
      code: 'busy',
      retryAfterSeconds: 5,
    });
  });

  it('logs an unknown error and shows nothing of it', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const broken = (): never => {
      throw new Error('password=hunter2');
    };
    expect(await answer(startLoginSchema, { name: 'ada' }, broken)).toEqual({ ok: false, code: 'internal' });
    expect(log).toHaveBeenCalledOnce();
  });
});
