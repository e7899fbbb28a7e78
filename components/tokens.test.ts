import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = 'light' | 'dark';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name as string,
    { light: light as string, dark: dark as string },
  ]),
);

/** WCAG 2.2, "relative luminance" of an sRGB colour. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(ink: string, paper: string, theme: Theme): number {
  const [a, b] = [ink, paper].map((name) => luminance(tokens.get(name)![theme])) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const words: [ink: string, paper: string][] = [
  ...['text', 'muted', 'accent', 'danger', 'success'].flatMap((ink): [string, string][] => [
    [ink, 'surface'],
    [ink, 'raised'],
    [ink, 'sunken'],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['accent', 'accent-soft'],
  ['text', 'accent-soft'],
  ['text', 'danger-soft'],
  ['danger', 'danger-soft'],
];

describe.each<Theme>(['light', 'dark'])('the %s theme', (theme) => {
  it.each(words)('shows %s on %s with the contrast that AA asks of words', (ink, paper) => {
    expect(contrast(ink, paper, theme)).toBeGreaterThanOrEqual(4.5);
  });

  // The oval lies on a band in the stage's colour, whatever the camera sees; every part of it is drawn at full strength.
  it.each(['ring', 'ring-good', 'ring-rest'])('shows the %s around a face with the contrast that AA asks', (ring) => {
    expect(contrast(ring, 'stage', theme)).toBeGreaterThanOrEqual(3);
  });

  it.each(['surface', 'raised'])('shows the edges of controls on %s with the contrast that AA asks', (paper) => {
    expect(contrast('line-strong', paper, theme)).toBeGreaterThanOrEqual(3);
  });
});
