import { readFileSync } from 'node:fs';
import { type DigitBackground, decodeBackground } from '@/lib/liveness/digits/background';

/** The background of digits that is in use. */
export const builtInDigitBackground: DigitBackground = decodeBackground(readFileSync('models/digits/background.bin'));
