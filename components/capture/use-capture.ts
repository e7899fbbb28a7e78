'use client';
import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Result } from '@/lib/api/contract';
import { DeviceError, environmentProblem, type Wanted } from './devices';
import { addLevel, decibels, meterLevel, outline } from './level';
import type { VoiceHint } from './listening/voice-hints';
import { type MediaSession, openMediaSession } from './media-session';
import { recall, remember } from './remembered';
import { packPart, packSample, poseOf, type RawSample, type Sample, type Step } from './sample';
import { afterFailure, type CaptureEvent, type CaptureState, captureReducer, isWithServer } from './state';
import { takeSample } from './take-sample';
import { HELD_MS, SETTLED_MS } from './tracking/hold';
import { type Looks, openLooks } from './tracking/looks';
import { type GuideHint, useFraming } from './use-framing';
import { useLeaving } from './use-leaving';
import { TimeoutError, wait, within } from './wait';

/** How long the server may take to answer, devices may stay on unused, and a tick stays in view, in milliseconds. */
const ANSWER_MS = 30_000;
const UNUSED_MS = 110_000;
const TICK_MS = 500;
/** For people who do this for the first time on this device. */
const COUNTDOWN_SECONDS = 1;

export interface CaptureOptions {
  wanted: Wanted;
  /** Asked before the devices are opened, on every start. */
  prepare?: () => Promise<Result>;
  /** What the person does for the sample that is next. */
  steps: readonly Step[];
  /** How many samples are taken already, of how many. */
  progress: { taken: number; of: number };
  /** Shows a sample to the person, and answers whether they let it be sent; without, it is sent at once. */
  review?: ((sample: Sample) => Promise<boolean>) | undefined;
  /** Shows the server what one of several steps left, while the next is done; what comes of it is told by `send`. */
  sendAhead?: (part: Partial<Sample>) => Promise<unknown>;
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
  steps: readonly Step[];
  /** Whether camera or microphone are on. */
  on: boolean;
  /** The last frame taken, shown while the server looks at it. */
  still: string | null;
  /** Whether somebody looks, or listens, for the moment in which the sample can be taken; else the person says when. */
  watched: boolean;
  /** What to say just now about how the person sits, speaks or turns. */
  hint: GuideHint | null;
  devices: MediaDeviceInfo[];
  videoRef: RefObject<HTMLVideoElement | null>;
  /** Receives `--progress`, how much of everything is done, in [0, 1]. */
  progressRef: RefObject<SVGSVGElement | null>;
  /** The loudness of this recording, or of the last, as bars of a waveform from 0 to 1; it grows while there is sound. */
  levels: RefObject<number[]>;
  /** The same in some 20 values. */
  loudness(): number[];
  /** Starts from the beginning, whatever went before. */
  start(): void;
  /** Takes the sample, after the countdown if that is on; starts first where the devices are off. */
  take(): void;
  /** After a sample that has to be taken again: waits for the pose where that is seen, and takes it at once where not. */
  again(): void;
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
  const [voiceHint, setVoiceHint] = useState<VoiceHint | null>(null);
  const [turnHint, setTurnHint] = useState<GuideHint | null>(null);
  const [looks, setLooks] = useState<Looks | null>(null);
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const videoRef = useRef<HTMLVideoElement>(null);
  const progressRef = useRef<SVGSVGElement>(null);
  const session = useRef<MediaSession>(null);
  const openLooksRef = useRef<Looks>(null);
  const run = useRef<AbortController>(null);
  const levels = useRef<number[]>([]);
  const heardFrom = useRef(0);
  const watchers = useRef(new Set<(level: number, at: number) => void>());
  const wasCounted = useRef(false);
  const latest = useRef({ options, state });
  useEffect(() => {
    latest.current = { options, state };
  });

  const close = useCallback(() => {
    session.current?.close();
    session.current = null;
    openLooksRef.current?.close();
    openLooksRef.current = null;
    setLooks(null);
    setOn(false);
  }, []);

  const showProgress = useCallback((share: number) => {
    const { taken, of } = latest.current.options.progress;
    progressRef.current?.style.setProperty('--progress', ((taken + share) / of).toFixed(3));
  }, []);

  const listenAnew = useCallback(() => {
    levels.current = [];
    heardFrom.current = performance.now();
  }, []);

  /** Ends whatever runs: late answers go nowhere, devices are off. */
  const end = useCallback(
    (event: CaptureEvent) => {
      run.current?.abort(new DOMException('ended', 'AbortError'));
      close();
      setStill(null);
      setTurnHint(null);
      wasCounted.current = false;
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
      const { wanted } = latest.current.options;
      const onLevel = (rms: number): void => {
        const at = performance.now();
        addLevel(levels.current, meterLevel(rms), at - heardFrom.current);
        for (const watcher of watchers.current) watcher(decibels(rms), at);
      };
      const onLost = (problem: 'no_camera' | 'no_microphone'): void => end({ type: 'device_failed', problem });
      if (wanted.camera && videoRef.current) {
        // Loaded while the person still looks for the button of their browser.
        openLooksRef.current = openLooks(videoRef.current, () => setLooks(null));
        setLooks(openLooksRef.current);
      }
      listenAnew();
      session.current = await openMediaSession(wanted, { video: videoRef.current, onLevel, onLost }, signal);
      setOn(true);
      setDevices(await navigator.mediaDevices.enumerateDevices());
    },
    [end, listenAnew],
  );

  const start = useCallback(() => {
    end({ type: 'cancelled' });
    setVoiceHint(null);
    dispatch({ type: 'asked' });
    begin(async (signal) => {
      const problem = environmentProblem();
      if (problem) throw new DeviceError(problem);
      const { prepare } = latest.current.options;
      // At once, so that nobody waits for both; `end` closes the devices where the server says no.
      const opening = open(signal);
      opening.catch(() => undefined);
      const prepared = prepare ? await within(ANSWER_MS, prepare(), signal) : ({ ok: true } as const);
      if (!prepared.ok) return end({ type: 'failed', failure: prepared });
      await opening;
      dispatch({ type: 'devices_ready' });
    });
  }, [begin, end, open]);

  const take = useCallback(() => {
    const stream = session.current?.stream;
    if (!stream) return start();
    dispatch({ type: 'next' });
    begin(async (signal) => {
      for (let secondsLeft = wasCounted.current ? 0 : countdown(); secondsLeft > 0; secondsLeft--) {
        dispatch({ type: 'counted', secondsLeft });
        await wait(1000, signal);
      }
      wasCounted.current = true;
      dispatch({ type: 'recording_started' });
      listenAnew();
      setVoiceHint(null);
      const { wanted, steps, series, review, send, sendAhead } = latest.current.options;
      const instruments = {
        stream,
        video: wanted.camera ? videoRef.current : null,
        looks: openLooksRef.current,
        watchLevels: (watcher: (level: number, at: number) => void) => {
          watchers.current.add(watcher);
          return () => watchers.current.delete(watcher);
        },
      };
      const telling = {
        onStep: (step: number) => dispatch({ type: 'step_begun', step }),
        onPart: (part: Partial<RawSample>) => {
          if (sendAhead)
            packPart(part)
              .then(sendAhead)
              .catch(() => undefined);
        },
        onTurned: () => dispatch({ type: 'turned' }),
        onVoiceHint: setVoiceHint,
        onTurnHint: setTurnHint,
        onProgress: showProgress,
      };
      const raw = await takeSample(steps, instruments, telling, signal);
      setStill(raw.photo ?? raw.burst.frames.at(-1) ?? null);
      if (!review) dispatch({ type: 'recorded' });
      if (!series) close();
      const sample = await packSample(raw);
      if (review) {
        const isSent = await within(UNUSED_MS, review(sample), signal);
        if (!isSent) setStill(null);
        dispatch({ type: isSent ? 'recorded' : 'declined' });
        if (!isSent) return;
      }
      dispatch({ type: 'sent' });
      const result = await within(ANSWER_MS, send(sample), signal);
      if (result.ok) dispatch({ type: 'accepted' });
      else if (series && afterFailure(result).name === 'retry') dispatch({ type: 'failed', failure: result });
      else return end({ type: 'failed', failure: result });
      if (result.ok) setVoiceHint(null);
      if (series) setStill(null);
    });
  }, [begin, close, end, listenAnew, showProgress, start]);

  const again = useCallback(() => {
    if (session.current && openLooksRef.current?.isAlive()) dispatch({ type: 'next' });
    else take();
  }, [take]);

  const choose = useCallback(
    (kind: 'camera' | 'microphone', deviceId: string) => {
      remember(kind, deviceId);
      if (!session.current) return;
      close();
      begin(open);
    },
    [begin, close, open],
  );

  const framingHint = useFraming({
    state,
    pose: poseOf(options.steps),
    time: options.steps[0]?.kind === 'photo' ? HELD_MS : SETTLED_MS,
    wanted: options.wanted,
    looks,
    on,
    onHeld: take,
  });

  useEffect(() => {
    if (state.name === 'accepted' && options.complete) rememberPractice();
  }, [state.name, options.complete]);

  useEffect(() => {
    if (state.name !== 'accepted' || !options.series) return;
    const timer = setTimeout(() => {
      if (options.complete || !session.current) end({ type: 'cancelled' });
      else dispatch({ type: 'next' });
    }, TICK_MS);
    return () => clearTimeout(timer);
  }, [state.name, options.series, options.complete, end]);

  // What a sample added before it failed is taken back.
  const { taken, of } = options.progress;
  useEffect(() => {
    if (state.name === 'framing' || state.name === 'accepted')
      progressRef.current?.style.setProperty('--progress', (taken / of).toFixed(3));
  }, [state.name, taken, of]);

  useEffect(() => {
    if (state.name !== 'framing' && state.name !== 'retry') return;
    const timer = setTimeout(() => session.current && end({ type: 'timed_out' }), UNUSED_MS);
    return () => clearTimeout(timer);
  }, [state.name, end]);

  const cancel = useCallback(() => end({ type: 'cancelled' }), [end]);
  const onHide = useCallback(() => {
    if (!session.current) return;
    if (isWithServer(latest.current.state.name)) close();
    else cancel();
  }, [cancel, close]);
  const onOffline = useCallback(() => {
    if (isWithServer(latest.current.state.name)) end({ type: 'went_offline' });
  }, [end]);
  useLeaving({ onLeave: cancel, onHide, onOffline });

  const loudness = useCallback(() => outline(levels.current, 20), []);
  const opened = useCallback((kind: 'camera' | 'microphone') => {
    const tracks =
      kind === 'camera' ? session.current?.stream.getVideoTracks() : session.current?.stream.getAudioTracks();
    return tracks?.[0]?.getSettings().deviceId;
  }, []);
  // What was said of a voice stays until it is tried again.
  const hint = (state.name === 'retry' ? voiceHint : null) ?? framingHint ?? turnHint ?? voiceHint;
  const { wanted, steps } = options;
  const watched = looks !== null || !wanted.camera;
  return {
    ...{ state, wanted, steps, on, still, watched, hint, devices, videoRef, progressRef, levels },
    ...{ loudness, start, take, again, cancel, opened, choose },
  };
}

function countdown(): number {
  return recall('countdown') === 'off' ? 0 : COUNTDOWN_SECONDS;
}

/** Whoever has done it once needs no countdown any more, unless they asked for it. */
function rememberPractice(): void {
  if (recall('countdown') === null) remember('countdown', 'off');
}

function eventOf(error: unknown): CaptureEvent {
  if (error instanceof DeviceError) return { type: 'device_failed', problem: error.problem };
  if (error instanceof TimeoutError) return { type: 'timed_out' };
  // What fetch throws when there is no way to the server.
  if (error instanceof TypeError) return { type: 'went_offline' };
  return { type: 'failed', failure: { ok: false, code: 'internal' } };
}
