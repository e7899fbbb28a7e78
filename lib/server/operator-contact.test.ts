import { describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { operatorContact } from './operator-contact';

describe('the contact of the operator', () => {
  it('is an e-mail address or a page', () => {
    expect(operatorContact(parseEnv({ OPERATOR_CONTACT: 'help@example.org' }))).toBe('mailto:help@example.org');
    expect(operatorContact(parseEnv({ OPERATOR_CONTACT: 'https://example.org/help' }))).toBe(
      'https://example.org/help',
    );
    expect(operatorContact(parseEnv({}))).toBeUndefined();
  });

  it('is never anything that a browser would run or send in the clear', () => {
    for (const contact of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', 'nobody'])
      expect(() => parseEnv({ OPERATOR_CONTACT: contact })).toThrow('OPERATOR_CONTACT');
  });
});
