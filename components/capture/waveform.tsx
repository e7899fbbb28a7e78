'use client';
import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import { lastBars } from './level';

/** Of a bar and of what is between two, in pixels of the screen. */
const BAR = 3;
const GAP = 2;

interface WaveformProps {
  levels: RefObject<number[]>;
  live: boolean;
}

/** What is heard, as it was the last seconds: the newest at the right. For the eye only; hints say it in words. */
export function Waveform({ levels, live }: WaveformProps): ReactElement {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !live) return;
    let request = requestAnimationFrame(function draw() {
      const [width, height] = [canvas.clientWidth, canvas.clientHeight];
      const sharpness = window.devicePixelRatio;
      canvas.width = width * sharpness;
      canvas.height = height * sharpness;
      context.scale(sharpness, sharpness);
      context.fillStyle = getComputedStyle(canvas).color;
      lastBars(levels.current, Math.floor(width / (BAR + GAP))).forEach((level, i) => {
        const tall = Math.max(BAR, level * height);
        context.beginPath();
        context.roundRect(i * (BAR + GAP), (height - tall) / 2, BAR, tall, BAR / 2);
        context.fill();
      });
      request = requestAnimationFrame(draw);
    });
    return () => {
      cancelAnimationFrame(request);
      context.clearRect(0, 0, canvas.width, canvas.height);
    };
  }, [levels, live]);
  return (
    <div aria-hidden="true" className="h-8 w-full text-[#6bd2b9]">
      <canvas ref={canvasRef} className="size-full" />
    </div>
  );
}
