import { describe, expect, it } from 'vitest';
import { nameSchema } from './contract';
import { nameProblem, normalName } from './name-rules';

describe('a name that can be had', () => {
  it.each([
    ...['ada', 'Ada_Lovelace-1.2', '...', 'x'.repeat(32), 'Zoë', 'Đặng', 'Łukasz', 'Straße'],
    ...['Мария', 'Αθηνά', 'محمد', 'דָּוִד', 'आरती', 'สมชาย', 'አበበ', 'Արամ', 'ᏣᎳᎩ', '王小明', 'さくら'],
    ...['田中さん', 'タナカ', '김민준', 'ユーザー', '李ㄌㄧ', 'علي٧٨', '𞤀𞤁𞤂'],
  ])('is %j', (name) => {
    expect(nameProblem(name)).toBeNull();
    expect(nameSchema.parse(` ${name} `)).toBe(name.normalize('NFKC'));
  });

  it('is shown as typed, but for signs that stand for others', () => {
    expect(normalName(' ＡＤＡ ')).toBe('ADA');
    expect(normalName('Zoe\u0308')).toBe('Zoë');
    expect(normalName('MaRy')).toBe('MaRy');
  });
});

describe('a name that cannot be had', () => {
  it.each([
    ['a letter too short', 'ab', 'too_short'],
    ['nothing', '   ', 'too_short'],
    ['a letter too long', 'x'.repeat(33), 'too_long'],
    ['ten thousand letters', 'ﷺ'.repeat(10_000), 'too_long'],
    ['long once it is written out', 'ﷺ'.repeat(3), 'too_long'],
    ['a space', 'ada lovelace', 'sign'],
    ['a Latin word with a Cyrillic letter', 'аda', 'scripts'],
    ['two scripts', 'adaМария', 'scripts'],
    ['Greek in Latin', 'pαul', 'scripts'],
    ['Latin with Chinese', 'ada王小明', 'scripts'],
    ['a dead script', '𐤀𐤁𐤂', 'scripts'],
    ['a sign of no width', 'a\u200bda', 'sign'],
    ['a joiner', 'a\u200dda', 'sign'],
    ['text turned round', 'ada\u202egro', 'sign'],
    ['an isolate', '\u2066ada\u2069', 'sign'],
    ['a letter that is not seen', 'ada\u3164', 'sign'],
    ['a variation selector', 'ada\ufe0f', 'sign'],
    ['half a letter', 'ada\ud800', 'sign'],
    ['a picture', 'ada🙂', 'sign'],
    ['an end of line', 'ada\nroot', 'sign'],
    ['a zero byte', 'ada\0', 'sign'],
    ['a heap of marks', `ad${'\u0300\u0301\u0302\u0303\u0304\u0305'}a`, 'marks'],
    ['the same mark twice', 'ado\u0331\u0331', 'marks'],
    ['a mark without a letter', '\u0301ada', 'marks'],
    ['a mark on a dot', 'ada.\u0331x', 'marks'],
    ['digits of two kinds', 'علي1٢', 'digits'],
    ['digits of two Arabic kinds', 'علي٢۳', 'digits'],
  ])('is one with %s', (_, name, problem) => {
    expect(nameProblem(name)).toBe(problem);
    expect(nameSchema.safeParse(name).error?.issues[0]?.message).toBe('invalid_name');
  });
});
