'use client';
import { useEffect, useRef, useState } from 'react';
import type { PhotoPose } from '@/lib/media/capture-limits';
import type { Wanted } from './devices';
import type { VoiceHint } from './listening/voice-hints';
import type { CaptureState } from './state';
import { type Hint, hintFor, type Said, say } from './tracking/hints';
import { HELD_MS, heldShare, hold, NOT_HELD } from './tracking/hold';
import type { Looks } from './tracking/looks';
import { yawOf } from './tracking/pose';

/** Everything that is said over the picture. */
export type GuideHint = Hint | VoiceHint;

interface Framing {
  state: CaptureState;
  pose: PhotoPose;
  /** For how long, in milliseconds. */
  time: number;
  wanted: Wanted;
  /** Null where nobody looks. */
  looks: Looks | null;
  on: boolean;
  /** The pose was held for that long, or half a second passed where only the microphone is wanted. */
  onHeld(): void;
}

const NOTHING: Said = { hint: null, since: 0 };

/** What to tell a person who is finding their place; and the moment in which they have found it. */
export function useFraming({ state: { name }, pose, time, wanted, looks, on, onHeld }: Framing): Hint | null {
  const [said, setSaid] = useState<Said>(NOTHING);
  const held = useRef(onHeld);
  useEffect(() => {
    held.current = onHeld;
  });
  /** This person's yaw when they last looked straight for long enough. */
  const straight = useRef(0);
  const isFraming = name === 'framing';
  const isWatched = on && (isFraming || name === 'retry');

  useEffect(() => {
    if (!isWatched || !looks) return;
    let holding = NOT_HELD;
    const unwatch = looks.watch((look) => {
      const hint = hintFor(look, pose, straight.current);
      setSaid((before) => say(before, hint, look.at));
      holding = hold(holding, look.faces.length === 0 ? null : hint === 'good', look.at);
      if (!isFraming || heldShare(holding, time) < 1) return;
      if (pose === 'straight' && look.landmarks) straight.current = yawOf(look.landmarks);
      held.current();
    });
    return () => {
      unwatch();
      setSaid(NOTHING);
    };
  }, [isWatched, isFraming, looks, pose, time]);

  useEffect(() => {
    if (!isFraming || !on || wanted.camera) return;
    const timer = setTimeout(() => held.current(), HELD_MS);
    return () => clearTimeout(timer);
  }, [isFraming, on, wanted.camera]);

  return said.hint;
}
