import { describe, expect, it } from 'vitest';
import { parseClientMessage } from './messages';

describe('a text message of a stream', () => {
  it('starts it, or ends it', () => {
    const start = { type: 'start', person: 'ada', encoding: 'pcm16' };
    expect(parseClientMessage(JSON.stringify(start))).toEqual({ ...start, untilEnd: false });
    expect(parseClientMessage('{"type":"end"}')).toEqual({ type: 'end' });
  });

  it.each([
    '',
    'null',
    '[]',
    '{',
    '{"type":"begin"}',
    '{"type":"start"}',
    '{"type":"start","person":"","encoding":"pcm16"}',
    '{"type":"start","person":"ada","encoding":"mp3"}',
    '{"type":"start","person":["ada"],"encoding":"pcm16"}',
    `{"type":"start","person":"${'a'.repeat(65)}","encoding":"pcm16"}`,
    '{"type":"end","person":"ada"}',
    '{"__proto__":{"type":"end"}}',
  ])('is none when it is %s', (text) => {
    expect(parseClientMessage(text)).toBeUndefined();
  });
});
