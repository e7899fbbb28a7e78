'use client';
import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Result } from '@/lib/api/contract';
import { DeviceError, environmentProblem, type Wanted } from './devices';
import { outline } from './level';
import { type MediaSession, openMediaSession } from './media-session';
import { recall, remember } from './remembered';
import { packSample, type Sample, takeSample } from './sample';
import { afterFailure, type CaptureEvent, type CaptureState, captureReducer } from './state';
import { useLeaving } from './use-leaving';
import { TimeoutError, wait, within } from './wait';

/** How long the server may take to answer, devices may stay on unused, and a tick stays in view, in milliseconds. */
const ANSWER_MS = 30_000;
const UNUSED_MS = 110_000;
const TICK_MS = 1_200;
const COUNTDOWN_SECONDS = 3;

export interface CaptureOptions {
  wanted: Wanted;
  /** Asked before the devices are opened, on every start. */
  prepare?: () => Promise<Result>;
  /** Hands a sample to the server. */
  send: (sample: Sample) => Promise<Result>;
  /** Whether this is one of several samples: then the devices stay on while the server looks at it. */
  series: boolean;
  /** Whether a series has all its samples: then an accepted one is the last, and the devices go off. */
  complete: boolean;
}

export interface Capture {
  state: CaptureState;
  wanted: Wanted;
  /** Whether camera or microphone are on. */
  on: boolean;
  /** The last frame taken, shown while the server looks at it. */
  still: string | null;
  devices: MediaDeviceInfo[];
  videoRef: RefObject<HTMLVideoElement | null>;
  /** Receives `--level`, the loudness in [0, 1]. */
  meterRef: RefObject<HTMLDivElement | null>;
  /** The loudness of the last recording, some 20 values in [0, 1]. */
  loudness(): number[];
  /** Starts from the beginning, whatever went before. */
  start(): void;
  /** Takes the sample, after the countdown if that is on; starts first where the devices are off. */
  take(): void;
  cancel(): void;
  /** The device in use, or undefined. */
  opened(kind: 'camera' | 'microphone'): string | undefined;
  choose(kind: 'camera' | 'microphone', deviceId: string): void;
}

/** The one owner of camera and microphone: opens them on `start`, and closes them on every way out. */
export function useCapture(options: CaptureOptions): Capture {
  const [state, dispatch] = useReducer(captureReducer, { name: 'idle' });
  const [on, setOn] = useState(false);
  const [still, setStill] = useState<string | null>(null);
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const videoRef = useRef<HTMLVideoElement>(null);
  const meterRef = useRef<HTMLDivElement>(null);
  const session = useRef<MediaSession>(null);
  const run = useRef<AbortController>(null);
  const heard = useRef<number[]>([]);
  const latest = useRef({ options, state });
  useEffect(() => {
    latest.current = { options, state };
  });

  const close = useCallback(() => {
    session.current?.close();
    session.current = null;
    setOn(false);
    meterRef.current?.style.removeProperty('--level');
  }, []);

  /** Ends whatever runs: late answers go nowhere, devices are off. */
  const end = useCallback(
    (event: CaptureEvent) => {
      run.current?.abort(new DOMException('ended', 'AbortError'));
      close();
      setStill(null);
      dispatch(event);
    },
    [close],
  );

  /** Runs `work` until it is done, fails, or something else begins. */
  const begin = useCallback(
    (work: (signal: AbortSignal) => Promise<void>) => {
      run.current?.abort(new DOMException('replaced', 'AbortError'));
      const current = new AbortController();
      run.current = current;
      work(current.signal).catch((error: unknown) => {
        if (!current.signal.aborted) end(eventOf(error));
      });
    },
    [end],
  );

  const open = useCallback(
    async (signal: AbortSignal) => {
      const onLevel = (level: number): void => {
        meterRef.current?.style.setProperty('--level', level.toFixed(3));
        heard.current.push(level);
      };
      const onLost = (problem: 'no_camera' | 'no_microphone'): void => end({ type: 'device_failed', problem });
      const shown = { video: videoRef.current, onLevel, onLost };
      session.current = await openMediaSession(latest.current.options.wanted, shown, signal);
      setOn(true);
      setDevices(await navigator.mediaDevices.enumerateDevices());
    },
    [end],
  );

  const start = useCallback(() => {
    end({ type: 'cancelled' });
    dispatch({ type: 'asked' });
    begin(async (signal) => {
      const problem = environmentProblem();
      if (problem) throw new DeviceError(problem);
      const { prepare } = latest.current.options;
      const prepared = prepare ? await within(ANSWER_MS, prepare(), signal) : ({ ok: true } as const);
      if (!prepared.ok) return end({ type: 'failed', failure: prepared });
      await open(signal);
      dispatch({ type: 'devices_ready' });
    });
  }, [begin, end, open]);

  const take = useCallback(() => {
    const stream = session.current?.stream;
    if (!stream) return start();
    dispatch({ type: 'next' });
    begin(async (signal) => {
      for (let secondsLeft = countdown(); secondsLeft > 0; secondsLeft--) {
        dispatch({ type: 'counted', secondsLeft });
        await wait(1000, signal);
      }
      dispatch({ type: 'recording_started' });
      heard.current = [];
      const { wanted, series, send } = latest.current.options;
      const raw = await takeSample(wanted, stream, videoRef.current, signal);
      setStill(raw.frames.at(-1) ?? null);
      dispatch({ type: 'recorded' });
      if (!series) close();
      const sample = await packSample(raw);
      dispatch({ type: 'sent' });
      const result = await within(ANSWER_MS, send(sample), signal);
      if (result.ok) dispatch({ type: 'accepted' });
      else if (series && afterFailure(result).name === 'retry') dispatch({ type: 'failed', failure: result });
      else return end({ type: 'failed', failure: result });
      if (series) setStill(null);
    });
  }, [begin, close, end, start]);

  const choose = useCallback(
    (kind: 'camera' | 'microphone', deviceId: string) => {
      remember(kind, deviceId);
      if (!session.current) return;
      close();
      begin(open);
    },
    [begin, close, open],
  );

  useEffect(() => {
    if (state.name !== 'accepted' || !options.series) return;
    const timer = setTimeout(() => {
      if (options.complete || !session.current) end({ type: 'cancelled' });
      else dispatch({ type: 'next' });
    }, TICK_MS);
    return () => clearTimeout(timer);
  }, [state.name, options.series, options.complete, end]);

  useEffect(() => {
    if (state.name !== 'framing' && state.name !== 'retry') return;
    const timer = setTimeout(() => session.current && end({ type: 'timed_out' }), UNUSED_MS);
    return () => clearTimeout(timer);
  }, [state.name, end]);

  const cancel = useCallback(() => end({ type: 'cancelled' }), [end]);
  const onHide = useCallback(() => {
    if (!session.current) return;
    if (isWithServer(latest.current.state)) close();
    else cancel();
  }, [cancel, close]);
  const onOffline = useCallback(() => {
    if (isWithServer(latest.current.state)) end({ type: 'went_offline' });
  }, [end]);
  useLeaving({ onLeave: cancel, onHide, onOffline });

  const loudness = useCallback(() => outline(heard.current, 20), []);
  const opened = useCallback((kind: 'camera' | 'microphone') => {
    const tracks =
      kind === 'camera' ? session.current?.stream.getVideoTracks() : session.current?.stream.getAudioTracks();
    return tracks?.[0]?.getSettings().deviceId;
  }, []);
  const { wanted } = options;
  return { state, wanted, on, still, devices, videoRef, meterRef, loudness, start, take, cancel, opened, choose };
}

function isWithServer({ name }: CaptureState): boolean {
  return name === 'uploading' || name === 'checking';
}

function countdown(): number {
  return recall('countdown') === 'off' ? 0 : COUNTDOWN_SECONDS;
}

function eventOf(error: unknown): CaptureEvent {
  if (error instanceof DeviceError) return { type: 'device_failed', problem: error.problem };
  if (error instanceof TimeoutError) return { type: 'timed_out' };
  // What fetch throws when there is no way to the server.
  if (error instanceof TypeError) return { type: 'went_offline' };
  return { type: 'failed', failure: { ok: false, code: 'internal' } };
}
