import { describe, expect, it } from 'vitest';
import { betterCamera, isUnsuitableCamera, problemOf } from './devices';

const both = { camera: true, microphone: true };

describe('problemOf', () => {
  it('tells a refused permission', () => {
    expect(problemOf('NotAllowedError', both, ['videoinput', 'audioinput'])).toBe('permission_denied');
  });

  it('finds out which device is missing', () => {
    expect(problemOf('NotFoundError', both, ['audioinput'])).toBe('no_camera');
    expect(problemOf('NotFoundError', both, ['videoinput', 'audiooutput'])).toBe('no_microphone');
    expect(problemOf('NotFoundError', { camera: false, microphone: true }, [])).toBe('no_microphone');
  });

  it('takes a device that cannot be read for a busy one', () => {
    expect(problemOf('NotReadableError', both, [])).toBe('device_busy');
    expect(problemOf('AbortError', both, [])).toBe('device_busy');
  });

  it('tells a browser that cannot', () => {
    expect(problemOf('TypeError', both, [])).toBe('unsupported');
  });
});

describe('isUnsuitableCamera', () => {
  it.each([
    'Integrated IR Camera',
    'Windows Hello Face',
    'camera2 0, facing back',
    'Rear Camera',
    'Intel Depth Sensor',
  ])('passes over %s', (label) => expect(isUnsuitableCamera(label)).toBe(true));

  it.each(['FaceTime HD Camera', 'Integrated Webcam', 'camera2 1, facing front', 'Mirror cam', ''])(
    'takes %s',
    (label) => expect(isUnsuitableCamera(label)).toBe(false),
  );
});

describe('betterCamera', () => {
  const devices = [
    { deviceId: 'mic', kind: 'audioinput', label: 'Microphone' },
    { deviceId: 'ir', kind: 'videoinput', label: 'IR Camera' },
    { deviceId: 'front', kind: 'videoinput', label: 'Front Camera' },
  ] as const;

  it('leaves an infrared camera that nobody chose', () => {
    expect(betterCamera('IR Camera', devices, null)).toBe('front');
  });

  it('respects a choice, however odd', () => {
    expect(betterCamera('IR Camera', devices, 'ir')).toBeUndefined();
  });

  it('stays with the only camera there is', () => {
    expect(betterCamera('IR Camera', devices.slice(0, 2), null)).toBeUndefined();
  });
});
