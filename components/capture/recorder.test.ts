import { describe, expect, it } from 'vitest';
import { recordingType } from './recorder';

describe('recordingType', () => {
  it('is WebM where there is a choice', () => {
    expect(recordingType(() => true)).toBe('audio/webm;codecs=opus');
  });

  it('is MP4 in a browser that knows nothing else', () => {
    expect(recordingType((type) => type.startsWith('audio/mp4'))).toBe('audio/mp4');
  });

  it('is nothing where no type is known', () => {
    expect(recordingType(() => false)).toBeUndefined();
  });
});
